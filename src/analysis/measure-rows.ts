/** Measured values that are sums over rows: of each call, or of all on a machine. */
import type { Sliced } from '../base/slices.ts';
import type { CallAttribute, CallMeasure, ExpectNode, MachineMeasure } from '../sim/expectation.ts';
import type { PathId } from '../sim/spec/ids.ts';
import type { PacketNote, Site, StepKind } from '../sim/spec/site.ts';
import type { RowChunk, Trace } from '../sim/trace/format.ts';
import { actedAsSwitch, countersOf, isIdleKind, letterOf } from './counters.ts';

export type CallLeaf = Extract<ExpectNode, { node: 'call' }>;
export type LinkLeaf = Extract<ExpectNode, { node: 'link' }>;
export type MachineLeaf = Extract<ExpectNode, { node: 'machine' }>;

/** What a row adds to the value that is measured. */
type Amount = (chunk: RowChunk, index: number) => number;

/** For each call of the path the sum of what its own rows add; null if no step is named so. */
export function* sumsOfCalls(trace: Trace, path: PathId, leaf: CallLeaf): Sliced<Float64Array | null> {
  const amounts = amountsOf(trace, leaf.measure, leaf.step, leaf.attribute);
  if (amounts === null) return null;
  const values = new Float64Array(trace.calls.length);
  const paths = trace.calls.path;
  yield* eachRow(trace, (chunk, i) => {
    const call = chunk.call[i] ?? -1;
    const amount = amounts[chunk.site[i] ?? -1];
    if (call < 0 || amount === undefined || amount === null || paths[call] !== path) return;
    values[call] = (values[call] ?? 0) + amount(chunk, i);
  });
  return values;
}

/** The sum over the rows of a machine's domains; null if no step is named so. */
export function* sumOnMachine(trace: Trace, machine: number, { measure, step }: MachineLeaf): Sliced<number | null> {
  const amounts = amountsOf(trace, measure, step, 'mean');
  if (amounts === null) return null;
  let total = 0;
  yield* eachRow(trace, (chunk, i) => {
    const amount = amounts[chunk.site[i] ?? -1];
    if (amount === undefined || amount === null) return;
    if (trace.spec.domains[chunk.domain[i] ?? -1]?.machine === machine) total += amount(chunk, i);
  });
  return total;
}

/** How many packets of the link there were, or of those that are meant. */
export function* packetsOnLink(trace: Trace, link: number, { measure }: LinkLeaf): Sliced<number> {
  const counts = trace.spec.sites.map(({ packet }) => packet?.link === link && isMeant(packet, measure));
  let total = 0;
  yield* eachRow(trace, (chunk, i) => {
    if (counts[chunk.site[i] ?? -1] === true) total += 1;
  });
  return total;
}

function isMeant({ what, fate }: PacketNote, measure: LinkLeaf['measure']): boolean {
  if (measure === 'lost') return fate === 'lost';
  return measure === 'packets' || what === 'retransmission';
}

/** For each site what its rows add, null for nothing. Null at all if a step is named that no site is. */
function amountsOf(
  { spec }: Trace,
  measure: CallMeasure | MachineMeasure,
  step: string | undefined,
  attribute: CallAttribute,
): readonly (Amount | null)[] | null {
  if (step !== undefined && !Object.hasOwn(KINDS, step) && !spec.sites.some((site) => isNamed(site, step))) return null;
  const half = attribute === 'onCall' ? 'call' : attribute === 'onReturn' ? 'return' : null;
  return spec.sites.map((site) => {
    if (half !== null && site.section !== half) return null;
    if (step !== undefined && !isNamed(site, step)) return null;
    return amountAt(site, measure);
  });
}

/** A kind of which no step is, is none: not a step that nobody knows. */
const KINDS: Readonly<Record<StepKind, true>> = {
  copy: true,
  trap: true,
  switch: true,
  refill: true,
  exchange: true,
  reallocation: true,
  swap: true,
  schedule: true,
  wait: true,
  work: true,
  unsplit: true,
  validate: true,
  queue: true,
  pool: true,
  lock: true,
  linkage: true,
  mapping: true,
  access: true,
  control: true,
  thread: true,
  poll: true,
  procedure: true,
  compute: true,
  idle: true,
  packet: true,
  outcome: true,
  fault: true,
};

