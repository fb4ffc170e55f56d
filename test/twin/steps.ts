/** One step of a path: its row and what it does. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { PoolSpec, StepNode } from '../../src/sim/spec.ts';
import { comeBack, fail, row, wait } from './going.ts';
import { assign, detach, freeProcessors, load, mayRun } from './hands.ts';
import { underLock } from './locked.ts';
import { free, rejoin } from './processors.ts';
import { endIdle, type Recorded } from './rows.ts';
import type { Activity, Flow, Processor, World } from './state.ts';
import {
  drop,
  elementHeld,
  freeElement,
  growChunk,
  handOn,
  hear,
  heldBy,
  markRead,
  markWritten,
  placeInRow,
  reclaim,
  sharedPlaces,
} from './stores.ts';
import { changeThread, comingThread } from './threads.ts';
import { handled, price } from './values.ts';

export function* step(w: World, a: Activity, node: StepNode): Flow {
  switch (node.verb) {
    case 'plain':
      return yield* row(w, a, asRow(w, a, node));
    case 'copy': {
      const start = (): void => {
        markRead(w, a, sharedPlaces(w, a, node.from === undefined ? [] : [node.from]));
        markWritten(w, a, sharedPlaces(w, a, node.to === undefined ? [] : [node.to]));
      };
      return yield* row(w, a, asRow(w, a, node), { start });
    }
    case 'switch':
      return yield* switchTo(w, a, node);
    case 'exchange':
      return yield* exchange(w, a, node);
    case 'swap':
    case 'schedule':
      return yield* changeOver(w, a, node);
    case 'poll':
      return yield* poll(w, a, node);
    case 'take':
      return yield* take(w, a, node);
    case 'give':
      return yield* give(w, a, node);
    case 'attach':
      return yield* attach(w, a, node);
    case 'lock':
      return yield* lock(w, a, node);
    case 'enqueue':
      return yield* enqueue(w, a, node);
    case 'unlock':
      return yield* row(w, a, asRow(w, a, node), { end: () => release(w, a, node.lock) });
    case 'dequeue':
      return yield* underLock(w, a, node, () => asRow(w, a, node), { start: () => release(w, a, node.queue) });
    case 'transmit':
      throw new Error('the twin runs no packets');
    default:
      return assertNever(node.verb);
  }
}

function asRow(w: World, a: Activity, node: StepNode): Recorded {
  return {
    site: node.site,
    duration: price(w, a, node.price, node),
    domain: node.domain,
    bytes: handled(a, node),
    place: placeInRow(w, a, node),
  };
}

function target(node: StepNode): number {
  return node.target ?? node.domain;
}

function* switchTo(w: World, a: Activity, node: StepNode): Flow {
  if (a.processor?.loaded === target(node)) return;
  const { refill } = node;
  const end = (): void => {
    if (a.processor !== null) load(w, a.processor, target(node));
  };
  yield* row(w, a, asRow(w, a, node), { end, whole: refill !== undefined });
  if (refill === undefined) return;
  yield* row(w, a, { site: refill.site, duration: price(w, a, refill.price), domain: node.domain });
}

function* exchange(w: World, a: Activity, node: StepNode): Flow {
  const left = a.processor;
  const next = freeProcessors(w, left?.machine ?? -1).find((p) => p.loaded === target(node));
  if (left === null || next === undefined) {
    yield* switchTo(w, a, node);
    return;
  }
  const effects = { start: () => occupy(w, a, next), end: () => move(w, a, left, next) };
  yield* row(w, a, { ...asRow(w, a, node), place: next.index }, effects);
}

function occupy(w: World, a: Activity, p: Processor): void {
  endIdle(w, p);
  p.activity = a;
}

function move(w: World, a: Activity, left: Processor, next: Processor): void {
  left.activity = null;
  a.processor = next;
  a.since = w.now;
  free(w, left);
}

function* changeOver(w: World, a: Activity, node: StepNode): Flow {
  const thread = yield* comingThread(w, a, target(node), node.worker);
  const end = (): void => changeThread(w, a, node.worker, thread);
  yield* row(w, a, asRow(w, a, node), { end, whole: node.verb === 'schedule' });
  if (node.verb === 'swap') return;
  rejoin(w, a, 'scheduled', target(node));
  yield;
}

/** Somebody who looks at the queue goes on with the call, on a processor of the target. */
function* poll(w: World, a: Activity, node: StepNode): Flow {
  const domain = target(node);
  const left = a.processor;
  if (left !== null && left.loaded !== domain) {
    const looking = freeProcessors(w, at(w.spec.domains, domain).machine).find(
      (p) => p.loaded === domain && mayRun(p, domain),
    );
    if (looking === undefined) rejoin(w, a, 'stopped', domain);
    else {
      detach(a, 'scheduled');
      a.home = domain;
      assign(w, a, looking);
      free(w, left);
    }
    yield;
    yield* comeBack(w, a);
  }
  const thread = yield* comingThread(w, a, domain, node.worker);
  yield* row(w, a, asRow(w, a, node), { end: () => changeThread(w, a, node.worker, thread) });
}

