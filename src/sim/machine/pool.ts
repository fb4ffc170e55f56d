/** Elements that calls take and give back, what is attached to them, and how a pool gets more. */
import { at } from '../../base/assert.ts';
import type { DomainId, StoreId } from '../spec/ids.ts';
import type { PoolSpec } from '../spec/stores.ts';
import type { Dispatcher } from './dispatcher.ts';
import { KeptElements } from './kept.ts';
import { BriefLock, Store } from './store.ts';
import type { World } from './world.ts';

/** The pools of a run, as one of them knows the others. */
interface Pools {
  pool(id: StoreId): Pool | null;
  /** Takes an element of the pool from what has lain unused for longest; −1: whatever has one is in use. */
  reclaim(pool: Pool): number;
  /** Numbers the events in which an element goes back. */
  nextGiven(): number;
}

export class Pool extends Store {
  readonly spec: PoolSpec;
  readonly lock: BriefLock = new BriefLock();
  /** Of each element its index in the table of places. */
  readonly places: number[] = [];
  /** Of each other pool: the element of it that is attached to each element of this one. */
  private readonly attached = new Map<StoreId, (number | undefined)[]>();
  private readonly world: World;
  private readonly stores: Pools;
  private readonly free: number[] = [];
  private readonly kept: KeptElements = new KeptElements();
  /** Of each element that went back with something attached: when, counted in such events. */
  private readonly unusedSince: number[] = [];
  /** Pools whose elements are attached to elements of this one, and may be taken from them. */
  private readonly lent: Pool[] = [];
  /** Elements that nobody keeps any more, of which the owner has not heard yet. */
  private noticed: { readonly element: number; readonly domain: DomainId }[] = [];

  constructor(id: StoreId, spec: PoolSpec, world: World, dispatcher: Dispatcher, stores: Pools) {
    super(id, dispatcher);
    this.spec = spec;
    this.world = world;
    this.stores = stores;
    for (let i = 0; i < spec.count; i += 1) this.grow();
    for (let i = 0; i < spec.count; i += 1) this.free.push(spec.order === 'lifo' ? spec.count - 1 - i : i);
  }

  take(): number {
    const element = this.spec.order === 'lifo' ? this.free.pop() : this.free.shift();
    return element ?? -1;
  }

  get hasFree(): boolean {
    return this.free.length > 0;
  }

  /** Nothing is free, and it may not grow. */
  get isScarce(): boolean {
    return !this.hasFree && this.room <= 0;
  }

  /** Of a pool that has nothing free: a new element, or one that lies unused where it is attached; now taken; −1 if there is none. */
  find(): number {
    const made = this.growChunk();
    return made >= 0 || this.spec.reclaims !== true ? made : this.stores.reclaim(this);
  }

  /** How many elements it may grow by. */
  private get room(): number {
    if (this.spec.empty !== 'grow') return 0;
    const { by, most } = this.spec.growth ?? ONE_BY_ONE;
    return most === null ? by : Math.min(by, most - this.places.length);
  }

  /** Makes a chunk of new elements and returns the first, which is taken; −1 if it has as many as it may. */
  private growChunk(): number {
    const { room } = this;
    if (room <= 0) return -1;
    const made = Array.from({ length: room }, () => this.grow());
    const rest = made.slice(1);
    this.free.push(...(this.spec.order === 'lifo' ? rest.reverse() : rest));
    return at(made, 0);
  }

  /** Makes a new element, and returns it. */
  private grow(): number {
    const { places, holder } = this.world;
    this.places.push(places.length);
    places.push({ store: this.id, element: this.places.length - 1 });
    holder.push(-1);
    return this.places.length - 1;
  }

  attach(element: number, pool: StoreId, thing: number): void {
    const things = this.attached.get(pool) ?? [];
    const lender = this.attached.has(pool) ? null : this.stores.pool(pool);
    if (lender?.spec.reclaims === true) {
      this.lent.push(lender);
      this.lent.sort((one, other) => one.id - other.id);
    }
    this.attached.set(pool, things);
    things[element] = thing;
  }

  /** Of its free elements that have an element of the pool, the one that has lain unused for longest; null: none. */
  longestUnused(pool: StoreId): { readonly since: number; readonly element: number } | null {
    const things = this.attached.get(pool);
    if (things === undefined) return null;
    let found: { since: number; element: number } | null = null;
    for (const element of this.free) {
      const since = this.unusedSince[element];
      if (things[element] === undefined || since === undefined) continue;
      if (found === null || since < found.since) found = { since, element };
    }
    return found;
  }

  /** Takes what is attached from an element; −1: nothing is. */
  detach(element: number, pool: StoreId): number {
    const things = this.attached.get(pool);
    const thing = things?.[element] ?? -1;
    if (things !== undefined) things[element] = undefined;
    return thing;
  }

  hasAttached(element: number, pool: StoreId): boolean {
    return this.attached.get(pool)?.[element] !== undefined;
  }

  /** A domain keeps an element, whoever gives it back. */
  keep(element: number, domain: DomainId): void {
    this.kept.add(element, domain);
  }

  /** Chooses what the domain lets go, if it keeps more than so many: what it has kept longest; −1 if it does not. */
  surplus(domain: DomainId, newest: number): number {
    return this.kept.surplus(domain, newest);
  }

  /** How many elements the domain keeps. */
  keptBy(domain: DomainId): number {
    return this.kept.held(domain);
  }

  /** What was chosen is kept once less. True if nobody refers to it any more. */
  unkeep(element: number): boolean {
    return this.kept.drop(element);
  }

  /** Nobody refers to the element any more: it is free, unless an owner has to hear of it from the domain. */
  notice(element: number, domain: DomainId): void {
    if (this.spec.owner === undefined) super.give(element);
    else this.noticed.push({ element, domain });
  }

  /** How many notices of the domain the owner has not heard of. */
  noticesOf(domain: DomainId): number {
    return this.noticed.filter((notice) => notice.domain === domain).length;
  }

  /** The owner hears of all notices, or of those of one domain. */
  tell(domain: DomainId | null): void {
    if (this.noticed.length === 0) return;
    const told = this.noticed.filter((notice) => domain === null || notice.domain === domain);
    this.noticed = this.noticed.filter((notice) => !told.includes(notice));
    for (const { element } of told) super.give(element);
  }

  override give(element: number): void {
    if (!this.kept.park(element)) super.give(element);
  }

  protected takeBack(element: number): void {
    this.free.push(element);
    if (this.lent.length > 0) this.lieUnused(element);
  }

  /** Who waits for what is attached to an element that nobody uses any more gets it. */
  private lieUnused(element: number): void {
    this.unusedSince[element] = this.stores.nextGiven();
    for (const lender of this.lent) {
      const thing = lender.waiters.first === null ? -1 : this.detach(element, lender.id);
      if (thing >= 0) lender.give(thing);
    }
  }
}

const ONE_BY_ONE = { by: 1, most: null };
