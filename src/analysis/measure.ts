/** The values that `@expect` and `@published` name, measured on one run. */
import { assertNever } from '../base/assert.ts';
import { formatBytes, formatMean, formatTime, significant } from '../base/format.ts';
import { ascending, forEachIndex, type Sliced } from '../base/slices.ts';
import type { ExpectNode } from '../sim/expectation.ts';
import { orphanOf, type Trace } from '../sim/trace/format.ts';
import { callsOfPath, endedOf, endOfRow, endOfTrace, latencyOfCall, procedureName, startOfCall } from './calls.ts';
import {
  type CallLeaf,
  type LinkLeaf,
  lettersOfCalls,
  type MachineLeaf,
  packetsOnLink,
  sumOnMachine,
  sumsOfCalls,
  workOfCalls,
} from './measure-rows.ts';
import { nearestRank, totalOf } from './statistics.ts';
import { mean } from './sums.ts';

type FailuresLeaf = Extract<ExpectNode, { node: 'failures' }>;

/** A node that stands for a value of the run. */
export type ExpectLeaf = CallLeaf | MachineLeaf | LinkLeaf | FailuresLeaf;

/** What a run gives for a leaf: a number, letters, or null if there is nothing to measure. */
export type Measurement = number | string | null;

/** `latency(test.Null).mean`: what the value is called, and the same for equal values of one variant. */
export function leafName(leaf: ExpectLeaf): string {
  switch (leaf.node) {
    case 'call': {
      const step = leaf.step === undefined ? '' : `, "${leaf.step}"`;
      const name = `${leaf.measure}(${leaf.call}${step})`;
      const hasOneValue = leaf.measure === 'throughput' || (leaf.measure === 'letters' && leaf.attribute === 'mean');
      return hasOneValue ? name : `${name}.${leaf.attribute}`;
    }
    case 'machine':
      return leaf.step === undefined
        ? `${leaf.machine}.${leaf.measure}`
        : `${leaf.measure}(${leaf.machine}, "${leaf.step}")`;
    case 'link':
      return `${leaf.link}.${leaf.measure}`;
    case 'failures':
      return `failures(${leaf.outcome})`;
    default:
      return assertNever(leaf);
  }
}

/** The value in words, with its unit. */
export function leafValue(leaf: ExpectLeaf, value: number | string): string {
  if (typeof value === 'string') return value;
  if (leaf.node === 'failures' || leaf.node === 'link') return formatMean(value);
  if (isTime(leaf.measure)) return formatTime(value);
  if (leaf.measure === 'throughput') return `${significant(value * 1e12)} calls/s`;
  return leaf.measure === 'bytesCopied' ? formatBytes(value) : formatMean(value);
}

function isTime(measure: CallLeaf['measure'] | MachineLeaf['measure']): boolean {
  return ['latency', 'work', 'time', 'duration'].includes(measure);
}

/** The value of a leaf in this run; null if the call was never made, or if there is no such machine or step. */
export function* measureLeaf(trace: Trace, leaf: ExpectLeaf): Sliced<Measurement> {
  switch (leaf.node) {
    case 'call':
      return yield* measureCalls(trace, leaf);
    case 'machine':
      return yield* measureMachine(trace, leaf);
    case 'link':
      return yield* measureLink(trace, leaf);
    case 'failures':
      return countOutcome(trace, leaf.outcome);
    default:
      return assertNever(leaf);
  }
}

function* measureCalls(trace: Trace, leaf: CallLeaf): Sliced<Measurement> {
  const path = trace.spec.paths.findIndex((_, each) => procedureName(trace.spec, each) === leaf.call);
  const calls = path < 0 ? [] : yield* endedOf(trace, callsOfPath(trace, path));
  if (calls.length === 0) return null;
  if (leaf.measure === 'throughput') return throughput(trace, calls);
  if (leaf.measure === 'letters') return yield* lettersOfCalls(trace, path, calls, leaf.attribute);
  const values = yield* valuesOfCalls(trace, path, leaf);
  if (values === null) return null;
  const ofCalls = new Float64Array(calls.length);
  yield* forEachIndex(calls.length, (i) => {
    ofCalls[i] = values(calls[i] ?? -1);
  });
  return yield* attributeOf(ofCalls, leaf.attribute, isTime(leaf.measure));
}

function* valuesOfCalls(trace: Trace, path: number, leaf: CallLeaf): Sliced<((call: number) => number) | null> {
  const isHalf = leaf.attribute === 'onCall' || leaf.attribute === 'onReturn';
  if (leaf.measure === 'latency' && !isHalf) return (call) => latencyOfCall(trace, call);
  const isWork = leaf.measure === 'work' && !isHalf;
  const values = isWork ? yield* workOfCalls(trace) : yield* sumsOfCalls(trace, path, leaf);
  return values && ((call) => values[call] ?? 0);
}

/** Ended calls per picosecond, from the first one's start to the last one's end; `calls` are in the order of their start. */
export function throughput(trace: Trace, calls: readonly number[]): number {
  const start = startOfCall(trace, calls[0] ?? 0);
  const end = calls.reduce(
    (latest, call) => Math.max(latest, endOfRow(trace.rows, trace.calls.lastRow[call] ?? 0)),
    start,
  );
  return end === start ? 0 : calls.length / (end - start);
}

function* attributeOf(values: Float64Array, attribute: CallLeaf['attribute'], whole: boolean): Sliced<number> {
  const sorted = yield* ascending(values);
  switch (attribute) {
    case 'mean':
    case 'onCall':
    case 'onReturn':
      return whole ? Math.round(yield* meanOf(values)) : yield* meanOf(values);
    case 'p50':
      return nearestRank(sorted, 50);
    case 'p95':
      return nearestRank(sorted, 95);
    case 'p99':
      return nearestRank(sorted, 99);
    case 'minimum':
      return sorted[0] ?? 0;
    case 'maximum':
      return sorted.at(-1) ?? 0;
    default:
      return assertNever(attribute);
  }
}

function* meanOf(values: Float64Array): Sliced<number> {
  return mean(yield* totalOf(values), values.length);
}

function* measureMachine(trace: Trace, leaf: MachineLeaf): Sliced<number | null> {
  const machine = trace.spec.machines.findIndex((each) => each.name === leaf.machine);
  if (machine < 0) return null;
  return leaf.measure === 'duration' ? endOfTrace(trace) : yield* sumOnMachine(trace, machine, leaf);
}

function* measureLink(trace: Trace, leaf: LinkLeaf): Sliced<number | null> {
  const link = trace.spec.links.findIndex(({ name }) => name === leaf.link);
  return link < 0 ? null : yield* packetsOnLink(trace, link, leaf);
}

/** Binding acts count too: a call that could not be bound was never made. */
function countOutcome(trace: Trace, name: string): number {
  const outcome = trace.spec.outcomes.findIndex((each) => each.name === name);
  let total = 0;
  for (let call = 0; call < trace.calls.length; call++) {
    if (outcome > 0 && trace.calls.outcome[call] === outcome && orphanOf(trace.calls, call) < 0) total += 1;
  }
  return total;
}
