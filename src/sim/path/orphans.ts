/** Calls that are given up while they are elsewhere: the caller goes on, and what it left runs on as an orphan. */
import { at } from '../../base/assert.ts';
import type { Picoseconds } from '../../base/units.ts';
import { CallState } from '../machine/call-state.ts';
import { type Activity, Frame, STOP, type Status } from '../machine/state.ts';
import { Watch } from '../machine/watch.ts';
import { Exchange } from '../policy/exchange.ts';
import type { OutcomeId } from '../spec/ids.ts';
import { orphanOf } from '../trace/format.ts';
import type { Parts } from './code.ts';
import type { Cuts } from './cuts.ts';
import { stateOf, undisturbed } from './disturbance.ts';
import type { Endings } from './endings.ts';

export class Orphans {
  private readonly parts: Parts;
  private readonly endings: Endings;
  private readonly cuts: Cuts;
  /** Rows before the first split. */
  private since = -1;

  constructor(parts: Parts, endings: Endings, cuts: Cuts) {
    this.parts = parts;
    this.endings = endings;
    this.cuts = cuts;
  }

  /** The call of the activity is given up after a time. */
  arm(owner: Activity, time: Picoseconds, outcome: OutcomeId): void {
    const { world } = this.parts;
    const { frame } = owner;
    this.disarm(frame);
    const watch = new Watch(world, () => {
      const { timer } = stateOf(frame);
      if (timer !== null) this.timeIsOver(timer.owner, frame, outcome);
    });
    stateOf(frame).timer = { watch, owner };
    world.events.schedule(world.events.now + time, watch);
  }

  /** Where the client itself waits in the call, it goes on; else it leaves an orphan. */
  private timeIsOver(owner: Activity, frame: Frame, outcome: OutcomeId): void {
    if (!stateOf(frame).isStaying) return this.splitEnding(owner, owner.frames.indexOf(frame), outcome);
    this.disarm(frame);
    this.cuts.cutWait(owner, this.endings.ending(outcome));
  }

  disarm({ disturbance }: Frame): void {
    if (disturbance === null || disturbance.timer === null) return;
    disturbance.timer.watch.disarm();
    disturbance.timer = null;
  }

  /** The call is given up, and ends with the outcome. */
  giveUpCall(a: Activity, call: CallState, outcome: OutcomeId): void {
    this.splitEnding(
      a,
      a.frames.findIndex((frame) => frame.call === call),
      outcome,
    );
  }

  /** The call at that depth is given up, and ends with the outcome. */
  private splitEnding(a: Activity, depth: number, outcome: OutcomeId): void {
    const heir = this.split(a, depth, outcome);
    heir.pc = this.endings.ending(outcome);
    this.parts.threads.start(heir);
  }

  /** The call at that depth is given up, and the mechanism's handler ends it. */
  splitHandled(a: Activity, depth: number): void {
    const heir = this.split(a, depth, this.endings.outcome('callAborted'));
    stateOf(heir.frame).begun.add('threadCaptured');
    heir.pc = this.endings.handler(this.parts.world.calls.path[heir.call] ?? -1, 'threadCaptured');
    this.parts.threads.start(heir);
  }

  /** The activity is an orphan from now on; returns the one that goes on for its thread. */
  private split(a: Activity, depth: number, outcome: OutcomeId): Activity {
    const { world } = this.parts;
    const frame = at(a.frames, depth);
    this.disarm(frame);
    frame.call.conversation?.callerLeaves();
    if (this.since < 0) this.since = world.rows.length;
    const level = a.frames[depth + 1];
    const isTaken = (depth < a.depth && level !== undefined ? level.caller : a.thread) === frame.caller;
    const last = a.lastRow;
    const heir = this.heirOf(a, depth, isTaken ? this.successor(frame.caller) : frame.caller);
    this.giveUp(a, depth, outcome);
    if (!isTaken) this.letCallerGo(a, frame);
    this.continueRow(a);
    heir.lastRow = last;
    return heir;
  }

  /** The thread that made the call goes on without the orphan: where it would act again, nobody does. */
  private letCallerGo(a: Activity, frame: Frame): void {
    if (a.coming === frame.caller) a.coming = -1;
    frame.caller = -1;
  }

  /** A new thread that takes the place of one that the orphan keeps. */
  private successor(thread: number): number {
    const { threads } = this.parts;
    const { name, domain, kind, priority } = at(threads.table, thread);
    return threads.add(`${name} (new thread)`, domain, kind === 'worker' ? 'worker' : 'fork', priority);
  }

  private heirOf(a: Activity, depth: number, thread: number): Activity {
    const { world, threads } = this.parts;
    const old = at(a.frames, depth);
    const isOwn = old.caller === a.own;
    const heir = world.addActivity(isOwn ? thread : a.own, a.ownPriority, false);
    heir.floor = a.floor;
    if (heir.floor > 0) world.orphans += 1;
    heir.givenUp = a.givenUp;
    heir.endAt = a.endAt;
    heir.joiner = a.joiner;
    a.joiner = null;
    a.heir = heir;
    heir.onHeir = a.onHeir;
    a.onHeir?.(heir);
    heir.frames.length = 0;
    for (const outer of a.frames.slice(0, depth)) heir.frames.push(this.handOver(outer, heir, old.caller, thread));
    const frame = this.renewed(old, thread);
    heir.frames.push(frame);
    heir.frame = frame;
    heir.depth = depth;
    heir.call = frame.call.index;
    heir.loops.push(...a.loops.slice(0, old.loops));
    heir.tries.push(...a.tries.slice(0, old.tries));
    heir.home = stateOf(frame).acting;
    heir.comeback = 'stopped';
    heir.stoppedOn = a.processor === world.nowhere ? a.stoppedOn : a.processor.machine;
    threads.actAs(heir, thread);
    return heir;
  }