function* take(w: World, a: Activity, node: StepNode): Flow {
  const store = node.place ?? -1;
  const pool = at(w.spec.stores, store);
  if (pool.kind !== 'pool') throw new Error('takes from what is no pool');
  const element = freeElement(w, store) ?? growChunk(w, store) ?? reclaim(w, store);
  const end = element === null ? endOfTake(w, pool) : null;
  if (element !== null) heldBy(a).push({ store, element });
  else if (end !== null) yield* fail(w, a, { ...node, outcome: end });
  else {
    at(w.stores, store).waiters.push({ activity: a, held: heldBy(a) });
    yield* wait(w, a, 'pool');
  }
  const place = at(at(w.stores, store).place, element ?? a.granted);
  yield* underLock(w, a, node, () => ({ ...asRow(w, a, node), place }));
}

/** How a take ends that gets nothing; null: it waits. */
function endOfTake(w: World, { empty, growth }: PoolSpec): number | null {
  if (empty === 'fail') return exhausted(w);
  return empty === 'grow' ? (growth?.outcome ?? null) : null;
}

function exhausted(w: World): number {
  return w.spec.outcomes.findIndex((outcome) => outcome.name === 'exhausted');
}

function* give(w: World, a: Activity, node: StepNode): Flow {
  const store = node.place ?? -1;
  const element = elementHeld(a, store);
  const held = { store, element: element ?? -1 };
  const end = (): void => {
    if (drop(heldBy(a), held)) handOn(w, held);
    hear(w, store, null);
  };
  yield* underLock(w, a, node, () => asRow(w, a, node), { end });
}

function* attach(w: World, a: Activity, node: StepNode): Flow {
  const { from = -1, to = -1 } = node;
  const what = elementHeld(a, from);
  const onto = elementHeld(a, to);
  const end = (): void => {
    if (what === null || onto === null || !drop(heldBy(a), { store: from, element: what })) return;
    at(at(w.stores, to).attached, onto).set(from, what);
  };
  yield* row(w, a, asRow(w, a, node), { end });
}

function* lock(w: World, a: Activity, node: StepNode): Flow {
  const store = node.lock ?? -1;
  const isHeld = at(w.stores, store).used > 0;
  if (isHeld && node.otherwise !== undefined) yield* w.walk(a, node.otherwise);
  else {
    yield* occupySlot(w, a, store, isHeld ? 'lock' : null);
    yield* row(w, a, asRow(w, a, node));
  }
}

function* enqueue(w: World, a: Activity, node: StepNode): Flow {
  const store = node.queue ?? -1;
  const queue = at(w.spec.stores, store);
  const isFull = queue.kind === 'queue' && queue.capacity !== null && at(w.stores, store).used >= queue.capacity;
  yield* occupySlot(w, a, store, isFull ? 'queue' : null);
  yield* underLock(w, a, node, () => asRow(w, a, node));
}

/** Locks, or takes a place in a queue; waits before, if there is a cause. */
export function* occupySlot(w: World, a: Activity, store: number, cause: 'lock' | 'queue' | null): Flow {
  if (cause === null) {
    at(w.stores, store).used += 1;
    heldBy(a).push({ store, element: 0 });
    return;
  }
  at(w.stores, store).waiters.push({ activity: a, held: heldBy(a) });
  yield* wait(w, a, cause);
}

export function release(w: World, a: Activity, store = -1): void {
  const held = { store, element: 0 };
  if (drop(heldBy(a), held)) handOn(w, held);
}
