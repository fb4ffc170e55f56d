/** What a sweep can show of its calls. */
import { formatBytes, formatMean, formatTime, significant } from '../base/format.ts';
import type { SweepModel, SweptCall } from './sweep-models.ts';
import { allCopies, COUNTER_WORDS } from './words.ts';

/** Names of the figures, as the command line takes them. */
export const SWEEP_METRICS = [
  'latency',
  'p50',
  'p95',
  'p99',
  'max',
  'throughput',
  'copies',
  'kernelCopies',
  'bytesCopied',
  'traps',
  'switches',
  'threadSwitches',
  'exchanges',
  'reallocations',
  'locks',
  'mappings',
  'packets',
  'unsplit',
] as const;
/** One of the figures. */
export type SweepMetric = (typeof SWEEP_METRICS)[number];

/** A figure: what it is called, where it stands, how it is written. */
export interface MetricInfo {
  readonly title: string;
  /** What stands at the axis and above the table. */
  readonly definition: string;
  readonly of: (call: SweptCall) => number;
  readonly format: (value: number) => string;
  /** `costs more than`: between the names of two mechanisms, of which the first has the larger figure. */
  readonly larger: string;
}

const ROUND_TRIP = 'round trip';
const BOTH_WAYS = 'mean per call, call and return together';

const counted = (title: string, of: MetricInfo['of'], larger: string): MetricInfo => ({
  title,
  definition: BOTH_WAYS,
  of,
  format: formatMean,
  larger,
});

const latency = (title: string, of: MetricInfo['of']): MetricInfo => ({
  title,
  definition: ROUND_TRIP,
  of,
  format: formatTime,
  larger: 'costs more than',
});

const METRICS: { readonly [M in SweepMetric]: MetricInfo } = {
  latency: latency('latency, mean', (call) => call.latency.mean),
  p50: latency('latency, median', (call) => call.latency.p50),
  p95: latency('latency, p95', (call) => call.latency.p95),
  p99: latency('latency, p99', (call) => call.latency.p99),
  max: latency('latency, largest', (call) => call.latency.max),
  throughput: {
    title: 'throughput',
    definition: 'calls per second, from the first start to the last end',
    of: (call) => call.throughput,
    format: (value) => `${significant(value)}/s`,
    larger: 'carries more calls than',
  },
  copies: counted('all copies', (call) => allCopies(call.perCall), 'copies more often than'),
  kernelCopies: counted(
    COUNTER_WORDS.kernelCopies,
    (call) => call.perCall.kernelCopies,
    'copies more often in the kernel than',
  ),
  bytesCopied: {
    title: COUNTER_WORDS.bytesCopied,
    definition: BOTH_WAYS,
    of: (call) => call.perCall.bytesCopied,
    format: formatBytes,
    larger: 'copies more bytes than',
  },
  traps: counted(COUNTER_WORDS.traps, (call) => call.perCall.traps, 'traps more often than'),
  switches: counted(COUNTER_WORDS.switches, (call) => call.perCall.switches, 'switches more often than'),
  threadSwitches: counted(
    COUNTER_WORDS.threadSwitches,
    (call) => call.perCall.threadSwitches,
    'switches threads more often than',
  ),
  exchanges: counted(COUNTER_WORDS.exchanges, (call) => call.perCall.exchanges, 'exchanges processors more often than'),
  reallocations: counted(
    COUNTER_WORDS.reallocations,
    (call) => call.perCall.reallocations,
    'reallocates processors more often than',
  ),
  locks: counted(COUNTER_WORDS.locks, (call) => call.perCall.locks, 'locks more often than'),
  mappings: counted(COUNTER_WORDS.mappings, (call) => call.perCall.mappings, 'maps more often than'),
  packets: counted(COUNTER_WORDS.packets, (call) => call.perCall.packets, 'sends more packets than'),
  unsplit: {
    title: COUNTER_WORDS.unsplit,
    definition: BOTH_WAYS,
    of: (call) => call.perCall.unsplit,
    format: formatTime,
    larger: 'has more unsplit time than',
  },
};

/** Everything about a figure. */
export function metricInfo(metric: SweepMetric): MetricInfo {
  return METRICS[metric];
}

/** Whether a text names a figure. */
export function isSweepMetric(name: string): name is SweepMetric {
  return SWEEP_METRICS.some((metric) => metric === name);
}

/** Where a figure stands. */
export interface CellPlace {
  readonly value: number;
  readonly column: number;
  readonly procedure: number;
}

/** The figure of a cell; null if there is none: the run was not made, or no call returned. */
export function figureAt(
  model: SweepModel,
  { value, column, procedure }: CellPlace,
  metric: SweepMetric,
): number | null {
  const call = model.cells[value]?.[column]?.calls[procedure] ?? null;
  return call === null || call.count === 0 || call.failed === call.count ? null : METRICS[metric].of(call);
}

/** The index of the note about a cell; null if there is none. */
export function noteAt(model: SweepModel, { value, column, procedure }: CellPlace): number | null {
  const cell = model.cells[value]?.[column];
  return cell?.note ?? cell?.calls[procedure]?.note ?? null;
}

/** Whether figures of a column count prices in that nobody has published. */
export function isAssumedColumn(model: SweepModel, column: number): boolean {
  return model.cells.some((row) => row[column]?.assumed === true);
}

/** Whether a column has no figure at all, for a procedure. */
export function isAbsent(model: SweepModel, column: number, procedure: number): boolean {
  return model.values.every((_, value) => figureAt(model, { value, column, procedure }, 'latency') === null);
}

/** The notes that say why a column lacks figures, each once. */
export function notesOfGaps(model: SweepModel, column: number, procedure: number): readonly number[] {
  const places = model.values.map((_, value) => ({ value, column, procedure }));
  const gaps = places.filter((place) => figureAt(model, place, 'latency') === null);
  return [...new Set(gaps.flatMap((place) => noteAt(model, place) ?? []))];
}
