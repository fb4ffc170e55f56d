/** Questions of the views, checked and answered from traces. */
import { callList } from '../analysis/call-list.ts';
import { heatmap } from '../analysis/heatmap.ts';
import type { HeatmapQuery } from '../analysis/heatmap-models.ts';
import { narrative } from '../analysis/narrative.ts';
import { pathMap } from '../analysis/path-map.ts';
import type { RunOverview } from '../analysis/run-models.ts';
import { sequence } from '../analysis/sequence.ts';
import type { SweepModel } from '../analysis/sweep-models.ts';
import { assertNever } from '../base/assert.ts';
import type { ResultQueries } from '../protocol/result.ts';
import type { ToWorker } from '../protocol/worker.ts';
import type { Trace } from '../sim/trace/format.ts';

type Query = Extract<ToWorker, { kind: 'query' }>;

/** What questions are about. */
export interface Sources {
  readonly traces: readonly Trace[];
  overview(): RunOverview;
  /** Null without `@sweep`. */
  sweep(): SweepModel | null;
}

/** The answer to a question; its type follows from the question. Throws an error with a message for people if it makes no sense. */
export function answer(query: Query, sources: Sources): ResultQueries[Query['query']]['result'] {
  const { traces } = sources;
  switch (query.query) {
    case 'overview':
      return sources.overview();
    case 'sweep':
      return sweepOf(sources.sweep());
    case 'sequence': {
      const { variant, call } = query.params;
      return sequence(traceAt(traces, variant), whole(call, 'call'), variant);
    }
    case 'calls': {
      const { variant, path, from, count, failedOnly } = query.params;
      const wanted = { path: whole(path, 'path'), from: whole(from, 'from'), count: whole(count, 'count'), failedOnly };
      return callList(traceAt(traces, variant), wanted);
    }
    case 'heatmap':
      return heatmap(traces, checked(query.params));
    case 'map':
      return pathMap(traceAt(traces, query.params.variant), whole(query.params.call, 'call'));
    case 'narrative':
      return narrative(traceAt(traces, query.params.variant), whole(query.params.call, 'call'));
    default:
      return assertNever(query);
  }
}

function sweepOf(sweep: SweepModel | null): SweepModel {
  if (sweep === null) throw new Error('This scenario has no sweep.');
  return sweep;
}

function checked(query: HeatmapQuery): HeatmapQuery {
  whole(query.from, 'from');
  whole(query.columnsWanted, 'columnsWanted');
  if (query.count !== undefined) whole(query.count, 'count');
  if (!['site', 'kind', 'overhead', 'urpc'].includes(query.grouping)) throw new Error('There is no such grouping.');
  return query;
}

function traceAt(traces: readonly Trace[], variant: number): Trace {
  const trace = traces[variant];
  if (trace === undefined) throw new Error(`There is no variant ${variant}; the run has ${traces.length}.`);
  return trace;
}

function whole(value: number, name: string): number {
  if (!Number.isInteger(value) || value < 0) throw new Error(`“${name}” must be a whole number from 0 on.`);
  return value;
}
