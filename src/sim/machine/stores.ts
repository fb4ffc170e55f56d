/** Pools, locks, queues and places, and who holds what of them. */
import { assertNever, at } from '../../base/assert.ts';
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, PoolSpec, RunSpec, StoreId } from '../spec.ts';
import type { CallState } from './call-state.ts';
import type { Dispatcher } from './dispatcher.ts';
import { KeptElements } from './kept.ts';
import { Line } from './state.ts';
import type { World } from './world.ts';

/** A lock that is held while one row lasts: that of a pool, or of one end of a queue. */
export class BriefLock {
  /** It is free from then on. */
  until: Picoseconds = 0;
}

/** A store that is taken and given back: an element of a pool, a lock, a slot of a queue. */
export abstract class Store {
  readonly id: StoreId;
  readonly waiters = new Line();
  private readonly dispatcher: Dispatcher;

  constructor(id: StoreId, dispatcher: Dispatcher) {
    this.id = id;
    this.dispatcher = dispatcher;
  }

  /** An element, now taken; −1 if there is none. */
  abstract take(): number;
  protected abstract takeBack(element: number): void;

  /** Hands an element on to the first who waits for it, else takes it back. */
  give(element: number): void {
    const waiter = this.waiters.shift();
    if (waiter === null) {
      this.takeBack(element);
      return;
    }
    waiter.frame.call.hold(this.id, element);
    this.dispatcher.letGo(waiter, element);
  }
}

export class Pool extends Store {
  readonly spec: PoolSpec;
  readonly lock: BriefLock = new BriefLock();
  /** Of each element its index in the table of places. */
  readonly places: number[] = [];
  /** Of each other pool: the element of it that is attached to each element of this one. */
  private readonly attached = new Map<StoreId, (number | undefined)[]>();
  private readonly world: World;
  private readonly stores: Stores;
  private readonly free: number[] = [];
  private readonly kept: KeptElements = new KeptElements();
  /** Of each element that went back with something attached: when, counted in such events. */
  private readonly unusedSince: number[] = [];
  /** Pools whose elements are attached to elements of this one, and may be taken from them. */
  private readonly lent: Pool[] = [];
  /** Elements that nobody keeps any more, of which the owner has not heard yet. */
  private noticed: { readonly element: number; readonly domain: DomainId }[] = [];

  constructor(id: StoreId, spec: PoolSpec, world: World, dispatcher: Dispatcher, stores: Stores) {
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

export class Lock extends Store {
  held = false;

  take(): number {
    if (this.held) return -1;
    this.held = true;
    return 0;
  }

  protected takeBack(): void {
    this.held = false;
  }
}

export class Queue extends Store {
  /** Where messages are put in, and where they are taken out. */
  readonly tail: BriefLock = new BriefLock();
  readonly head: BriefLock = new BriefLock();
  private readonly capacity: number;
  private used = 0;

  constructor(id: StoreId, capacity: number | null, dispatcher: Dispatcher) {
    super(id, dispatcher);
    this.capacity = capacity ?? Number.POSITIVE_INFINITY;
  }

  take(): number {
    if (this.used >= this.capacity) return -1;
    this.used += 1;
    return 0;
  }

  protected takeBack(): void {
    this.used -= 1;
  }
}

export class Stores {
  /** By store; null: a place. */
  private readonly stores: readonly (Store | null)[];
  /** Of a place: its index in the table of places. */
  private readonly placeIndex: number[] = [];
  private readonly spec: RunSpec;
  private given = 0;

  constructor(world: World, dispatcher: Dispatcher) {
    this.spec = world.spec;
    this.stores = world.spec.stores.map((_, id) => this.make(id, world, dispatcher));
  }

  private make(id: StoreId, world: World, dispatcher: Dispatcher): Store | null {
    const spec = at(world.spec.stores, id);
    switch (spec.kind) {
      case 'pool':
        return new Pool(id, spec, world, dispatcher, this);
      case 'lock':
        return new Lock(id, dispatcher);
      case 'queue':
        return new Queue(id, spec.capacity, dispatcher);
      case 'place':
        this.placeIndex[id] = world.places.length;
        world.places.push({ store: id, element: -1 });
        world.holder.push(-1);
        return null;
      default:
        return assertNever(spec);
    }
  }

  pool(id: StoreId): Pool | null {
    const store = this.stores[id];
    return store instanceof Pool ? store : null;
  }

  /** Takes the element of a pool that is attached to what has lain unused for longest; −1: whatever has one is in use. */
  reclaim({ id }: Pool): number {
    let oldest: { readonly bearer: Pool; readonly since: number; readonly element: number } | null = null;
    for (const bearer of this.stores) {
      const found = bearer instanceof Pool ? bearer.longestUnused(id) : null;
      if (bearer instanceof Pool && found !== null && (oldest === null || found.since < oldest.since))
        oldest = { bearer, ...found };
    }
    return oldest === null ? -1 : oldest.bearer.detach(oldest.element, id);
  }

  /** Numbers the events in which an element goes back. */
  nextGiven(): number {
    this.given += 1;
    return this.given;
  }

  lock(id: StoreId): Lock | null {
    const store = this.stores[id];
    return store instanceof Lock ? store : null;
  }

  queue(id: StoreId): Queue | null {
    const store = this.stores[id];
    return store instanceof Queue ? store : null;
  }

  /** Index in the table of places of a store that is a place; −1 if it is none. */
  place(id: StoreId): number {
    return this.placeIndex[id] ?? -1;
  }

  isSharedPlace(id: StoreId): boolean {
    const spec = at(this.spec.stores, id);
    return spec.kind === 'place' && spec.shared;
  }

  /** Gives back everything that a call holds, in reverse order of taking. */
  release({ held }: CallState): void {
    while (held.length > 0) {
      const element = held.pop()!;
      const store = held.pop()!;
      at(this.stores, store)?.give(element);
    }
  }

  /** All stores but places. */
  all(): readonly Store[] {
    return this.stores.filter((store) => store !== null);
  }

  /** Who waits for something of the store. */
  lineOf(id: StoreId): Line | null {
    return at(this.stores, id)?.waiters ?? null;
  }
}
