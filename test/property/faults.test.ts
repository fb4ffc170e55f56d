/** What holds of every run, whatever goes wrong in it. */
import { expect, test } from 'vitest';
import { createRun } from '../../src/sim/run.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import { disturbed } from '../support/disturbed.ts';
import { difference } from '../support/laws/compare.ts';
import { violations } from '../support/laws/laws.ts';
import { type PlainTrace, plainTrace } from '../support/laws/plain.ts';
import { always, TRIED } from '../support/random.ts';
import { runSpec } from '../support/runs.ts';
import { runTwin } from '../twin/run.ts';

function withFaults(spec: RunSpec): RunSpec {
  return disturbed(spec, runSpec(spec).end?.time ?? 0);
}

test(`every trace with faults obeys the laws (${TRIED})`, () => {
  always((spec) => {
    expect(violations(plainTrace(runSpec(withFaults(spec))))).toEqual([]);
  });
});

test(`with faults the engine and its slow twin agree row by row and call by call (${TRIED})`, () => {
  always((spec) => {
    const faulty = withFaults(spec);
    expect(difference(runTwin(faulty), plainTrace(runSpec(faulty)))).toBeNull();
  });
});

test(`faults happen at the same row however the run is sliced (${TRIED})`, () => {
  always((spec) => {
    const faulty = withFaults(spec);
    expect(difference(sliced(faulty, 3), plainTrace(runSpec(faulty)))).toBeNull();
  });
});

function sliced(spec: RunSpec, rows: number): PlainTrace {
  const run = createRun(spec);
  while (!run.advance(rows).done);
  return plainTrace(run.trace);
}
