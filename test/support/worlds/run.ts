/** Random worlds on their way from text to trace: the parser, the validators, the compiler and the engine, as for a file of a user. */
import { compileScenario } from '../../../src/language/compile/compile.ts';
import { isModel } from '../../../src/language/generated/ast.ts';
import type { IpcServices } from '../../../src/language/module.ts';
import { checkDocuments, openDocument, type SourceDiagnostic } from '../../../src/language/workspace.ts';
import type { ScenarioRun } from '../../../src/sim/scenario.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import { languageWithLibrary, mediaFiles } from '../files.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import type { WorldPlan } from './plan.ts';
import { assumedPrices } from './prices.ts';
import { worldText } from './text.ts';

const PRICES = 'file:///worlds/prices.ipc';
/** Worlds are small; one that is not is cut here. */
const ROWS = 3_000;

export interface CompiledWorld {
  readonly text: string;
  /** Errors that the validators find in it: it need not run then. */
  readonly errors: readonly SourceDiagnostic[];
  readonly run: ScenarioRun | null;
  readonly spec: RunSpec | null;
}

export class Worlds {
  private readonly services: IpcServices;
  private readonly catalogue: Catalogue;
  private readonly profiles: readonly string[];

  private constructor(services: IpcServices) {
    const library = services.shared.workspace.LangiumDocuments.all.toArray();
    const elements = library.flatMap(({ parseResult: { value } }) => (isModel(value) ? value.elements : []));
    this.services = services;
    this.catalogue = catalogueOf(services);
    this.profiles = elements.flatMap((element) => (element.$type === 'Profile' ? [element.name] : []));
  }

  /** The library, and prices for what its profiles leave out. */
  static async load(): Promise<Worlds> {
    const services = await languageWithLibrary();
    const worlds = new Worlds(services);
    const prices = openDocument(services, PRICES, assumedPrices(mediaFiles('library')));
    const problems = await checkDocuments(services, [prices]);
    if (problems.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(problems));
    services.shared.ipc.Assumptions.add(PRICES);
    return worlds;
  }

  /** Names of all mechanisms of the library. */
  get mechanisms(): readonly string[] {
    return this.catalogue.mechanisms.map(({ name }) => name);
  }

  async compile(plan: WorldPlan): Promise<CompiledWorld> {
    const text = worldText(plan, this.catalogue, this.profiles);
    const document = openDocument(this.services, 'file:///worlds/world.ipc', text);
    const diagnostics = await checkDocuments(this.services, [document]);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const { run } = compileScenario(this.services, document, 'S', { maxRows: ROWS });
    return { text, errors, run, spec: run?.variants[0] ?? null };
  }
}
