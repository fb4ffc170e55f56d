/** The sweep as a table: a row for each value, a column for each mechanism. A figure opens its run. */
import type { JSX } from 'preact';
import { type CellPlace, figureAt, metricInfo, noteAt, type SweepMetric } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { formatSwept } from '../../../src/analysis/sweep-values.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';

interface TableProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly metric: SweepMetric;
  readonly open: (value: number, column: number) => void;
}

/** Rows drawn at once. */
const MOST_ROWS = 1_000;

export function SweepTable({ model, procedure, metric, open }: TableProps): JSX.Element {
  const { title, definition } = metricInfo(metric);
  const shown = model.values.slice(0, MOST_ROWS);
  return (
    <div class="sweep-scroll">
      <table class="sweep-table">
        <caption>
          {visible(model.procedures[procedure] ?? '', 80)}: {title} ({definition})
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <Name text={model.parameter} longest={40} />
            </th>
            {model.titles.map((each, column) => (
              <th key={column} scope="col">
                <Name text={each} longest={40} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((value, row) => (
            <tr key={row}>
              <th scope="row">{formatSwept(value, model.unit)}</th>
              {model.columns.map((_, column) => (
                <Figure key={column} {...{ model, procedure, metric, open, row, column }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {model.values.length > MOST_ROWS && <p>… and {model.values.length - MOST_ROWS} more values</p>}
    </div>
  );
}

/** Cells that a screen reader is given beside the chart; more are in the table. */
const MOST_SPOKEN = 400;

/** The chart's figures for who does not see it. They open nothing: the chart and the table do. */
export function SpokenTable({ model, procedure, metric }: Omit<TableProps, 'open'>): JSX.Element | null {
  const rows = model.values.slice(0, Math.floor(MOST_SPOKEN / Math.max(1, model.columns.length)));
  const { title, definition } = metricInfo(metric);
  return (
    <div class="spoken">
      <table>
        <caption>
          {visible(model.procedures[procedure] ?? '', 80)}: {title} ({definition})
          {rows.length < model.values.length ? `, the first ${rows.length} of ${model.values.length} values` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">{visible(model.parameter, 40)}</th>
            {model.titles.map((each, column) => (
              <th key={column} scope="col">
                {visible(each, 40)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((value, row) => (
            <tr key={row}>
              <th scope="row">{formatSwept(value, model.unit)}</th>
              {model.columns.map((_, column) => (
                <td key={column}>{figureText(model, { value: row, column, procedure }, metric)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `1.72 ms`, `-`, with a star where prices are assumed, and the number of its note. */
export function figureText(model: SweepModel, place: CellPlace, metric: SweepMetric): string {
  const figure = figureAt(model, place, metric);
  const note = noteAt(model, place);
  const assumed = model.cells[place.value]?.[place.column]?.assumed === true ? '*' : '';
  return `${figure === null ? '-' : metricInfo(metric).format(figure)}${assumed}${note === null ? '' : ` [${note + 1}]`}`;
}

function Figure(props: TableProps & { readonly row: number; readonly column: number }): JSX.Element {
  const { model, procedure, metric, open, row, column } = props;
  const place = { value: row, column, procedure };
  const cell = model.cells[row]?.[column];
  const text = figureText(model, place, metric);
  if (cell?.note != null || cell?.calls[procedure] == null) return <td>{text}</td>;
  const name = `${text}, open the run of ${model.titles[column] ?? ''} at ${formatSwept(model.values[row] ?? 0, model.unit)}`;
  return (
    <td>
      <button type="button" class="link" aria-label={visible(name, 200)} onClick={() => open(row, column)}>
        {text}
      </button>
    </td>
  );
}
