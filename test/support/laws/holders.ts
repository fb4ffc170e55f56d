/** What holds of stores: a lock has one holder, an element of a pool serves one call, a queue holds what it may. */
import { at } from '../../../src/base/assert.ts';
import type { PathNode, PathSpec, StepNode } from '../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { allNodes } from './calls.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy, isRest, kindOf } from './rows.ts';

export interface Held {
  /** What is held: a lock, an element of a pool, a queue. */
  readonly what: string;
  /** Who holds it; of an orphan the call that it is left of. −1: the own body of the thread. */
  readonly call: number;
  readonly thread?: number;
  readonly store: number;
  /** The element's, −1 of what is no element. */
  readonly place: number;
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

export function* holders(trace: PlainTrace): Iterable<string> {
  const held = [...intervals(trace)].filter((one) => one.to > one.from);
  for (const [what, all] of groupBy(held, (one) => one.what)) {
    const most = capacity(trace.spec, at(all, 0).store);
    for (const one of all) {
      const together = all.filter((other) => other.from <= one.from && other.to > one.from);
      if (together.length > most) yield `${what} is held ${together.length} times in row ${one.row}`;
    }
  }
}

function capacity({ stores }: RunSpec, index: number): number {
  const store = at(stores, index);
  return store.kind === 'queue' ? (store.capacity ?? Infinity) : 1;
}

/** From the start of the row that takes to the end of the row that gives back; a call that fails lets go of all. */
function* intervals(trace: PlainTrace): Iterable<Held> {
  const { ended, open } = walkHolds(trace);
  yield* ended;
  for (const one of open) yield { ...one, to: Math.min(trace.end.time, failedAt(trace, one.call)) };
}

/** What is held when the run has ended. */
export function stillHeld(trace: PlainTrace): Held[] {
  const open = walkHolds(trace).open.map((one) => ({ ...one, to: trace.end.time }));
  return open.filter(({ call }) => !letGoOf(trace, call));
}

/** The call has failed, or its orphan was discarded. */
function letGoOf(trace: PlainTrace, index: number): boolean {
  const orphan = trace.calls.findIndex(({ site }) => site === -2 - index);
  if (orphan >= 0) return letGoOf(trace, orphan);
  if (at(trace.calls, index).site >= -1) return at(trace.calls, index).outcome > 0 && !isCutByEnd(trace, index);
  return trace.rows.some((row) => row.call === index && kindOf(trace.spec, row) === 'outcome');
}

/** A call inside an orphan that still goes on when the run ends is closed there as the orphan is: it lets nothing go. */
function isCutByEnd(trace: PlainTrace, index: number): boolean {
  const { outcome, lastRow } = at(trace.calls, index);
  for (let outer = index; outer >= 0; outer = trace.calls[outer]?.parent ?? -1) {
    if (at(trace.calls, outer).site >= -1) continue;
    const isAsOrphan = at(trace.calls, outer).outcome === outcome && !letGoOf(trace, outer);
    return isAsOrphan && lastRow >= 0 && endOf(trace, at(trace.rows, lastRow)) === trace.end.time;
  }
  return false;
}

function walkHolds(trace: PlainTrace): { ended: Held[]; open: Open } {
  const stepOf = stepFinder(trace);
  const open: Open = [];
  const ended: Held[] = [];
  const rests = new Map(trace.rows.filter((row) => isRest(trace, row)).map((row) => [partOf(trace, row), row]));
  for (const row of trace.rows) {
    const step = stepOf(row);
    if (step === undefined || hasFailed(trace, row)) continue;
    // What is given at a row's end is given at the end of its rest, all else at its start.
    const isSkipped = AT_END.has(step.verb) ? rests.has(row.index) : isRest(trace, row);
    if (isSkipped) continue;
    if (RELEASES.has(step.verb)) ended.push(...release(trace, open, step, row));
    if (ACQUIRES.has(step.verb) && !(step.verb === 'take' && row.place < 0))
      open.push(acquired(step, row, origin(trace.calls, row.call)));
  }
  return { ended, open };
}

/** The row that was cut when the call was given up, of which this one is the rest. */
function partOf(trace: PlainTrace, rest: Row): number {
  const call = -2 - (trace.calls[rest.call]?.site ?? -1);
  const part = trace.rows.findLast(
    (row) => row.index < rest.index && row.call === call && row.site === rest.site && endOf(trace, row) === rest.start,
  );
  return part?.index ?? -1;
}

/** The row ends its call, or comes after that end: the work of a `meanwhile` may outlive its call. */
function hasFailed({ calls }: PlainTrace, row: Row): boolean {
  const call = calls[row.call];
  if (call === undefined || call.site < -1 || call.outcome <= 0) return false;
  const goesOn = calls.some(({ site }) => site === -2 - row.call);
  return row.index > call.lastRow || (row.index === call.lastRow && !goesOn);
}

/** A call that was given up goes on to hold what it held as an orphan. */
function failedAt(trace: PlainTrace, index: number): number {
  const orphan = trace.calls.findIndex(({ site }) => site === -2 - index);
  if (orphan >= 0) return endOfOrphan(trace, orphan);
  const call = trace.calls[index];
  return call !== undefined && call.outcome > 0 ? endOf(trace, at(trace.rows, call.lastRow)) : Infinity;
}

/** Its last row, also the one that tells that it is discarded, or with which a call inside it failed; at the latest the end of the run. */
function endOfOrphan(trace: PlainTrace, index: number): number {
  const next = trace.calls.findIndex(({ site }) => site === -2 - index);
  if (next >= 0) return endOfOrphan(trace, next);
  const discard = trace.rows.findLast((row) => row.call === index && kindOf(trace.spec, row) === 'outcome');
  if (discard !== undefined) return discard.start;
  const { outcome, lastRow } = at(trace.calls, index);
  return outcome > 0 && lastRow >= 0 ? endOf(trace, at(trace.rows, lastRow)) : trace.end.time;
}

/** The call that an orphan is left of; other calls are their own. */
function origin(calls: PlainTrace['calls'], call: number): number {
  const site = calls[call]?.site ?? -1;
  return site < -1 ? origin(calls, -2 - site) : call;
}

const ACQUIRES: ReadonlySet<string> = new Set(['take', 'lock', 'enqueue']);
const RELEASES: ReadonlySet<string> = new Set(['give', 'attach', 'unlock', 'dequeue']);
const AT_END: ReadonlySet<string> = new Set(['give', 'attach', 'unlock']);

function acquired(step: StepNode, row: Row, call: number): Omit<Held, 'to'> {
  const store = storeOf(step) ?? -1;
  const what = step.verb === 'take' ? `element ${row.place}` : `${step.verb} ${store}`;
  return { what, call, store, place: row.place, from: row.start, row: row.index };
}

function storeOf(step: StepNode): number | undefined {
  if (step.verb === 'lock' || step.verb === 'unlock') return step.lock;
  if (step.verb === 'enqueue' || step.verb === 'dequeue') return step.queue;
  if (step.verb === 'attach') return step.from;
  return step.place;
}

type Open = Omit<Held, 'to'>[];

/** Ends the newest interval of its call: giving and unlocking at the row's end, taking out of a queue at its start. */
function* release(trace: PlainTrace, open: Open, step: StepNode, row: Row): Iterable<Held> {
  const store = storeOf(step);
  const index = open.findLastIndex(
    (one) =>
      one.call === origin(trace.calls, row.call) &&
      one.store === store &&
      (step.verb !== 'give' || one.place === row.place),
  );
  const [one] = index < 0 ? [] : open.splice(index, 1);
  const to = step.verb === 'dequeue' ? row.start : endOf(trace, row);
  if (one !== undefined) yield { ...one, to: Math.min(to, failedAt(trace, origin(trace.calls, row.call))) };
}

/**
 * The step that a row recorded. Paths of several bindings share the sites of their mechanism, and each has stores of its own:
 * so it is looked up in the path of the row's call.
 */
export function stepFinder({ spec, calls }: PlainTrace): (row: Row) => StepNode | undefined {
  const known = new Map<number, ReadonlyMap<number, StepNode>>();
  return ({ call, site }) => {
    const path = calls[call]?.path;
    if (path === undefined) return undefined;
    const steps = known.get(path) ?? stepsOf(spec, path);
    known.set(path, steps);
    return steps.get(site);
  };
}

/** The step whose store's lock a row found held. */
export function heldFinder({ spec, calls }: PlainTrace): (row: Row) => StepNode | undefined {
  const known = new Map<number, ReadonlyMap<number, StepNode>>();
  return ({ call, site }) => {
    const path = calls[call]?.path;
    if (path === undefined) return undefined;
    const steps =
      known.get(path) ??
      new Map(
        [...stepsOf(spec, path).values()].flatMap((step) => (step.locked ? [[step.locked.held.site, step]] : [])),
      );
    known.set(path, steps);
    return steps.get(site);
  };
}

/** By site; a negative path is the act of a binding. */
export function stepsOf({ paths, bindings }: RunSpec, path: number): ReadonlyMap<number, StepNode> {
  const nodes = path < 0 ? at(bindings, -1 - path).bind : wholePath(at(paths, path));
  return new Map([...allNodes(nodes)].flatMap((node) => (node.node === 'step' ? [[node.site, node] as const] : [])));
}

function wholePath({ steps, handlers = {} }: PathSpec): PathNode[] {
  return [...steps, ...Object.values(handlers).flat()];
}
