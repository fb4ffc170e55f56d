import type { CallSummary } from '../../../src/analysis/run-models.ts';
import type { SweepModel, SweptCall } from '../../../src/analysis/sweep-models.ts';
import type { SweepUnit } from '../../../src/sim/scenario.ts';

/** A call that does nothing that is counted. */
export const noCounts: CallSummary['perCall'] = {
  userCopies: 0,
  kernelCopies: 0,
  bytesCopied: 0,
  traps: 0,
  switches: 0,
  processSwaps: 0,
  threadSwitches: 0,
  exchanges: 0,
  reallocations: 0,
  queueOps: 0,
  locks: 0,
  mappings: 0,
  validations: 0,
  packets: 0,
  unsplit: 0,
};

/** One call that took so many picoseconds. */
export function sweptCall(mean: number): SweptCall {
  return {
    count: 1,
    failed: 0,
    latency: { min: mean, mean, p50: mean, p95: mean, p99: mean, max: mean },
    throughput: mean === 0 ? 0 : 1e12 / mean,
    perCall: { ...noCounts, userCopies: 1, kernelCopies: 2, bytesCopied: 300, traps: 2, switches: 2 },
    note: null,
  };
}

/** A sweep of one procedure; `calls` by value, then by column. */
export function sweepModel({
  values,
  unit,
  columns,
  calls,
  notes = [],
}: {
  readonly values: readonly number[];
  readonly unit: SweepUnit;
  readonly columns: readonly string[];
  readonly calls: readonly (readonly (SweptCall | null)[])[];
  readonly notes?: SweepModel['notes'];
}): SweepModel {
  const cells = calls.map((row) =>
    row.map((call) => ({ calls: [call], note: null, assumed: false, unverified: false, simulatedTime: 0 })),
  );
  return {
    scenario: 'S',
    parameter: 'size',
    unit,
    values,
    columns,
    titles: columns,
    procedures: ['b.Put'],
    cells,
    assumptions: [],
    unverified: [],
    notes,
  };
}
