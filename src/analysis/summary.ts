/** What happened in one variant of a scenario, procedure by procedure. */
import { at } from '../base/assert.ts';
import { finish, type Sliced } from '../base/slices.ts';
import type { PathId } from '../sim/spec/ids.ts';
import type { Trace } from '../sim/trace/format.ts';
import { assumptionsOfRun } from './assumptions.ts';
import { callsByPath, endedOf, endOfTrace, hasEnded, isMade, latenciesOf, latencyOfCall } from './calls.ts';
import { throughput } from './measure.ts';
import { knownOf, outcomeInWords } from './outcomes.ts';
import type {
  BindSummary,
  BreakdownEntry,
  CallFigures,
  CallSummary,
  OutcomeCount,
  ProcessorSummary,
  VariantOverview,
} from './run-models.ts';
import { sourceOfPath } from './source.ts';
import { latencyOf } from './statistics.ts';
import { groupCalls, type SiteTally, type Tally, tallyOf } from './tally.ts';
import { type DomainEnds, domainEnds, isUntold } from './untold.ts';

/** The summary of one run, in one go. Throws if the run goes on. */
export function variantOverview(trace: Trace): VariantOverview {
  return finish(summarise(trace));
}

/** The summary of one run, in slices. Throws if the run goes on. */
export function* summarise(trace: Trace): Sliced<VariantOverview> {
  if (trace.end === null) throw new Error('the run has not ended');
  return {
    name: trace.spec.variant,
    end: trace.end,
    rows: trace.rows.length,
    simulatedTime: endOfTrace(trace),
    sites: trace.spec.sites,
    calls: yield* callSummaries(trace),
    bindings: bindSummaries(trace),
    processors: yield* processorSummaries(trace),
    assumptions: assumptionsOfRun(trace),
  };
}

function* callSummaries(trace: Trace): Sliced<readonly CallSummary[]> {
  const paths = yield* callsByPath(trace);
  const groups = new Map([...paths.keys()].map((path, group) => [path, group]));
  const groupOf = yield* groupCalls(trace, (call) =>
    isMade(trace, call) && hasEnded(trace, call) ? (groups.get(at(trace.calls.path, call)) ?? -1) : -1,
  );
  const tally = yield* tallyOf(trace, groupOf, groups.size);
  const ends = domainEnds(trace);
  const summaries: CallSummary[] = [];
  for (const [path, calls] of paths)
    summaries.push(yield* callSummary(trace, path, calls, ends, tally, summaries.length));
  return summaries;
}

function* callSummary(
  trace: Trace,
  path: PathId,
  calls: readonly number[],
  ends: DomainEnds,
  tally: Tally,
  group: number,
): Sliced<CallSummary> {
  const { spec } = trace;
  const { binding: bindingId, procedure } = at(spec.paths, path);
  const binding = at(spec.bindings, bindingId);
  const client = at(spec.domains, binding.client);
  const ended = yield* endedOf(trace, calls);
  const values = yield* latenciesOf(trace, ended);
  const latency = yield* latencyOf(values);
  const first = at(calls, 0);
  return {
    path,
    binding: binding.name,
    client: client.name,
    server: at(spec.domains, binding.server).name,
    procedure,
    mechanism: binding.mechanism,
    via: binding.via,
    profile: at(spec.machines, client.machine).profile,
    count: ended.length,
    failed: ended.filter((call) => trace.calls.outcome[call] !== 0).length,
    untold: ended.filter((call) => isUntold(trace, call, ends)).length,
    outcomes: outcomesOf(trace, ended, ends),
    latency,
    throughput: rateOf(trace, ended),
    apart: yield* apartOf(trace, ended),
    perCall: tally.perCall(group, ended.length),
    breakdown: tally.entries(group).map((entry) => breakdownEntry(trace, entry)),
    typicalCall: ended[typicalIndex(values, latency.p50)] ?? first,
    firstCall: first,
    slowestCall: ended[values.indexOf(latency.max)] ?? first,
    source: sourceOfPath(trace, path),
    about: binding.about ?? [],
  };
}

/** Calls per second; null of a single call. */
function rateOf(trace: Trace, calls: readonly number[]): number | null {
  return calls.length < 2 ? null : throughput(trace, calls) * 1e12;
}

function* apartOf(trace: Trace, ended: readonly number[]): Sliced<CallSummary['apart']> {
  const isReturned = (call: number): boolean => trace.calls.outcome[call] === 0;
  const returned = ended.filter(isReturned);
  if (returned.length === 0 || returned.length === ended.length) return null;
  return {
    returned: yield* figuresOf(trace, returned),
    failed: yield* figuresOf(
      trace,
      ended.filter((call) => !isReturned(call)),
    ),
  };
}

function* figuresOf(trace: Trace, calls: readonly number[]): Sliced<CallFigures> {
  const latency = yield* latencyOf(yield* latenciesOf(trace, calls));
  return { count: calls.length, latency, throughput: rateOf(trace, calls) };
}

/** A call of the median latency; not the first if there is another, because first calls may do more than others. */
function typicalIndex(values: Float64Array, median: number): number {
  const later = values.indexOf(median, 1);
  return later < 0 ? values.indexOf(median) : later;
}

function breakdownEntry(trace: Trace, { site: index, onPath, time, count, bytes }: SiteTally): BreakdownEntry {
  const site = trace.spec.sites[index];
  return {
    site: index,
    label: site === undefined ? 'nested calls' : (site.label ?? site.text),
    kind: site?.kind ?? 'nested',
    onPath,
    time: Number(time),
    count,
    bytes,
  };
}

function outcomesOf(trace: Trace, ended: readonly number[], ends: DomainEnds): readonly OutcomeCount[] {
  const counts = new Map<string, OutcomeCount>();
  for (const call of ended) {
    const outcome = trace.calls.outcome[call] ?? 0;
    if (outcome === 0) continue;
    const [name, ran] = [at(trace.spec.outcomes, outcome).name, knownOf(trace, call, ends)];
    const key = `${name} ${ran}`;
    counts.set(key, { outcome: name, ran, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function bindSummaries(trace: Trace): readonly BindSummary[] {
  const found: BindSummary[] = [];
  for (let call = 0; call < trace.calls.length; call++) {
    const path = trace.calls.path[call] ?? -1;
    if (path >= 0) continue;
    const { name, via } = at(trace.spec.bindings, -1 - path);
    found.push({ binding: name, via, call, time: latencyOfCall(trace, call), outcome: outcomeInWords(trace, call) });
  }
  return found;
}

/** Time in rows other than idle; an exchange keeps both processors busy. */
function* processorSummaries(trace: Trace): Sliced<readonly ProcessorSummary[]> {
  const idle = Uint8Array.from(trace.spec.sites, ({ kind }) => Number(kind === 'idle'));
  const exchanges = Uint8Array.from(trace.spec.sites, ({ kind }) => Number(kind === 'exchange'));
  const busy = new Float64Array(trace.processors.length);
  for (const { length, processor, site, duration, place } of trace.rows.chunks) {
    for (let i = 0; i < length; i++) {
      const on = processor[i] ?? -1;
      const of = site[i] ?? 0;
      if (on < 0 || idle[of] === 1) continue;
      const span = duration[i] ?? 0;
      busy[on] = (busy[on] ?? 0) + span;
      const other = exchanges[of] === 1 ? (place[i] ?? -1) : -1;
      if (other >= 0) busy[other] = (busy[other] ?? 0) + span;
    }
    yield;
  }
  return trace.processors.map(({ machine, index }, i) => ({
    machine: at(trace.spec.machines, machine).name,
    index,
    busy: at(busy, i),
  }));
}
