/** Collects the parts of a run spec and gives each its index; every step gets a site of its own. */
import { at } from '../../src/base/assert.ts';
import type { Content } from '../../src/sim/spec/content.ts';
import type { DomainId, SiteId, StoreId } from '../../src/sim/spec/ids.ts';
import type { DomainSpec, MachineSpec, WaitCause } from '../../src/sim/spec/machine.ts';
import type { PathNode, PolicyNode, StepNode, StepVerb } from '../../src/sim/spec/path.ts';
import type { Price, PricedSite } from '../../src/sim/spec/price.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { Hop, Site, StepKind } from '../../src/sim/spec/site.ts';
import type { StoreSpec } from '../../src/sim/spec/stores.ts';

const CAUSES: readonly WaitCause[] = [
  'ready',
  'pool',
  'lock',
  'queue',
  'worker',
  'processor',
  'time',
  'join',
  'condition',
  'captured',
];

const KINDS: Readonly<Record<StepVerb, StepKind>> = {
  plain: 'work',
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
  transmit: 'work',
};

/** Steps that may hold a lock of their store while they last. */
const LOCKED: ReadonlySet<string> = new Set(['take', 'give', 'enqueue', 'dequeue']);

export class Builder {
  readonly sites: Site[] = [];
  readonly stores: StoreSpec[] = [];
  readonly domains: DomainSpec[] = [];
  /** Nodes that are made now are off the path. */
  off = false;
  /** Pools and queues of the steps that are made now have locks of their own. */
  storeLocks: 'none' | 'spun' | 'unspun' = 'none';
  /** Steps with a content that are made now handle this instead. */
  fixed: Content | null = null;
  private readonly prices: readonly number[];
  private priced = 0;

  constructor(prices: readonly number[]) {
    this.prices = prices;
  }

  site(kind: StepKind, text: string, section: Site['section'] = 'call'): SiteId {
    const nothing = {
      label: null,
      mechanism: null,
      part: null,
      from: null,
      to: null,
      doc: null,
      source: null,
      cost: null,
    };
    const verb = text.split(' ')[0] ?? text;
    const site: Site = {
      ...nothing,
      kind,
      off: this.off,
      verb,
      text,
      role: 'client',
      section,
      overhead: 'none',
      urpc: 'none',
      avoidedBy: [],
    };
    return this.sites.push(site) - 1;
  }

  /** The next price; some are formulas over what the step handles. */
  price(): Price {
    this.priced += 1;
    const fixed = at(this.prices, this.priced % this.prices.length);
    if (this.priced % 3 > 0) return fixed;
    const variable = {
      op:
        (['bytes', 'count', 'crossed', 'active', 'argumentBytes', 'resultBytes'] as const)[this.priced % 6] ?? 'bytes',
    };
    return { op: 'add', args: [fixed, { op: 'multiply', args: [2, variable] }] };
  }

  /** Dearer if another processor's cache holds one of the places. */
  private copyPrice(): Price {
    return { op: 'add', args: [this.price(), { op: 'crossed' }] };
  }

  pricedSite(kind: StepKind, text: string): PricedSite {
    return { site: this.site(kind, text), price: this.price() };
  }

  domain(name: string, machine: number, rest: Partial<DomainSpec> = {}): DomainId {
    return (
      this.domains.push({ name, machine, kind: 'user', workers: null, priority: 1, userThreads: false, ...rest }) - 1
    );
  }

  store(store: StoreSpec): StoreId {
    return this.stores.push(store) - 1;
  }

  step(verb: StepVerb, domain: DomainId, rest: Partial<StepNode> = {}, text: string = verb): StepNode {
    const price = verb === 'copy' ? this.copyPrice() : this.price();
    const node: StepNode = {
      node: 'step',
      verb,
      site: this.site(KINDS[verb], text),
      price,
      domain,
      ...rest,
      ...this.own(rest),
    };
    if (LOCKED.has(verb) && this.storeLocks !== 'none')
      return { ...node, locked: { spun: this.storeLocks === 'spun', held: this.pricedSite('lock', 'held') } };
    const loads = verb === 'switch' || verb === 'exchange';
    return loads && this.priced % 2 === 0 ? { ...node, refill: this.pricedSite('refill', 'refill') } : node;
  }

  private own({ content }: Partial<StepNode>): Partial<StepNode> {
    return content === undefined || this.fixed === null ? {} : { fixed: this.fixed };
  }

  /** The same site at a hop of a chain. */
  hop(site: SiteId, hop: Hop): SiteId {
    return this.sites.push({ ...at(this.sites, site), hop }) - 1;
  }

  procedure(domain: DomainId, touches: readonly StoreId[] = []): PathNode {
    return { node: 'procedure', site: this.site('procedure', 'run procedure'), domain, touches };
  }

  miss(domain: DomainId, target: DomainId, steers: boolean): PathNode {
    return { node: 'miss', domain, target, work: this.pricedSite('work', 'miss'), steers };
  }

  fail(domain: DomainId, outcome: number): PathNode {
    return { node: 'fail', site: this.site('outcome', 'raise'), domain, outcome };
  }

  meanwhile(make: () => readonly PathNode[]): PathNode {
    const before = this.off;
    this.off = true;
    const steps = make();
    this.off = before;
    return { node: 'meanwhile', steps };
  }

  policy(operation: PolicyNode['operation'], domain: DomainId, rest: Partial<PolicyNode> = {}): PolicyNode {
    const work = this.pricedSite(operation === 'find' ? 'poll' : 'thread', operation);
    return { node: 'policy', operation, domain, reallocation: 'lazy', work, ...rest };
  }

  machine(
    name: string,
    of: Pick<MachineSpec, 'processors' | 'quantum' | 'kernel' | 'placements'>,
    prices: { dispatch: number; restore: number },
  ): MachineSpec {
    const wait = (cause: WaitCause): SiteId => this.site('wait', `wait for ${cause}`, 'system');
    const [ready, pool, lock, queue, worker, processor, time, join, condition, captured] = CAUSES.map(wait);
    const known = (site: SiteId | undefined): SiteId => site ?? 0;
    return {
      ...of,
      name,
      profile: 'random',
      system: {
        dispatch: { site: this.site('swap', 'dispatch', 'system'), price: prices.dispatch },
        restore: { site: this.site('switch', 'restore', 'system'), price: prices.restore },
        ...(prices.restore % 2 === 0 ? {} : { refill: { site: this.site('refill', 'refill', 'system'), price: 3 } }),
        ...(prices.dispatch % 2 === 0 ? this.steer(prices) : {}),
        idle: this.site('idle', 'idle', 'system'),
        waits: {
          ready: known(ready),
          pool: known(pool),
          lock: known(lock),
          queue: known(queue),
          worker: known(worker),
          processor: known(processor),
          time: known(time),
          join: known(join),
          condition: known(condition),
          captured: known(captured),
        },
      },
    };
  }

  private steer({ dispatch, restore }: { dispatch: number; restore: number }): Pick<MachineSpec['system'], 'steer'> {
    const load = { site: this.site('switch', 'steer', 'system'), price: restore };
    const refill = { site: this.site('refill', 'refill after steering', 'system'), price: dispatch };
    return { steer: dispatch % 4 === 0 ? { load } : { load, refill } };
  }

  spec(rest: Omit<RunSpec, 'format' | 'scenario' | 'title' | 'variant' | 'domains' | 'stores' | 'sites'>): RunSpec {
    const { domains, stores, sites } = this;
    return { format: 'ipc-run/1', scenario: 'random', title: null, variant: '', domains, stores, sites, ...rest };
  }
}
