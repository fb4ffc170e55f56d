import { type AstNode, AstUtils } from 'langium';
import { differences } from '../../base/changes.ts';
import type { AbsentVariant, ScenarioRun, SweepSpec, SweepUnit } from '../../sim/scenario.ts';
import type { RunSpec } from '../../sim/spec/run.ts';
import { isModel, type Scenario, type Sweep } from '../generated/ast.ts';
import { type Dimension, PLAIN, sameDimension } from '../model/quantity.ts';
import { showMechanism } from '../model/settings.ts';
import { given, MOST_RUNS, sweepValues } from '../model/sweep.ts';
import { ModelProblem, type Resolve } from '../model/terms.ts';
import type { IpcServices } from '../module.ts';
import { type Hindrance, hindranceOf } from '../validation/hindrances.ts';
import { subjectFor } from '../validation/register.ts';
import { studies } from '../validation/studies.ts';
import { fileNames } from '../validation/values.ts';
import { callGraph, unitsOf } from '../validation/workload.ts';
import type { Replacement } from './compilation.ts';
import { compileExpectation, type NamedVariant } from './expectations.ts';
import { resolveInFile } from './file-names.ts';
import { compilePublished } from './published.ts';
import { rangeOf, written } from './source.ts';

/** A variant that can run. */
export interface CompiledVariant {
  readonly spec: RunSpec;
  /** Every binding runs over the mechanism that it names. */
  readonly own: boolean;
}

/** What a scenario is run over, and how one of its variants is compiled. */
export interface Variants {
  readonly services: IpcServices;
  readonly scenario: Scenario;
  /** What the bindings' mechanisms are replaced by, one run each; null keeps them. */
  readonly replacements: readonly (Replacement | null)[];
  readonly compile: (replacement: Replacement | null, resolve: Resolve) => CompiledVariant;
}

/** What depends on a swept value. */
type Parts = Required<Pick<ScenarioRun, 'variants' | 'expectations' | 'published' | 'absent'>>;

/** How a variant is called. */
export function variantName(replacement: Replacement | null): string {
  return replacement === null ? '' : showMechanism(replacement.mechanism, replacement.settings);
}

/**
 * All variants of a scenario, at every value of its sweep. One that cannot run is absent, with the reason; it is a problem only
 * if nothing is left.
 */
export function compileVariants(variants: Variants): Parts & Pick<ScenarioRun, 'sweep'> {
  const sweep = variants.scenario.annotations.find((annotation) => annotation.$type === 'Sweep');
  if (sweep === undefined) {
    const parts = partsAt(variants, new Map());
    const [first] = parts.absent;
    if (parts.variants.length === 0 && first !== undefined) throw new ModelProblem(variants.scenario, first.reason);
    return parts;
  }
  return compileSweep(variants, sweep);
}

function compileSweep(variants: Variants, sweep: Sweep): Parts & { readonly sweep: SweepSpec } {
  const found = sweepValues(sweep, fileNames());
  if ('fault' in found) throw new ModelProblem(sweep, 'the values of this sweep cannot be counted out');
  const { values, dimension } = found;
  if (values.length * variants.replacements.length > MOST_RUNS)
    throw new ModelProblem(sweep, `a scenario makes at most ${MOST_RUNS} runs`);
  const changes: SweepSpec['changes'][number][] = [];
  let first: Parts | null = null;
  let last: Parts | null = null;
  let runs = 0;
  for (const value of values) {
    const parts = partsAt(variants, given(sweep, value, dimension));
    first ??= parts;
    if (last !== null) changes.push(differences(last, parts));
    last = parts;
    runs += parts.variants.length;
  }
  if (first === null || runs === 0) throw new ModelProblem(sweep, first?.absent[0]?.reason ?? 'there is no value');
  const columns = variants.replacements.map(variantName);
  const unit = unitOf(sweep, dimension);
  const { $refText: parameter } = sweep.parameter;
  return { ...first, sweep: { parameter, unit, values, columns, changes, source: rangeOf(sweep) } };
}

