/** Every byte that a trace has, and runs in slices: what the same input must give again. */
import { createRun } from '../../src/sim/run.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { RowChunk, Trace } from '../../src/sim/trace/format.ts';

export function bytesOf({ rows, calls, threads, places, end }: Trace): object {
  const columns = rows.chunks.map((chunk) => columnsOf(chunk));
  const { path, thread, parent, firstRow, lastRow, outcome } = calls;
  const table = [path, thread, parent, firstRow, lastRow, outcome].map((column) => column.slice(0, calls.length));
  return { columns, table, threads, places, end };
}

function columnsOf({
  length,
  start,
  duration,
  site,
  thread,
  call,
  bytes,
  place,
  processor,
  domain,
}: RowChunk): object[] {
  return [start, duration, site, thread, call, bytes, place, processor, domain].map((column) =>
    column.slice(0, length),
  );
}

/** Advances by these numbers of rows, over and over. */
export function runInSlices(spec: RunSpec, sizes: readonly number[]): Trace {
  const run = createRun(spec);
  for (let i = 0; !run.advance(sizes[i % sizes.length] ?? 1).done; i += 1);
  return run.trace;
}
