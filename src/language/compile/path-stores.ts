import { assertNever } from '../../base/assert.ts';
import type { DomainId, OutcomeId, StoreId } from '../../sim/spec/ids.ts';
import type { Growth, StoreSpec } from '../../sim/spec/stores.ts';
import type { Expression, Place, StoreProperty } from '../generated/ast.ts';
import type { StoreNode } from '../model/mechanism.ts';
import { type Sized, similarSizes } from '../model/sharing.ts';
import { asCondition, asConstant, evaluateTerm, ModelProblem, type Term } from '../model/terms.ts';
import { PathContext, type StoreNames } from './path-context.ts';
import { resolveInPath } from './path-names.ts';
import { rangeOf } from './source.ts';
import { EXHAUSTED } from './world.ts';

/** Places that the language itself has: the ends of every copy. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  arguments: ['client'],
  parameters: ['server'],
  answer: ['server'],
  results: ['client'],
  registers: ['client', 'server', 'kernel'],
};

/** The stores that one path uses: finds or makes the instance that a name means. */
export class PathStores implements StoreNames {
  readonly #context: PathContext;
  readonly #evaluate: (expression: Expression) => Term;

  /** @param evaluate an expression of the mechanism, outside its parts. */
  constructor(context: PathContext, evaluate: (expression: Expression) => Term) {
    this.#context = context;
    this.#evaluate = evaluate;
  }

  id(name: string): StoreId {
    const node = this.#context.bound.mechanism.stores.get(name);
    if (node === undefined) return this.#builtIn(name);
    const range = rangeOf(node);
    const key = `${range?.uri ?? ''}#${range?.line ?? ''} ${name} ${this.#instance(node)}`;
    return this.#context.compilation.stores.id(key, () => this.#make(node));
  }

  /** The size of an element or place, if it is declared. */
  size(name: string): number | null {
    const node = this.#context.bound.mechanism.stores.get(name);
    if (node === undefined) return null;
    const sharers = this.#sharers(node);
    return sharers === null ? sizeIn(node, this.#evaluate) : Math.max(...sharers.map(({ size }) => size));
  }

  /** The procedures of the interface that have the pool together, this one among them; null: it is no pool that is shared. */
  #sharers(node: StoreNode): readonly Sized[] | null {
    const property = node.properties.find((p) => p.$type === 'SharedOf');
    if (property === undefined || this.#per(node) !== 'procedure') return null;
    if (property.condition !== undefined) {
      const condition = asCondition(this.#evaluate(property.condition), property.condition);
      if (condition.is !== 'constant')
        throw new ModelProblem(property, 'whether it is shared must be known before the run');
      if (!condition.value) return null;
    }
    const { procedure, bound } = this.#context;
    const all = bound.node.interface.ref?.procedures ?? [procedure];
    const sized = all.map((each) => ({ name: each.name, size: this.#sizeFor(node, each) }));
    const groups = similarSizes(sized, asConstant(this.#evaluate(property.value), property));
    return groups.find((group) => group.some(({ name }) => name === procedure.name)) ?? null;
  }

  /** The size that another procedure of the interface would have the element of. */
  #sizeFor(node: StoreNode, procedure: PathContext['procedure']): number {
    const { compilation, bound, standing } = this.#context;
    const context = new PathContext(compilation, bound, procedure, standing);
    const names = resolveInPath(context, this, { secured: new Set(), piece: null }, (name) => name);
    return sizeIn(node, (expression) => evaluateTerm(expression, names)) ?? 0;
  }

  /** How many notices to the owner of a pool wait for a reply; null: nobody has to tell him anything. */
  gather(name: string): number | null {
    const properties = this.#context.bound.mechanism.stores.get(name)?.properties ?? [];
    return this.#whole(
      properties.find((p) => p.$type === 'NoticesOf'),
      0,
    );
  }

  /** Whether the store has a lock of its own, and who finds it held spins on it; null: it has none. */
  lockOf(name: string): { readonly spun: boolean } | null {
    const node = this.#context.bound.mechanism.stores.get(name);
    const property = node?.properties.find((p) => p.$type === 'Locked');
    return property === undefined ? null : { spun: !property.unspun };
  }

  #builtIn(name: string): StoreId {
    const roles = BUILT_IN[name];
    if (roles === undefined) throw new ModelProblem(this.#context.bound.mechanism.node, `there is no place "${name}"`);
    const domains = roles.map((role) => this.#context.domainOf(role));
    return this.#context.compilation.stores.id(`built-in ${name} ${domains.join(' ')}`, () => ({
      kind: 'place',
      name,
      domains,
      size: null,
      shared: false,
    }));
  }

  /** What distinguishes the instances of a store. */
  #instance(node: StoreNode): string {
    const { bound, compilation } = this.#context;
    const per = this.#per(node);
    if (per === 'procedure') return `${bound.index} ${this.#procedures(node, ' ')}${this.#ofHop(node)}`;
    if (per === 'machine') return `machine ${compilation.world.machineOfDomain(bound.client)}`;
    if (per === 'domain') return `domain ${this.#domains(node)[0] ?? bound.server}`;
    return `binding ${bound.index}${this.#ofHop(node)}`;
  }

  /** Whose it is: the procedure's, or all that share it. */
  #procedures(node: StoreNode, separator: string): string {
    return (
      this.#sharers(node)
        ?.map(({ name }) => name)
        .join(separator) ?? this.#context.procedure.name
    );
  }

  /** In a chain each hop has its own, unless it lies in the same domains; a carrier's is the hop's in any case. */
  #ofHop(node: StoreNode): string {
    const { hop, carried } = this.#context.standing;
    const where = ` in ${this.#domains(node).join(' ')}`;
    return hop !== null && carried > 0 ? ` hop ${hop.number}${where}` : where;
  }

