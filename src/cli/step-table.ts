/** The path of one call, step by step. */

import { ASSUMED, isAssumed } from '../analysis/assumptions.ts';
import { stepText } from '../analysis/happening.ts';
import type { SequenceModel, SequenceStep } from '../analysis/sequence-models.ts';
import { KIND_WORDS } from '../analysis/words.ts';
import { at } from '../base/assert.ts';
import { formatBytes, formatMicroseconds, formatShare, plural } from '../base/format.ts';
import type { Site } from '../sim/spec/site.ts';
import { plain } from './plain.ts';
import { type Column, indented, type TableRow, table } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'start µs', align: 'right' },
  { title: 'takes µs', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'who', align: 'left' },
  { title: 'kind', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 'bytes', align: 'right' },
];

/** A table shows no more steps than this. */
const MOST_STEPS = 200;

const ROUND_TRIP = 'on the path: latency, round trip';

/** Lines of the table, with the sum of what is on the path. Work beside the path is marked and not part of the sum. */
export function stepTable(model: SequenceModel, sites: readonly Site[], sumOf = ROUND_TRIP): readonly string[] {
  const shown = model.steps.slice(0, MOST_STEPS);
  const decimals = decimalsFor(shown);
  const rows = shown.map((step) => stepRow(step, at(sites, step.site), model, decimals));
  const more = model.steps.length - shown.length + model.omitted;
  const sum = [
    '',
    formatMicroseconds(model.latency, decimals),
    formatShare(model.latency, model.latency),
    '',
    '',
    sumOf,
    '',
  ];
  const total: readonly TableRow[] = ['rule', sum];
  return [
    ...table(COLUMNS, [...rows, ...total]),
    ...(more === 0 ? [] : indented([`… and ${plural(more, 'more step')}`])),
  ];
}

function stepRow(step: SequenceStep, site: Site, model: SequenceModel, decimals: number): TableRow {
  return [
    formatMicroseconds(step.start, decimals),
    formatMicroseconds(step.duration, decimals),
    step.onPath ? formatShare(step.duration, model.latency) : 'beside',
    plain(model.lifelines[step.lane]?.domain ?? ''),
    step.letter === null ? KIND_WORDS[step.kind] : `${KIND_WORDS[step.kind]} ${step.letter}`,
    '  '.repeat(step.depth) + plain(what(step, site)) + (isAssumed(site) ? ` (${ASSUMED})` : ''),
    step.kind === 'copy' ? formatBytes(step.bytes).replace(/ bytes?$/, '') : '',
  ];
}

function what(step: SequenceStep, site: Site): string {
  if (step.wait !== null) return step.wait;
  if (step.kind === 'copy') return `copy ${step.from ?? 'memory'} -> ${step.to ?? 'memory'}`;
  return stepText(site, step);
}

/** As few decimals as show every duration exactly, at least one and at most three. */
function decimalsFor(steps: readonly SequenceStep[]): number {
  const exact = (unit: number): boolean =>
    steps.every(({ start, duration }) => start % unit === 0 && duration % unit === 0);
  if (exact(100_000)) return 1;
  return exact(10_000) ? 2 : 3;
}
