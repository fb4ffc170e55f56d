/** How many random programs a property is tried on, and from which seed: `RUNS=10000 SEED=3 npx vitest run --project property`. */
import { env } from 'node:process';
import { assert, property } from 'fast-check';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import { plans } from './plan.ts';
import { build } from './program.ts';

export const RUNS = Number(env['RUNS'] ?? 300);
export const SEED = Number(env['SEED'] ?? 1);

/** For the names of tests. */
export const TRIED = `${RUNS} random programs, seed ${SEED}`;

/** Holds of every random program; `check` throws where it does not. A failure prints the smallest plan that shows it. */
export function always(check: (spec: RunSpec) => void): void {
  assert(
    property(plans, (plan) => {
      check(build(plan));
    }),
    { numRuns: RUNS, seed: SEED },
  );
}
