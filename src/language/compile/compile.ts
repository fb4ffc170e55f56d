import { type AstNode, AstUtils, type LangiumDocument, URI } from 'langium';
import { MOST_THREADS } from '../../base/limits.ts';
import { LAST_INSTANT } from '../../base/units.ts';
import type { ScenarioRun } from '../../sim/scenario.ts';
import type { Placement } from '../../sim/spec/machine.ts';
import type { RunSpec } from '../../sim/spec/run.ts';
import type { ThreadSpec } from '../../sim/spec/statements.ts';
import type { Compare, Mechanism, Model, Note, Scenario, Thread } from '../generated/ast.ts';
import { isModel } from '../generated/ast.ts';
import { asConstant, evaluateTerm, ModelProblem, type Resolve } from '../model/terms.ts';
import type { IpcServices } from '../module.ts';
import { diagnosticsOf, type SourceDiagnostic, sourceRange } from '../workspace.ts';
import { Compilation, type Replacement } from './compilation.ts';
import { compileFaults } from './faults.ts';
import { compilePath } from './path.ts';
import { Readings } from './readings.ts';
import { rangeOf, written } from './source.ts';
import { compileStatements } from './statements.ts';
import { systemSites } from './system.ts';
import { checkTotal, checkTotals } from './totals.ts';
import { type CompiledVariant, compileVariants, variantName } from './variants.ts';
import type { UserLevel } from './world.ts';

export interface CompileOptions {
  /** Runs every binding of the scenario over this mechanism, or each of these, instead of its own and of `@compare`. */
  readonly via?: string | readonly Replacement[];
  readonly maxRows?: number;
  /** Picoseconds. */
  readonly maxTime?: number;
}

export interface CompileResult {
  /** Null if errors stand in the way. */
  readonly run: ScenarioRun | null;
  /** Of the file; those inside other scenarios do not stop this one. */
  readonly diagnostics: readonly SourceDiagnostic[];
}

const DEFAULT_ROWS = 10_000_000;

/** Compiles a scenario of a linked and validated document, in all its variants. */
export function compileScenario(
  services: IpcServices,
  document: LangiumDocument,
  name: string,
  options: CompileOptions = {},
): CompileResult {
  const model = document.parseResult.value;
  const diagnostics = diagnosticsOf(document);
  if (!isModel(model)) return { run: null, diagnostics };
  const scenario = model.elements.find((e) => e.$type === 'Scenario' && e.name === name);
  if (scenario?.$type !== 'Scenario')
    return { run: null, diagnostics: [...diagnostics, unknownScenario(document, model, name)] };
  if (diagnostics.some((d) => d.severity === 'error' && stops(d, model, scenario))) return { run: null, diagnostics };
  try {
    return { run: compileRun(services, document, scenario, options), diagnostics };
  } catch (problem) {
    if (!(problem instanceof ModelProblem)) throw problem;
    return { run: null, diagnostics: [...diagnostics, problemDiagnostic(document, scenario, problem)] };
  }
}

/** Names of the scenarios of a document, in order. */
export function scenarioNames(document: LangiumDocument): string[] {
  const model = document.parseResult.value;
  return isModel(model) ? model.elements.flatMap((e) => (e.$type === 'Scenario' ? [e.name] : [])) : [];
}

/** An error inside another scenario does not stop this one. */
function stops(diagnostic: SourceDiagnostic, model: Model, scenario: Scenario): boolean {
  const within = model.elements.find((e) => {
    const range = e.$type === 'Scenario' ? e.$cstNode?.range : undefined;
    return range !== undefined && range.start.line <= diagnostic.line && diagnostic.line <= range.end.line;
  });
  return within === undefined || within === scenario;
}

