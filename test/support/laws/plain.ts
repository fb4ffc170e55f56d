/** A whole trace as plain rows and calls: what laws are checked on and twins are compared by. */
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import {
  type Row,
  type RunEnd,
  rowAt,
  type Trace,
  type TracePlace,
  type TraceThread,
} from '../../../src/sim/trace/format.ts';

export interface PlainCall {
  readonly path: number;
  readonly thread: number;
  readonly parent: number;
  readonly site: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly outcome: number;
}

export interface PlainTrace {
  readonly spec: RunSpec;
  readonly rows: readonly Row[];
  readonly calls: readonly PlainCall[];
  readonly threads: readonly TraceThread[];
  readonly places: readonly TracePlace[];
  readonly end: RunEnd;
}

/** Reads out the trace of a run that has ended. */
export function plainTrace({ spec, rows, calls, threads, places, end }: Trace): PlainTrace {
  if (end === null) throw new Error('the run has not ended');
  const column = (of: Int32Array, i: number): number => of[i] ?? -1;
  return {
    spec,
    rows: Array.from({ length: rows.length }, (_, i) => rowAt(rows, i)),
    calls: Array.from({ length: calls.length }, (_, i) => ({
      path: column(calls.path, i),
      thread: column(calls.thread, i),
      parent: column(calls.parent, i),
      site: column(calls.site, i),
      firstRow: column(calls.firstRow, i),
      lastRow: column(calls.lastRow, i),
      outcome: column(calls.outcome, i),
    })),
    threads: threads.map(({ name, domain, kind }) => ({ name, domain, kind })),
    places: places.map(({ store, element }) => ({ store, element })),
    end,
  };
}
