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
import type { RunSpec } from '../sim/spec/run.ts';
import type { Site } from '../sim/spec/site.ts';
import { traceOf } from './execute.ts';

/** The two calls on one profile. */
export interface MechanismRun {
  readonly profile: string;
  /** Of the bulk call's argument. */
  readonly bytes: number;
  /** Of each machine: one, that client and server share, or one for each of them. */
  readonly processors: 1 | 2;
  /** Of the link, for mechanisms between machines. */
  readonly link: string | null;
  readonly overview: VariantOverview;
  readonly nullCall: SequenceModel;
  readonly bulkCall: SequenceModel;
}

/** What data paths carry, and what one message of most mechanisms holds; a mechanism that takes less gets less. */
const CHAIN_BYTES = 16_384;
const BYTES = [1000, 32, 4] as const;

/** The network of each profile's time; of a machine that the papers do not join to any, a common one. */
const RATES: Readonly<Record<string, string>> = { dorado: '2.94 Mb/s' };
const COMMON_RATE = '10 Mb/s';

/** What the calls are made in. */
interface Setting {
  readonly profile: string;
  readonly bytes: number;
  readonly processors: 1 | 2;
}

/** For each mechanism its runs, in the order of the profiles; none if no profile prices it, or if this version does not run it. */
export async function mechanismRuns(
  services: IpcServices,
  mechanisms: readonly MechanismText[],
): Promise<ReadonlyMap<string, readonly MechanismRun[]>> {
  const found = new Map<string, MechanismRun[]>(mechanisms.map(({ name }) => [name, []]));
  for (const profile of libraryNames(services, 'Profile')) {
    for (const bytes of BYTES) {
      const open = mechanisms.filter(({ name }) => found.get(name)?.every((run) => run.profile !== profile) ?? false);
      const alone = await runsOn(services, { profile, bytes, processors: 1 }, open);
      const spread = open.filter(({ name }) => alone.get(name)?.overview.sites.some(usesProcessors) ?? false);
      const runs = new Map([...alone, ...(await runsOn(services, { profile, bytes, processors: 2 }, spread))]);
      for (const [name, run] of runs) found.get(name)?.push(run);
    }
  }
  return found;
}

/** A mechanism with such a step is made for machines with several processors. */
function usesProcessors({ kind }: Site): boolean {
  return kind === 'exchange' || kind === 'reallocation';
}

async function runsOn(
  services: IpcServices,
  setting: Setting,
  mechanisms: readonly MechanismText[],
): Promise<ReadonlyMap<string, MechanismRun>> {
  if (mechanisms.length === 0) return new Map();
  const document = openDocument(services, 'untitled:mechanisms.ipc', worldText(setting, mechanisms));
  await checkDocuments(services, [document]);
  const found = new Map<string, MechanismRun>();
  for (const mechanism of mechanisms) {
    const { run } = compileScenario(services, document, scenarioName(mechanism), { maxRows: 100_000 });
    const made = run?.variants[0] && runOf(run.variants[0], mechanism, setting);
    if (made) found.set(mechanism.name, made);
  }
  return found;
}

/** Null: the calls do not come to an end. */
function runOf(spec: RunSpec, { needs }: MechanismText, { profile, bytes, processors }: Setting): MechanismRun | null {
  const trace = traceOf(spec);
  if (trace.end?.reason !== 'finished') return null;
  const overview = variantOverview(trace);
  const call = (procedure: string): SequenceModel => {
    const of = overview.calls.filter((each) => each.procedure === procedure);
    return sequence(trace, at(of, 0).typicalCall, 0);
  };
  return {
    profile,
    bytes: needs.includes('chain') ? CHAIN_BYTES : bytes,
    processors,
    link: needs.includes('otherMachine') ? rateOf(profile) : null,
    overview,
    nullCall: call('Null'),
    bulkCall: call('Bulk'),
  };
}

function rateOf(profile: string): string {
  return RATES[profile] ?? COMMON_RATE;
}

function scenarioName({ name }: MechanismText): string {
  return `Of_${name}`;
}

/** One scenario for each mechanism, so that what is wrong with one does not stop the others. */
function worldText({ profile, bytes, processors }: Setting, mechanisms: readonly MechanismText[]): string {
  return `machine Machine profile ${profile} processors ${processors}
machine Other profile ${profile} processors ${processors}
link network between Machine, Other rate ${rateOf(profile).replace(' ', '')}
interface Service { Null()  Bulk(data: bytes[${bytes}]) }
interface Path { Null()  Bulk(data: bytes[${CHAIN_BYTES}]) }
domain Client on Machine
domain Layer on Machine { export Path }
domain Server on Machine { export Service export Path }
domain Remote on Other { export Service }
${mechanisms.map((mechanism) => scenarioText(mechanism, processors)).join('\n')}
`;
}

function scenarioText(mechanism: MechanismText, processors: 1 | 2): string {
  const { name, needs } = mechanism;
  const ends = needs.includes('chain')
    ? 'Client -> Layer -> Server.Path'
    : needs.includes('otherMachine')
      ? 'Client -> Remote.Service'
      : 'Client -> Server.Service';
  return `scenario ${scenarioName(mechanism)} {
  bind b = ${ends} via ${name}
  processors ${processors === 1 ? 'Client' : 'Client, Server'}
  thread T in Client { repeat 3 { b.Null b.Bulk } }
}`;
}
