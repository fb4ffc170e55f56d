/**
 * What a random world is made of: small choices that shrink well. `text.ts` writes the scenario of them; numbers that name
 * something are taken modulo how many there are.
 */
import * as fc from 'fast-check';

export interface WorldPlan {
  readonly seed: number;
  readonly machines: readonly MachinePlan[];
  /** One network for all machines, or one for each two. */
  readonly oneLink: boolean;
  readonly rate: string;
  readonly delay: string;
  /** Largest content of variable size. */
  readonly largest: number;
  readonly domains: readonly DomainPlan[];
  readonly bindings: readonly BindingPlan[];
  readonly placements: readonly { readonly domain: number; readonly dedicated: boolean }[];
  readonly threads: readonly ThreadPlan[];
  readonly faults: readonly FaultPlan[];
}

export interface MachinePlan {
  readonly profile: number;
  readonly processors: number;
  readonly quantum: string;
}

export interface DomainPlan {
  readonly machine: number;
  readonly threads: number | null;
  readonly priority: number;
  readonly onStack: boolean;
  readonly bodies: readonly { readonly procedure: number; readonly body: readonly StatementPlan[] }[];
}

export interface BindingPlan {
  readonly family: Family;
  readonly mechanism: number;
  readonly client: number;
  /** The server; of a chain all domains after the first. */
  readonly hops: readonly number[];
  readonly settings: readonly { readonly option: number; readonly value: number }[];
}
/** Which of the mechanisms: any, those between machines, those of chains, those of user-level threads. */
export type Family = 'any' | 'remote' | 'chain' | 'userThreads';

export interface ThreadPlan {
  readonly domain: number;
  readonly count: number;
  readonly priority: number;
  readonly body: readonly StatementPlan[];
}

export interface FaultPlan {
  readonly what: 'terminate' | 'capture' | 'abort' | 'refuse' | 'forge' | 'drop' | 'duplicate' | 'corrupt' | 'cut';
  /** At that time in microseconds, else with a call. */
  readonly time: number | null;
  readonly number: number;
  readonly which: number;
  readonly target: number;
}

export type StatementPlan =
  | CallPlan
  | { readonly do: 'compute' | 'wait'; readonly time: number }
  | { readonly do: 'draw'; readonly time: number }
  | { readonly do: 'repeat'; readonly count: number; readonly body: readonly StatementPlan[] }
  | { readonly do: 'every'; readonly period: number; readonly limit: number; readonly body: readonly StatementPlan[] }
  | {
      readonly do: 'with';
      readonly share: number;
      readonly body: readonly StatementPlan[];
      readonly otherwise: readonly StatementPlan[];
    }
  | {
      readonly do: 'try';
      readonly body: readonly StatementPlan[];
      readonly catches: readonly CatchPlan[];
    }
  | { readonly do: 'raise'; readonly outcome: number }
  | { readonly do: 'return'; readonly size: number }
  | { readonly do: 'fork'; readonly body: readonly StatementPlan[] }
  | { readonly do: 'join'; readonly which: number }
  | { readonly do: 'yield' }
  | { readonly do: 'touch'; readonly how: 'read' | 'write' | 'keep' }
  | { readonly do: 'signal' | 'await'; readonly condition: number };

export interface CallPlan {
  readonly do: 'call';
  readonly binding: number;
  readonly procedure: number;
  readonly size: number | null;
  /** As much as that at most, drawn at random. */
  readonly drawn: boolean;
}
export interface CatchPlan {
  readonly outcome: number;
  readonly resume: boolean;
  readonly body: readonly StatementPlan[];
}

const small = fc.nat(11);
const time = fc.nat(400);

const call: fc.Arbitrary<CallPlan> = fc.record({
  do: fc.constant('call' as const),
  binding: small,
  procedure: small,
  size: fc.option(fc.nat(20_000)),
  drawn: fc.boolean(),
});

