/** How an activity goes on: rows, waits, the quantum, getting a processor back. */
import { at } from '../../src/base/assert.ts';
import type { DomainId, SiteId, WaitCause } from '../../src/sim/spec.ts';
import { detach, load, mayRun, priority, resume } from './hands.ts';
import { isSummoned } from './lending.ts';
import { free, makeReady, ownList, rejoin } from './processors.ts';
import { beginWait, type Recorded, recordStep, schedule } from './rows.ts';
import { type Activity, Failure, type Flow, Stuck, type World } from './state.ts';
import { price } from './values.ts';

export interface Effects {
  /** After the row was recorded. */
  readonly start?: () => void;
  /** At its end, before anything else. */
  readonly end?: () => void;
  /** No look at the quantum at its end. */
  readonly whole?: boolean;
}

/** A row on the activity's processor, from its start to its end. */
export function* row(w: World, a: Activity, step: Recorded, effects: Effects = {}): Flow {
  recordStep(w, a, step);
  effects.start?.();
  schedule(w, w.now + step.duration, () => resume(w, a));
  yield;
  const before = a.processor?.summons ?? null;
  effects.end?.();
  if (effects.whole !== true) yield* lookAtQuantum(w, a, before);
}

/** `summons`: whom the row's end itself summons is looked at after the next one. */
export function* lookAtQuantum(w: World, a: Activity, summons = a.processor?.summons ?? null): Flow {
  if (a.processor?.summons === summons && isSummoned(w, a)) yield* goAside(w, a);
  else if (quantumIsOver(w, a)) yield* giveWay(w, a);
}

function quantumIsOver(w: World, a: Activity): boolean {
  if (a.tail || a.processor === null) return false;
  const { quantum } = at(w.spec.machines, a.processor.machine);
  return quantum > 0 && w.now - a.since >= quantum;
}

/** If its processor would then serve another before it. */
export function* giveWay(w: World, a: Activity): Flow {
  if (wouldServeAnother(w, a)) yield* goAside(w, a);
}

/** To the tail of its line. */
export function* goAside(w: World, a: Activity): Flow {
  rejoin(w, a, 'stopped');
  yield;
  yield* comeBack(w, a);
}

export function wouldServeAnother(w: World, a: Activity): boolean {
  const p = a.processor;
  if (p === null) return false;
  const own = ownList(w, p);
  if (own !== null) return own.slice(0, 1).some((other) => priority(w, other) >= priority(w, a));
  return at(w.queues, p.machine).some((other) => mayRun(p, other.home) && priority(w, other) >= priority(w, a));
}

/** What it pays for the processor that it got. */
export function* comeBack(w: World, a: Activity): Flow {
  if (a.comeback !== 'stopped' || a.processor === null) return;
  const { kernel, system } = at(w.spec.machines, a.processor.machine);
  const swap = price(w, a, system.dispatch.price);
  if (swap > 0)
    yield* row(w, a, { site: system.dispatch.site, duration: swap, domain: kernel, system: true }, { whole: true });
  if (a.home < 0 || a.processor.loaded === a.home) return;
  const restore = price(w, a, system.restore.price);
  if (restore > 0)
    yield* row(w, a, { site: system.restore.site, duration: restore, domain: kernel, system: true }, { whole: true });
  load(w, a.processor, a.home);
  const { refill } = system;
  const misses = refill === undefined ? 0 : price(w, a, refill.price);
  if (refill !== undefined && misses > 0)
    yield* row(w, a, { site: refill.site, duration: misses, domain: kernel, system: true }, { whole: true });
}

/** Stands still until somebody lets it go on (`letGo`), and has a processor then; `last`: after everything that this sets off. */
export function* wait(w: World, a: Activity, cause: WaitCause, site?: SiteId, last?: () => void): Flow {
  const p = detach(a, 'stopped');
  beginWait(w, a, cause, site === undefined ? {} : { site });
  free(w, p);
  last?.();
  yield;
  yield* comeBack(w, a);
}

/** Whoever acts is free to, and has a processor. */
export function* need(w: World, a: Activity): Flow {
  yield* needThread(w, a, a.acting);
  if (a.processor !== null) return;
  a.comeback = 'stopped';
  makeReady(w, a);
  yield;
  yield* comeBack(w, a);
}

/** Waits while the thread runs the work of a `meanwhile`. */
export function* needThread(w: World, a: Activity, thread: number): Flow {
  if (thread < 0) return;
  const needed = at(w.threads, thread);
  if (needed.tail === null || needed.tail === a) return;
  needed.waiter = a;
  yield* wait(w, a, 'worker');
}

/** The row of an outcome; then the call ends. */
export function* fail(w: World, a: Activity, node: { site: SiteId; domain: DomainId; outcome: number }): Flow {
  yield* row(w, a, { site: node.site, duration: 0, domain: node.domain }, { whole: true });
  throw new Failure(node.outcome, a.processor?.summons ?? null);
}

const MOST_PASSES = 1_000_000;

/** Counts what takes no time. */
export function pass(w: World): void {
  w.passes += 1;
  if (w.passes > MOST_PASSES) throw new Stuck();
}
