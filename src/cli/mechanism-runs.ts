/** Runs a Null and a bulk call over every mechanism of the library, on every profile that prices it. */
import type { VariantOverview } from '../analysis/run-models.ts';
import { sequence } from '../analysis/sequence.ts';
import type { SequenceModel } from '../analysis/sequence-models.ts';
import { variantOverview } from '../analysis/summary.ts';
import { at } from '../base/assert.ts';
import { compileScenario } from '../language/compile/compile.ts';
import { libraryNames, type MechanismText } from '../language/mechanism-text.ts';
import type { IpcServices } from '../language/module.ts';
import { checkDocuments, openDocument } from '../language/workspace.ts';
import { traceOf } from './execute.ts';

/** The two calls on one profile. */
export interface MechanismRun {
  readonly profile: string;
  /** Of the bulk call's argument. */
  readonly bytes: number;
  readonly overview: VariantOverview;
  readonly nullCall: SequenceModel;
  readonly bulkCall: SequenceModel;
}

/** What data paths carry, and what one message of most mechanisms holds; a mechanism that takes less gets less. */
const CHAIN_BYTES = 16_384;
const BYTES = [1000, 32, 4] as const;

/** For each mechanism its runs, in the order of the profiles; none if no profile prices it, or if this version does not run it. */
export async function mechanismRuns(
  services: IpcServices,
  mechanisms: readonly MechanismText[],
): Promise<ReadonlyMap<string, readonly MechanismRun[]>> {
  const found = new Map<string, MechanismRun[]>(mechanisms.map(({ name }) => [name, []]));
  for (const profile of libraryNames(services, 'Profile')) {
    for (const bytes of BYTES) {
      const open = mechanisms.filter(({ name }) => found.get(name)?.every((run) => run.profile !== profile) ?? false);
      for (const [name, run] of await runsOn(services, profile, bytes, open)) found.get(name)?.push(run);
    }
  }
  return found;
}

async function runsOn(
  services: IpcServices,
  profile: string,
  bytes: number,
  mechanisms: readonly MechanismText[],
): Promise<readonly (readonly [string, MechanismRun])[]> {
  const text = worldText(profile, bytes, mechanisms);
  const document = openDocument(services, 'untitled:mechanisms.ipc', text);
  await checkDocuments(services, [document]);
  return mechanisms.flatMap((mechanism) => {
    const { run } = compileScenario(services, document, scenarioName(mechanism), { maxRows: 100_000 });
    const spec = run?.variants[0];
    if (spec === undefined) return [];
    const trace = traceOf(spec);
    const overview = variantOverview(trace);
    const call = (procedure: string): SequenceModel =>
      sequence(
        trace,
        at(
          overview.calls.filter((each) => each.procedure === procedure),
          0,
        ).typicalCall,
        0,
      );
    if (trace.end?.reason !== 'finished') return [];
    const size = mechanism.needs.includes('chain') ? CHAIN_BYTES : bytes;
    return [
      [mechanism.name, { profile, bytes: size, overview, nullCall: call('Null'), bulkCall: call('Bulk') }] as const,
    ];
  });
}

function scenarioName({ name }: MechanismText): string {
  return `Of_${name}`;
}

/** One scenario for each mechanism, so that what is wrong with one does not stop the others. */
function worldText(profile: string, bytes: number, mechanisms: readonly MechanismText[]): string {
  return `machine Machine profile ${profile} processors 2
machine Other profile ${profile} processors 2
link network between Machine, Other rate 10Mb/s
interface Service { Null()  Bulk(data: bytes[${bytes}]) }
interface Path { Null()  Bulk(data: bytes[${CHAIN_BYTES}]) }
domain Client on Machine
domain Layer on Machine { export Path }
domain Server on Machine { export Service export Path }
domain Remote on Other { export Service }
${mechanisms.map(scenarioText).join('\n')}
`;
}

function scenarioText(mechanism: MechanismText): string {
  const { name, needs } = mechanism;
  const ends = needs.includes('chain')
    ? 'Client -> Layer -> Server.Path'
    : needs.includes('otherMachine')
      ? 'Client -> Remote.Service'
      : 'Client -> Server.Service';
  return `scenario ${scenarioName(mechanism)} {
  bind b = ${ends} via ${name}
  processors Client, Server
  thread T in Client { repeat 3 { b.Null b.Bulk } }
}`;
}
