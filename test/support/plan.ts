/**
 * What a random program is made of: small choices that shrink well. `program.ts` builds the run spec from them; numbers
 * that name something are taken modulo how many there are.
 */
import * as fc from 'fast-check';

export interface Plan {
  readonly seed: number;
  readonly machines: readonly MachinePlan[];
  readonly domains: readonly DomainPlan[];
  readonly bindings: readonly BindingPlan[];
  readonly threads: readonly ThreadPlan[];
  /** Steps cost these, one after the other. */
  readonly prices: readonly number[];
  readonly rows: number;
  readonly time: number;
}

export interface MachinePlan {
  readonly processors: number;
  readonly quantum: number;
  readonly placements: readonly { readonly domain: number; readonly dedicated: boolean }[];
  readonly dispatch: number;
  readonly restore: number;
}

export interface DomainPlan {
  readonly machine: number;
  readonly userThreads: boolean;
  readonly workers: number | null;
  readonly priority: number;
}

export interface BindingPlan {
  readonly kind: 'lrpc' | 'rpc' | 'syscall' | 'urpc' | 'wild';
  readonly client: number;
  readonly server: number;
  readonly bind: boolean;
  readonly options: PathOptions;
  readonly body: readonly StatementPlan[];
  /** The nodes of a wild path, in front of and behind its procedure. */
  readonly before: readonly WildPlan[];
  readonly after: readonly WildPlan[];
}

export interface PathOptions {
  readonly count: number;
  readonly order: 'lifo' | 'fifo';
  readonly empty: 'wait' | 'grow' | 'fail';
  readonly capacity: number | null;
  readonly caching: boolean;
  /** Misses steer idle processors. */
  readonly steering: boolean;
  readonly combined: boolean;
  readonly scheduling: 'general' | 'handoff' | 'process';
  readonly reallocation: 'lazy' | 'eager' | 'mixed';
  readonly voluntaryReturn: 'kept' | 'answered' | 'underpowered';
  readonly idlePolling: number;
  /** A lock around the copies; `try`: taken if it is free. */
  readonly locks: 'none' | 'lock' | 'try';
  /** Pools and queues have locks of their own. */
  readonly storeLocks: 'none' | 'spun' | 'unspun';
  /** Work after the send and after the reply. */
  readonly tails: boolean;
  readonly lastTail: boolean;
  /** What is attached is taken from what lies unused when a pool has nothing else. */
  readonly reclaims: boolean;
  readonly check: 'none' | 'first' | 'size' | 'always';
  /** Steps with a content handle a message of their own instead. */
  readonly fixed: boolean;
  /** The procedure has a body of its own; `hops`: one in the client's domain comes before it. */
  readonly bodies: 'path' | 'own' | 'hops';
}

export interface ThreadPlan {
  readonly domain: number;
  readonly priority: number;
  readonly body: readonly StatementPlan[];
}

export type StatementPlan =
  | { readonly do: 'call'; readonly which: number; readonly bytes: number }
  | { readonly do: 'compute' | 'wait'; readonly time: number }
  | { readonly do: 'draw'; readonly kind: 'uniform' | 'exponential' | 'poisson' | 'histogram' }
  | { readonly do: 'repeat'; readonly count: number; readonly body: readonly StatementPlan[] }
  | { readonly do: 'every'; readonly period: number; readonly limit: number; readonly body: readonly StatementPlan[] }
  | {
      readonly do: 'chance';
      readonly share: number;
      readonly then: readonly StatementPlan[];
      readonly otherwise: readonly StatementPlan[];
    }
  | {
      readonly do: 'try';
      readonly body: readonly StatementPlan[];
      readonly catches: readonly { readonly outcome: number; readonly body: readonly StatementPlan[] }[];
    }
  | { readonly do: 'raise'; readonly outcome: number }
  | { readonly do: 'return'; readonly size: number }
  | { readonly do: 'fork'; readonly number: number; readonly body: readonly StatementPlan[] }
  | { readonly do: 'join'; readonly number: number }
  | { readonly do: 'yield' }
  | { readonly do: 'keep'; readonly which: number; readonly newest: number | null }
  | { readonly do: 'release'; readonly which: number; readonly count: number | null; readonly gather: number | null }
  | { readonly do: 'signal' | 'await'; readonly condition: number }
  | { readonly do: 'lock' | 'unlock'; readonly lock: number };

/** A node of a path that nobody would write. */
export interface WildPlan {
  readonly verb: WildVerb;
  readonly target: number;
  readonly worker: 'take' | 'back' | 'none';
  /** What a tail does; what it takes it gives back. */
  readonly inside: readonly TailVerb[];
}
export type WildVerb = (typeof WILD)[number];
export type TailVerb = (typeof TAIL)[number];
const TAIL = ['work', 'hold', 'locked', 'switch', 'exchange', 'fail', 'finish'] as const;
const WILD = [
  'work',
  'copy',
  'switch',
  'exchange',
  'swap',
  'schedule',
  'poll',
  'take',
  'give',
  'attach',
  'lock',
  'unlock',
  'enqueue',
  'dequeue',
  'meanwhile',
  'fail',
  'park',
  'find',
  'dispatch',
  'finish',
] as const;

