/** Random programs: run specs built from plans. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { MachineSpec } from '../../src/sim/spec/machine.ts';
import type { PathNode, PathSpec } from '../../src/sim/spec/path.ts';
import type { Expr, PricedSite } from '../../src/sim/spec/price.ts';
import type { BindingSpec, OutcomeSpec, RunSpec } from '../../src/sim/spec/run.ts';
import type { Statement, ThreadSpec } from '../../src/sim/spec/statements.ts';
import { Builder } from './builder.ts';
import { bindSteps, pathOf, type Scene } from './paths.ts';
import { type BindingPlan, type Plan, type StatementPlan } from './plan.ts';

const OUTCOMES: readonly OutcomeSpec[] = [
  { name: 'returned', ran: 'once' },
  { name: 'exhausted', ran: 'never' },
  { name: 'missing', ran: 'maybe' },
  { name: 'denied', ran: 'never' },
];

const DEEPEST = 4;

export function build(plan: Plan): RunSpec {
  const b = new Builder(plan.prices);
  const kernels = plan.machines.map((_, machine) => b.domain(`kernel ${machine}`, machine, { kind: 'kernel' }));
  const users = plan.domains.map(({ machine, ...rest }, i) =>
    b.domain(`domain ${i}`, machine % plan.machines.length, rest),
  );
  const machines = plan.machines.map((one, i) => machineSpec(b, one, i, at(kernels, i), users));
  const locks = kernels.map((kernel, i) => b.store({ kind: 'lock', name: `lock ${i}`, domains: [kernel] }));
  const tailLocks = kernels.map((kernel, i) =>
    b.store({ kind: 'lock', name: `lock of tails ${i}`, domains: [kernel] }),
  );
  const ends = plan.bindings.map((one) => endsOf(b, one, kernels, users));
  const scenes = plan.bindings.map(({ options }, binding): Scene => {
    const { client, server } = at(ends, binding);
    const { machine } = at(b.domains, client);
    return {
      b,
      options,
      client,
      server,
      kernel: at(kernels, machine),
      binding,
      lock: at(locks, machine),
      tailLock: at(tailLocks, machine),
    };
  });
  const paths = plan.bindings.map((one, i) => pathSpec(at(scenes, i), one, ends));
  return b.spec({
    seed: plan.seed,
    limits: { rows: plan.rows, time: plan.time },
    machines,
    bindings: plan.bindings.map((one, i) => bindingSpec(at(scenes, i), one)),
    paths,
    threads: plan.threads.map((one, i) => threadSpec(b, one, i, ends, users)),
    outcomes: OUTCOMES,
    conditions: ['a', 'b'],
    faults: [],
    links: [],
  });
}

function machineSpec(
  b: Builder,
  of: Plan['machines'][number],
  index: number,
  kernel: DomainId,
  users: readonly DomainId[],
): MachineSpec {
  const here = users.filter((domain) => at(b.domains, domain).machine === index);
  const placements = of.placements
    .slice(0, here.length === 0 ? 0 : of.processors)
    .map(({ domain, dedicated }) => ({ domain: at(here, domain % here.length), dedicated }));
  return b.machine(`machine ${index}`, { processors: of.processors, quantum: of.quantum, kernel, placements }, of);
}

interface Ends {
  readonly kind: BindingPlan['kind'];
  readonly client: DomainId;
  readonly server: DomainId;
}

/** Client and server, of one machine; URPC needs user-level threads on both sides. */
function endsOf(b: Builder, plan: BindingPlan, kernels: readonly DomainId[], users: readonly DomainId[]): Ends {
  const client = at(users, plan.client % users.length);
  const { machine } = at(b.domains, client);
  const others = users.filter((domain) => domain !== client && at(b.domains, domain).machine === machine);
  if (plan.kind === 'syscall' || others.length === 0) return { kind: 'syscall', client, server: at(kernels, machine) };
  const server = at(others, plan.server % others.length);
  const userLevel = [client, server].every((domain) => at(b.domains, domain).userThreads);
  return { kind: plan.kind === 'urpc' && !userLevel ? 'rpc' : plan.kind, client, server };
}

