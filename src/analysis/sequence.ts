/** One call as a sequence diagram. */
import { at } from '../base/assert.ts';
import type { Site } from '../sim/spec.ts';
import type { Trace } from '../sim/trace/format.ts';
import { type CallRow, rowsOfCall } from './call-rows.ts';
import { bindingOfCall, callName, endOfTrace, latencyOfCall, numberOfCall, outcomeInWords, pathSpecOfCall, processorName, startOfCall, threadName } from './calls.ts';
import { isWait, letterOf } from './counters.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import type { SequenceModel, SequenceStep } from './models.ts';
import { domainOfStore, storeName } from './places.ts';
import { sourceOfCall } from './source.ts';
import { type FactsBySite, factsAt, factsOfCall, type StepFacts } from './step-facts.ts';
import { groupCalls, Tally } from './tally.ts';
import { domainName, waitCause, waitInWords } from './waits.ts';

/** A diagram shows no more steps than this. */
const MOST_STEPS = 5000;

/** The diagram of one call or binding act; `variant` is carried through. Throws if there is no such call. */
export function sequence(trace: Trace, call: number, variant = 0): SequenceModel {
  if (!Number.isInteger(call) || call < 0 || call >= trace.calls.length) throw new Error(`there is no call ${call}`);
  const rows = rowsOfCall(trace, call);
  const shown = rows.slice(0, MOST_STEPS);
  const lanes = lanesOf(trace, call, shown);
  const tally = new Tally(trace, groupCalls(trace, (each) => (each === call ? 0 : -1)), 1, trace.calls.firstRow[call] ?? 0);
  return {
    variant,
    call,
    path: at(trace.calls.path, call),
    number: numberOfCall(trace, call),
    title: `${callName(trace, call)} over ${bindingOfCall(trace, call).via}`,
    outcome: outcomeInWords(trace, call),
    latency: latencyOfCall(trace, call),
    start: startOfCall(trace, call),
    source: sourceOfCall(trace, call),
    lifelines: lanes.lifelines,
    steps: stepsOf(trace, call, shown, lanes),
    omitted: rows.length - shown.length,
    perCall: tally.perCall(0, 1),
    shares: sharesOf(trace, tally),
  };
}

function sharesOf(trace: Trace, tally: Tally): SequenceModel['shares'] {
  const shares = new Map<SequenceModel['shares'][number]['kind'], { time: number; count: number }>();
  for (const entry of tally.entries(0)) {
    if (!entry.onPath) continue;
    const kind = trace.spec.sites[entry.site]?.kind ?? 'nested';
    const share = shares.get(kind) ?? { time: 0, count: 0 };
    shares.set(kind, { time: share.time + Number(entry.time), count: share.count + entry.count });
  }
  return [...shares].map(([kind, share]) => ({ kind, ...share })).sort((a, b) => b.time - a.time);
}

function stepsOf(trace: Trace, call: number, rows: readonly CallRow[], lanes: Lanes): readonly SequenceStep[] {
  const start = startOfCall(trace, call);
  const facts = new Map<number, FactsBySite>();
  const ofCall = (each: number): FactsBySite => {
    const known = facts.get(each) ?? factsOfCall(trace, each);
    facts.set(each, known);
    return known;
  };
  const following = followers(trace, rows);
  let lane = 0;
  return rows.map((row, i) => {
    lane = lanes.laneOf(row.domain) ?? lane;
    return stepOf({ trace, row, lane, lanes, start, facts: factsAt(ofCall(row.call), row.site), next: followerOf(rows, following, i), ofCall });
  });
}

/** For each row the index of the next one on the path in which somebody works, −1 for none. */
function followers(trace: Trace, rows: readonly CallRow[]): Int32Array {
  const found = new Int32Array(rows.length);
  let next = -1;
  for (let i = rows.length - 1; i >= 0; i--) {
    found[i] = next;
    const site = at(trace.spec.sites, at(rows, i).site);
    if (!site.off && !isWait(site)) next = i;
  }
  return found;
}

function followerOf(rows: readonly CallRow[], following: Int32Array, i: number): CallRow | null {
  return rows[following[i] ?? -1] ?? null;
}

interface StepInput {
  readonly trace: Trace;
  readonly row: CallRow;
  readonly lane: number;
  readonly lanes: Lanes;
  readonly start: number;
  readonly facts: StepFacts;
  readonly next: CallRow | null;
  ofCall(call: number): FactsBySite;
}

function stepOf(input: StepInput): SequenceStep {
  const { trace, row, lane, facts } = input;
  const site = at(trace.spec.sites, row.site);
  const path = pathSpecOfCall(trace, row.call);
  return {
    row: row.index,
    site: row.site,
    kind: site.kind,
    letter: letterOf(site),
    start: row.start - input.start,
    duration: row.duration < 0 ? Math.max(0, endOfTrace(trace) - row.start) : row.duration,
    onPath: !site.off,
    depth: row.depth,
    call: row.call,
    lane,
    ...arrow(input, site),
    from: placeAt(trace, site.from, facts.from, row.place),
    to: placeAt(trace, site.to, facts.to, row.place),
    target: domainName(trace.spec, facts.target),
    bytes: isWait(site) ? 0 : row.bytes,
    values: facts.content === null || path === null ? 0 : path[facts.content].count,
    content: facts.content,
    thread: row.thread < 0 ? null : threadName(trace, row.thread),
    processor: processorName(trace, row.processor),
    wait: isWait(site) ? waitText(input) : null,
  };
}

function placeAt(trace: Trace, name: string | null, store: number | null, rowPlace: number): string | null {
  return store === null ? name : storeName(trace, store, rowPlace);
}

/** Copies go from a place's lifeline to a place's; of other steps the one after which another domain acts is an arrow. */
function arrow({ trace, row, lane, lanes, facts, next }: StepInput, site: Site): Pick<SequenceStep, 'fromLane' | 'toLane'> {
  if (site.kind === 'copy') {
    return {
      fromLane: lanes.laneOf(domainOfStore(trace.spec, facts.from, row.domain)) ?? lane,
      toLane: lanes.laneOf(domainOfStore(trace.spec, facts.to, row.domain)) ?? lane,
    };
  }
  const reached = site.off || isWait(site) || next === null ? null : lanes.laneOf(next.domain);
  return reached === null || reached === lane ? { fromLane: null, toLane: null } : { fromLane: lane, toLane: reached };
}

/** The step that comes after the wait names the pool, lock or queue. */
function waitText({ trace, row, next, ofCall }: StepInput): string {
  const cause = waitCause(trace.spec, row.site) ?? 'time';
  const store = next === null || next.call !== row.call ? null : factsAt(ofCall(next.call), next.site).store;
  return waitInWords(
    trace,
    { cause, store: store === null ? null : at(trace.spec.stores, store).name, domain: domainName(trace.spec, row.domain) },
    row.bytes,
  );
}
