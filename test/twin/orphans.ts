/** Calls that are given up while they are elsewhere: the caller goes on, and what it left goes on as an orphan. */
import { at } from '../../src/base/assert.ts';
import type { StepNode } from '../../src/sim/spec/path.ts';
import { newActivity } from './activity.ts';
import { callFlow } from './calls.ts';
import { cutWait, ending, handler, outcomeNamed } from './cuts.ts';
import { framesOf } from './drops.ts';
import { newFrame } from './frames.ts';
import { arrive, comeBack } from './going.ts';
import { makeReady } from './processors.ts';
import { beginWait, record, schedule, waitAgain } from './rows.ts';
import { type Activity, Cut, type Flow, type Frame, type World } from './state.ts';
import { price } from './values.ts';

/** A time limit begins. */
export function arm(w: World, { timer }: StepNode): void {
  const { me } = w;
  const { frame } = me;
  if (timer === undefined || me.tail) return;
  const armed = {};
  frame.timer = armed;
  const ring = (): void => {
    w.running = { lastRow: -1 };
    frame.timer = null;
    const owner = w.activities.find((a) => a.alive && !a.tail && framesOf(a).includes(frame));
    if (owner === undefined) return;
    if (frame.stays) return cutWait(w, owner, new Cut(-1, { outcome: timer.outcome }));
    goOnWith(w, split(w, owner, frame, timer.outcome), ending(w, timer.outcome));
  };
  schedule(w, w.now + price(w, me, timer.time), ring, () => frame.timer !== armed);
}

/** The call is given up, and the mechanism's handler ends it. */
export function splitHandled(w: World, a: Activity, frame: Frame): void {
  const heir = split(w, a, frame, outcomeNamed(w, 'callAborted'));
  heir.frame.begun.add('threadCaptured');
  goOnWith(w, heir, handler(w, 'threadCaptured'));
}

function goOnWith(w: World, heir: Activity, steps: Flow): void {
  const { call } = heir.frame;
  if (call === null) return;
  heir.flows.push(callFlow(w, call, begun(w, steps)));
  const thread = heir.acting < 0 ? null : at(w.threads, heir.acting);
  if (thread === null || thread.tail === null) return makeReady(w, heir);
  thread.waiter = heir;
  beginWait(w, heir, 'worker');
}

function* begun(w: World, steps: Flow): Flow {
  yield* arrive(w);
  yield* comeBack(w);
  yield* steps;
}

/** The activity is an orphan from now on; returns the one that goes on for its thread. */
function split(w: World, a: Activity, frame: Frame, outcome: number): Activity {
  const frames = framesOf(a);
  const depth = frames.indexOf(frame);
  const kept = frame.base;
  const acts = frames[depth + 1]?.base ?? a.acting;
  const isTaken = (depth + 1 < frames.length ? acts : a.acting) === kept;
  frame.timer = null;
  const last = a.lastRow;
  const heir = heirOf(w, a, frame, isTaken ? successor(w, kept) : kept);
  const level = depth + (a.orphan === null ? 1 : 0);
  heir.flows.push(...a.flows.slice(0, level));
  a.flows.splice(0, level);
  giveUp(w, a, frames.slice(depth), outcome);
  if (!isTaken) frame.base = -1;
  a.orphan = { frame, outcome };
  continueRow(w, a);
  heir.lastRow = last;
  return heir;
}

/** A new thread in the place of one that the orphan keeps. */
function successor(w: World, thread: number): number {
  const { name, domain, kind, priority } = at(w.threads, thread);
  const made = { name: `${name} (new thread)`, domain, kind: kind === 'worker' ? kind : ('fork' as const), priority };
  return w.threads.push({ ...made, taken: false, tail: null, waiter: null }) - 1;
}

function heirOf(w: World, a: Activity, frame: Frame, thread: number): Activity {
  const kept = frame.base;
  const heir = newActivity(w, { thread: kept === a.thread ? thread : a.thread, priority: a.priority, tail: false });
  const { call, index, outer, values, depth } = frame;
  const client = at(w.spec.bindings, call?.binding ?? -1).client;
  const renewed = call === null ? null : { ...call, held: [] };
  heir.frame = newFrame({ call: renewed, index, outer, base: thread, values, depth }, client);
  if (a.orphan !== null) heir.orphan = a.orphan.frame === frame ? { ...a.orphan, frame: heir.frame } : a.orphan;
  for (let each = outer; each !== null; each = each.outer) {
    if (each.base === kept) each.base = thread;
    for (const [i, worker] of each.workers.entries()) if (worker === kept) each.workers[i] = thread;
  }
  heir.joiners = a.joiners;
  a.joiners = [];
  heir.held = a.held;
  a.held = [];
  a.heir = heir;
  w.scenario.splice(0, w.scenario.length, ...w.scenario.map((one) => (one === a ? heir : one)));
  heir.acting = thread;
  heir.home = client;
  heir.comeback = 'stopped';
  heir.stoppedOn = a.processor?.machine ?? a.stoppedOn;
  return heir;
}

/** The calls that the orphan is in get entries of their own; those inside the one that is given up end. */
function giveUp(w: World, a: Activity, frames: readonly Frame[], outcome: number): void {
  let parent = -1;
  for (const [i, frame] of frames.entries()) {
    const old = at(w.calls, frame.index);
    const entry = { path: old.path, thread: frame.base, parent, site: -2 - frame.index, outcome: -1 };
    if (i > 0) {
      old.outcome = outcome;
      old.lastRow = old.firstRow < 0 ? -1 : a.lastRow;
    }
    parent = w.calls.push({ ...entry, firstRow: -1, lastRow: -1 }) - 1;
    frame.index = parent;
  }
}

/** What is left of the present row or wait is the orphan's. */
function continueRow(w: World, a: Activity): void {
  if (a.wait !== null) return waitAgain(w, a, a.wait);
  if (a.processor === null || a.lastRow < 0) return;
  const row = at(w.rows, a.lastRow);
  const rest = row.start + row.duration - w.now;
  if (rest <= 0) return;
  row.duration = w.now - row.start;
  const { index: _, start: __, ...columns } = row;
  a.lastRow = record(w, { ...columns, duration: rest, call: a.frame.index }).index;
}
