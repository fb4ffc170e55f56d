/** The values that conditions of `@expect` name, measured on one run. */
import { assertNever } from '../base/assert.ts';
import type { CallMeasure, ExpectNode } from '../sim/expectation.ts';
import type { PathId, Site } from '../sim/spec.ts';
import type { RowChunk, Trace } from '../sim/trace/format.ts';
import { callsOfPath, endOfRow, hasEnded, latencyOfCall, procedureName, startOfCall } from './calls.ts';
import { actedAsSwitch, countersOf, isIdleKind } from './counters.ts';
import { formatBytes, formatMean, formatTime, significant } from './format.ts';
import { nearestRank } from './statistics.ts';
import { mean, Sums } from './sums.ts';

type CallLeaf = Extract<ExpectNode, { node: 'call' }>;
type MachineLeaf = Extract<ExpectNode, { node: 'machine' }>;
type FailuresLeaf = Extract<ExpectNode, { node: 'failures' }>;

/** A node that stands for a value of the run. */
export type ExpectLeaf = CallLeaf | MachineLeaf | FailuresLeaf;

/** `latency(test.Null).mean`: what the value is called, and the same for equal values of one variant. */
export function leafName(leaf: ExpectLeaf): string {
  switch (leaf.node) {
    case 'call':
      return leaf.measure === 'throughput'
        ? `throughput(${leaf.call})`
        : `${leaf.measure}(${leaf.call}).${leaf.attribute}`;
    case 'machine':
      return `${leaf.machine}.${leaf.measure}`;
    case 'failures':
      return `failures(${leaf.outcome})`;
    default:
      return assertNever(leaf);
  }
}

/** The value in words, with its unit. */
export function leafValue(leaf: ExpectLeaf, value: number): string {
  if (leaf.node !== 'call') return formatMean(value);
  if (leaf.measure === 'latency' || leaf.measure === 'work') return formatTime(value);
  if (leaf.measure === 'throughput') return `${significant(value * 1e12)} calls/s`;
  return leaf.measure === 'bytesCopied' ? formatBytes(value) : formatMean(value);
}

/** The value of a leaf in this run; null if the call was never made or the machine does not exist. */
export function measureLeaf(trace: Trace, leaf: ExpectLeaf): number | null {
  switch (leaf.node) {
    case 'call':
      return measureCalls(trace, leaf);
    case 'machine':
      return countOnMachine(trace, leaf);
    case 'failures':
      return countOutcome(trace, leaf.outcome);
    default:
      return assertNever(leaf);
  }
}

function measureCalls(trace: Trace, { call: name, measure, attribute }: CallLeaf): number | null {
  const path = trace.spec.paths.findIndex((_, each) => procedureName(trace.spec, each) === name);
  const calls = path < 0 ? [] : callsOfPath(trace, path).filter((call) => hasEnded(trace, call));
  if (calls.length === 0) return null;
  if (measure === 'throughput') return throughput(trace, calls);
  const values = Float64Array.from(calls, valueOf(trace, path, measure));
  return attributeOf(values, attribute, measure === 'latency' || measure === 'work');
}

/** Ended calls per picosecond, from the first one's start to the last one's end. */
function throughput(trace: Trace, calls: readonly number[]): number {
  const start = startOfCall(trace, calls[0] ?? 0);
  const end = calls.reduce(
    (latest, call) => Math.max(latest, endOfRow(trace.rows, trace.calls.lastRow[call] ?? 0)),
    start,
  );
  return end === start ? 0 : calls.length / (end - start);
}

function attributeOf(values: Float64Array, attribute: CallLeaf['attribute'], whole: boolean): number {
  const ascending = values.slice().sort();
  switch (attribute) {
    case 'mean':
      return whole ? Math.round(meanOf(values)) : meanOf(values);
    case 'p50':
      return nearestRank(ascending, 50);
    case 'p95':
      return nearestRank(ascending, 95);
    case 'p99':
      return nearestRank(ascending, 99);
    case 'minimum':
      return ascending[0] ?? 0;
    case 'maximum':
      return ascending.at(-1) ?? 0;
    default:
      return assertNever(attribute);
  }
}

function meanOf(values: Float64Array): number {
  const sums = new Sums(1);
  for (const value of values) sums.add(0, value);
  return mean(sums.total(0), values.length);
}

