/** Variants of one scenario side by side, procedure by procedure. */

import type { CallSummary, RunOverview, VariantOverview } from '../analysis/run-models.ts';
import { allCopies, COUNTER_WORDS } from '../analysis/words.ts';
import { at } from '../base/assert.ts';
import { formatBytes, formatMean, formatShare, formatTime, significant } from '../base/format.ts';
import type { Picoseconds } from '../base/units.ts';
import { plain } from './plain.ts';
import { type Column, type TableRow, table } from './table.ts';

interface Line {
  readonly title: string;
  readonly value: (call: CallSummary, first: CallSummary, time: Picoseconds) => string;
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
  {
    title: 'latency, mean of calls that returned',
    value: ({ apart, failed, count, latency }) =>
      failed === count ? '-' : formatTime(apart === null ? latency.mean : apart.returned.latency.mean),
    measure: ({ apart }) => Number(apart !== null),
  },
  {
    title: 'calls per second, all threads',
    value: ({ throughput }) => (throughput === null ? '-' : significant(throughput)),
    measure: ({ throughput }) => throughput ?? 0,
  },
  {
    title: 'of them that returned, per second',
    value: (call) => formatRate(call),
    measure: ({ apart }) => Number(apart !== null),
  },
  {
    title: 'length of the run, all calls',
    value: (_call, _first, time) => formatTime(time),
    measure: ({ throughput }) => throughput ?? 0,
  },
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

function formatRate({ apart, failed, throughput }: CallSummary): string {
  const rate = apart === null ? (failed === 0 ? throughput : null) : apart.returned.throughput;
  return rate === null ? '-' : significant(rate);
}

/** One table for each procedure: means per call, call and return together; calls made by the procedure are not in the counts. */
export function comparisons(
  overview: RunOverview,
): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  const names = [...new Set(overview.variants.flatMap(({ calls }) => calls.map(nameOf)))];
  return names.map((name) => ({ title: plain(name), lines: comparison(overview, name) }));
}

type ColumnSource = Pick<VariantOverview, 'name' | 'calls' | 'simulatedTime'>;

/** Those that did not run have their columns too, with nothing in them. */
function columnsOf({ variants, absent }: RunOverview): readonly ColumnSource[] {
  const columns: ColumnSource[] = [...variants];
  for (const { variant, index } of absent) columns.splice(index, 0, { name: variant, calls: [], simulatedTime: 0 });
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
      ({ title, value }): TableRow => [
        title,
        ...found.map((call, i) => (call === null ? '-' : value(call, first, at(variants, i).simulatedTime))),
      ],
    ),
  );
}

function nameOf({ binding, procedure }: CallSummary): string {
  return `${binding}.${procedure}`;
}
