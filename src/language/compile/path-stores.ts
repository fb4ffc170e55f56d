import { assertNever } from '../../base/assert.ts';
import type { DomainId, Growth, StoreId, StoreSpec } from '../../sim/spec.ts';
import type { Expression, Place, StoreProperty } from '../generated/ast.ts';
import type { StoreNode } from '../model/mechanism.ts';
import { asConstant, ModelProblem, type Term } from '../model/terms.ts';
import type { PathContext, StoreNames } from './path-context.ts';
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
    const property = node?.properties.find((p) => p.$type === 'SizeOf');
    return property === undefined ? null : asConstant(this.#evaluate(property.value), property);
  }

  #builtIn(name: string): StoreId {
    const roles = BUILT_IN[name];
    if (roles === undefined) throw new ModelProblem(this.#context.bound.mechanism.node, `there is no place '${name}'`);
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
    if (per === 'procedure') return `${bound.index} ${this.#context.procedure.name}${this.#ofHop(node)}`;
    if (per === 'machine') return `machine ${compilation.world.machineOfDomain(bound.client)}`;
    if (per === 'domain') return `domain ${this.#domains(node)[0] ?? bound.server}`;
    return `binding ${bound.index}${this.#ofHop(node)}`;
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
        const count = this.#count(node.properties) ?? (empty === 'grow' ? 0 : 1);
        const order = node.properties.find((p) => p.$type === 'OrderOf')?.order ?? 'fifo';
        const growth = empty === 'grow' ? this.#growth(node.properties) : null;
        const pool = { kind: 'pool' as const, name, domains, count, order, empty, size: this.size(node.name) };
        return growth === null ? pool : { ...pool, growth };
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
    if (per === 'procedure') return `${node.name} of ${bound.node.name}.${this.#context.procedure.name}${where}`;
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
    const { world } = this.#context.compilation;
    const outcome = most?.outcome.ref;
    return {
      by: this.#whole(chunk, 1) ?? 1,
      most: this.#whole(most, 1),
      outcome: outcome === undefined ? EXHAUSTED : world.outcome(outcome),
    };
  }

  #whenEmpty(properties: readonly StoreProperty[]): 'wait' | 'grow' | 'fail' {
    const name = properties.find((p) => p.$type === 'EmptyOf')?.how.$refText ?? 'wait';
    const option = this.#context.options.get(name);
    const how = option?.kind === 'choice' ? option.name : name;
    return how === 'grow' || how === 'fail' ? how : 'wait';
  }
}

function isShared(node: Place): boolean {
  return node.properties.some((p) => p.$type === 'PerOf' && p.per !== 'call' && p.per !== 'thread');
}
