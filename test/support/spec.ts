/** Builds run specs by hand: small, and with the published figures of the C-VAX Firefly where they are known. */
import { at } from '../../src/base/assert.ts';
import type { FaultSpec } from '../../src/sim/spec/faults.ts';
import type { DomainId, PathId, SiteId, StoreId } from '../../src/sim/spec/ids.ts';
import type { DomainSpec, Placement, SystemSites } from '../../src/sim/spec/machine.ts';
import type { PathNode, PathSpec, PolicyNode, StepNode, StepVerb } from '../../src/sim/spec/path.ts';
import type { Expr, Price } from '../../src/sim/spec/price.ts';
import type { BindingSpec, Limits, OutcomeSpec, RunSpec } from '../../src/sim/spec/run.ts';
import type { Site, StepKind } from '../../src/sim/spec/site.ts';
import type { Statement, ThreadSpec } from '../../src/sim/spec/statements.ts';
import type { PoolSpec, StoreSpec } from '../../src/sim/spec/stores.ts';

/** Microseconds in picoseconds. */
export function us(microseconds: number): number {
  return Math.round(microseconds * 1_000_000);
}

export const RETURNED = 0;
export const BROKEN = 2;
const OUTCOMES: readonly OutcomeSpec[] = [
  { name: 'returned', ran: 'once' },
  { name: 'exhausted', ran: 'never' },
  { name: 'broken', ran: 'maybe' },
];
/** Behind those: how calls end by faults. */
const FAULTY = ['callFailed', 'callAborted', 'bindFailed', 'revoked', 'refused', 'timedOut'] as const;

const STEP_KINDS: Readonly<Partial<Record<StepVerb, StepKind>>> = {
  copy: 'copy',
  switch: 'switch',
  exchange: 'exchange',
  swap: 'swap',
  schedule: 'schedule',
  take: 'pool',
  give: 'pool',
  attach: 'pool',
  lock: 'lock',
  unlock: 'lock',
  enqueue: 'queue',
  dequeue: 'queue',
  poll: 'poll',
};

export interface MachineOptions {
  readonly processors?: number;
  readonly quantum?: number;
  readonly dispatch?: Price;
  readonly restore?: Price;
  readonly limits?: Partial<Limits>;
  readonly seed?: number;
}

/** One machine with its kernel (domain 0), and whatever is added. */
export class SpecBuilder {
  readonly kernel: DomainId = 0;
  readonly placements: Placement[] = [];
  private readonly options: MachineOptions;
  private readonly sites: Site[] = [];
  private readonly domains: DomainSpec[] = [];
  private readonly stores: StoreSpec[] = [];
  private readonly bindings: BindingSpec[] = [];
  private readonly paths: PathSpec[] = [];
  private readonly threads: ThreadSpec[] = [];
  private readonly conditions: string[] = [];
  private readonly faults: FaultSpec[] = [];
  private readonly endings: SiteId;
  private readonly system: SystemSites;

  constructor(options: MachineOptions = {}) {
    this.options = options;
    this.domain('kernel', { kind: 'kernel' });
    this.endings = this.sites.length;
    for (const name of FAULTY) this.site('outcome', name);
    const wait = (cause: string): SiteId => this.site('wait', `wait for ${cause}`);
    this.system = {
      dispatch: { site: this.site('swap', 'dispatch'), price: options.dispatch ?? 0 },
      restore: { site: this.site('switch', 'restore'), price: options.restore ?? 0 },
      idle: this.site('idle', 'idle'),
      waits: {
        ready: wait('ready'),
        pool: wait('pool'),
        lock: wait('lock'),
        queue: wait('queue'),
        worker: wait('worker'),
        processor: wait('processor'),
        time: wait('time'),
        join: wait('join'),
        condition: wait('condition'),
        captured: wait('captured'),
      },
      discard: this.site('outcome', 'discard', true),
    };
  }

  /** `off`: off the path of its call. */
  site(kind: StepKind, text: string, off = false): SiteId {
    const unknown = {
      label: null,
      mechanism: null,
      part: null,
      from: null,
      to: null,
      doc: null,
      source: null,
      cost: null,
    };
    const words = { verb: text.split(' ')[0] ?? text, text, role: 'client', section: 'call' as const };
    return this.sites.push({ ...unknown, ...words, kind, off, overhead: 'none', urpc: 'none', avoidedBy: [] }) - 1;
  }

  domain(name: string, rest: Partial<DomainSpec> = {}): DomainId {
    const usual = { machine: 0, kind: 'user' as const, workers: null, priority: 0, userThreads: false };
    return this.domains.push({ name, ...usual, ...rest }) - 1;
  }

  /** What the next processor starts in. */
  place(domain: DomainId, dedicated = false): void {
    this.placements.push({ domain, dedicated });
  }

  store(store: StoreSpec): StoreId {
    return this.stores.push(store) - 1;
  }

  pool(name: string, count: number, rest: Partial<PoolSpec> = {}): StoreId {
    return this.store({ kind: 'pool', name, domains: [], count, order: 'lifo', empty: 'wait', size: 200, ...rest });
  }

  lock(name: string): StoreId {
    return this.store({ kind: 'lock', name, domains: [] });
  }

