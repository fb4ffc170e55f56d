/** The heatmap is a table: colours add to the numbers, they never replace them. */
import type { JSX } from 'preact';
import { letterOf as letterOfSite } from '../../../src/analysis/counters.ts';
import type {
  HeatCell,
  HeatmapColumn,
  HeatmapMeasure,
  HeatmapModel,
  HeatmapRow,
} from '../../../src/analysis/heatmap-models.ts';
import { formatCount } from '../../../src/base/format.ts';
import { letterOf } from '../base/kinds.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import { GlyphIcon } from '../sequence/glyph.tsx';
import { css, heatColour } from './colour.ts';
import { type ThemeColours, useThemeColours } from './use-theme.ts';
import { type CellFormat, cellFormat, largest } from './values.ts';

export function HeatTable({
  model,
  measure,
  open,
}: {
  model: HeatmapModel;
  measure: HeatmapMeasure;
  open: (column: HeatmapColumn) => void;
}): JSX.Element {
  const format = cellFormat(model, measure);
  const most = largest(model, measure);
  const colours = useThemeColours();
  const mean = meansSomething(model);
  return (
    <table class="heat">
      <caption>
        Mean {format.unit}; on the path unless said otherwise. A click on a column opens the diagram of its{' '}
        {model.columns.some((each) => each.calls > 1) ? 'first call' : 'call'}.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="corner">
            {format.unit}
          </th>
          {model.columns.map((column, i) => (
            <ColumnHead key={i} column={column} open={open} />
          ))}
          {mean && (
            <th scope="col" class="total">
              mean
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {model.rows.map((row) => (
          <Row key={row.key} row={row} measure={measure} format={format} most={most} colours={colours} mean={mean} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">total on the path</th>
          {model.columns.map((column, i) => (
            <td key={i}>{column.calls === 0 ? '–' : format.text(column.total)}</td>
          ))}
          {mean && <td class="total">{format.text(overall(model))}</td>}
        </tr>
      </tfoot>
    </table>
  );
}

/** A mean over several columns of the same run; one over different mechanisms is a figure of nothing. */
function meansSomething({ columns }: HeatmapModel): boolean {
  return columns.length > 1 && columns.every(({ variant }) => variant === columns[0]?.variant);
}

/** Mean of the columns' totals, weighted with their calls. */
function overall(model: HeatmapModel): HeatCell {
  const calls = Math.max(
    1,
    model.columns.reduce((sum, column) => sum + column.calls, 0),
  );
  const mean = (key: HeatmapMeasure): number =>
    model.columns.reduce((sum, column) => sum + column.total[key] * column.calls, 0) / calls;
  return { time: mean('time'), count: mean('count'), bytes: mean('bytes') };
}

function ColumnHead({ column, open }: { column: HeatmapColumn; open: (column: HeatmapColumn) => void }): JSX.Element {
  const title =
    column.calls > 1 ? `${formatCount(column.calls)} calls: open the first` : 'Open the diagram of this call';
  return (
    <th scope="col">
      <button type="button" class="column" disabled={column.call < 0} title={title} onClick={() => open(column)}>
        <Name text={column.title} longest={24} />
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: HeatmapRow;
  readonly measure: HeatmapMeasure;
  readonly format: CellFormat;
  readonly most: number;
  readonly colours: ThemeColours;
  readonly mean: boolean;
}

function Row({ row, measure, format, most, colours, mean }: RowProps): JSX.Element {
  return (
    <tr class={row.onPath ? '' : 'off'}>
      <th scope="row">
        <RowTitle row={row} />
      </th>
      {row.cells.map((cell, i) => (
        <Cell
          key={i}
          cell={cell}
          share={most === 0 ? 0 : (cell?.[measure] ?? 0) / most}
          format={format}
          colours={colours}
        />
      ))}
      {mean && <td class="total">{format.text(row.total)}</td>}
    </tr>
  );
}

function RowTitle({ row }: { row: HeatmapRow }): JSX.Element {
  const store = useStore();
  const site =
    row.site === null ? undefined : store.overview.latest.value?.variants[row.site.variant]?.sites[row.site.site];
  const source = site?.source;
  const kind = row.kind === 'nested' ? null : row.kind;
  const title = visible(row.title, 80).replaceAll('->', '→');
  return (
    <span class="row-title">
      {kind === null ? null : (
        <GlyphIcon kind={kind} letter={letterOf({ kind, letter: site === undefined ? null : letterOfSite(site) })} />
      )}
      {source ? (
        <button type="button" class="link" title="Open its line" onClick={() => store.reveal(source)}>
          {title}
        </button>
      ) : (
        <span>{title}</span>
      )}
      {!row.onPath && <span class="beside">beside the path</span>}
    </span>
  );
}

function Cell({
  cell,
  share,
  format,
  colours,
}: {
  cell: HeatCell | null;
  share: number;
  format: CellFormat;
  colours: ThemeColours;
}): JSX.Element {
  if (cell === null) {
    return (
      <td class="none">
        <span aria-hidden="true">–</span>
        <span class="hidden">no such step</span>
      </td>
    );
  }
  if (colours.highContrast) {
    return (
      <td class="bordered">
        {format.text(cell)}
        <span class="heat-bar" style={{ width: `${(100 * share).toFixed(1)}%` }} />
      </td>
    );
  }
  const { fill, text } = heatColour(colours.ground, colours.text, colours.accent, share);
  return <td style={{ background: css(fill), color: css(text) }}>{format.text(cell)}</td>;
}
