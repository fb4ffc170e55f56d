import { sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../src/base/assert.ts';
import { difference } from '../support/laws/compare.ts';
import { violations } from '../support/laws/laws.ts';
import { type PlainTrace, plainTrace } from '../support/laws/plain.ts';
import { plans } from '../support/plan.ts';
import { build } from '../support/program.ts';
import { SEED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';
import { runTwin } from '../twin/run.ts';
import { SPEC_MUTANTS } from './spec-mutants.ts';
import { TRACE_MUTANTS } from './trace-mutants.ts';

/** However many programs the other properties are tried on: all traces are kept at once. */
const PROGRAMS = 300;
const TRIED = `${PROGRAMS} random programs, seed ${SEED}`;

const programs = sample(plans, { numRuns: PROGRAMS, seed: SEED }).map(build);
const traces = programs.map((spec): PlainTrace => plainTrace(runSpec(spec)));

describe(`the laws catch a spoiled trace (${TRIED})`, () => {
  test.each(TRACE_MUTANTS)('$law: $name', ({ law, apply }) => {
    const spoiled = traces.flatMap((trace) => apply(trace) ?? []);
    const missed = spoiled.filter((trace) => !violations(trace).some((what) => what.startsWith(law)));
    expect(spoiled.length).toBeGreaterThan(0);
    expect(missed.length).toBe(0);
  });
});

describe(`the twin tells an engine that runs another program (${TRIED})`, () => {
  test.each(SPEC_MUTANTS)('$name', ({ apply }) => {
    const told = programs.some((spec, i) => difference(runTwin(apply(spec)), at(traces, i)) !== null);
    expect(told).toBe(true);
  });
});
