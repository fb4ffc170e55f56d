/** Writes the bodies of threads and procedures of a random world. */
import { assertNever } from '../../../src/base/assert.ts';
import type { Catalogue } from './catalogue.ts';
import type { CallPlan, StatementPlan } from './plan.ts';
import { type BindingText, of } from './words.ts';

/** A procedure of the interface that all domains export; MOST stands for the largest content. */
export interface ProcedureText {
  readonly name: string;
  readonly declaration: string;
  /** A parameter that a body can touch. */
  readonly parameter: string | null;
  /** Its one argument is a size. */
  readonly sized: boolean;
  readonly returnsSize: boolean;
}

export const PROCEDURES: readonly ProcedureText[] = [
  { name: 'Null', declaration: 'Null()', parameter: null, sized: false, returnsSize: false },
  { name: 'Put', declaration: 'Put(data: bytes[..MOST])', parameter: 'data', sized: true, returnsSize: false },
  { name: 'Add', declaration: 'Add(a: int32, b: int32) -> int32', parameter: 'a', sized: false, returnsSize: false },
  {
    name: 'Get',
    declaration: 'Get(key: immutable bytes[8]) -> bytes[..MOST]',
    parameter: 'key',
    sized: false,
    returnsSize: true,
  },
  { name: 'Show', declaration: 'Show(data: ref bytes[..MOST])', parameter: 'data', sized: true, returnsSize: false },
  {
    name: 'Trade',
    declaration: 'Trade(data: inout bytes[..MOST])',
    parameter: 'data',
    sized: true,
    returnsSize: false,
  },
];

const DEEPEST = 4;

interface Place {
  readonly domain: number;
  readonly procedure: ProcedureText | null;
  readonly depth: number;
  /** Forks that stand above, in this block or around it: they may be joined. */
  readonly forks: string[];
}

export class Bodies {
  private readonly bindings: readonly BindingText[];
  private readonly catalogue: Catalogue;
  private readonly largest: number;
  private readonly awaited = new Set<string>();
  private readonly signalled = new Set<string>();
  private forks = 0;

  /** @param largest content of variable size */
  constructor(bindings: readonly BindingText[], catalogue: Catalogue, largest: number) {
    this.bindings = bindings;
    this.catalogue = catalogue;
    this.largest = largest;
  }

  ofThread(domain: number, plans: readonly StatementPlan[]): string {
    return this.block({ domain, procedure: null, depth: 0, forks: [] }, plans);
  }

  ofProcedure(domain: number, procedure: ProcedureText, plans: readonly StatementPlan[]): string {
    return this.block({ domain, procedure, depth: 1, forks: [] }, plans);
  }

  /** Conditions that somebody awaits and nobody signals: such a file would be refused. */
  missingSignals(): string[] {
    return [...this.awaited].filter((name) => !this.signalled.has(name));
  }

  private block(place: Place, plans: readonly StatementPlan[]): string {
    if (place.depth > DEEPEST) return '{ }';
    const inside = { ...place, depth: place.depth + 1, forks: [...place.forks] };
    return `{ ${plans.map((plan) => this.statement(inside, plan)).join('  ')} }`;
  }

  private statement(place: Place, plan: StatementPlan): string {
    switch (plan.do) {
      case 'call':
        return this.call(place, plan);
      case 'compute':
      case 'wait':
        return `${plan.do} ${plan.time}us`;
      case 'draw':
        return `compute exponential(${plan.time}us)`;
      case 'repeat':
        return `repeat ${plan.count} ${this.block(place, plan.body)}`;
      case 'every':
        return `every ${plan.period}us for ${plan.limit}us ${this.block(place, plan.body)}`;
      case 'with':
        return `with ${plan.share * 10}% ${this.block(place, plan.body)} else ${this.block(place, plan.otherwise)}`;
      case 'try':
        return this.attempt(place, plan);
      case 'raise':
        return place.procedure === null ? `compute 1us` : `raise ${plan.outcome % 2 === 0 ? 'broken' : 'callFailed'}`;
      case 'return':
        return place.procedure?.returnsSize === true ? `return ${plan.size % 9} bytes` : 'yield';
      case 'fork':
        return this.fork(place, plan.body);
      case 'join':
        return place.forks.length === 0 ? 'yield' : `join ${of(place.forks, plan.which)}`;
      case 'yield':
        return 'yield';
      case 'touch':
        return touch(place, plan.how);
      case 'signal':
      case 'await':
        return this.condition(plan.do, plan.condition);
      default:
        return assertNever(plan);
    }
  }

  /** Calls that may lead back are made now and then, so that they come to an end. */
  private call({ domain }: Place, plan: CallPlan): string {
    const callable = this.bindings.filter(({ client }) => client === domain);
    if (callable.length === 0) return 'compute 3us';
    const { name, server } = of(callable, plan.binding);
    const procedure = of(PROCEDURES, plan.procedure);
    const text = `${name}.${procedure.name}${procedure.sized ? this.size(plan) : ''}`;
    return server > domain ? text : `with 30% { ${text} }`;
  }

  private size({ size, drawn }: CallPlan): string {
    if (size === null) return drawn ? '(uniform(0 bytes, 8 bytes))' : '';
    const bytes = Math.min(size, this.largest);
    return drawn ? `(uniform(0 bytes, ${bytes} bytes))` : `(${bytes} bytes)`;
  }

  private attempt(place: Place, plan: Extract<StatementPlan, { do: 'try' }>): string {
    const tried = this.block(place, plan.body);
    const names = new Map(plan.catches.map((one) => [of(this.outcomes(), one.outcome), one]));
    const catches = [...names].map(([name, { body, resume }]) => {
      const block = this.block(place, body);
      return `on ${name} ${resume ? block.replace(/\}$/u, ' resume }') : block}`;
    });
    return `try ${tried} ${catches.join(' ')}`;
  }

  /** Those that most often happen stand more than once. */
  private outcomes(): string[] {
    return ['broken', 'callFailed', 'callFailed', 'callAborted', 'tooLarge', 'broken', ...this.catalogue.outcomes];
  }

  private fork(place: Place, body: readonly StatementPlan[]): string {
    const name = `f${this.forks}`;
    this.forks += 1;
    const text = `fork ${name} ${this.block({ ...place, forks: [] }, body)}`;
    place.forks.push(name);
    return text;
  }

  private condition(what: 'signal' | 'await', index: number): string {
    const name = `c${index}`;
    (what === 'signal' ? this.signalled : this.awaited).add(name);
    return `${what} ${name}`;
  }
}

function touch({ procedure }: Place, how: 'read' | 'write' | 'keep'): string {
  if (procedure === null || procedure.parameter === null) return 'yield';
  return `${how} ${procedure.parameter}${how === 'keep' ? ' newest 2' : ''}`;
}
