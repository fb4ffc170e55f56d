/** The sweep tab: a figure over the values of a parameter, a line for each mechanism, as a chart or as a table. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { crossoverInWords } from '../../../src/analysis/crossovers.ts';
import { isSweepMetric, metricInfo, SWEEP_METRICS } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { Choose } from '../base/choose.tsx';
import { visible } from '../base/untrusted.ts';
import { useWidth } from '../base/use-size.ts';
import { Waiting } from '../base/waiting.tsx';
import { useStore } from '../host/context.ts';
import { openValue } from '../host/open-value.ts';
import { chartOf, MOST_MARKS, shownCrossovers } from '../layout/chart.ts';
import { SweepChart } from './chart.tsx';
import { SweepLegend } from './legend.tsx';
import { SweepNotes } from './notes.tsx';
import { SpokenTable, SweepTable } from './table.tsx';

const FORMS = [
  { value: 'chart', text: 'Chart' },
  { value: 'table', text: 'Table' },
] as const;

const SCALES = [
  { value: 'auto', text: 'Fitting', title: 'Logarithmic where the figures spread over orders of magnitude' },
  { value: 'linear', text: 'Linear', title: 'Equal differences are equally far apart' },
  { value: 'log', text: 'Logarithmic', title: 'Equal ratios are equally far apart' },
] as const;
type ScaleChoice = (typeof SCALES)[number]['value'];

const HEIGHT = 400;

export function SweepView(): JSX.Element {
  const store = useStore();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const [scale, setScale] = useState<ScaleChoice>('auto');
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const run = store.run.value;
  useEffect(() => {
    if (run !== null) store.sweep.ask({});
  }, [run, store]);
  const model = store.sweep.latest.value;
  const procedure = Math.max(0, model?.procedures.indexOf(store.procedure.value ?? '') ?? 0);
  const metric = store.metric.value;
  const open = (value: number, column: number): void =>
    openValue(store, value, model?.columns[column] ?? null, 'sequence');
  return (
    <>
      <div class="toolbar">
        {model !== null && <MetricPickers model={model} procedure={procedure} />}
        <Choose
          label="Form"
          options={FORMS}
          value={store.asTable.value ? 'table' : 'chart'}
          onChange={(value) => (store.asTable.value = value === 'table')}
        />
        {!store.asTable.value && <Choose label="Figures" options={SCALES} value={scale} onChange={setScale} />}
      </div>
      <Waiting remote={store.sweep} what="the sweep" />
      <div class="sweep">
        <div ref={ref} />
        {model !== null && model.procedures.length === 0 && <p>No run made a call.</p>}
        {model !== null && model.procedures.length > 0 && store.asTable.value && (
          <SweepTable model={model} procedure={procedure} metric={metric} open={open} />
        )}
        {model !== null && model.procedures.length > 0 && !store.asTable.value && width > 0 && (
          <>
            <SweepLegend model={model} procedure={procedure} hidden={hidden} onChange={setHidden} />
            <SweepChart
              model={model}
              metric={metric}
              procedure={procedure}
              chart={chartOf(
                model,
                { procedure, metric, hidden, kind: scale === 'auto' ? null : scale },
                { width, height: HEIGHT },
              )}
              open={open}
            />
            <SpokenTable model={model} procedure={procedure} metric={metric} />
          </>
        )}
        {model !== null && (
          <Crossovers model={model} procedure={procedure} hidden={store.asTable.value ? NONE : hidden} />
        )}
        {model !== null && <SweepNotes model={model} />}
      </div>
    </>
  );
}

function MetricPickers({ model, procedure }: { model: SweepModel; procedure: number }): JSX.Element {
  const store = useStore();
  return (
    <>
      <label>
        Figure{' '}
        <select
          value={store.metric.value}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (isSweepMetric(value)) store.metric.value = value;
          }}
        >
          {SWEEP_METRICS.map((metric) => (
            <option key={metric} value={metric}>
              {metricInfo(metric).title}
            </option>
          ))}
        </select>
      </label>
      {model.procedures.length > 1 && (
        <label>
          of{' '}
          <select
            value={model.procedures[procedure] ?? ''}
            onChange={(event) => (store.procedure.value = event.currentTarget.value)}
          >
            {model.procedures.map((name) => (
              <option key={name} value={name}>
                {visible(name, 80)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

interface CrossoversProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly hidden: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

/** Where two mechanisms change places, in words; the numbers are those in the chart. */
function Crossovers({ model, procedure, hidden }: CrossoversProps): JSX.Element | null {
  const metric = useStore().metric.value;
  const found = shownCrossovers(model, procedure, metric, hidden);
  if (found.length === 0) return null;
  return (
    <section class="crossovers" aria-label="Crossovers">
      <h2>Where two change places</h2>
      <ol>
        {found.slice(0, MOST_MARKS).map((each, index) => (
          <li key={index}>{visible(crossoverInWords(model, metric, each), 300)}</li>
        ))}
      </ol>
      {found.length > MOST_MARKS && <p>… and {found.length - MOST_MARKS} more</p>}
    </section>
  );
}
