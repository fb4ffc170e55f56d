/** The layouts of a map: elkjs's if it is done in time, else our own. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import { useMetrics } from '../base/use-metrics.ts';
import { type MapGraph, mapGraph } from '../layout/map-graph.ts';
import type { MapLayout } from '../layout/map-layout.ts';
import { layoutMap } from '../layout/map-own.ts';
import { layoutsWithElk } from './elk.ts';

export interface LaidOut {
  readonly graph: MapGraph;
  /** The same map in several arrangements, the first liked best; at least one. */
  readonly layouts: readonly MapLayout[];
  /** Why the plain layout is shown; null if it is not. */
  readonly plain: string | null;
}

/** Milliseconds. Nobody waits longer for a nicer picture, unless the page says so. */
const DEADLINE = 3_000;

/** Null while elkjs works. */
export function useMapLayout(model: PathMapModel): LaidOut | null {
  const { measure } = useMetrics();
  const graph = useMemo(() => mapGraph(model, measure), [model, measure]);
  const [result, setResult] = useState<LaidOut | null>(null);
  useEffect(() => {
    let current = true;
    const { elk: url, elkDeadline } = document.getElementById('root')?.dataset ?? {};
    const work =
      url === undefined
        ? Promise.reject(new Error('the layout library is missing'))
        : layoutsWithElk(graph, url, Number(elkDeadline) || DEADLINE);
    work.then(
      (layouts) => current && setResult({ graph, layouts, plain: null }),
      (error: unknown) =>
        current &&
        setResult({
          graph,
          layouts: [layoutMap(graph)],
          plain: error instanceof Error ? error.message : String(error),
        }),
    );
    return () => {
      current = false;
    };
  }, [graph]);
  return result?.graph === graph ? result : null;
}
