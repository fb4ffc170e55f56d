import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { createRun } from '../../src/sim/run.ts';
import { bytesOf, runInSlices } from '../support/bytes.ts';
import { plans } from '../support/plan.ts';
import { build } from '../support/program.ts';
import { RUNS, SEED, TRIED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';

const slices = array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test(`any slicing gives the same bytes (${TRIED})`, () => {
  assert(
    property(plans, slices, (plan, sizes) => {
      const spec = build(plan);
      expect(bytesOf(runInSlices(spec, sizes))).toEqual(bytesOf(runSpec(spec)));
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
