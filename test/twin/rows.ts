/** How the twin records rows and keeps its events. */
import { at } from '../../src/base/assert.ts';
import type { DomainId, SiteId } from '../../src/sim/spec/ids.ts';
import type { WaitCause } from '../../src/sim/spec/machine.ts';
import type { Row } from '../../src/sim/trace/format.ts';
import type { Activity, Mutable, Processor, Wait, World } from './state.ts';

export function schedule(w: World, time: number, run: () => void, isStale?: () => boolean): void {
  const later = w.events.findIndex((event) => event.time > time);
  w.events.splice(
    later < 0 ? w.events.length : later,
    0,
    isStale === undefined ? { time, run } : { time, run, isStale },
  );
}

export function record(w: World, row: Omit<Row, 'index' | 'start'>): Mutable<Row> {
  const whole = { index: w.rows.length, start: w.now, ...row };
  w.rows.push(whole);
  w.passes = 0;
  return whole;
}

export interface Recorded {
  readonly site: SiteId;
  readonly duration: number;
  readonly domain: DomainId;
  readonly bytes?: number;
  readonly place?: number;
  /** What the system does for it. */
  readonly system?: boolean;
}

/** A row of an activity on its processor. */
export function recordStep(w: World, a: Activity, step: Recorded): Mutable<Row> {
  if (a.processor === null) throw new Error('a step without a processor');
  const outside = step.system === true && a.tail;
  const row = record(w, {
    duration: step.duration,
    site: step.site,
    thread: a.acting,
    call: outside ? -1 : a.frame.index,
    bytes: step.bytes ?? 0,
    place: step.place ?? -1,
    processor: a.processor.index,
    domain: step.domain,
  });
  note(w, a, row);
  return row;
}

/** The activity begins to wait; the row comes at the end of the event. */
export function beginWait(
  w: World,
  a: Activity,
  cause: WaitCause,
  options: { site?: SiteId; thread?: number } = {},
): void {
  const machine = machineOf(w, a);
  const site = options.site ?? at(w.spec.machines, machine).system.waits[cause];
  const wait: Wait = { site, domain: a.home, thread: options.thread ?? a.acting, row: null };
  a.wait = wait;
  w.pending.push({ still: () => a.wait === wait, record: () => recordWait(w, a, wait) });
}

function recordWait(w: World, a: Activity, wait: Wait): void {
  const call = a.tail ? -1 : a.frame.index;
  wait.row = record(w, {
    duration: -1,
    site: wait.site,
    thread: wait.thread,
    call,
    bytes: -1,
    place: -1,
    processor: -1,
    domain: wait.domain,
  });
  note(w, a, wait.row);
}

/** The row of the wait ends, and another one goes on with it. */
export function waitAgain(w: World, a: Activity, wait: Wait): void {
  if (wait.row === null) return;
  endWait(w, a, w.running?.lastRow ?? -1);
  wait.row = null;
  a.wait = wait;
  w.pending.push({ still: () => a.wait === wait, record: () => recordWait(w, a, wait) });
}

/** `ender`: the row that ended it. */
export function endWait(w: World, a: Activity, ender: number): void {
  const row = a.wait?.row;
  if (row !== null && row !== undefined) {
    row.duration = w.now - row.start;
    row.bytes = ender;
  }
  a.wait = null;
}

export function beginIdle(w: World, p: Processor): void {
  const idle: NonNullable<Processor['idle']> = { row: null, since: w.now };
  p.idle = idle;
  const site = at(w.spec.machines, p.machine).system.idle;
  const row = { duration: -1, site, thread: -1, call: -1, bytes: 0, place: -1, processor: p.index };
  w.pending.push({ still: () => p.idle === idle, record: () => (idle.row = record(w, { ...row, domain: p.loaded })) });
}

export function endIdle(w: World, p: Processor): void {
  const row = p.idle?.row;
  if (row !== null && row !== undefined) row.duration = w.now - row.start;
  p.idle = null;
}

export function settle(w: World): void {
  const pending = w.pending;
  w.pending = [];
  for (const one of pending) if (one.still()) one.record();
}

function note(w: World, a: Activity, row: Row): void {
  a.lastRow = row.index;
  if (a.tail || row.call < 0) return;
  const call = at(w.calls, row.call);
  if (call.firstRow < 0) call.firstRow = row.index;
}

/** The machine on which it goes on. */
export function machineOf(w: World, a: Activity): number {
  if (a.processor !== null) return a.processor.machine;
  return a.home < 0 ? a.stoppedOn : at(w.spec.domains, a.home).machine;
}
