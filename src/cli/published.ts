/** Published values beside simulated ones, as a table. */

import { deviationInWords, standingInWords } from '../analysis/published.ts';
import type { PublishedResult } from '../analysis/run-models.ts';
import { plain } from './plain.ts';
import type { Style } from './style.ts';
import { type Column, indented, table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'fact', align: 'left' },
  { title: 'published', align: 'right' },
  { title: 'simulated', align: 'right' },
  { title: 'deviation', align: 'right' },
  { title: '', align: 'left' },
];

/** Lines about one scenario. */
export function publishedLines(results: readonly PublishedResult[], style: Style): readonly string[] {
  if (results.length === 0) return [];
  const [head = '', rule = '', ...lines] = table(COLUMNS, results.map(cells));
  const rows = lines.flatMap((line, i) => marked(line, results[i], style));
  return [style.strong('Published values'), ...indented([head, rule, ...rows]), ''];
}

function cells(result: PublishedResult): readonly string[] {
  const where = result.variant === '' ? '' : ` [${plain(result.variant)}]`;
  return [
    plain(result.fact.id) + where,
    plain(result.published),
    plain(result.simulated ?? '-'),
    deviationInWords(result),
    `${plain(standingInWords(result))}: ${plain(result.fact.source)}`,
  ];
}

function marked(line: string, result: PublishedResult | undefined, style: Style): readonly string[] {
  if (result === undefined || result.within) return [line];
  const allowed = result.tolerance === 'exact' ? 'must be equal' : `more than ${result.tolerance} off`;
  const cause = result.because === null ? 'no cause is stated' : `because ${plain(result.because)}`;
  return [line, ...indented([style.bad(`✗ ${allowed}; ${cause}`)], 4)];
}
