/** Consecutive steps that share one label because each alone would have no room. */
import type { Rows } from './axis.ts';

/** Steps `from` (inclusive) to `to` (exclusive). */
export interface Cluster {
  readonly from: number;
  readonly to: number;
}

/** One label for each step if there is room for so many (`capacity`); else neighbours are joined, the shortest first. */
export function clusterSteps(rows: Rows, capacity: number): readonly Cluster[] {
  let clusters = joinWithin(rows, 0);
  for (let reach = 1; clusters.length > Math.max(1, capacity); reach *= 1.5) clusters = joinWithin(rows, reach);
  return clusters;
}

/** Joins neighbours as long as they lie within `reach` pixels of the first one's upper edge. */
function joinWithin(rows: Rows, reach: number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  let from = 0;
  for (let i = 1; i <= rows.top.length; i++) {
    const bottom = rows.bottom[i] ?? Number.POSITIVE_INFINITY;
    if (reach > 0 && bottom - (rows.top[from] ?? 0) <= reach) continue;
    clusters.push({ from, to: i });
    from = i;
  }
  return clusters;
}