const statements = fc.letrec<{ body: StatementPlan[]; one: StatementPlan; deep: StatementPlan; flat: StatementPlan }>(
  (tie) => ({
    body: fc.array(tie('one'), { minLength: 1, maxLength: 3 }),
    one: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: tie('flat') },
      { weight: 2, arbitrary: tie('deep') },
    ),
    flat: fc.oneof(
      { weight: 24, arbitrary: call },
      { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('compute' as const, 'wait' as const), time }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('draw' as const), time }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('raise' as const), outcome: small }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), size: fc.nat(2000) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('join' as const), which: small }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('yield' as const) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('touch' as const),
          how: fc.constantFrom('read' as const, 'write' as const, 'keep' as const),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constantFrom('signal' as const, 'signal' as const, 'await' as const),
          condition: fc.nat(1),
        }),
      },
    ),
    deep: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('repeat' as const),
          count: fc.integer({ min: 1, max: 3 }),
          body: tie('body'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('every' as const),
          period: fc.integer({ min: 100, max: 900 }),
          limit: fc.nat(3000),
          body: tie('body'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('with' as const),
          share: fc.nat(10),
          body: tie('body'),
          otherwise: tie('body'),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('try' as const),
          body: tie('body'),
          catches: fc.array(fc.record({ outcome: fc.nat(30), resume: fc.boolean(), body: tie('body') }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('fork' as const), body: tie('body') }) },
    ),
  }),
);

const machine: fc.Arbitrary<MachinePlan> = fc.record({
  profile: fc.nat(30),
  processors: fc.integer({ min: 1, max: 3 }),
  quantum: fc.constantFrom('30us', '200us', '1ms', '10ms'),
});

const domain: fc.Arbitrary<DomainPlan> = fc.record({
  machine: small,
  threads: fc.constantFrom(null, 1, 2, 2, 3),
  priority: fc.constantFrom(0, 0, 1, 2),
  onStack: fc.nat(4).map((n) => n === 0),
  bodies: fc.array(fc.record({ procedure: small, body: statements.body }), { maxLength: 3 }),
});

const binding: fc.Arbitrary<BindingPlan> = fc.record({
  family: fc.constantFrom('any', 'any', 'any', 'any', 'remote', 'remote', 'chain', 'userThreads'),
  mechanism: fc.nat(1000),
  client: small,
  hops: fc.array(small, { minLength: 1, maxLength: 3 }),
  settings: fc.array(fc.record({ option: small, value: small }), { maxLength: 4 }),
});

const fault: fc.Arbitrary<FaultPlan> = fc.record({
  what: fc.constantFrom(
    'terminate',
    'terminate',
    'capture',
    'abort',
    'abort',
    'refuse',
    'forge',
    'drop',
    'drop',
    'duplicate',
    'corrupt',
    'cut',
  ),
  time: fc.option(fc.nat(2500), { freq: 1 }),
  number: fc.integer({ min: 1, max: 3 }),
  which: small,
  target: fc.nat(30),
});

export const worlds: fc.Arbitrary<WorldPlan> = fc.record({
  seed: fc.nat(1000),
  machines: fc.array(machine, { minLength: 1, maxLength: 3 }),
  oneLink: fc.boolean(),
  rate: fc.constantFrom('', 'rate 2.94Mb/s', 'rate 10Mb/s'),
  delay: fc.constantFrom('', 'delay 5us', 'delay 200us'),
  largest: fc.constantFrom(8, 64, 400, 1400, 9000),
  domains: fc.array(domain, { minLength: 2, maxLength: 6 }),
  bindings: fc.array(binding, { minLength: 1, maxLength: 6 }),
  placements: fc.array(fc.record({ domain: small, dedicated: fc.nat(3).map((n) => n === 0) }), { maxLength: 4 }),
  threads: fc.array(
    fc.record({
      domain: small,
      count: fc.constantFrom(1, 1, 1, 2, 3),
      priority: fc.nat(2),
      body: statements.body,
    }),
    { minLength: 1, maxLength: 5 },
  ),
  faults: fc.oneof(fc.constant([]), fc.array(fault, { maxLength: 5 }), fc.array(fault, { maxLength: 5 })),
});
