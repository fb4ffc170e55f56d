/** Variants of one scenario side by side, procedure by procedure. */

import type { CallSummary, RunOverview } from '../analysis/run-models.ts';
import { allCopies, COUNTER_WORDS } from '../analysis/words.ts';
import { formatBytes, formatMean, formatShare, formatTime } from '../base/format.ts';
import { plain } from './plain.ts';
import { type Column, type TableRow, table } from './table.ts';

interface Line {
  readonly title: string;
  readonly value: (call: CallSummary, first: CallSummary) => string;
  /** Left out where no variant has any. */
  readonly measure?: (call: CallSummary) => number;
}

const COUNTED = [
  'processSwaps',
  'threadSwitches',
  'exchanges',
  'reallocations',
  'queueOps',
  'locks',
  'mappings',
  'validations',
  'packets',
] as const;

const LINES: readonly Line[] = [
  { title: 'latency, mean', value: ({ latency }) => formatTime(latency.mean) },
  {
    title: 'latency, relative to the first',
    value: ({ latency }, first) => formatShare(latency.mean, first.latency.mean),
  },
  { title: 'latency, p95', value: ({ latency }) => formatTime(latency.p95) },
  { title: 'latency, largest', value: ({ latency }) => formatTime(latency.max) },
  { title: 'all copies', value: ({ perCall }) => formatMean(allCopies(perCall)) },
  { title: COUNTER_WORDS.kernelCopies, value: ({ perCall }) => formatMean(perCall.kernelCopies) },
  {
    title: COUNTER_WORDS.bytesCopied,
    value: ({ perCall }) => formatBytes(perCall.bytesCopied),
    measure: ({ perCall }) => perCall.bytesCopied,
  },
  { title: COUNTER_WORDS.traps, value: ({ perCall }) => formatMean(perCall.traps) },
  { title: COUNTER_WORDS.switches, value: ({ perCall }) => formatMean(perCall.switches) },
  ...COUNTED.map(
    (counter): Line => ({
      title: COUNTER_WORDS[counter],
      value: ({ perCall }) => formatMean(perCall[counter]),
      measure: ({ perCall }) => perCall[counter],
    }),
  ),
  {
    title: COUNTER_WORDS.unsplit,
    value: ({ perCall }) => formatTime(perCall.unsplit),
    measure: ({ perCall }) => perCall.unsplit,
  },
  { title: 'failed calls', value: ({ failed, count }) => `${failed} of ${count}`, measure: ({ failed }) => failed },
];

/** One table for each procedure: means per call, call and return together; calls made by the procedure are not in the counts. */
export function comparisons(
  overview: RunOverview,
): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  const names = [...new Set(overview.variants.flatMap(({ calls }) => calls.map(nameOf)))];
  return names.map((name) => ({ title: plain(name), lines: comparison(overview, name) }));
}

/** Those that did not run have their columns too, with nothing in them. */
function columnsOf({ variants, absent }: RunOverview): readonly { name: string; calls: readonly CallSummary[] }[] {
  const columns: { name: string; calls: readonly CallSummary[] }[] = [...variants];
  for (const { variant, index } of absent) columns.splice(index, 0, { name: variant, calls: [] });
  return columns;
}

function comparison(overview: RunOverview, name: string): readonly string[] {
  const variants = columnsOf(overview);
  const found = variants.map(({ calls }) => calls.find((call) => nameOf(call) === name) ?? null);
  const called = found.filter((call) => call !== null);
  const [first] = called;
  if (first === undefined) return [];
  const columns: readonly Column[] = [
    { title: 'mean per call, call and return', align: 'left' },
    ...variants.map((variant): Column => ({ title: plain(variant.name), align: 'right' })),
  ];
  const lines = LINES.filter(({ measure }) => measure === undefined || called.some((call) => measure(call) > 0));
  return table(
    columns,
    lines.map(
      ({ title, value }): TableRow => [title, ...found.map((call) => (call === null ? '-' : value(call, first)))],
    ),
  );
}

function nameOf({ binding, procedure }: CallSummary): string {
  return `${binding}.${procedure}`;
}
