/** The heatmap tab: what is measured, how it is grouped, and which calls or mechanisms are the columns. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type {
  HeatmapColumn,
  HeatmapGrouping,
  HeatmapMeasure,
  HeatmapQuery,
} from '../../../src/analysis/heatmap-models.ts';
import { formatCount } from '../../../src/base/format.ts';
import { Choose } from '../base/choose.tsx';
import { useWidth } from '../base/use-size.ts';
import { Waiting } from '../base/waiting.tsx';
import { useStore } from '../host/context.ts';
import { procedureKey, type Store } from '../host/store.ts';
import { HeatTable } from './table.tsx';

const MEASURES: readonly { readonly value: HeatmapMeasure; readonly text: string }[] = [
  { value: 'time', text: 'Time' },
  { value: 'count', text: 'Count' },
  { value: 'bytes', text: 'Bytes' },
];

const GROUPINGS: readonly { readonly value: HeatmapGrouping; readonly text: string; readonly title: string }[] = [
  { value: 'site', text: 'Steps', title: 'Each step of the path for itself' },
  { value: 'kind', text: 'Kinds', title: 'Copies, traps, switches and so on' },
  {
    value: 'overhead',
    text: 'Seven overheads',
    title: 'Stub, message buffer, access validation, message transfer, scheduling, context switch, dispatch',
  },
  { value: 'urpc', text: 'Three parts', title: 'Processor reallocation, thread management, data transfer' },
];

const COLUMNS: readonly { readonly value: HeatmapQuery['columns']; readonly text: string }[] = [
  { value: 'calls', text: 'Calls' },
  { value: 'mechanisms', text: 'Mechanisms' },
];

export function HeatmapView(): JSX.Element {
  const store = useStore();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const query = queryOf(store, width);
  const key = JSON.stringify([query, store.run.value]);
  useEffect(() => {
    if (query !== null) store.heatmap.ask(query);
  }, [key]);
  const model = store.heatmap.latest.value;
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Heatmap">
        <Choose
          label="Measure"
          options={MEASURES}
          value={store.measure.value}
          onChange={(value) => (store.measure.value = value)}
        />
        <Choose
          label="Rows"
          options={GROUPINGS}
          value={store.grouping.value}
          onChange={(value) => (store.grouping.value = value)}
        />
        {(store.overview.latest.value?.variants.length ?? 0) > 1 && (
          <Choose
            label="Columns"
            options={COLUMNS}
            value={store.columns.value}
            onChange={(value) => (store.columns.value = value)}
          />
        )}
        {query?.columns === 'calls' && <Pages wanted={query.columnsWanted} />}
      </div>
      <Waiting remote={store.heatmap} what="the heatmap" />
      <div class="heat-scroll" ref={ref}>
        {model !== null && (
          <HeatTable model={model} measure={store.measure.value} open={(column) => open(store, column)} />
        )}
      </div>
    </>
  );
}

function queryOf(store: Store, width: number): HeatmapQuery | null {
  const summary = store.summary.value;
  if (summary === null || width === 0) return null;
  const several = (store.overview.latest.value?.variants.length ?? 0) > 1;
  const columnsWanted = Math.min(40, Math.max(3, Math.floor((width - 310) / 72)));
  const from = store.columnsFrom.value;
  return {
    columns: several ? store.columns.value : 'calls',
    variant: store.variant.value,
    procedure: procedureKey(summary),
    grouping: store.grouping.value,
    from: from ?? 0,
    columnsWanted,
    ...(from === null ? {} : { count: columnsWanted }),
  };
}

/** All calls in as many columns as fit, or one column for each call, page by page. */
function Pages({ wanted }: { wanted: number }): JSX.Element | null {
  const store = useStore();
  const count = store.summary.value?.count ?? 0;
  const from = store.columnsFrom.value;
  if (count <= wanted) return null;
  const last = Math.min(count, (from ?? 0) + wanted);
  return (
    <span class="group">
      <button type="button" aria-pressed={from === null} onClick={() => (store.columnsFrom.value = null)}>
        All {formatCount(count)} calls
      </button>
      <button type="button" aria-pressed={from !== null} onClick={() => (store.columnsFrom.value ??= 0)}>
        One by one
      </button>
      {from !== null && (
        <>
          <button
            type="button"
            class="icon"
            aria-label="Calls before"
            disabled={from === 0}
            onClick={() => (store.columnsFrom.value = Math.max(0, from - wanted))}
          >
            ‹
          </button>
          <span>
            {formatCount(from + 1)} to {formatCount(last)}
          </span>
          <button
            type="button"
            class="icon"
            aria-label="Calls after"
            disabled={last >= count}
            onClick={() => (store.columnsFrom.value = from + wanted)}
          >
            ›
          </button>
        </>
      )}
    </span>
  );
}

function open(store: Store, column: HeatmapColumn): void {
  store.pinned.value = null;
  if (column.variant !== store.variant.value) {
    if (store.other.value === column.variant) store.other.value = null;
    store.variant.value = column.variant;
    store.choice.value = 'typical';
  } else if (store.columns.value === 'calls' || column.calls === 1) {
    store.call.value = column.call;
    store.choice.value = 'picked';
  }
  store.view.value = 'sequence';
}
