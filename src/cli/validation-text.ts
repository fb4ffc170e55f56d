/** What `papers` prints for people. */

import { deviationInWords } from '../analysis/published.ts';
import { missesIn, type Unproduced, type Validation, type ValidationRow } from '../analysis/validation.ts';
import { plural } from '../base/format.ts';
import { plain } from './plain.ts';
import type { Style } from './style.ts';
import { type Column, indented, table } from './table.ts';

const LEFT: readonly Column[] = [
  { title: 'fact', align: 'left' },
  { title: 'published', align: 'right' },
  { title: 'simulated', align: 'right' },
  { title: 'deviation', align: 'right' },
];
const RIGHT: readonly Column[] = [
  { title: 'verified', align: 'left' },
  { title: 'scenario', align: 'left' },
  { title: 'paper', align: 'left' },
];

/** Predicted rows, counted rows, calibrated rows, and what no scenario produces. */
export function validationText(found: Validation, style: Style): readonly string[] {
  const { predicted, counted, calibrated, unproduced } = found;
  const calibrates: Column = { title: 'calibrates', align: 'left' };
  return [
    style.strong('Predicted: no price of the run, nor a fact that it follows from, fixes these'),
    ...indented(rowLines(predicted, [...LEFT, ...RIGHT], style)),
    '',
    style.strong('Counted: these follow from the path as the library writes it'),
    ...indented(rowLines(counted, [...LEFT, ...RIGHT], style)),
    '',
    style.strong('Calibrated: these fix prices, so that the run gives them back says nothing'),
    ...indented(rowLines(calibrated, [...LEFT, ...RIGHT, calibrates], style)),
    '',
    style.strong('Not produced by any scenario'),
    ...indented(unproduced.flatMap(reasonLines)),
    '',
    summaryOf(found),
  ];
}

function rowLines(rows: readonly ValidationRow[], columns: readonly Column[], style: Style): readonly string[] {
  const [head = '', rule = '', ...lines] = table(
    columns,
    rows.map((row) => cells(row)),
  );
  return [head, rule, ...lines.flatMap((line, i) => [line, ...missLine(rows[i], style)])];
}

function cells({ file, scenario, result }: ValidationRow): readonly string[] {
  const { fact, calibratedBy, variant, published, simulated } = result;
  return [
    plain(fact.id),
    plain(published),
    plain(simulated ?? '-'),
    deviationInWords(result),
    fact.evidence === 'read' ? 'yes' : 'no',
    plain(`${file} ${scenario}${variant === '' ? '' : ` [${variant}]`}`),
    plain(fact.source),
    ...(calibratedBy === null ? [] : [plain(calibratedBy.join(', '))]),
  ];
}

function missLine(row: ValidationRow | undefined, style: Style): readonly string[] {
  if (row === undefined || row.result.within) return [];
  const { because, tolerance } = row.result;
  const cause = because === null ? 'no cause is stated' : plain(because);
  return [`  ${style.bad(`✗ missed (${tolerance}):`)} ${cause}`];
}

function reasonLines({ because, facts }: Unproduced): readonly string[] {
  const ids = facts.map(({ id }) => plain(id)).join(', ');
  return [`${because === '' ? 'No reason is given' : plain(because)}: ${ids}`];
}

/** `48 predicted rows, 1 missed; 12 counted rows, all reproduced; 30 calibrated rows, all reproduced; 171 facts without a scenario.` */
export function summaryOf(found: Validation): string {
  const misses = new Set(missesIn(found));
  const count = (rows: readonly ValidationRow[], kind: string): string => {
    const missed = rows.filter((row) => misses.has(row)).length;
    return `${plural(rows.length, `${kind} row`)}, ${missed === 0 ? 'all reproduced' : `${missed} missed`}`;
  };
  const without = found.unproduced.reduce((sum, { facts }) => sum + facts.length, 0);
  return `${count(found.predicted, 'predicted')}; ${count(found.counted, 'counted')}; ${count(found.calibrated, 'calibrated')}; ${plural(without, 'fact')} without a scenario.`;
}