function unknownScenario(document: LangiumDocument, model: Model, name: string): SourceDiagnostic {
  const names = model.elements.flatMap((e) => (e.$type === 'Scenario' ? [`"${e.name}"`] : []));
  const known = names.length === 0 ? 'the file has no scenario' : `the file has ${names.join(', ')}`;
  const at = { uri: document.uri.toString(), line: 0, column: 0, endLine: 0, endColumn: 0 };
  return {
    ...at,
    severity: 'error',
    code: 'ipc/noScenario',
    message: `there is no scenario "${name}": ${known}`,
    related: [],
  };
}

/** A problem that stands in another file (the library) is shown at the scenario, with the place as related. */
function problemDiagnostic(document: LangiumDocument, scenario: Scenario, problem: ModelProblem): SourceDiagnostic {
  const uri = AstUtils.getDocument(problem.node).uri.toString();
  const own = uri === document.uri.toString();
  const at = sourceRange(document.uri.toString(), rangeOrStart(own ? problem.node : scenario));
  const related = own ? [] : [{ ...sourceRange(uri, rangeOrStart(problem.node)), message: 'here' }];
  return { ...at, severity: 'error', code: 'ipc/cannotRun', message: problem.message, related };
}

function rangeOrStart(node: AstNode) {
  return node.$cstNode?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}

function compileRun(
  services: IpcServices,
  document: LangiumDocument,
  scenario: Scenario,
  options: CompileOptions,
): ScenarioRun {
  const replacements = variantsOf(services, scenario, options);
  const readings = new Readings(services, document, visibleModels(services, scenario));
  const compile = (replacement: Replacement | null, resolve: Resolve) =>
    compileVariant(readings, scenario, replacement, options, resolve);
  return {
    file: document.uri.toString(),
    scenario: scenario.name,
    title: notes(scenario, 'title')[0] ?? null,
    notes: notes(scenario, 'note'),
    ...compileVariants({ services, scenario, replacements, compile }),
  };
}

/** What the bindings' mechanisms are replaced by, one run each; null keeps them. */
function variantsOf(services: IpcServices, scenario: Scenario, options: CompileOptions): (Replacement | null)[] {
  if (typeof options.via === 'string')
    return [{ mechanism: mechanismNamed(services, scenario, options.via), settings: [] }];
  if (options.via !== undefined) return [...options.via];
  const compared = scenario.annotations.filter((a): a is Compare => a.$type === 'Compare').flatMap((a) => a.mechanisms);
  if (compared.length === 0) return [null];
  return compared.map((variant) => {
    if (variant.mechanism.ref === undefined)
      throw new ModelProblem(variant, `mechanism "${variant.mechanism.$refText}" is not known`);
    return { mechanism: variant.mechanism.ref, settings: variant.settings };
  });
}

function mechanismNamed(services: IpcServices, scenario: Scenario, name: string): Mechanism {
  const found = visibleModels(services, scenario)
    .flatMap((m) => m.elements)
    .find((e) => e.$type === 'Mechanism' && e.name === name);
  if (found?.$type !== 'Mechanism') throw new ModelProblem(scenario, `there is no mechanism "${name}"`);
  return found;
}

/** What the scenario's file sees: itself, its imports, the library. */
function visibleModels(services: IpcServices, scenario: Scenario): Model[] {
  const document = AstUtils.getDocument(scenario);
  const { LangiumDocuments } = services.shared.workspace;
  const library = [...services.shared.ipc.Library.uris].flatMap(
    (uri) => LangiumDocuments.getDocument(URI.parse(uri)) ?? [],
  );
  const visible = new Set([document, ...services.shared.ipc.Imports.closure(document), ...library]);
  return [...visible].map((each) => each.parseResult.value).filter(isModel);
}

function compileVariant(
  readings: Readings,
  scenario: Scenario,
  replacement: Replacement | null,
  options: CompileOptions,
  resolve: Resolve,
): CompiledVariant {
  const isDisturbed = scenario.items.some(({ $type }) => $type === 'Disturbance');
  // Which domains schedule their own threads is known when all calls are: the prices of thread operations go by it.
  let userLevel: UserLevel = new Set();
  for (;;) {
    const compilation = new Compilation(readings, resolve, compilePath, replacement, isDisturbed, userLevel);
    const spec = specOf(scenario, compilation, replacement, options);
    const { mistaken } = compilation.world;
    if (mistaken === null) return { own: replacement !== null && compilation.ownMechanisms(), spec };
    userLevel = mistaken;
  }
}

