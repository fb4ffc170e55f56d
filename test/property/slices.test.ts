import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createRun } from '../../src/sim/run.ts';
import type { RunSpec } from '../../src/sim/spec.ts';
import type { RowChunk, Trace } from '../../src/sim/trace/format.ts';
import { plans } from '../support/plan.ts';
import { build } from '../support/program.ts';
import { RUNS, SEED, TRIED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';

const slices = array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

/** Advances by these numbers of rows, over and over. */
function runInSlices(spec: RunSpec, sizes: readonly number[]): Trace {
  const run = createRun(spec);
  for (let i = 0; !run.advance(sizes[i % sizes.length] ?? 1).done; i += 1);
  return run.trace;
}

/** Every byte that a trace has. */
function bytes({ rows, calls, threads, places, end }: Trace): object {
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

test(`any slicing gives the same bytes (${TRIED})`, () => {
  assert(
    property(plans, slices, (plan, sizes) => {
      const spec = build(plan);
      expect(bytes(runInSlices(spec, sizes))).toEqual(bytes(runSpec(spec)));
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

test(`a cancelled run keeps what it has recorded (${TRIED})`, () => {
  assert(
    property(plans, slices, (plan, [size = 1]) => {
      const run = createRun(build(plan));
      const { done } = run.advance(size);
      run.cancel();
      const whole = runSpec(build(plan));
      expect(run.trace.end?.reason).toBe(done ? whole.end?.reason : 'cancelled');
      const starts = run.trace.rows.chunks.flatMap((chunk) => [...chunk.start.subarray(0, chunk.length)]);
      const all = whole.rows.chunks.flatMap((chunk) => [...chunk.start.subarray(0, chunk.length)]);
      expect(starts).toEqual(all.slice(0, starts.length));
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
