/** One step of a path: its row and what it does. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { StepNode } from '../../src/sim/spec/path.ts';
import type { PoolSpec } from '../../src/sim/spec/stores.ts';
import { ending, verdictOf } from './cuts.ts';
import { comeBack, fail, row, stop, wait } from './going.ts';
import { assign, detach, freeProcessors, load, mayRun } from './hands.ts';
import { underLock } from './locked.ts';
import { arm } from './orphans.ts';
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

export function* step(w: World, node: StepNode): Flow {
  switch (node.verb) {
    case 'plain':
      return yield* checked(w, node);
    case 'copy': {
      const start = (): void => {
        markRead(w, w.me, sharedPlaces(w, w.me, node.from === undefined ? [] : [node.from]));
        markWritten(w, w.me, sharedPlaces(w, w.me, node.to === undefined ? [] : [node.to]));
      };
      return yield* row(w, asRow(w, w.me, node), { start });
    }
    case 'switch':
      return yield* switchTo(w, node);
    case 'exchange':
      return yield* exchange(w, node);
    case 'swap':
    case 'schedule':
      return yield* changeOver(w, node);
    case 'poll':
      return yield* poll(w, node);
    case 'take':
      return yield* take(w, node);
    case 'give':
      return yield* give(w, node);
    case 'attach':
      return yield* attach(w, node);
    case 'lock':
      return yield* lock(w, node);
    case 'enqueue':
      return yield* enqueue(w, node);
    case 'unlock':
      return yield* row(w, asRow(w, w.me, node), { end: () => release(w, w.me, node.lock) });
    case 'dequeue':
      return yield* underLock(w, node, () => asRow(w, w.me, node), { start: () => release(w, w.me, node.queue) });
    case 'transmit':
      throw new Error('the twin runs no packets');
    default:
      return assertNever(node.verb);
  }
}

/** A step that may end the call, or begins a time limit. */
function* checked(w: World, node: StepNode): Flow {
  let verdict: number | null = null;
  const end = (): void => {
    verdict = verdictOf(w, node);
    if (verdict === null) arm(w, node);
  };
  yield* row(w, asRow(w, w.me, node), { end });
  if (verdict !== null) yield* ending(w, verdict);
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

function* switchTo(w: World, node: StepNode): Flow {
  if (w.me.processor?.loaded === target(node)) return;
  const { refill } = node;
  const end = (): void => {
    if (w.me.processor !== null) load(w, w.me.processor, target(node));
  };
  yield* row(w, asRow(w, w.me, node), { end, whole: refill !== undefined });
  if (refill === undefined) return;
  yield* row(w, { site: refill.site, duration: price(w, w.me, refill.price), domain: node.domain });
}

function* exchange(w: World, node: StepNode): Flow {
  const left = w.me.processor;
  const next = freeProcessors(w, left?.machine ?? -1).find((p) => p.loaded === target(node));
  if (left === null || next === undefined) {
    yield* switchTo(w, node);
    return;
  }
  const effects = { start: () => occupy(w, w.me, next), end: () => move(w, w.me, left, next) };
  yield* row(w, { ...asRow(w, w.me, node), place: next.index }, effects);
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

function* changeOver(w: World, node: StepNode): Flow {
  const thread = yield* comingThread(w, target(node), node.worker);
  const end = (): void => changeThread(w, w.me, node.worker, thread);
  yield* row(w, asRow(w, w.me, node), { end, whole: node.verb === 'schedule' });
  if (node.verb === 'swap') return;
  rejoin(w, w.me, 'scheduled', target(node));
  yield* stop(w);
}

/** Somebody who looks at the queue goes on with the call, on a processor of the target. */
function* poll(w: World, node: StepNode): Flow {
  const domain = target(node);
  const left = w.me.processor;
  if (left !== null && left.loaded !== domain) {
    const looking = freeProcessors(w, at(w.spec.domains, domain).machine).find(
      (p) => p.loaded === domain && mayRun(p, domain),
    );
    if (looking === undefined) rejoin(w, w.me, 'stopped', domain);
    else {
      detach(w.me, 'scheduled');
      w.me.home = domain;
      assign(w, w.me, looking);
      free(w, left);
    }
    yield* stop(w);
    yield* comeBack(w);
  }
  const thread = yield* comingThread(w, domain, node.worker);
  yield* row(w, asRow(w, w.me, node), { end: () => changeThread(w, w.me, node.worker, thread) });
}

function* take(w: World, node: StepNode): Flow {
  const store = node.place ?? -1;
  const pool = at(w.spec.stores, store);
  if (pool.kind !== 'pool') throw new Error('takes from what is no pool');
  const element = freeElement(w, store) ?? growChunk(w, store) ?? reclaim(w, store);
  const end = element === null ? endOfTake(w, pool) : null;
  if (element !== null) heldBy(w.me).push({ store, element });
  else if (end !== null) yield* fail(w, { ...node, outcome: end });
  else {
    at(w.stores, store).waiters.push({ activity: w.me, held: heldBy(w.me) });
    yield* wait(w, 'pool');
  }
  const place = at(at(w.stores, store).place, element ?? w.me.granted);
  yield* underLock(w, node, () => ({ ...asRow(w, w.me, node), place }));
}

/** How a take ends that gets nothing; null: it waits. */
function endOfTake(w: World, { empty, growth }: PoolSpec): number | null {
  if (empty === 'fail') return exhausted(w);
  return empty === 'grow' ? (growth?.outcome ?? null) : null;
}

function exhausted(w: World): number {
  return w.spec.outcomes.findIndex((outcome) => outcome.name === 'exhausted');
}

function* give(w: World, node: StepNode): Flow {
  const store = node.place ?? -1;
  const element = elementHeld(w.me, store);
  const held = { store, element: element ?? -1 };
  const end = (): void => {
    if (drop(heldBy(w.me), held)) handOn(w, held);
    hear(w, store, null);
  };
  yield* underLock(w, node, () => asRow(w, w.me, node), { end });
}

function* attach(w: World, node: StepNode): Flow {
  const { from = -1, to = -1 } = node;
  const what = elementHeld(w.me, from);
  const onto = elementHeld(w.me, to);
  const end = (): void => {
    if (what === null || onto === null || !drop(heldBy(w.me), { store: from, element: what })) return;
    at(at(w.stores, to).attached, onto).set(from, what);
  };
  yield* row(w, asRow(w, w.me, node), { end });
}

function* lock(w: World, node: StepNode): Flow {
  const store = node.lock ?? -1;
  const isHeld = at(w.stores, store).used > 0;
  if (isHeld && node.otherwise !== undefined) yield* w.walk(node.otherwise);
  else {
    yield* occupySlot(w, store, isHeld ? 'lock' : null);
    yield* row(w, asRow(w, w.me, node));
  }
}

function* enqueue(w: World, node: StepNode): Flow {
  const store = node.queue ?? -1;
  const queue = at(w.spec.stores, store);
  const isFull = queue.kind === 'queue' && queue.capacity !== null && at(w.stores, store).used >= queue.capacity;
  yield* occupySlot(w, store, isFull ? 'queue' : null);
  yield* underLock(w, node, () => asRow(w, w.me, node));
}

/** Locks, or takes a place in a queue; waits before, if there is a cause. */
export function* occupySlot(w: World, store: number, cause: 'lock' | 'queue' | null): Flow {
  if (cause === null) {
    at(w.stores, store).used += 1;
    heldBy(w.me).push({ store, element: 0 });
    return;
  }
  at(w.stores, store).waiters.push({ activity: w.me, held: heldBy(w.me) });
  yield* wait(w, cause);
}

export function release(w: World, a: Activity, store = -1): void {
  const held = { store, element: 0 };
  if (drop(heldBy(a), held)) handOn(w, held);
}
