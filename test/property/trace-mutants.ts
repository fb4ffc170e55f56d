/** Ways to spoil a trace; each must break a law. */
import type { Row } from '../../src/sim/trace/format.ts';
import type { PlainTrace } from '../support/laws/plain.ts';
import { endOf, kindOf } from '../support/laws/rows.ts';

export interface TraceMutant {
  readonly name: string;
  /** Spoils the trace in the first place where it can, null if there is none. */
  readonly apply: (trace: PlainTrace) => PlainTrace | null;
}

type Test = (row: Row, trace: PlainTrace) => boolean;

const takesTime: Test = (row) => row.duration > 0;
const isStep: Test = (row) => row.duration > 0 && row.processor >= 0 && row.thread >= 0;
const isWaitOfCall: Test = (row, trace) => kindOf(trace.spec, row) === 'wait' && row.duration > 0 && row.call >= 0;

export const TRACE_MUTANTS: readonly TraceMutant[] = [
  { name: 'a step starts later', apply: change(isStep, (row) => [{ ...row, start: row.start + 1 }]) },
  { name: 'a step takes longer', apply: change(isStep, (row) => [{ ...row, duration: row.duration + 1 }]) },
  { name: 'a wait on the path is missing', apply: drop(isWaitOfCall) },
  { name: 'a step is missing', apply: drop(isStep) },
  {
    name: 'an idle row is missing',
    apply: drop((row, trace) => takesTime(row, trace) && kindOf(trace.spec, row) === 'idle'),
  },
  { name: 'a step is there twice', apply: change(isStep, (row) => [row, row]) },
  {
    name: 'a step on another processor',
    apply: change(severalProcessors, (row, trace) => [{ ...row, processor: otherProcessor(row, trace) }]),
  },
  { name: 'a step of a call belongs to none', apply: change(isInside, (row) => [{ ...row, call: -1 }]) },
  { name: 'a wait is shorter', apply: change(isWaitInside, (row) => [{ ...row, duration: row.duration - 1 }]) },
  {
    name: 'a procedure did not run',
    apply: drop((row, trace) => kindOf(trace.spec, row) === 'procedure' && returned(row, trace)),
  },
  {
    name: 'a procedure ran twice',
    apply: change(
      (row, trace) => kindOf(trace.spec, row) === 'procedure' && returned(row, trace),
      (row) => [row, row],
    ),
  },
  { name: 'a thread acts in two places', apply: actTwice },
  { name: 'a failed call returned', apply: returnFailed },
  { name: 'a call ended one row earlier', apply: endEarlier },
  {
    name: 'a wait was ended by what came later',
    apply: change(isEarlyWait, (row, trace) => [{ ...row, bytes: trace.rows.length - 1 }]),
  },
  {
    name: 'nobody waits in a deadlock',
    apply: (trace) => (trace.end.reason === 'deadlock' ? { ...trace, end: { ...trace.end, waiting: [] } } : null),
  },
];

/** Replaces the first row that `which` picks. */
function change(which: Test, by: (row: Row, trace: PlainTrace) => Row[]): TraceMutant['apply'] {
  return (trace) => {
    const index = trace.rows.findIndex((row) => which(row, trace));
    const row = trace.rows[index];
    return row === undefined ? null : { ...trace, rows: trace.rows.toSpliced(index, 1, ...by(row, trace)) };
  };
}

function drop(which: Test): TraceMutant['apply'] {
  return change(which, () => []);
}

function otherProcessor(row: Row, { spec }: PlainTrace): number {
  const count = spec.machines.reduce((sum, machine) => sum + machine.processors, 0);
  return (row.processor + 1) % count;
}

function severalProcessors(row: Row, trace: PlainTrace): boolean {
  return isStep(row, trace) && otherProcessor(row, trace) !== row.processor;
}

/** Neither the first nor the last of its call. */
function isInside(row: Row, trace: PlainTrace): boolean {
  const call = trace.calls[row.call];
  const off = trace.spec.sites[row.site]?.off === true;
  return takesTime(row, trace) && !off && call !== undefined && row.index > call.firstRow && row.index < call.lastRow;
}

function isWaitInside(row: Row, trace: PlainTrace): boolean {
  return isWaitOfCall(row, trace) && isInside(row, trace);
}

function returned(row: Row, trace: PlainTrace): boolean {
  return trace.calls[row.call]?.outcome === 0;
}

function isEarlyWait(row: Row, trace: PlainTrace): boolean {
  const last = trace.rows.at(-1);
  return kindOf(trace.spec, row) === 'wait' && last !== undefined && endOf(trace, row) < last.start;
}

function actTwice(trace: PlainTrace): PlainTrace | null {
  for (const row of trace.rows) {
    if (!isStep(row, trace)) continue;
    const other = trace.rows.find(
      (one) => one.index !== row.index && isStep(one, trace) && overlap(trace, one, row) && one.thread !== row.thread,
    );
    if (other !== undefined) return { ...trace, rows: trace.rows.with(row.index, { ...row, thread: other.thread }) };
  }
  return null;
}

function overlap(trace: PlainTrace, one: Row, other: Row): boolean {
  return one.start < endOf(trace, other) && other.start < endOf(trace, one);
}

function returnFailed(trace: PlainTrace): PlainTrace | null {
  const ran = new Set(trace.rows.filter((row) => kindOf(trace.spec, row) === 'procedure').map((row) => row.call));
  const index = trace.calls.findIndex((call, i) => call.path >= 0 && call.outcome > 0 && !ran.has(i));
  const call = trace.calls[index];
  return call === undefined ? null : { ...trace, calls: trace.calls.with(index, { ...call, outcome: 0 }) };
}

function endEarlier(trace: PlainTrace): PlainTrace | null {
  const index = trace.calls.findIndex((call) => call.lastRow > call.firstRow && call.firstRow >= 0);
  const call = trace.calls[index];
  return call === undefined
    ? null
    : { ...trace, calls: trace.calls.with(index, { ...call, lastRow: call.lastRow - 1 }) };
}
