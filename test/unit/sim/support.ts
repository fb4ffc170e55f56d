/** Runs a spec for a test: checks every law and that slices change nothing, and gives what tests look at. */
import { expect } from 'vitest';
import { at } from '../../../src/base/assert.ts';
import { createRun } from '../../../src/sim/run.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { RunEnd } from '../../../src/sim/trace/format.ts';
import { difference } from '../../support/laws/compare.ts';
import { violations } from '../../support/laws/laws.ts';
import { type PlainCall, type PlainTrace, plainTrace } from '../../support/laws/plain.ts';
import type { SpecBuilder } from '../../support/spec.ts';
import { type TextRow, textRow } from '../../support/trace-text.ts';

export interface Ran {
  readonly rows: readonly TextRow[];
  readonly calls: readonly PlainCall[];
  readonly end: RunEnd;
  readonly trace: PlainTrace;
  /** Steps with their durations: `trap 18`; only those of a thread or a call if one is named. */
  steps(of?: { readonly thread?: string; readonly call?: number }): string[];
  /** The rows of a step. */
  of(step: string): TextRow[];
  /** Microseconds from the first to the last row of a call. */
  latency(call: number): number;
}

function traceOf(spec: RunSpec, slice: number): PlainTrace {
  const run = createRun(spec);
  while (!run.advance(slice).done);
  return plainTrace(run.trace);
}

export function run(of: SpecBuilder | RunSpec): Ran {
  const spec = 'format' in of ? of : of.build();
  const trace = traceOf(spec, 1_000_000);
  expect(violations(trace)).toEqual([]);
  for (const slice of [1, 7]) expect(difference(traceOf(spec, slice), trace)).toBeNull();
  const rows = trace.rows.map((row) => textRow(trace, row));
  const steps: Ran['steps'] = ({ thread, call } = {}) =>
    rows
      .filter((one) => (thread === undefined || one.thread === thread) && (call === undefined || one.row.call === call))
      .map(({ step, duration }) => `${step} ${duration}`);
  const latency = (call: number): number => {
    const { firstRow, lastRow } = at(trace.calls, call);
    const last = at(rows, lastRow);
    return last.start + last.duration - at(rows, firstRow).start;
  };
  return {
    rows,
    calls: trace.calls,
    end: trace.end,
    trace,
    steps,
    of: (step) => rows.filter((one) => one.step === step),
    latency,
  };
}