function partsAt(variants: Variants, values: ReturnType<typeof given>): Parts {
  const { services, scenario, replacements } = variants;
  const resolve = resolveInFile(values);
  const hinders = hindrances(services, scenario, values);
  const specs: RunSpec[] = [];
  const absent: AbsentVariant[] = [];
  const named: NamedVariant[] = [];
  for (const [index, replacement] of replacements.entries()) {
    const compiled = attempt(variants, replacement, resolve, hinders);
    const name = variantName(replacement);
    const runs = 'spec' in compiled;
    if (runs) specs.push(compiled.spec);
    else absent.push(absentVariant(compiled, index, name, sourceOf(scenario, index)));
    const own = replacement === null || (runs && compiled.own);
    named.push({ name, mechanism: replacement?.mechanism.name ?? '', own });
  }
  const expectations = scenario.annotations.flatMap((a) =>
    a.$type === 'Expect' ? [compileExpectation(a, named, resolve)] : [],
  );
  const published = scenario.annotations.flatMap((a) =>
    a.$type === 'Published' ? [compilePublished(a, services.shared.ipc.Facts, named, resolve)] : [],
  );
  return { variants: specs, expectations, published, absent };
}

function attempt(
  { scenario, replacements, compile }: Variants,
  replacement: Replacement | null,
  resolve: Resolve,
  hinders: (replacement: Replacement | null) => Hindrance | null,
): CompiledVariant | Hindrance {
  const hindrance = hinders(replacement);
  if (hindrance !== null) return hindrance;
  try {
    return compile(replacement, resolve);
  } catch (problem) {
    const isOne = replacements.length === 1 && scenario.annotations.every(({ $type }) => $type !== 'Sweep');
    if (isOne || !(problem instanceof ModelProblem)) throw problem;
    return { message: cannotRun(problem), missing: null };
  }
}

function cannotRun({ message: text }: ModelProblem): Hindrance['message'] {
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return { code: 'ipc/cannotRun', severity: 'warning', text: sentence, unnecessary: false };
}

/** What keeps a mechanism from running the scenario, found as while typing, but with a parameter's swept value. */
function hindrances(services: IpcServices, scenario: Scenario, values: ReturnType<typeof given>) {
  const model = AstUtils.findRootNode(scenario);
  const quiet = Object.assign(() => undefined, { isFull: () => false });
  if (!isModel(model)) throw new ModelProblem(scenario, 'the file is not read');
  const studyOf = studies(subjectFor(services, model, quiet), fileNames(values));
  const uses = unitsOf(scenario, callGraph()).flatMap((unit) => unit.uses);
  const bindings = [...new Set(uses.map((use) => use.binding))];
  return (replacement: Replacement | null) => hindranceOf(bindings, replacement, studyOf);
}

function absentVariant(
  { message, missing }: Hindrance,
  index: number,
  variant: string,
  source: AstNode | undefined,
): AbsentVariant {
  const { code, text } = message;
  return { variant, index, code, reason: text, missing, source: source === undefined ? null : rangeOf(source) };
}

/** The variant in `@compare`; the scenario if nothing is compared. */
function sourceOf(scenario: Scenario, index: number): AstNode | undefined {
  const compared = scenario.annotations.flatMap((a) => (a.$type === 'Compare' ? a.mechanisms : []));
  return compared[index] ?? scenario.annotations.find((a) => a.$type === 'Sweep');
}

const UNITS: readonly (readonly [Partial<Dimension>, SweepUnit])[] = [
  [{ time: 1 }, 'time'],
  [{ bytes: 1 }, 'size'],
  [{}, 'count'],
  [{ time: -1 }, 'events'],
  [{ bytes: 1, time: -1 }, 'throughput'],
];

/** Whole numbers are counts, and what was written with a percent sign are shares. */
function unitOf(sweep: Sweep, dimension: Dimension): SweepUnit {
  const unit = UNITS.find(([powers]) => sameDimension({ ...PLAIN, ...powers }, dimension))?.[1] ?? 'number';
  const texts = [sweep.from, sweep.to, ...sweep.more].flatMap((node) => (node === undefined ? [] : [written(node)]));
  return unit === 'count' && texts.some((text) => text.endsWith('%')) ? 'share' : unit;
}
