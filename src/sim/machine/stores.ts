/** Pools, locks, queues and places, and who holds what of them. */
import { assertNever, at } from '../../base/assert.ts';
import type { DomainId, PoolSpec, RunSpec, StoreId } from '../spec.ts';
import type { CallState } from './call-state.ts';
import type { Dispatcher } from './dispatcher.ts';
import { KeptElements } from './kept.ts';
import { Line } from './state.ts';
import type { World } from './world.ts';

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
  /** Of each element its index in the table of places. */
  readonly places: number[] = [];
  /** Of each other pool: the element of it that is attached to each element of this one. */
  private readonly attached = new Map<StoreId, number[]>();
  private readonly world: World;
  private readonly free: number[] = [];
  private readonly kept: KeptElements = new KeptElements();

  constructor(id: StoreId, spec: PoolSpec, world: World, dispatcher: Dispatcher) {
    super(id, dispatcher);
    this.spec = spec;
    this.world = world;
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

  /** Makes a chunk of new elements and returns the first, which is taken; −1 if it has as many as it may. */
  growChunk(): number {
    const { by, most } = this.spec.growth ?? ONE_BY_ONE;
    const room = most === null ? by : Math.min(by, most - this.places.length);
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
    this.attached.set(pool, things);
    things[element] = thing;
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

  /** What was chosen is kept once less. */
  letGo(element: number): void {
    if (this.kept.drop(element)) super.give(element);
  }

  override give(element: number): void {
    if (!this.kept.park(element)) super.give(element);
  }

  protected takeBack(element: number): void {
    this.free.push(element);
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

  constructor(world: World, dispatcher: Dispatcher) {
    this.spec = world.spec;
    this.stores = world.spec.stores.map((_, id) => this.make(id, world, dispatcher));
  }

  private make(id: StoreId, world: World, dispatcher: Dispatcher): Store | null {
    const spec = at(world.spec.stores, id);
    switch (spec.kind) {
      case 'pool':
        return new Pool(id, spec, world, dispatcher);
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
