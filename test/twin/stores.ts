/** Pools, locks, queues and places; who holds what. */
import { at } from '../../src/base/assert.ts';
import type { DomainId, StoreId } from '../../src/sim/spec/ids.ts';
import type { StepNode } from '../../src/sim/spec/path.ts';
import { letGo } from './processors.ts';
import type { Activity, Held, Kept, Store, World } from './state.ts';

/** The element of a pool that the present call took last and still holds. */
export function elementHeld(a: Activity, pool: StoreId): number | null {
  const held = heldBy(a).filter((one) => one.store === pool);
  return held.at(-1)?.element ?? null;
}

/** The held elements and shared places that a step names, in the order to, from, place. */
export function placesOf(w: World, a: Activity, step: StepNode): number[] {
  return sharedPlaces(w, a, stores(step));
}

export function sharedPlaces(w: World, a: Activity, named: readonly StoreId[]): number[] {
  return named.flatMap((store) => {
    const spec = at(w.spec.stores, store);
    return spec.kind === 'pool' || (spec.kind === 'place' && spec.shared) ? placeOf(w, a, store) : [];
  });
}

/** What the row of a step names. */
export function placeInRow(w: World, a: Activity, step: StepNode): number {
  const used = placesOf(w, a, step)[0];
  const plain = stores(step).filter((store) => at(w.spec.stores, store).kind === 'place');
  return used ?? plain.flatMap((store) => placeOf(w, a, store))[0] ?? -1;
}

function stores(step: StepNode): StoreId[] {
  return [step.to, step.from, step.place].filter((store) => store !== undefined);
}

function placeOf(w: World, a: Activity, store: StoreId): number[] {
  const { place } = at(w.stores, store);
  const element = at(w.spec.stores, store).kind === 'pool' ? elementHeld(a, store) : 0;
  return element === null || place.length === 0 ? [] : [at(place, element)];
}

/** Whose cache holds a place: nobody's yet, one processor's (its number), or several. */
export const NOBODY = -1;
const SEVERAL = -2;

/** Written: the processor's cache alone holds it. */
export function markWritten(w: World, a: Activity, places: readonly number[]): void {
  if (a.processor === null) return;
  for (const place of places) w.holder[place] = a.processor.index;
}

/** Read: if another one's cache holds it, several do now. */
export function markRead(w: World, a: Activity, places: readonly number[]): void {
  if (a.processor === null) return;
  const reader = a.processor.index;
  for (const place of places) {
    const holder = at(w.holder, place);
    w.holder[place] = holder === NOBODY || holder === reader ? reader : SEVERAL;
  }
}

/** The first element of a new chunk, the others are free; null if there may be no more. */
export function growChunk(w: World, store: StoreId): number | null {
  const spec = at(w.spec.stores, store);
  if (spec.kind !== 'pool' || spec.empty !== 'grow') return null;
  const { growth } = spec;
  const { place, free } = at(w.stores, store);
  const most = growth?.most ?? Infinity;
  const made: number[] = [];
  while (made.length < (growth?.by ?? 1) && place.length < most) made.push(grow(w, store));
  const [first, ...rest] = made;
  const inOrder = spec.order === 'lifo' ? [...rest].reverse() : rest;
  free.push(...inOrder);
  return first ?? null;
}

/** A new element of a pool. */
function grow(w: World, store: StoreId): number {
  const { place, attached } = at(w.stores, store);
  const element = place.length;
  w.places.push({ store, element });
  w.holder.push(NOBODY);
  place.push(w.places.length - 1);
  attached.push(new Map());
  return element;
}

export function freeElement(w: World, store: StoreId): number | null {
  const spec = at(w.spec.stores, store);
  const { free } = at(w.stores, store);
  return (spec.kind === 'pool' && spec.order === 'lifo' ? free.pop() : free.shift()) ?? null;
}

/** What the call holds, or at the bottom the body of the thread. */
export function heldBy(a: Activity): Held[] {
  return a.frame.call?.held ?? a.held;
}

export function drop(all: Held[], held: Held): boolean {
  const index = all.findLastIndex((one) => one.store === held.store && one.element === held.element);
  if (index < 0) return false;
  all.splice(index, 1);
  return true;
}

/** A domain keeps the element no longer; whoever gave it back meanwhile has done so now. True: its owner has ended, so that nobody hears of it. */
export function unkeep(w: World, pool: StoreId, one: Kept): boolean {
  const store = at(w.stores, pool);
  store.kept.splice(store.kept.indexOf(one), 1);
  const given = store.parked.indexOf(one.element);
  if (given < 0 || store.kept.some(({ element }) => element === one.element)) return false;
  store.parked.splice(given, 1);
  const spec = at(w.spec.stores, pool);
  const owner = spec.kind === 'pool' ? spec.owner : undefined;
  if (owner !== undefined && w.dead.has(owner)) return true;
  if (owner === undefined) handOn(w, { store: pool, element: one.element });
  else store.noticed.push(one);
  return false;
}

/** What a domain has let go of which the owner has not heard. */
export function noticesOf(w: World, pool: StoreId, domain: DomainId): number {
  return at(w.stores, pool).noticed.filter((one) => one.domain === domain).length;
}

/** The owner hears of all that was let go, or of what one domain has. */
export function hear(w: World, pool: StoreId, domain: DomainId | null): void {
  const store = at(w.stores, pool);
  const told = store.noticed.filter((one) => domain === null || one.domain === domain);
  for (const one of told) {
    store.noticed.splice(store.noticed.indexOf(one), 1);
    handOn(w, { store: pool, element: one.element });
  }
}

/** Hands what was held to the first waiter, else takes it back; what a domain keeps is set aside. */
export function handOn(w: World, held: Held): void {
  const store = at(w.stores, held.store);
  if (store.kept.some(({ element }) => element === held.element)) {
    store.parked.push(held.element);
    return;
  }
  const waiter = store.waiters.shift();
  if (waiter !== undefined) {
    waiter.held.push(held);
    letGo(w, waiter.activity, held.element);
  } else takeBack(w, store, held);
}

function takeBack(w: World, store: Store, held: Held): void {
  if (at(w.spec.stores, held.store).kind !== 'pool') {
    store.used -= 1;
    return;
  }
  store.free.push(held.element);
  w.given = [...w.given.filter((one) => one.store !== held.store || one.element !== held.element), held];
  const attached = at(store.attached, held.element);
  for (const [pool, element] of [...attached].toSorted(([one], [other]) => one - other)) {
    if (!reclaims(w, pool) || at(w.stores, pool).waiters.length === 0) continue;
    attached.delete(pool);
    handOn(w, { store: pool, element });
  }
}

function reclaims(w: World, pool: StoreId): boolean {
  const spec = at(w.spec.stores, pool);
  return spec.kind === 'pool' && spec.reclaims === true;
}

/** The element that is attached to what was given back longest ago and is free; null if there is none. */
export function reclaim(w: World, pool: StoreId): number | null {
  if (!reclaims(w, pool)) return null;
  for (const { store, element } of w.given) {
    const { free, attached } = at(w.stores, store);
    const thing = at(attached, element).get(pool);
    if (thing === undefined || !free.includes(element)) continue;
    at(attached, element).delete(pool);
    return thing;
  }
  return null;
}
