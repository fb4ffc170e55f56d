/** What `run` prints of a sweep: values down, mechanisms across. */
import { crossoverInWords, crossovers } from '../analysis/crossovers.ts';
import { figureAt, metricInfo, noteAt, type SweepMetric } from '../analysis/sweep-metrics.ts';
import type { SweepModel, SweepNote } from '../analysis/sweep-models.ts';
import { formatSwept } from '../analysis/sweep-values.ts';
import { UNVERIFIED } from '../analysis/unverified.ts';
import { listed, plural } from '../base/format.ts';
import { plain } from './plain.ts';
import type { Style } from './style.ts';
import { type Column, indented, type TableRow, table } from './table.ts';

/** More crossovers than these are counted, not told. */
const MOST_CROSSOVERS = 20;

/** The tables of a sweep, one for each procedure, and the notes to their cells. */
export function sweepLines(model: SweepModel, metric: SweepMetric, style: Style): readonly string[] {
  const tables = model.procedures.flatMap((name, procedure) => [
    style.strong(`${plain(name)}: ${metricInfo(metric).title} (${metricInfo(metric).definition})`),
    ...indented([...sweepTable(model, procedure, metric), ...crossoverLines(model, procedure, metric)]),
    '',
  ]);
  const none = model.procedures.length === 0 ? ['No run made a call.', ''] : [];
  return [...none, ...tables, ...noteLines(model)];
}

function sweepTable(model: SweepModel, procedure: number, metric: SweepMetric): readonly string[] {
  const columns: readonly Column[] = [
    { title: plain(model.parameter), align: 'right' },
    ...model.titles.map((title): Column => ({ title: plain(title), align: 'right' })),
  ];
  const rows = model.values.map((value, index): TableRow => {
    const cells = model.columns.map((_, column) => cellText(model, { value: index, column, procedure }, metric));
    return [formatSwept(value, model.unit), ...cells];
  });
  return table(columns, rows);
}

/** A figure, `-` where there is none; with the number of the note that says more. */
function cellText(model: SweepModel, place: Parameters<typeof figureAt>[1], metric: SweepMetric): string {
  const figure = figureAt(model, place, metric);
  const note = noteAt(model, place);
  const assumed = model.cells[place.value]?.[place.column]?.assumed === true ? '*' : '';
  return `${figure === null ? '-' : `${metricInfo(metric).format(figure)}${assumed}`}${note === null ? '' : ` [${note + 1}]`}`;
}

function crossoverLines(model: SweepModel, procedure: number, metric: SweepMetric): readonly string[] {
  const found = crossovers(model, procedure, metric);
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_CROSSOVERS).map((each) => plain(crossoverInWords(model, metric, each)));
  const more = found.length - shown.length;
  return ['', ...shown, ...(more === 0 ? [] : [`… and ${plural(more, 'more crossover')}`])];
}

function noteLines({ notes, assumptions, unverified }: SweepModel): readonly string[] {
  const stars = assumptions.length === 0 ? [] : ['* assumed prices count in this figure'];
  if (unverified.length > 0) {
    const names = unverified.map(({ mechanism, prices }) => `${plain(mechanism)} (${prices.map(plain).join(', ')})`);
    stars.push(`Prices ${UNVERIFIED} count in the figures of ${listed(names)}.`);
  }
  if (notes.length + stars.length === 0) return [];
  return [...indented(stars), ...indented(notes.map((note, index) => `[${index + 1}] ${noteText(note)}`)), ''];
}

/** Of many missing prices the first, and how to write it. */
export function noteText({ variant, text, missing }: SweepNote): string {
  const subject = variant === '' ? '' : `${plain(variant)}: `;
  if (missing === null) return `${subject}${plain(text)}`;
  const { profile, mechanism, prices } = missing;
  const [first = '', ...others] = prices;
  const more = others.length === 0 ? '' : ` and ${plural(others.length, 'more step')}`;
  return plain(
    `${subject}profile ${profile} has no price for "${first}"${more}. Write it: profile ${profile} { in ${mechanism} { ${first} = … } }, or supply it with --assume.`,
  );
}
