/** Costs in rows and columns: plain, JSON-serialisable data. */
import type { Overhead, StepKind, UrpcPart } from '../sim/spec/site.ts';

/** What a row of the heatmap stands for: a step, a kind of step, one of the LRPC notes' overheads, one of the URPC notes' parts. */
export type HeatmapGrouping = 'site' | 'kind' | 'overhead' | 'urpc';
/** Which number of a cell is shown. */
export type HeatmapMeasure = 'time' | 'count' | 'bytes';

/** Which part of a run a heatmap shows, and how. */
export interface HeatmapQuery {
  /** calls: columns are single calls of one variant and path. mechanisms: columns are the variants, means per call. */
  readonly columns: 'calls' | 'mechanisms';
  readonly variant: number;
  /** The bound procedure whose calls are shown: `binding.procedure`. */
  readonly procedure: string;
  readonly grouping: HeatmapGrouping;
  /** First call (0-based among the calls of the path) and number of columns; columns are buckets of calls when there are more. */
  readonly from: number;
  readonly columnsWanted: number;
  /** How many calls from `from` on; all if absent. */
  readonly count?: number;
}

/** Mean costs per call, in rows and columns. */
export interface HeatmapModel {
  readonly columns: readonly HeatmapColumn[];
  readonly rows: readonly HeatmapRow[];
  /** Number of calls of the path. */
  readonly calls: number;
}
/** One call, a bucket of calls, or a variant. `total`: what is on the path. */
export interface HeatmapColumn {
  readonly title: string;
  /** The first call in the bucket, to open its diagram. */
  readonly variant: number;
  readonly call: number;
  readonly calls: number;
  readonly total: HeatCell;
}
/** A step or a group of steps. */
export interface HeatmapRow {
  readonly key: string;
  readonly title: string;
  readonly kind: StepKind | 'nested' | null;
  readonly overhead: Overhead | null;
  readonly urpc: UrpcPart | null;
  /** Index into the sites of the first variant that has it, with that variant; null for groups. */
  readonly site: { readonly variant: number; readonly site: number } | null;
  readonly onPath: boolean;
  /** One for each column: means over the calls of the column; null where the path has no such step. */
  readonly cells: readonly (HeatCell | null)[];
  readonly total: HeatCell;
}
/** Means per call: picoseconds, rows, bytes moved. */
export interface HeatCell {
  readonly time: number;
  readonly count: number;
  readonly bytes: number;
}
