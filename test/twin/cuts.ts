/** Calls that do not go on where they are: handlers, endings, and who is cut in a wait. */
import { at } from '../../src/base/assert.ts';
import type { HandledEvent, StepNode } from '../../src/sim/spec/path.ts';
import { endThread } from './activity.ts';
import { fail, lookAtQuantum, need, needThread } from './going.ts';
import { removeFrom, resume } from './hands.ts';
import { endWork } from './meanwhile.ts';
import { makeReady } from './processors.ts';
import { endWait, schedule } from './rows.ts';
import { type Activity, Cut, type Flow, type World } from './state.ts';
import { freeWorker } from './threads.ts';
import { tell } from './told.ts';

export function outcomeNamed(w: World, name: string): number {
  return w.spec.outcomes.findIndex((outcome) => outcome.name === name);
}

/** What comes in the place of the steps that do not go on. */
export function* afterCut(w: World, { gone, outcome, failure }: Cut): Flow {
  if (outcome !== null) yield* ending(w, outcome);
  const { frame } = w.me;
  const { client, server } = at(w.spec.bindings, frame.call?.binding ?? -1);
  while (frame.workers.length > 0) freeWorker(w, frame.workers.pop() ?? -1);
  w.me.acting = frame.base;
  if (failure !== null) yield* lookAtQuantum(w, failure.summons);
  if (gone < 0) {
    frame.aborted = false;
    yield* ending(w, outcomeNamed(w, 'callAborted'));
  }
  if (frame.call?.path === null) yield* ending(w, outcomeNamed(w, 'bindFailed'));
  const event = gone === client && gone !== server ? 'clientTerminated' : 'serverTerminated';
  if (frame.begun.has(event)) yield* ending(w, outcomeNamed(w, 'callFailed'));
  frame.begun.add(event);
  yield* handler(w, event);
}

/** The steps for an event, if there are any; then the call ends. */
export function* handler(w: World, event: HandledEvent): Flow {
  yield* needThread(w, w.me.acting);
  const path = w.me.frame.call?.path ?? null;
  const steps = path === null ? undefined : at(w.spec.paths, path).handlers?.[event];
  if (steps !== undefined) yield* w.walk(steps);
  yield* ending(w, outcomeNamed(w, event === 'threadCaptured' ? 'callAborted' : 'callFailed'));
}

/** The row of the outcome, by which the call ends: nothing comes after it. */
export function* ending(w: World, outcome: number): Flow {
  yield* need(w);
  const { client } = at(w.spec.bindings, w.me.frame.call?.binding ?? -1);
  yield* fail(w, { site: at(w.spec.outcomes, outcome).site ?? 0, domain: client, outcome });
}

/** How the call ends behind the step: refused by a fault, or because its server has ended; null: it goes on. */
export function verdictOf(w: World, { outcomes = [], revoked }: StepNode): number | null {
  const { frame, tail } = w.me;
  if (tail || frame.call === null) return null;
  const { binding, number } = frame.call;
  for (const [index, { when, what }] of w.spec.faults.entries()) {
    if (when.at !== 'call' || when.binding !== binding || when.number !== number || w.happened.has(index)) continue;
    if (what.does !== 'refuse' || !outcomes.includes(what.outcome)) continue;
    tell(w, index, frame.index, frame.acting);
    return what.outcome;
  }
  return revoked !== undefined && w.dead.has(at(w.spec.bindings, binding).server) ? revoked : null;
}

/** Who waits, or computes, in a domain that has ended is cut. */
export function cutAll(w: World, domain: number): void {
  for (const a of w.activities) {
    if (!a.alive || a.frame.acting !== domain) continue;
    if (a.wait !== null) cutWait(w, a, new Cut(domain));
    else if (a.computesUntil > w.now) cutCompute(w, a, new Cut(domain));
  }
}

function cutCompute(w: World, a: Activity, cut: Cut): void {
  const event = {};
  a.event = event;
  a.torn = cut;
  const row = at(w.rows, a.lastRow);
  row.duration = w.now - row.start;
  schedule(
    w,
    w.now,
    () => resume(w, a),
    () => a.event !== event,
  );
}

/** Its wait ends; it goes on in the client's domain, where it is cut. */
export function cutWait(w: World, a: Activity, cut: Cut): void {
  if (w.threads.some(({ waiter }) => waiter === a)) {
    a.torn = cut;
    return;
  }
  pull(w, a);
  a.frame.stays = false;
  const { call } = a.frame;
  if (a.tail || call === null) {
    a.flows.length = 0;
    return a.tail ? endWork(w, a) : endThread(w, a);
  }
  a.torn = cut;
  a.home = at(w.spec.bindings, call.binding).client;
  a.comeback = 'stopped';
  makeReady(w, a);
}

/** It stands in no line any more. */
function pull(w: World, a: Activity): void {
  removeFrom(w, a);
  const lines = [...w.workers.map(({ waiters }) => waiters), ...w.conditions.map(({ waiters }) => waiters)];
  for (const line of [...lines, ...w.activities.map(({ joiners }) => joiners)]) {
    const index = line.indexOf(a);
    if (index >= 0) line.splice(index, 1);
  }
  for (const { waiters } of w.stores) {
    const index = waiters.findIndex(({ activity }) => activity === a);
    if (index >= 0) waiters.splice(index, 1);
  }
  a.alarm = null;
  endWait(w, a, w.running?.lastRow ?? -1);
}