function valueOf(trace: Trace, path: PathId, measure: Exclude<CallMeasure, 'throughput'>): (call: number) => number {
  if (measure === 'latency') return (call) => latencyOfCall(trace, call);
  const values = measure === 'work' ? workOfCalls(trace) : countsOfCalls(trace, path, measure);
  return (call) => values[call] ?? 0;
}

/** For each call of the path the sum of what its own rows count. */
function countsOfCalls(
  trace: Trace,
  path: PathId,
  measure: Exclude<CallMeasure, 'throughput' | 'latency' | 'work'>,
): Float64Array {
  const values = new Float64Array(trace.calls.length);
  const counted = trace.spec.sites.map((site) => counts(site, measure));
  const paths = trace.calls.path;
  eachRow(trace, (chunk, i) => {
    const call = chunk.call[i] ?? -1;
    if (call < 0 || paths[call] !== path) return;
    const amount = amountAt(
      trace.spec.sites[chunk.site[i] ?? -1],
      counted[chunk.site[i] ?? -1] ?? 0,
      measure,
      chunk.place[i] ?? -1,
    );
    values[call] = (values[call] ?? 0) + (measure === 'bytesCopied' ? amount * (chunk.bytes[i] ?? 0) : amount);
  });
  return values;
}

function counts(site: Site, measure: Exclude<CallMeasure, 'throughput' | 'latency' | 'work'>): number {
  const counters = countersOf(site);
  if (measure === 'copies' || measure === 'bytesCopied') return Number(site.kind === 'copy');
  return Number(counters.includes(measure === 'swaps' ? 'processSwaps' : measure));
}

/** An exchange that acted as a switch counts as that. */
function amountAt(site: Site | undefined, counted: number, measure: string, place: number): number {
  if (site === undefined || !actedAsSwitch(site.kind, place)) return counted;
  return Number(measure === 'switches');
}

/** Processor time of each call: all its rows, on the path and off it, with those of the calls that its body made. */
function workOfCalls(trace: Trace): Float64Array {
  const work = new Float64Array(trace.calls.length);
  const { sites } = trace.spec;
  eachRow(trace, (chunk, i) => {
    const call = chunk.call[i] ?? -1;
    const kind = sites[chunk.site[i] ?? -1]?.kind ?? 'idle';
    if (call < 0 || isIdleKind(kind)) return;
    const processors = kind === 'exchange' && (chunk.place[i] ?? -1) >= 0 ? 2 : 1;
    work[call] = (work[call] ?? 0) + processors * (chunk.duration[i] ?? 0);
  });
  for (let call = work.length - 1; call >= 0; call--) {
    const parent = trace.calls.parent[call] ?? -1;
    if (parent >= 0) work[parent] = (work[parent] ?? 0) + (work[call] ?? 0);
  }
  return work;
}

function countOnMachine(trace: Trace, { machine: name, measure }: MachineLeaf): number | null {
  const machine = trace.spec.machines.findIndex((each) => each.name === name);
  if (machine < 0) return null;
  const counted = trace.spec.sites.map((site) => countsOnMachine(site, measure));
  let total = 0;
  eachRow(trace, (chunk, i) => {
    const domain = trace.spec.domains[chunk.domain[i] ?? -1];
    if (domain?.machine !== machine) return;
    total += amountAt(
      trace.spec.sites[chunk.site[i] ?? -1],
      counted[chunk.site[i] ?? -1] ?? 0,
      measure,
      chunk.place[i] ?? -1,
    );
  });
  return total;
}

function countsOnMachine(site: Site, measure: MachineLeaf['measure']): number {
  if (measure === 'retransmissions') return Number(site.verb === 'retransmit');
  return Number(countersOf(site).includes(measure === 'swaps' ? 'processSwaps' : measure));
}

function countOutcome(trace: Trace, name: string): number {
  const outcome = trace.spec.outcomes.findIndex((each) => each.name === name);
  let total = 0;
  for (let call = 0; call < trace.calls.length; call++) {
    if (outcome > 0 && trace.calls.outcome[call] === outcome && (trace.calls.path[call] ?? -1) >= 0) total += 1;
  }
  return total;
}

function eachRow(trace: Trace, visit: (chunk: RowChunk, index: number) => void): void {
  for (const chunk of trace.rows.chunks) for (let i = 0; i < chunk.length; i++) visit(chunk, i);
}
