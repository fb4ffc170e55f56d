/** Cost heatmaps: the steps of a procedure's calls against single calls, buckets of calls, or mechanisms. */
import { at } from '../base/assert.ts';
import { finish } from '../base/slices.ts';
import type { PathId } from '../sim/spec/ids.ts';
import type { Trace } from '../sim/trace/format.ts';
import { callsOfPath, hasEnded, isMade, procedureName } from './calls.ts';
import type { HeatmapModel, HeatmapQuery } from './heatmap-models.ts';
import { type HeatColumn, heatmapOf } from './heatmap-rows.ts';
import { groupCalls, tallyOf } from './tally.ts';

/** More columns than this are not made, whatever is wanted. */
const MOST_COLUMNS = 4096;

/** The heatmap of ended calls; `traces` are the variants of one scenario. Throws if the variant or procedure does not exist. */
export function heatmap(traces: readonly Trace[], query: HeatmapQuery): HeatmapModel {
  return query.columns === 'calls' ? ofCalls(traces, query) : ofMechanisms(traces, query);
}

function ofCalls(traces: readonly Trace[], query: HeatmapQuery): HeatmapModel {
  const trace = traces[query.variant];
  const path = trace === undefined ? null : pathNamed(trace, query.procedure);
  if (trace === undefined || path === null)
    throw new Error(`${query.procedure} is not called in variant ${query.variant}`);
  const calls = endedCalls(trace, path);
  const from = Math.max(0, Math.floor(query.from));
  const shown = calls.slice(from, query.count === undefined ? undefined : from + Math.max(0, query.count));
  const wanted = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(query.columnsWanted)));
  const size = Math.max(1, Math.ceil(shown.length / wanted));
  const columnOf = new Int32Array(trace.calls.length).fill(-1);
  for (const [i, call] of shown.entries()) columnOf[call] = Math.floor(i / size);
  const span = { from: Math.max(0, trace.calls.firstRow[shown[0] ?? -1] ?? 0), end: trace.rows.length };
  const tally = finish(tallyOf(trace, columnOf, Math.ceil(shown.length / size), span));
  const columns = Array.from({ length: tally.groups }, (_, column): HeatColumn => {
    const first = column * size;
    const count = Math.min(size, shown.length - first);
    return {
      title: count === 1 ? `#${from + first + 1}` : `#${from + first + 1}–${from + first + count}`,
      variant: query.variant,
      call: at(shown, first),
      calls: count,
      entries: tally.entries(column),
    };
  });
  return heatmapOf(traces, columns, query.grouping, calls.length);
}

function ofMechanisms(traces: readonly Trace[], query: HeatmapQuery): HeatmapModel {
  const columns = traces.map((trace, variant) => mechanismColumn(trace, variant, query.procedure));
  return heatmapOf(
    traces,
    columns,
    query.grouping,
    columns.reduce((sum, column) => sum + column.calls, 0),
  );
}

function mechanismColumn(trace: Trace, variant: number, procedure: string): HeatColumn {
  const path = pathNamed(trace, procedure);
  const calls = path === null ? [] : endedCalls(trace, path);
  const title = trace.spec.variant === '' ? procedure : trace.spec.variant;
  if (path === null || calls.length === 0) return { title, variant, call: -1, calls: 0, entries: [] };
  const groupOf = finish(
    groupCalls(trace, (call) =>
      trace.calls.path[call] === path && isMade(trace, call) && hasEnded(trace, call) ? 0 : -1,
    ),
  );
  const tally = finish(tallyOf(trace, groupOf, 1));
  return { title, variant, call: at(calls, 0), calls: calls.length, entries: tally.entries(0) };
}

/** The path named `binding.procedure`; null if the run's spec has none. */
function pathNamed(trace: Trace, name: string): PathId | null {
  const path = trace.spec.paths.findIndex((_, each) => procedureName(trace.spec, each) === name);
  return path < 0 ? null : path;
}

function endedCalls(trace: Trace, path: PathId): readonly number[] {
  return callsOfPath(trace, path).filter((call) => hasEnded(trace, call));
}
