import type { Latency } from './models.ts';
import { roundedMean, Sums } from './sums.ts';

/** The value at `percent` (0 to 100) of ascending values by nearest rank; 0 for none. */
export function nearestRank(ascending: Float64Array, percent: number): number {
  const rank = Math.max(1, Math.ceil((percent * ascending.length) / 100));
  return ascending[rank - 1] ?? 0;
}

/** Distribution of whole picoseconds; all 0 for no values. Leaves `values` as they are. */
export function latencyOf(values: Float64Array): Latency {
  const ascending = values.slice().sort();
  return {
    min: ascending[0] ?? 0,
    mean: exactMean(values),
    p50: nearestRank(ascending, 50),
    p95: nearestRank(ascending, 95),
    p99: nearestRank(ascending, 99),
    max: ascending.at(-1) ?? 0,
  };
}

function exactMean(values: Float64Array): number {
  const sums = new Sums(1);
  for (const value of values) sums.add(0, value);
  return roundedMean(sums.total(0), values.length);
}