function bindingSpec(s: Scene, plan: BindingPlan): BindingSpec {
  const { client, server } = s;
  return {
    name: 'binding',
    client,
    server,
    interfaceName: 'I',
    mechanism: plan.kind,
    via: plan.kind,
    bind: plan.bind ? bindSteps(s) : [],
    source: null,
  };
}

function pathSpec(s: Scene, plan: BindingPlan, ends: readonly Ends[]): PathSpec {
  const { kind } = at(ends, s.binding);
  const content = { bytes: 9, count: 2 };
  s.b.storeLocks = s.options.storeLocks;
  s.b.fixed = s.options.fixed ? { bytes: 5, count: 3 } : null;
  const steps = pathOf(s, { ...plan, kind });
  const bodyIn = (domain: DomainId): Statement[] => new Bodies(s.b, ends, s.binding, domain).list(plan.body, 1);
  return {
    binding: s.binding,
    procedure: 'P',
    arguments: content,
    results: { bytes: 9, count: 1 },
    steps: s.options.bodies === 'path' ? steps : withBodies(s, steps, bodyIn),
    body: bodyIn(s.server),
  };
}

/** Procedures with bodies of their own, as in a chain of domains: the body of the path runs nowhere then. */
function withBodies(s: Scene, nodes: readonly PathNode[], bodyIn: (domain: DomainId) => Statement[]): PathNode[] {
  const hops = s.options.bodies === 'hops' ? [s.client, s.server] : [s.server];
  return nodes.flatMap((node): PathNode[] => {
    if (node.node === 'when')
      return [{ ...node, then: withBodies(s, node.then, bodyIn), otherwise: withBodies(s, node.otherwise, bodyIn) }];
    if (node.node !== 'procedure') return [node];
    return hops.map((domain, i) => {
      const site = s.b.hop(node.site, { number: i + 1, of: hops.length });
      return { ...node, site, domain: hops.length === 1 ? node.domain : domain, body: bodyIn(domain) };
    });
  });
}

function threadSpec(
  b: Builder,
  plan: Plan['threads'][number],
  index: number,
  ends: readonly Ends[],
  users: readonly DomainId[],
): ThreadSpec {
  const domain = at(users, plan.domain % users.length);
  const bodies = new Bodies(b, ends, -1, domain);
  return { name: `thread ${index}`, domain, priority: plan.priority, body: bodies.list(plan.body, 0), source: null };
}

/** Bodies of one domain; they call only over later bindings, so calls nest at most as deep as there are bindings. */
class Bodies {
  readonly ends: readonly Ends[];
  private readonly b: Builder;
  private readonly callable: readonly number[];

  constructor(b: Builder, ends: readonly Ends[], binding: number, domain: DomainId) {
    this.b = b;
    this.ends = ends;
    this.callable = ends.flatMap((one, i) => (i > binding && one.client === domain ? [i] : []));
  }

  list(plans: readonly StatementPlan[], depth: number): Statement[] {
    return depth > DEEPEST ? [] : plans.map((plan) => this.statement(plan, depth + 1));
  }

  private statement(plan: StatementPlan, depth: number): Statement {
    const { b } = this;
    const body = (of: readonly StatementPlan[]): Statement[] => this.list(of, depth);
    switch (plan.do) {
      case 'call':
        return this.call(plan.which, plan.bytes);
      case 'compute':
        return { do: 'compute', time: plan.time, site: b.site('compute', 'compute', 'body') };
      case 'wait':
        return { do: 'wait', time: plan.time, site: b.site('wait', 'wait', 'body') };
      case 'draw':
        return { do: 'compute', time: draw(plan.kind), site: b.site('compute', 'compute', 'body') };
      case 'repeat':
        return { do: 'repeat', count: plan.count, body: body(plan.body) };
      case 'every':
        return {
          do: 'every',
          period: plan.period,
          limit: plan.limit,
          site: b.site('wait', 'every', 'body'),
          body: body(plan.body),
        };
      case 'chance':
        return { do: 'chance', share: plan.share / 10, then: body(plan.then), otherwise: body(plan.otherwise) };
      case 'try':
        return {
          do: 'try',
          body: body(plan.body),
          catches: plan.catches.map((one) => ({ outcome: raised(one.outcome), body: body(one.body) })),
        };
      case 'raise':
        return { do: 'raise', outcome: raised(plan.outcome), site: b.site('outcome', 'raise', 'body') };
      case 'return':
        return { do: 'return', size: plan.size };
      case 'fork':
        return {
          do: 'fork',
          fork: plan.number,
          name: 'forked',
          site: b.site('thread', 'fork', 'body'),
          body: body(plan.body),
        };
      case 'join':
        return { do: 'join', fork: plan.number, site: b.site('wait', 'join', 'body'), ...this.work('join') };
      case 'yield':
        return { do: 'yield', site: b.site('control', 'yield', 'body'), price: b.price() };
      case 'keep':
        return this.keep(plan.which, plan.newest);
      case 'release':
        return this.release(plan);
      case 'lock':
      case 'unlock':
        return {
          do: plan.do,
          lock: this.lock(plan.lock),
          site: b.site('lock', plan.do, 'body'),
          price: b.price(),
        };
      case 'signal':
        return { do: 'signal', condition: plan.condition, site: b.site('control', 'signal', 'body') };
      case 'await':
        return {
          do: 'await',
          condition: plan.condition,
          site: b.site('wait', 'await', 'body'),
          ...this.work('await'),
        };
      default:
        return assertNever(plan);
    }
  }

