/** The exact figures of all mechanisms at one value. */
import type { JSX } from 'preact';
import { metricInfo, type SweepMetric } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { formatSwept } from '../../../src/analysis/sweep-values.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import type { ChartPoint } from '../layout/chart.ts';
import { LineSample } from './legend.tsx';
import { figureText } from './table.tsx';

interface ReadoutProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly metric: SweepMetric;
  readonly active: ChartPoint | null;
}

export function Readout({ model, procedure, metric, active }: ReadoutProps): JSX.Element {
  return (
    <div class="readout" id="sweep-readout">
      {active === null ? (
        <p>Point at the chart for exact figures; click a point to open its run.</p>
      ) : (
        <>
          <strong>
            <Name text={model.parameter} longest={40} /> = {formatSwept(model.values[active.value] ?? 0, model.unit)}
          </strong>
          <ul>
            {model.titles.map((title, column) => (
              <li key={column} class={column === active.column ? 'active' : ''}>
                <LineSample column={column} />
                <Name text={title} longest={30} />{' '}
                {figureText(model, { value: active.value, column, procedure }, metric)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="spoken" role="status">
        {active === null ? '' : visible(pointInWords(model, metric, active), 200)}
      </p>
    </div>
  );
}

/** `rpc at size = 4 KB: 1.72 ms`. */
function pointInWords(model: SweepModel, metric: SweepMetric, { value, column, figure }: ChartPoint): string {
  const at = formatSwept(model.values[value] ?? 0, model.unit);
  const assumed = model.cells[value]?.[column]?.assumed === true ? ', assumed prices' : '';
  return `${model.titles[column] ?? ''} at ${model.parameter} = ${at}: ${metricInfo(metric).format(figure)}${assumed}`;
}