  /** A call outside belongs to who goes on; a worker that the orphan keeps is replaced there. */
  private handOver(frame: Frame, heir: Activity, kept: number, thread: number): Frame {
    const { timer } = stateOf(frame);
    if (timer !== null) timer.owner = heir;
    const { conversation } = frame.call;
    if (conversation instanceof Exchange) conversation.rider = heir;
    if (frame.caller === kept) frame.caller = thread;
    frame.workers = frame.workers?.map((worker) => (worker === kept ? thread : worker)) ?? null;
    return frame;
  }

  /** The call that is given up, as its caller ends it: it holds nothing. */
  private renewed({ call, values, returnTo, loops, tries }: Frame, caller: number): Frame {
    const frame = new Frame();
    const renewed = new CallState();
    const { index, binding, first, firstRow, number, argumentBytes, resultBytes } = call;
    frame.call = Object.assign(renewed, { index, binding, first, firstRow, number, argumentBytes, resultBytes });
    frame.disturbance = undisturbed(at(this.parts.world.spec.bindings, binding).client);
    return Object.assign(frame, { values, returnTo, loops, tries, caller });
  }

  /** The calls that the orphan is in get entries of their own; those inside the one that is given up end. */
  private giveUp(a: Activity, depth: number, outcome: OutcomeId): void {
    const { calls, rows } = this.parts.world;
    if (a.floor === 0) this.parts.world.orphans += 1;
    a.floor = depth;
    a.givenUp = outcome;
    let parent = -1;
    for (let each = depth; each <= a.depth; each += 1) {
      const { call, caller } = at(a.frames, each);
      const entry = calls.open(calls.path[call.index] ?? -1, caller, parent, -2 - call.index, -1);
      if (each > depth) calls.close(call.index, a.lastRow < call.firstRow ? -1 : a.lastRow, outcome);
      call.index = entry;
      call.firstRow = rows.length;
      parent = entry;
    }
    a.call = a.frame.call.index;
  }

  /** What is left of the present row or wait belongs to the orphan. */
  private continueRow(a: Activity): void {
    const { rows, events } = this.parts.world;
    if (a.waiting) return this.continueWait(a);
    // Without a processor it may be a packet on a link.
    if (a.lastRow < 0) return;
    const rest = rows.endOf(a.lastRow) - events.now;
    if (rest <= 0) return;
    rows.close(a.lastRow, events.now - rows.startOf(a.lastRow));
    const state = stateOf(a.frame);
    const isComputing = state.computing === a.lastRow;
    a.lastRow = rows.repeat(a.lastRow, events.now, rest, a.call);
    if (isComputing) state.computing = a.lastRow;
  }

  private continueWait(a: Activity): void {
    const { world } = this.parts;
    world.endWait(a, world.running?.lastRow ?? -1);
    a.waiting = true;
    world.unsettle(a);
  }

  /** The orphan comes back to a caller that has gone on: it ends here. */
  drop(a: Activity): Status {
    const { world, stores, threads } = this.parts;
    const entry = at(a.frames, a.floor).call.index;
    for (; a.depth >= a.floor; a.depth -= 1) {
      const { call, workers } = at(a.frames, a.depth);
      stores.release(call);
      threads.freeAll(workers);
      world.calls.close(call.index, a.lastRow, a.givenUp);
    }
    return this.end(a, entry);
  }

  /** Its calls have ended. */
  end(a: Activity, entry: number): Status {
    const { world, dispatcher } = this.parts;
    const { discard = 0 } = world.machineOf(a).spec.system;
    world.rows.row(world.events.now, 0, discard, -1, entry, 0, -1, -1, world.machineOf(a).spec.kernel);
    world.removeActivity(a);
    dispatcher.leave(a, 'stopped');
    return STOP;
  }

  /** At the end of the run: orphans are cut where they are, and their entries are put in order. */
  finish(): void {
    if (this.since < 0) return;
    const { world } = this.parts;
    const { rows, calls, events, activities } = world;
    for (const a of activities) {
      if (a.floor === 0) continue;
      if (a.waiting) world.endWait(a, -1);
      // Without a processor it may be a packet on a link.
      else if (a.lastRow >= 0 && rows.endOf(a.lastRow) > events.now)
        rows.close(a.lastRow, events.now - rows.startOf(a.lastRow));
      for (let depth = a.isWork ? 1 : a.floor; depth <= a.depth; depth += 1)
        calls.close(at(a.frames, depth).call.index, a.lastRow, a.givenUp);
    }
    this.bound();
  }

  /** The first and last row of each entry of an orphan. */
  private bound(): void {
    const { rows, calls, spec } = this.parts.world;
    for (let call = 0; call < calls.length; call += 1) if (orphanOf(calls, call) >= 0) calls.forgetRows(call);
    for (let row = this.since; row < rows.length; row += 1) {
      if (at(spec.sites, rows.siteOf(row)).off) continue;
      for (let call = rows.callOf(row); call >= 0; call = calls.parent[call] ?? -1)
        if (orphanOf(calls, call) >= 0) calls.noteRow(call, row);
    }
  }
}
