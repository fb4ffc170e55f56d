/** The sweep as lines. Pointing at it, or the arrow keys, tell the exact figures; a click or Enter opens the run. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { metricInfo, type SweepMetric } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { visible } from '../base/untrusted.ts';
import { type Chart, type ChartLine, type ChartPoint, type EndLabel, nearestPoint } from '../layout/chart.ts';
import { lineStyle } from './line-styles.ts';
import { moved } from './move.ts';
import { Readout } from './readout.tsx';

interface ChartProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly metric: SweepMetric;
  readonly chart: Chart;
  readonly open: (value: number, column: number) => void;
}

/** More markers than these would be a smear. */
const MOST_MARKERS = 600;

export function SweepChart({ model, procedure, metric, chart, open }: ChartProps): JSX.Element {
  const [place, setPlace] = useState<{ readonly value: number; readonly column: number } | null>(null);
  const all = chart.lines.flatMap((line) => line.points);
  const active = all.find(({ value, column }) => value === place?.value && column === place.column) ?? null;
  const key = (event: KeyboardEvent): void => {
    const next = moved(chart, active, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
  };
  const pointAt = (event: MouseEvent & { readonly currentTarget: HTMLElement }): ChartPoint | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestPoint(chart, event.clientX - box.left, event.clientY - box.top);
  };
  const { title, definition } = metricInfo(metric);
  const name = `${title} of ${model.procedures[procedure] ?? ''} over ${model.parameter}. Arrow keys go from point to point, Enter opens the run.`;
  return (
    <div class="chart">
      <Readout model={model} metric={metric} procedure={procedure} active={active} />
      <div class="chart-stage">
        <svg width={chart.width} height={chart.height} aria-hidden="true">
          <Axes chart={chart} model={model} title={`${title} (${definition})`} />
          {active !== null && (
            <path class="crosshair" d={`M${active.x} ${chart.plot.top}V${chart.plot.bottom}`} aria-hidden="true" />
          )}
          {chart.ends.map((end) => (
            <LineEnd key={end.column} end={end} isActive={end.column === active?.column} />
          ))}
          {chart.lines.map((line) => (
            <Line
              key={line.column}
              line={line}
              markers={all.length <= MOST_MARKERS}
              isActive={line.column === active?.column}
              isAssumed={(value) => model.cells[value]?.[line.column]?.assumed === true}
            />
          ))}
          {chart.marks.map(({ x, y, labelY }, index) => (
            <g key={index} class="crossover" aria-hidden="true">
              <circle cx={x} cy={y} r={6} />
              <text x={x} y={labelY}>
                {index + 1}
              </text>
            </g>
          ))}
          {active !== null && <circle class="active-point" cx={active.x} cy={active.y} r={9} />}
        </svg>
        <button
          type="button"
          class="plain chart-ground"
          aria-label={visible(name, 300)}
          aria-describedby="sweep-readout"
          onKeyDown={key}
          onPointerMove={(event) => setPlace(pointAt(event))}
          onClick={(event) => {
            const point = event.detail === 0 ? active : pointAt(event);
            if (point !== null) open(point.value, point.column);
          }}
        />
      </div>
    </div>
  );
}

/** The name of a line, and what leads to it where the line ends before. */
function LineEnd({ end, isActive }: { end: EndLabel; isActive: boolean }): JSX.Element {
  const { column, text, x, y, from } = end;
  return (
    <g class={`line-end ${lineStyle(column).colour}${isActive ? ' active' : ''}`} aria-hidden="true">
      <path class="leader" d={`M${from.x + 6} ${from.y}L${x - 4} ${y}`} />
      <text x={x} y={y} dy="0.36em">
        {visible(text, 60)}
      </text>
    </g>
  );
}

interface LineProps {
  readonly line: ChartLine;
  readonly markers: boolean;
  readonly isActive: boolean;
  readonly isAssumed: (value: number) => boolean;
}

function Line({ line: { column, path, points }, markers, isActive, isAssumed }: LineProps): JSX.Element {
  const { colour, dash, marker, filled } = lineStyle(column);
  return (
    <g class={`${colour}${isActive ? ' active' : ''}`} aria-hidden="true">
      <path class="sweep-line" d={path} stroke-dasharray={dash} />
      {points.map(({ value, x, y }) =>
        markers || points.length === 1 ? (
          <path
            key={value}
            class={`marker${filled && !isAssumed(value) ? ' filled' : ''}${isAssumed(value) ? ' assumed' : ''}`}
            d={marker}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
          />
        ) : null,
      )}
    </g>
  );
}

function Axes({ chart, model, title }: { chart: Chart; model: SweepModel; title: string }): JSX.Element {
  const { left, right, top, bottom } = chart.plot;
  const apart = model.values.some((value) => value <= 0) ? ', 0 set apart' : '';
  const log = chart.xKind === 'log' ? `, logarithmic${apart}` : '';
  return (
    <g class="axes" aria-hidden="true">
      {chart.yTicks.map(({ at, text }) => (
        <g key={at}>
          <path class="grid" d={`M${left} ${at}H${right}`} />
          <text class="y" x={left - 8} y={at + 4}>
            {text}
          </text>
        </g>
      ))}
      <path class="axis" d={`M${left} ${top}V${bottom}H${right}`} />
      {chart.xTicks.map(({ at, text }) => (
        <g key={at}>
          <path class="axis" d={`M${at} ${bottom}v5`} />
          <text class="x" x={at} y={bottom + 19}>
            {text}
          </text>
        </g>
      ))}
      <text class="x title" x={(left + right) / 2} y={bottom + 38}>
        {visible(`${model.parameter}${log}`, 80)}
      </text>
      <text class="y-title" x={left} y={top - 5}>
        {title}
        {chart.yKind === 'log' ? ', logarithmic' : ''}
      </text>
    </g>
  );
}