/** A step goes by its label, its kind, its verb, or its text with or without the role; `as poll` is the label alone. */
function isNamed({ label, kind, verb, text, role }: Site, name: string): boolean {
  return [label, `as ${label}`, kind, verb, text, `${role}: ${text}`].includes(name);
}

function amountAt(site: Site, measure: CallMeasure | MachineMeasure): Amount | null {
  switch (measure) {
    case 'latency':
      return site.off ? null : duration;
    case 'time':
      return duration;
    case 'work':
      return isIdleKind(site.kind) ? null : workAt(site);
    case 'steps':
      return one;
    case 'copies':
      return site.kind === 'copy' ? one : null;
    case 'bytesCopied':
      return site.kind === 'copy' ? (chunk, i) => chunk.bytes[i] ?? 0 : null;
    case 'retransmissions':
      return site.packet?.what === 'retransmission' ? one : null;
    default:
      return countedAt(site, measure);
  }
}

const one: Amount = () => 1;
const duration: Amount = (chunk, i) => Math.max(0, chunk.duration[i] ?? 0);

/** An exchange occupies two processors, if it is one. */
function workAt({ kind }: Site): Amount {
  if (kind !== 'exchange') return duration;
  return (chunk, i) => ((chunk.place[i] ?? -1) >= 0 ? 2 : 1) * duration(chunk, i);
}

/** An exchange that acted as a switch counts as that. */
function countedAt(site: Site, measure: string): Amount | null {
  const counted = Number(countersOf(site).some((each) => each === (measure === 'swaps' ? 'processSwaps' : measure)));
  if (site.kind === 'exchange')
    return (chunk, i) => (actedAsSwitch(site.kind, chunk.place[i] ?? -1) ? Number(measure === 'switches') : counted);
  return counted === 0 ? null : one;
}

/** Processor time of each call: all its rows, on the path and off it, with those of the calls that its body made. */
export function* workOfCalls(trace: Trace): Sliced<Float64Array> {
  const work = new Float64Array(trace.calls.length);
  const amounts = trace.spec.sites.map((site) => amountAt(site, 'work'));
  yield* eachRow(trace, (chunk, i) => {
    const call = chunk.call[i] ?? -1;
    const amount = amounts[chunk.site[i] ?? -1];
    if (call >= 0 && amount !== undefined && amount !== null) work[call] = (work[call] ?? 0) + amount(chunk, i);
  });
  for (let call = work.length - 1; call >= 0; call--) {
    const parent = trace.calls.parent[call] ?? -1;
    if (parent >= 0) work[parent] = (work[parent] ?? 0) + (work[call] ?? 0);
  }
  return work;
}

/** The letters of the copies of a call, `ABCE+BCF`, or of one half of it; where calls differ, all that there are: `A or AE`. */
export function* lettersOfCalls(
  trace: Trace,
  path: PathId,
  calls: readonly number[],
  half: CallAttribute,
): Sliced<string> {
  const there = new Map<number, string>();
  const back = new Map<number, string>();
  const { sites } = trace.spec;
  const letters = sites.map(letterOf);
  yield* eachRow(trace, (chunk, i) => {
    const site = chunk.site[i] ?? -1;
    const call = chunk.call[i] ?? -1;
    const letter = letters[site];
    if (letter === undefined || letter === null || call < 0 || trace.calls.path[call] !== path) return;
    const of = sites[site]?.section === 'return' ? back : there;
    of.set(call, (of.get(call) ?? '') + letter);
  });
  const texts = calls.map((call) => {
    const [going, coming] = [there.get(call) ?? '', back.get(call) ?? ''];
    if (half === 'onCall') return going;
    return half === 'onReturn' ? coming : `${going}+${coming}`;
  });
  return [...new Set(texts)].join(' or ');
}

function* eachRow(trace: Trace, visit: (chunk: RowChunk, index: number) => void): Sliced<void> {
  for (const chunk of trace.rows.chunks) {
    for (let i = 0; i < chunk.length; i++) visit(chunk, i);
    yield;
  }
}
