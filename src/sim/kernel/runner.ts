/** Lets activities go on, one event after the other. */
import type { Picoseconds } from '../../base/units.ts';
import { type Activity, GO, ROW, STOP, type Status } from '../machine/state.ts';
import { COMPUTES, END, NEEDS, type Parts, WHOLE } from '../path/code.ts';

/** Events that one call of the inner loop passes at most: engines optimise functions that are called often. */
const STRETCH = 4_096;
/** Events for each row that is asked for, after which a slice ends without it: some leave no row. */
const EVENTS_PER_ROW = 4;

/** Why a run stops before its activities have ended. */
export type Halt = 'rowLimit' | 'timeLimit' | 'stuck';

export class Runner {
  private readonly parts: Parts;
  private readonly lastInstant: Picoseconds;
  private readonly mostRows: number;

  constructor(parts: Parts) {
    this.parts = parts;
    const { limits } = parts.world.spec;
    this.lastInstant = limits.time;
    this.mostRows = limits.rows;
  }

  /** Goes on until about so many more rows are recorded or no event is left; says why if a limit was passed. */
  run(more: number): Halt | null {
    const { world } = this.parts;
    const { events, rows } = world;
    const enough = Math.min(rows.length + more, this.mostRows);
    let budget = EVENTS_PER_ROW * more + STRETCH;
    while (events.size > 0 && world.isAlive && rows.length < enough && budget > 0) {
      if ((world.isDisturbed || world.polls) && events.peek().isStale) {
        events.discard();
        continue;
      }
      if (events.first > this.lastInstant) return 'timeLimit';
      budget -= this.goOn(events.take(), enough);
      if (world.stuck !== null) return 'stuck';
    }
    this.dropStale();
    return events.size > 0 && world.isAlive && rows.length >= this.mostRows ? 'rowLimit' : null;
  }

  /** Events that are none any more keep no run going. */
  private dropStale(): void {
    const { world } = this.parts;
    const { events } = world;
    while ((world.isDisturbed || world.polls) && events.size > 0 && events.peek().isStale) events.discard();
  }

  /**
   * An activity goes on, through as many of its events as come before all others: those never enter the queue. Then the
   * next one, until one of them has no event of its own any more or there were enough rows or events. Returns how many
   * events it passed.
   */
  private goOn(first: Activity, enough: number): number {
    const { world, code } = this.parts;
    const { events, rows } = world;
    const { ops } = code;
    const { lastInstant } = this;
    let a = first;
    let left = STRETCH;
    let goes = this.begin(a);
    while (goes) {
      const status = ops[a.pc]!(a);
      if (status === GO) continue;
      if (status !== ROW) {
        this.pause(a, status);
        break;
      }
      left -= 1;
      if (world.unsettledCount > 0) world.settle();
      const { until } = world;
      const mayGoOn = rows.length < enough && left > 0;
      if (until < events.first && mayGoOn && until <= lastInstant) {
        events.now = until;
        goes = until < a.processor.quantumEnd || this.look(a);
      } else if (events.first <= until && mayGoOn && events.first <= lastInstant) {
        a = events.replace(until, a);
        goes = this.begin(a);
      } else {
        events.schedule(until, a);
        break;
      }
    }
    world.settle();
    return STRETCH - left + 1;
  }

  /** An event begins: false if the activity does not go on in it. */
  private begin(a: Activity): boolean {
    const { world, dispatcher } = this.parts;
    world.running = a;
    if (a.processor === world.nowhere) {
      dispatcher.wake(a);
      return false;
    }
    return world.events.now < a.processor.quantumEnd || this.look(a);
  }

  /** The end of a row after which the quantum is over: its effects, then who else is ready. False if it gave way or stopped. */
  private look(a: Activity): boolean {
    const { world, code, dispatcher } = this.parts;
    const marks = code.marks[a.pc]!;
    const { summons } = a.processor;
    if ((marks & WHOLE) !== 0) return true;
    if ((marks & END) !== 0) {
      if (code.ops[a.pc]!(a) === STOP) return false;
      if ((code.marks[a.pc]! & WHOLE) !== 0 || world.events.now < a.processor.quantumEnd) return true;
    }
    const p = a.processor;
    const isSummoned =
      p.summons !== null && p.summons === summons && a.lastRow >= p.rowsBefore && dispatcher.isSummoned(a);
    if (!isSummoned && !this.givesWay(a)) return true;
    if ((marks & COMPUTES) !== 0) this.cut(a);
    dispatcher.rejoin(a, 'stopped', a.processor.loaded);
    return false;
  }

  /** After a quantum, or for an interrupt. */
  private givesWay(a: Activity): boolean {
    const { world, dispatcher } = this.parts;
    if (world.ready === 0) return false;
    const { machine } = a.processor;
    if (machine.interrupts.first === null && a.processor.isWithinQuantum(world.events.now)) return false;
    return dispatcher.wouldServeAnother(a);
  }

  /** A `compute` gives way: its row ends now, what is left gets another. */
  private cut(a: Activity): void {
    const { rows, events } = this.parts.world;
    rows.close(a.lastRow, events.now - rows.startOf(a.lastRow));
    a.computeRest = a.computeEnd - events.now;
    a.computeRow = -1;
    a.pc += 1;
  }

  /** The activity stopped, or lost its processor: then it goes on without as far as it can. */
  private pause(a: Activity, status: Status): void {
    const { world, code, dispatcher, threads } = this.parts;
    for (let last = status; last !== STOP && world.stuck === null; last = code.ops[a.pc]!(a)) {
      if ((code.marks[a.pc]! & NEEDS) === 0) continue;
      if (threads.isBusy(a.thread, a)) threads.waitFor(a.thread, a);
      else {
        a.comeback = 'stopped';
        dispatcher.makeReady(a);
      }
      return;
    }
  }
}