  /** Of the pools that were made last; what it tells is a call, or only takes time. */
  private release({ which, count, gather }: StatementPlan & { do: 'release' }): Statement {
    const { b } = this;
    const told = b.site('pool', 'told', 'body');
    const letting = {
      letGo: b.pricedSite('pool', 'let go'),
      ...(gather === null ? {} : { explicit: { gather, send: [this.call(which, 3)], told } }),
    };
    const pools = b.stores.flatMap(({ kind }, pool) => (kind === 'pool' ? [{ pool, ...letting }] : [])).slice(-3);
    return { do: 'release', count, site: b.site('pool', 'release', 'body'), pools };
  }

  /** Of a pool of the path that was made last: its calls may hold an element of it or not. */
  private keep(which: number, newest: number | null): Statement {
    const { b } = this;
    const pools = b.stores.flatMap(({ kind }, store) => (kind === 'pool' ? [store] : [])).slice(-3);
    const pool = pools[which % pools.length];
    if (pool === undefined) return { do: 'compute', time: 0, site: b.site('compute', 'compute', 'body') };
    return {
      do: 'keep',
      pool,
      newest,
      site: b.site('pool', 'keep', 'body'),
      letting: { letGo: b.pricedSite('pool', 'let go') },
    };
  }

  /** Some of them cost something before the wait. */
  private work(text: string): { readonly work?: PricedSite } {
    const work = this.b.pricedSite('thread', text);
    return work.site % 2 === 0 ? { work } : {};
  }

  /** One of two locks that threads of all domains share: nobody would, but it must hold nevertheless. */
  private lock(number: number): number {
    const name = `mutex ${number}`;
    const known = this.b.stores.findIndex((store) => store.name === name);
    return known >= 0 ? known : this.b.store({ kind: 'lock', name, domains: [] });
  }

  private call(which: number, bytes: number): Statement {
    const { callable, b } = this;
    if (callable.length === 0)
      return {
        do: 'compute',
        time: { op: 'add', args: [bytes, { op: 'parameter', index: 0 }] },
        site: b.site('compute', 'compute', 'body'),
      };
    const path = at(callable, which % callable.length);
    return {
      do: 'call',
      path,
      site: b.site('control', 'call', 'body'),
      argumentBytes: bytes,
      resultBytes: 9 - bytes,
      values: [bytes],
    };
  }
}

/** Not the ordinary return. */
function raised(outcome: number): number {
  return 1 + (outcome % (OUTCOMES.length - 1));
}

function draw(kind: 'uniform' | 'exponential' | 'poisson' | 'histogram'): Expr {
  if (kind === 'uniform') return { op: 'uniform', args: [3, 30] };
  if (kind === 'exponential') return { op: 'exponential', args: [12] };
  if (kind === 'poisson') return { op: 'poisson', args: [{ op: 'divide', args: [1, 9] }] };
  const bins = [
    { low: 0, high: 10, weight: 3 },
    { low: 10, high: 40, weight: 2 },
  ];
  return { op: 'histogram', args: [], bins };
}