const small = fc.nat(7);
const time = fc.nat(40);

const statements = fc.letrec<{ body: StatementPlan[]; one: StatementPlan; deep: StatementPlan; flat: StatementPlan }>(
  (tie) => ({
    body: fc.array(tie('one'), { maxLength: 4 }),
    one: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('flat'), tie('deep')),
    flat: fc.oneof(
      { weight: 14, arbitrary: fc.record({ do: fc.constant('call' as const), which: small, bytes: fc.nat(9) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('compute' as const, 'wait' as const), time }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('draw' as const),
          kind: fc.constantFrom('uniform' as const, 'exponential' as const, 'poisson' as const, 'histogram' as const),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('raise' as const), outcome: small }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), size: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), number: fc.nat(1) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('yield' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('keep' as const),
          which: small,
          newest: fc.option(fc.nat(2), { nil: null }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('release' as const),
          which: small,
          count: fc.option(fc.nat(2), { nil: null }),
          gather: fc.option(fc.nat(2), { nil: null }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('lock' as const, 'unlock' as const, 'unlock' as const),
          lock: fc.nat(1),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('signal' as const, 'signal' as const, 'signal' as const, 'await' as const),
          condition: fc.nat(1),
        }),
      },
    ),
    deep: fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), count: fc.nat(3), body: tie('body') }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('every' as const),
          period: fc.integer({ min: 1, max: 40 }),
          limit: fc.nat(80),
          body: tie('body'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('chance' as const),
          share: fc.nat(10),
          then: tie('body'),
          otherwise: tie('body'),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('try' as const),
          body: tie('body'),
          catches: fc.array(fc.record({ outcome: small, body: tie('body') }), { maxLength: 2 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('fork' as const), number: fc.nat(1), body: tie('body') }) },
    ),
  }),
);

const options: fc.Arbitrary<PathOptions> = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  order: fc.constantFrom('lifo', 'fifo'),
  empty: fc.constantFrom('wait', 'grow', 'fail'),
  capacity: fc.constantFrom(1, 2, null),
  caching: fc.boolean(),
  steering: fc.boolean(),
  combined: fc.boolean(),
  scheduling: fc.constantFrom('general', 'handoff', 'process'),
  reallocation: fc.constantFrom('lazy', 'lazy', 'eager', 'mixed'),
  voluntaryReturn: fc.constantFrom('kept', 'answered', 'underpowered'),
  idlePolling: fc.constantFrom(0, 0, 5, 17),
  locks: fc.constantFrom('none', 'lock', 'try'),
  storeLocks: fc.constantFrom('none', 'spun', 'unspun'),
  tails: fc.boolean(),
  lastTail: fc.boolean(),
  reclaims: fc.boolean(),
  fixed: fc.nat(2).map((n) => n === 0),
  bodies: fc.constantFrom('path', 'path', 'own', 'hops'),
  check: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'first', 'size', 'always'),
});

const wild: fc.Arbitrary<WildPlan> = fc.record({
  verb: fc.constantFrom(...WILD),
  target: small,
  worker: fc.constantFrom('take', 'back', 'none'),
  inside: fc.array(fc.constantFrom(...TAIL), { maxLength: 3 }),
});

const binding: fc.Arbitrary<BindingPlan> = fc.record({
  kind: fc.constantFrom('lrpc', 'lrpc', 'rpc', 'rpc', 'urpc', 'urpc', 'syscall', 'wild'),
  client: small,
  server: small,
  bind: fc.boolean(),
  options,
  body: statements.body,
  before: fc.array(wild, { maxLength: 6 }),
  after: fc.array(wild, { maxLength: 6 }),
});

const machine: fc.Arbitrary<MachinePlan> = fc.record({
  processors: fc.integer({ min: 1, max: 4 }),
  quantum: fc.constantFrom(0, 3, 7, 10, 25, 1000),
  placements: fc.array(fc.record({ domain: small, dedicated: fc.nat(5).map((n) => n === 0) }), { maxLength: 4 }),
  dispatch: fc.nat(5),
  restore: fc.nat(5),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.nat(1000),
  machines: fc.array(machine, { minLength: 1, maxLength: 2 }),
  domains: fc.array(
    fc.record({
      machine: fc.nat(3).map((n) => (n === 3 ? 1 : 0)),
      userThreads: fc.nat(9).map((n) => n > 3),
      workers: fc.constantFrom(null, null, 1, 2),
      priority: fc.nat(2),
    }),
    { minLength: 2, maxLength: 5 },
  ),
  bindings: fc.array(binding, { minLength: 1, maxLength: 4 }),
  threads: fc.array(fc.record({ domain: small, priority: fc.nat(2), body: statements.body }), {
    minLength: 1,
    maxLength: 8,
  }),
  prices: fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
  rows: fc.nat(9).map((n) => (n === 0 ? 40 : 3000)),
  time: fc.nat(9).map((n) => (n === 0 ? 200 : 1_000_000)),
});