  #per(node: StoreNode): string {
    const property = node.properties.find((p) => p.$type === 'PerOf');
    return property?.per ?? (node.$type === 'Lock' ? 'machine' : node.$type === 'Place' ? 'call' : 'binding');
  }

  #make(node: StoreNode): StoreSpec {
    const name = this.#title(node);
    const domains = this.#domains(node);
    switch (node.$type) {
      case 'Pool': {
        const empty = this.#whenEmpty(node.properties);
        const each = this.#count(node.properties) ?? (empty === 'grow' ? 0 : 1);
        // Each procedure brings its own.
        const count = each * (this.#sharers(node)?.length ?? 1);
        const order = node.properties.find((p) => p.$type === 'OrderOf')?.order ?? 'fifo';
        const growth = empty === 'grow' ? this.#growth(node.properties) : null;
        const pool = { kind: 'pool' as const, name, domains, count, order, empty, size: this.size(node.name) };
        const reclaims = isReclaimed(node) ? { reclaims: true as const } : {};
        const owner = this.gather(node.name) === null ? undefined : domains[0];
        const owned = owner === undefined ? {} : { owner };
        return { ...pool, ...(growth === null ? {} : { growth }), ...reclaims, ...owned };
      }
      case 'Queue': {
        const shared = this.#per(node) !== 'thread' && this.#per(node) !== 'call';
        return { kind: 'queue', name, domains, capacity: shared ? this.#count(node.properties) : null };
      }
      case 'Lock':
        return { kind: 'lock', name, domains };
      case 'Place':
        return { kind: 'place', name, domains, size: this.size(node.name), shared: isShared(node) };
      default:
        return assertNever(node);
    }
  }

  /** What people read: `astack of test.Null`. */
  #title(node: StoreNode): string {
    const per = this.#per(node);
    const { bound } = this.#context;
    const { hop, carried } = this.#context.standing;
    const where = hop === null || carried === 0 ? '' : `, hop ${hop.number}`;
    if (per === 'procedure') return `${node.name} of ${bound.node.name}.${this.#procedures(node, ', ')}${where}`;
    return per === 'binding' && node.$type !== 'Place' ? `${node.name} of ${bound.node.name}${where}` : node.name;
  }

  #domains(node: StoreNode): DomainId[] {
    const property = node.properties.find((p) => p.$type === 'InOf');
    return (property?.roles ?? []).map((role) => this.#context.domainOf(role.$refText));
  }

  #count(properties: readonly StoreProperty[]): number | null {
    return this.#whole(
      properties.find((p) => p.$type === 'CountOf'),
      0,
    );
  }

  #whole(property: Extract<StoreProperty, { value: Expression }> | undefined, least: number): number | null {
    if (property === undefined) return null;
    const count = asConstant(this.#evaluate(property.value), property);
    if (!Number.isInteger(count) || count < least) throw new ModelProblem(property, 'a count is a whole number');
    return count;
  }

  /** Null: one element after the other, without end. */
  #growth(properties: readonly StoreProperty[]): Growth | null {
    const chunk = properties.find((p) => p.$type === 'ChunkOf');
    const most = properties.find((p) => p.$type === 'MostOf');
    if (chunk === undefined && most === undefined) return null;
    return { by: this.#whole(chunk, 1) ?? 1, most: this.#whole(most, 1), outcome: this.#excess(most) };
  }

  /** How a call ends that finds all in use and no room for more; null: it waits. */
  #excess(most: Extract<StoreProperty, { $type: 'MostOf' }> | undefined): OutcomeId | null {
    const excess = most?.outcome.ref;
    if (excess?.$type === 'Outcome') return this.#context.compilation.world.outcome(excess);
    return excess?.name === 'wait' || excess?.name === 'reclaim' ? null : EXHAUSTED;
  }

  #whenEmpty(properties: readonly StoreProperty[]): 'wait' | 'grow' | 'fail' {
    const name = properties.find((p) => p.$type === 'EmptyOf')?.how.$refText ?? 'wait';
    const option = this.#context.options.get(name);
    const how = option?.kind === 'choice' ? option.name : name;
    return how === 'grow' || how === 'fail' ? how : 'wait';
  }
}

/** The declared size of an element or place; null: none is declared. */
function sizeIn(node: StoreNode, evaluate: (expression: Expression) => Term): number | null {
  const property = node.properties.find((p) => p.$type === 'SizeOf');
  return property === undefined ? null : asConstant(evaluate(property.value), property);
}

/** What has lain unused for longest is taken back when nothing else is left. */
function isReclaimed(node: StoreNode): boolean {
  return node.properties.some(
    (p) =>
      (p.$type === 'EmptyOf' && p.how.$refText === 'reclaim') ||
      (p.$type === 'MostOf' && p.outcome.$refText === 'reclaim'),
  );
}

function isShared(node: Place): boolean {
  return node.properties.some((p) => p.$type === 'PerOf' && p.per !== 'call' && p.per !== 'thread');
}