  queue(name: string, capacity: number | null = null): StoreId {
    return this.store({ kind: 'queue', name, domains: [], capacity });
  }

  buffer(name: string, shared = false): StoreId {
    return this.store({ kind: 'place', name, domains: [], size: null, shared });
  }

  condition(name: string): number {
    return this.conditions.push(name) - 1;
  }

  step(verb: StepVerb, domain: DomainId, price: Price, text: string = verb, rest: Partial<StepNode> = {}): StepNode {
    return { node: 'step', verb, site: this.site(STEP_KINDS[verb] ?? 'work', text), price, domain, ...rest };
  }

  /** Named work: time passes, nothing else changes. */
  run(domain: DomainId, text: string, price: Price, kind: StepKind = 'work', off = false): StepNode {
    return { node: 'step', verb: 'plain', site: this.site(kind, text, off), price, domain };
  }

  procedure(domain: DomainId, touches: readonly StoreId[] = []): PathNode {
    return { node: 'procedure', site: this.site('procedure', 'run procedure'), domain, touches };
  }

  fail(domain: DomainId, outcome: number): PathNode {
    return { node: 'fail', site: this.site('outcome', 'raise'), domain, outcome };
  }

  policy(
    operation: PolicyNode['operation'],
    domain: DomainId,
    price: Price,
    rest: Partial<PolicyNode> = {},
  ): PolicyNode {
    const work = { site: this.site(operation === 'find' ? 'poll' : 'thread', operation), price };
    return { node: 'policy', operation, domain, reallocation: 'lazy', work, ...rest };
  }

  /** Binds a client to one procedure of a server; returns the path. */
  bind(
    [client, server]: readonly [DomainId, DomainId],
    steps: readonly PathNode[],
    rest: {
      readonly body?: readonly Statement[];
      readonly bind?: readonly PathNode[];
      readonly name?: string;
      readonly handlers?: NonNullable<PathSpec['handlers']>;
    } = {},
  ): PathId {
    const name = rest.name ?? `binding ${this.bindings.length}`;
    const words = { name, interfaceName: 'Service', mechanism: 'own', via: 'own', source: null };
    const binding = this.bindings.push({ ...words, client, server, bind: rest.bind ?? [] }) - 1;
    const content = { bytes: 200, count: 1 };
    return (
      this.paths.push({
        binding,
        procedure: 'P',
        arguments: content,
        results: content,
        steps,
        body: rest.body ?? [],
        handlers: rest.handlers ?? {},
      }) - 1
    );
  }

  thread(domain: DomainId, body: readonly Statement[], rest: Partial<ThreadSpec> = {}): void {
    this.threads.push({ name: `T${this.threads.length + 1}`, domain, priority: 0, body, source: null, ...rest });
  }

  call(path: PathId, argumentBytes: Expr = 0, resultBytes: Expr = 0, values: readonly Expr[] = []): Statement {
    return { do: 'call', path, site: this.site('control', 'call'), argumentBytes, resultBytes, values };
  }

  compute(time: Expr): Statement {
    return { do: 'compute', time, site: this.site('compute', 'compute') };
  }

  wait(time: Expr): Statement {
    return { do: 'wait', time, site: this.site('wait', 'wait') };
  }

  fork(fork: number, name: string, body: readonly Statement[]): Statement {
    return { do: 'fork', fork, name, body, site: this.site('thread', 'fork') };
  }

  /** A statement of which nothing but the site is to be told. */
  mark<K extends 'join' | 'signal' | 'await' | 'yield' | 'raise'>(
    what: Omit<Extract<Statement, { do: K }>, 'site'>,
  ): Omit<Extract<Statement, { do: K }>, 'site'> & { site: SiteId } {
    const kinds = { join: 'wait', await: 'wait', signal: 'thread', yield: 'control', raise: 'outcome' } as const;
    const word: K = what.do;
    return { ...what, site: this.site(kinds[word], word) };
  }

  build(): RunSpec {
    const { options, sites, domains, stores, bindings, paths, threads, conditions, placements, system } = this;
    const { processors = 1, quantum = us(100_000), limits, seed = 1 } = options;
    return {
      format: 'ipc-run/1',
      scenario: 'Test',
      title: null,
      variant: '',
      seed,
      limits: { rows: 10_000_000, time: us(1e9), ...limits },
      machines: [{ name: 'Firefly', profile: 'cvax', processors, quantum, kernel: this.kernel, placements, system }],
      domains,
      stores,
      sites,
      bindings,
      paths,
      threads,
      outcomes: [
        ...OUTCOMES,
        ...FAULTY.map((name, index) => ({ name, ran: 'maybe' as const, site: this.endings + index })),
      ],
      conditions,
      links: [],
      faults: this.faults,
    };
  }

  /** The outcome of that name. */
  outcome(name: (typeof FAULTY)[number]): number {
    return OUTCOMES.length + FAULTY.indexOf(name);
  }

  /** What goes wrong, and when. */
  fault(when: FaultSpec['when'], what: FaultSpec['what']): void {
    this.faults.push({ site: this.site('fault', what.does, true), when, what });
  }

  domainName(domain: DomainId): string {
    return at(this.domains, domain).name;
  }
}