function specOf(
  scenario: Scenario,
  compilation: Compilation,
  replacement: Replacement | null,
  options: CompileOptions,
): RunSpec {
  const placements = placementsOf(scenario, compilation);
  const { threads, numbers } = compileThreads(scenario, compilation);
  if (threads.length === 0)
    throw new ModelProblem(scenario, `scenario "${scenario.name}" has no thread: nothing would run`);
  compilation.settle();
  const faults = compileFaults(scenario, compilation, numbers);
  const machines = compilation.world.machines(placements, (machine) => systemSites(compilation, machine));
  const { world } = compilation;
  const spec: RunSpec = {
    format: 'ipc-run/1',
    scenario: scenario.name,
    title: notes(scenario, 'title')[0] ?? null,
    variant: variantName(replacement),
    seed: Number(notes(scenario, 'seed')[0] ?? 1),
    limits: { rows: options.maxRows ?? DEFAULT_ROWS, time: options.maxTime ?? LAST_INSTANT },
    machines,
    outcomes: compilation.faults.outcomes(compilation.sites),
    domains: world.domains(),
    stores: compilation.stores.stores,
    sites: compilation.sites.sites,
    bindings: compilation.bindings,
    paths: compilation.paths(),
    threads,
    conditions: world.conditions(),
    links: world.links(),
    faults,
  };
  checkTotals(scenario, spec);
  return spec;
}

function placementsOf(scenario: Scenario, compilation: Compilation): Placement[] {
  return scenario.items.flatMap((item) => {
    if (item.$type !== 'Processors') return [];
    return item.places.flatMap(({ domain, dedicated }) =>
      domain.ref === undefined ? [] : [{ domain: compilation.world.domain(domain.ref), dedicated }],
    );
  });
}

interface CompiledThreads {
  readonly threads: readonly ThreadSpec[];
  /** The first thread of each declaration. */
  readonly numbers: ReadonlyMap<Thread, number>;
}

function compileThreads(scenario: Scenario, compilation: Compilation): CompiledThreads {
  const threads: ThreadSpec[] = [];
  const numbers = new Map<Thread, number>();
  for (const item of scenario.items) {
    if (item.$type !== 'Thread') continue;
    numbers.set(item, threads.length);
    for (const thread of compileThread(item, compilation)) threads.push(thread);
    checkTotal(scenario, 'threads', threads.length, MOST_THREADS);
  }
  return { threads, numbers };
}

function compileThread(node: Thread, compilation: Compilation): ThreadSpec[] {
  const constant = (expression: Thread['count'], otherwise: number) =>
    expression === undefined ? otherwise : asConstant(evaluateTerm(expression, compilation.resolve), expression);
  const count = constant(node.count, 1);
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS)
    throw new ModelProblem(node, `a thread's count is 1 to ${MOST_THREADS}`);
  if (node.domain.ref === undefined) throw new ModelProblem(node, `domain "${node.domain.$refText}" is not known`);
  const domain = compilation.world.domain(node.domain.ref);
  const body = compileStatements(node.statements, { compilation, domain, procedure: null, nested: null, data: null });
  const priority = constant(node.priority, compilation.world.priority(domain));
  const names = count === 1 ? [node.name] : Array.from({ length: count }, (_, index) => `${node.name} ${index + 1}`);
  return names.map((name) => ({ name, domain, priority, body, source: rangeOf(node) }));
}

function notes(scenario: Scenario, name: string): string[] {
  const found = scenario.annotations.filter((a): a is Note => a.$type === 'Note' && a.name === name);
  return found.flatMap((note) => note.arguments.map((a) => (a.$type === 'TextLiteral' ? a.value : written(a))));
}
