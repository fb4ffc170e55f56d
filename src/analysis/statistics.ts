import { ascending, forEachIndex, type Sliced } from '../base/slices.ts';
import type { Latency } from './run-models.ts';
import { roundedMean, Sums } from './sums.ts';

/** The value at `percent` (0 to 100) of ascending values by nearest rank; 0 for none. */
export function nearestRank(sorted: Float64Array, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100));
  return sorted[rank - 1] ?? 0;
}

/** Distribution of whole picoseconds; all 0 for no values. Leaves `values` as they are. */
export function* latencyOf(values: Float64Array): Sliced<Latency> {
  const sorted = yield* ascending(values);
  return {
    min: sorted[0] ?? 0,
    mean: roundedMean(yield* totalOf(values), values.length),
    p50: nearestRank(sorted, 50),
    p95: nearestRank(sorted, 95),
    p99: nearestRank(sorted, 99),
    max: sorted.at(-1) ?? 0,
  };
}

/** The exact sum of whole numbers from 0 on. */
export function* totalOf(values: Float64Array): Sliced<bigint> {
  const sums = new Sums(1);
  yield* forEachIndex(values.length, (i) => sums.add(0, values[i] ?? 0));
  return sums.total(0);
}
