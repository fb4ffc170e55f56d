/** The layouts of a map: our own plain one at once, unless elkjs's are there by then; elkjs's as soon as they are. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import { useMetrics } from '../base/use-metrics.ts';
import { type MapDetail, type MapGraph, mapGraph } from '../layout/map-graph.ts';
import type { MapLayout } from '../layout/map-layout.ts';
import { layoutMap } from '../layout/map-own.ts';
import { layoutsWithElk } from './elk.ts';

export interface LaidOut {
  readonly graph: MapGraph;
  /** The same map in several arrangements, the first liked best; at least one. */
  readonly layouts: readonly MapLayout[];
  /** `plain`: elkjs is still at work. `failed`: it stays at the plain layout, as `why` says. */
  readonly state: 'plain' | 'tidy' | 'failed';
  readonly why: string | null;
}

/** Milliseconds. So long nobody minds to wait for the picture that stays. */
const PATIENCE = 400;
/** Then elkjs is given up, unless the page says otherwise. */
const DEADLINE = 20_000;

/** What elkjs made of a call is kept as long as the call is: to come back to the tab takes no time. */
const known = new WeakMap<PathMapModel, Map<MapDetail, LaidOut>>();

/** Null while elkjs works and nobody has waited long yet. A `detail` of null is not laid out. */
export function useMapLayout(model: PathMapModel, detail: MapDetail | null): LaidOut | null {
  const { measure } = useMetrics();
  const graph = useMemo(
    () => (detail === null ? null : (known.get(model)?.get(detail)?.graph ?? mapGraph(model, measure, detail))),
    [model, measure, detail],
  );
  const [result, setResult] = useState<LaidOut | null>(null);
  useEffect(() => {
    const before = detail === null ? undefined : known.get(model)?.get(detail);
    if (graph === null || before !== undefined) return undefined;
    const plain = (state: 'plain' | 'failed', why: string | null): void =>
      setResult({ graph, layouts: [layoutMap(graph)], state, why });
    const timer = setTimeout(() => plain('plain', null), PATIENCE);
    let current = true;
    tidy(graph)
      .then((layouts) => {
        const laid: LaidOut = { graph, layouts, state: 'tidy', why: null };
        known.set(model, (known.get(model) ?? new Map<MapDetail, LaidOut>()).set(graph.detail, laid));
        if (current) setResult(laid);
      })
      .catch((error: unknown) => current && plain('failed', error instanceof Error ? error.message : String(error)))
      .finally(() => clearTimeout(timer));
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [model, graph, detail]);
  if (graph === null || detail === null) return null;
  return known.get(model)?.get(detail) ?? (result?.graph === graph ? result : null);
}

async function tidy(graph: MapGraph): Promise<readonly MapLayout[]> {
  const { elk, elkDeadline } = document.getElementById('root')?.dataset ?? {};
  if (elk === undefined) throw new Error('the layout library is missing');
  return layoutsWithElk(graph, elk, Number(elkDeadline) || DEADLINE);
}
