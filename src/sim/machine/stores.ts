/** Pools, locks, queues and places, and who holds what of them. */
import { assertNever, at } from '../../base/assert.ts';
import type { StoreId } from '../spec/ids.ts';
import type { RunSpec } from '../spec/run.ts';
import type { CallState } from './call-state.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Line } from './lines.ts';
import { Pool } from './pool.ts';
import type { Activity } from './state.ts';
import { BriefLock, Store } from './store.ts';
import type { World } from './world.ts';

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
  lineOf(id: StoreId): Line<Activity> | null {
    return at(this.stores, id)?.waiters ?? null;
  }
}
