import type { DomainId, PathId, StoreId } from '../../sim/spec/ids.ts';
import type { PathNode, PathSpec } from '../../sim/spec/path.ts';
import type { BindingSpec } from '../../sim/spec/run.ts';
import type { LettingGo } from '../../sim/spec/statements.ts';
import type { Binding, Mechanism, Procedure, Setting } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { showMechanism } from '../model/settings.ts';
import { ModelProblem, type Resolve } from '../model/terms.ts';
import { FaultWords } from './fault-words.ts';
import type { Readings } from './readings.ts';
import { rangeOf } from './source.ts';
import { SiteTable, StoreTable } from './tables.ts';
import { type UserLevel, World } from './world.ts';

/** The mechanism that a variant puts in the place of the one that a binding names. */
export interface Replacement {
  readonly mechanism: Mechanism;
  readonly settings: readonly Setting[];
}

/** A binding as one variant runs it, for one domain that calls. */
export interface BoundInterface {
  readonly index: number;
  readonly node: Binding;
  readonly mechanism: EffectiveMechanism;
  readonly settings: readonly Setting[];
  readonly via: string;
  readonly client: DomainId;
  readonly server: DomainId;
  /** The first domain of the chain; the client where there is no chain. */
  readonly originator: DomainId;
}

/** A path that no interface declares, and its binding act. */
export interface OwnPath {
  readonly path: PathSpec;
  readonly bind: readonly PathNode[];
}

/** What is known where a domain keeps elements of a pool: what becomes of one that it lets go. */
export interface Keeping {
  /** The pool's elements, by the name that the mechanism gives them. */
  readonly name: string | null;
  readonly rest: Omit<LettingGo, 'letGo'>;
}

/** Compiles the path of one procedure; handed in, because it needs the compilation itself. */
export type PathCompiler = (compilation: Compilation, bound: BoundInterface, procedure: Procedure) => PathSpec;

/** What is shared while the run spec of one variant is made. */
export class Compilation {
  readonly readings: Readings;
  readonly resolve: Resolve;
  readonly world: World;
  readonly faults: FaultWords;
  readonly sites = new SiteTable();
  readonly stores = new StoreTable();
  readonly bindings: BindingSpec[] = [];
  /** Machines whose idle processors go to the domains with the most misses. */
  readonly steered = new Set<number>();
  readonly #bound = new Map<string, BoundInterface>();
  readonly #paths: (PathSpec | null)[] = [];
  readonly #pathIds = new Map<string, PathId>();
  readonly #replacement: Replacement | null;
  readonly #compilePath: PathCompiler;
  readonly #afterwards: (() => void)[] = [];
  /** What domains keep: by domain and pool, how it is let go. */
  readonly keepers = new Map<DomainId, Map<StoreId, Keeping>>();

  constructor(
    readings: Readings,
    resolve: Resolve,
    compilePath: PathCompiler,
    replacement: Replacement | null,
    isDisturbed: boolean,
    userLevel: UserLevel = new Set(),
  ) {
    this.readings = readings;
    this.resolve = resolve;
    this.world = new World(resolve, userLevel);
    this.faults = new FaultWords(isDisturbed, readings.outcomes, this.world);
    this.#replacement = replacement;
    this.#compilePath = compilePath;
  }

  /** The path of a procedure over a binding, called from a domain (the binding's own, unless a mechanism put two domains in one). */
  path(node: Binding, procedure: Procedure, client: DomainId | null): PathId {
    const bound = this.bind(node, client);
    const key = `${bound.index} ${procedure.name}`;
    const known = this.#pathIds.get(key);
    if (known !== undefined) return known;
    const id = this.#paths.push(null) - 1;
    this.#pathIds.set(key, id);
    this.#paths[id] = this.#compilePath(this, bound, procedure);
    return id;
  }

  /** A path of a mechanism's own, between two domains of a binding: a binding by itself. Made once for each key. */
  ownPath(key: string, spec: BindingSpec, make: (binding: number) => OwnPath): PathId {
    const known = this.#pathIds.get(key);
    if (known !== undefined) return known;
    const id = this.#paths.push(null) - 1;
    this.#pathIds.set(key, id);
    const index = this.bindings.push(spec) - 1;
    const { path, bind } = make(index);
    this.#paths[id] = path;
    this.bindings[index] = { ...spec, bind };
    return id;
  }

  /** Done when all paths are known. */
  whenWalked(action: () => void): void {
    this.#afterwards.push(action);
  }

  /** All paths are known. */
  settle(): void {
    for (const action of this.#afterwards) action();
  }

  paths(): PathSpec[] {
    return this.#paths.map((path) => {
      if (path === null) throw new Error('defect: a path was not finished');
      return path;
    });
  }

  /** Every binding runs over the mechanism that it names. */
  ownMechanisms(): boolean {
    return [...this.#bound.values()].every((bound) => bound.mechanism.name === bound.node.mechanism.$refText);
  }

  /** The number of a binding that calls go over, −1 if none do. */
  indexOf(node: Binding): number {
    const key = `${bindingKey(node)} `;
    for (const [known, { index }] of this.#bound) if (known.startsWith(key)) return index;
    return -1;
  }

  /** The mechanism over which this variant runs a binding. */
  mechanismOf(node: Binding): Mechanism | undefined {
    return this.#replacement?.mechanism ?? node.mechanism.ref;
  }

  bind(node: Binding, from: DomainId | null): BoundInterface {
    const own = node.mechanism.ref;
    if (own === undefined) throw new ModelProblem(node, `mechanism "${node.mechanism.$refText}" is not known`);
    const replaced = this.#replacement;
    const mechanism = replaced?.mechanism ?? own;
    const keepsOwn = replaced === null || (replaced.mechanism === own && replaced.settings.length === 0);
    const settings = keepsOwn ? node.settings : replaced.settings;
    const client = from ?? this.world.domain(domainAt(node, 0));
    const key = `${bindingKey(node)} ${client}`;
    const known = this.#bound.get(key);
    if (known !== undefined) return known;
    const bound: BoundInterface = {
      index: this.bindings.length,
      node,
      mechanism: this.readings.effective(mechanism),
      settings,
      via: showMechanism(mechanism, settings),
      client,
      server: this.world.domain(domainAt(node, node.domains.length - 1)),
      originator: client,
    };
    this.#bound.set(key, bound);
    this.bindings.push({
      name: node.name,
      client,
      server: bound.server,
      interfaceName: node.interface.$refText,
      mechanism: mechanism.name,
      via: bound.via,
      bind: [],
      source: rangeOf(node),
      about: this.readings.about(mechanism),
    });
    if (bound.mechanism.needs.has('userThreads'))
      for (const domain of [bound.client, bound.server]) this.world.markUserLevel(domain);
    return bound;
  }
}

function domainAt(node: Binding, index: number) {
  const domain = node.domains[index]?.ref;
  if (domain === undefined) throw new ModelProblem(node, `a domain of binding "${node.name}" is not known`);
  return domain;
}

function bindingKey(node: Binding): string {
  const range = rangeOf(node);
  return range === null ? node.name : `${range.uri}#${range.line}:${range.column}`;
}

/** Every `avoids` that the file can see: `mechanism.label` to who avoids it and how. */
