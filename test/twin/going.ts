/** How an activity goes on: rows, waits, the quantum, getting a processor back. */
import { at } from '../../src/base/assert.ts';
import type { DomainId, SiteId } from '../../src/sim/spec/ids.ts';
import type { WaitCause } from '../../src/sim/spec/machine.ts';
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
export function* row(w: World, step: Recorded, effects: Effects = {}): Flow {
  recordStep(w, w.me, step);
  effects.start?.();
  const { me } = w;
  schedule(w, w.now + step.duration, () => resume(w, me));
  yield;
  const before = w.me.processor?.summons ?? null;
  effects.end?.();
  if (effects.whole !== true) yield* lookAtQuantum(w, before);
}

/** `summons`: whom the row's end itself summons is looked at after the next one. */
export function* lookAtQuantum(w: World, summons = w.me.processor?.summons ?? null): Flow {
  if (w.me.processor?.summons === summons && isSummoned(w, w.me)) yield* goAside(w);
  else if (quantumIsOver(w, w.me)) yield* giveWay(w);
}

function quantumIsOver(w: World, a: Activity): boolean {
  if (a.tail || a.processor === null) return false;
  const { quantum } = at(w.spec.machines, a.processor.machine);
  return quantum > 0 && w.now - a.since >= quantum;
}

/** If its processor would then serve another before it. */
export function* giveWay(w: World): Flow {
  if (wouldServeAnother(w, w.me)) yield* goAside(w);
}

/** To the tail of its line. */
export function* goAside(w: World): Flow {
  rejoin(w, w.me, 'stopped');
  yield* stop(w);
  yield* comeBack(w);
}

/** Until somebody lets it go on, or it is cut. */
export function* stop(w: World): Flow {
  yield;
  yield* arrive(w);
}

/** Who was cut meanwhile comes back as after any wait, and goes no further. */
export function* arrive(w: World): Flow {
  const { torn } = w.me;
  if (torn === null) return;
  w.me.torn = null;
  yield* comeBack(w);
  throw torn;
}

export function wouldServeAnother(w: World, a: Activity): boolean {
  const p = a.processor;
  if (p === null) return false;
  const own = ownList(w, p);
  if (own !== null) return own.slice(0, 1).some((other) => priority(w, other) >= priority(w, a));
  return at(w.queues, p.machine).some((other) => mayRun(p, other.home) && priority(w, other) >= priority(w, a));
}

/** What it pays for the processor that it got. */
export function* comeBack(w: World): Flow {
  if (w.me.comeback !== 'stopped' || w.me.processor === null) return;
  const { kernel, system } = at(w.spec.machines, w.me.processor.machine);
  const swap = price(w, w.me, system.dispatch.price);
  if (swap > 0)
    yield* row(w, { site: system.dispatch.site, duration: swap, domain: kernel, system: true }, { whole: true });
  if (w.me.home < 0 || w.me.processor.loaded === w.me.home) return;
  const restore = price(w, w.me, system.restore.price);
  if (restore > 0)
    yield* row(w, { site: system.restore.site, duration: restore, domain: kernel, system: true }, { whole: true });
  load(w, w.me.processor, w.me.home);
  const { refill } = system;
  const misses = refill === undefined ? 0 : price(w, w.me, refill.price);
  if (refill !== undefined && misses > 0)
    yield* row(w, { site: refill.site, duration: misses, domain: kernel, system: true }, { whole: true });
}

/** Stands still until somebody lets it go on (`letGo`), and has a processor then; `last`: after everything that this sets off. */
export function* wait(w: World, cause: WaitCause, site?: SiteId, last?: () => void): Flow {
  const p = detach(w.me, 'stopped');
  beginWait(w, w.me, cause, site === undefined ? {} : { site });
  free(w, p);
  last?.();
  yield* stop(w);
  yield* comeBack(w);
}

/** Whoever acts is free to, and has a processor. */
export function* need(w: World): Flow {
  yield* needThread(w, w.me.acting);
  if (w.me.processor !== null) return;
  w.me.comeback = 'stopped';
  makeReady(w, w.me);
  yield* stop(w);
  yield* comeBack(w);
}

/** Waits while the thread runs the work of a `meanwhile`. */
export function* needThread(w: World, thread: number): Flow {
  if (thread < 0) return;
  const needed = at(w.threads, thread);
  if (needed.tail === null || needed.tail === w.me) return;
  needed.waiter = w.me;
  yield* wait(w, 'worker');
}

/** The row of an outcome; then the call ends. */
export function* fail(w: World, node: { site: SiteId; domain: DomainId; outcome: number }): Flow {
  yield* row(w, { site: node.site, duration: 0, domain: node.domain }, { whole: true });
  throw new Failure(node.outcome, w.me.processor?.summons ?? null);
}

const MOST_PASSES = 1_000_000;

/** Counts what takes no time. */
export function pass(w: World): void {
  w.passes += 1;
  if (w.passes > MOST_PASSES) throw new Stuck();
}
