/** The steps of one call, with who acts, where control goes and what is handled. */
import { at } from '../base/assert.ts';
import type { Site } from '../sim/spec/site.ts';
import type { Trace } from '../sim/trace/format.ts';
import { type CallRow, rowsOfCall } from './call-rows.ts';
import { endOfTrace, pathSpecOfCall, processorName, startOfCall, threadName } from './calls.ts';
import { isWait, letterOf } from './counters.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import { domainOfStore, storeName } from './places.ts';
import type { SequenceStep } from './sequence-models.ts';
import { type FactsBySite, factsAt, factsOfCall, type StepFacts } from './step-facts.ts';
import { domainName, waitCause, waitInWords } from './waits.ts';

/** The earliest steps of a call, with its lifelines. */
export interface CallSteps {
  readonly rows: readonly CallRow[];
  readonly lanes: Lanes;
  /** One for each row. */
  readonly steps: readonly SequenceStep[];
  /** How many more there are. */
  readonly omitted: number;
}

/** Steps of a call or binding act and of the calls that its body made. Throws if there is no such call. */
export function stepsOfCall(trace: Trace, call: number, most: number): CallSteps {
  if (!Number.isInteger(call) || call < 0 || call >= trace.calls.length) throw new Error(`there is no call ${call}`);
  const { rows, omitted } = rowsOfCall(trace, call, most);
  const lanes = lanesOf(trace, call, rows);
  return { rows, lanes, steps: stepsOf(trace, call, rows, lanes), omitted };
}

/** Operands of steps by call and site, looked up once for each call. */
export function factsFinder(trace: Trace): (call: number) => FactsBySite {
  const found = new Map<number, FactsBySite>();
  return (call) => {
    const known = found.get(call) ?? factsOfCall(trace, call);
    found.set(call, known);
    return known;
  };
}

function stepsOf(trace: Trace, call: number, rows: readonly CallRow[], lanes: Lanes): readonly SequenceStep[] {
  const start = startOfCall(trace, call);
  const ofCall = factsFinder(trace);
  const faults = linkFaults(trace, lanes);
  const following = followers(trace, rows, (site) => !site.off && !isWait(site));
  // What the system does for who comes back stands between a wait and the step that it was for.
  const waitedFor = followers(trace, rows, (site) => !site.off && !isWait(site) && site.section !== 'system');
  let lane = 0;
  let link: number | null = null;
  return rows.map((row, i) => {
    lane = lanes.laneOf(row.domain) ?? lane;
    const { packet } = at(trace.spec.sites, row.site);
    if (packet !== undefined) link = lanes.laneOfLink(packet.link);
    return stepOf({
      trace,
      row,
      lane,
      lanes,
      start,
      facts: factsAt(ofCall(row.call), row.site),
      next: followerOf(rows, following, i),
      link: packet !== undefined ? link : faults.has(row.site) ? (faults.get(row.site) ?? link) : null,
      waitedFor: followerOf(rows, waitedFor, i),
      ofCall,
    });
  });
}

/** Sites of the faults of links, with the lifeline; null for that of the packet whose row comes before theirs. */
function linkFaults({ spec }: Trace, lanes: Lanes): ReadonlyMap<number, number | null> {
  return new Map(
    spec.faults.flatMap(({ site, when, what }): readonly (readonly [number, number | null])[] => {
      if (what.does === 'cut' || what.does === 'restore') return [[site, lanes.laneOfLink(what.link)]];
      return when.at === 'packet' ? [[site, null]] : [];
    }),
  );
}

/** For each row the index of the next one at a site that counts, −1 for none. */
function followers(trace: Trace, rows: readonly CallRow[], counts: (site: Site) => boolean): Int32Array {
  const found = new Int32Array(rows.length);
  let next = -1;
  for (let i = rows.length - 1; i >= 0; i--) {
    found[i] = next;
    if (counts(at(trace.spec.sites, at(rows, i).site))) next = i;
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
  /** The next row on the path in which somebody works; and the next step of the path itself. */
  readonly next: CallRow | null;
  readonly link: number | null;
  readonly waitedFor: CallRow | null;
  readonly ofCall: (call: number) => FactsBySite;
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
    link: input.link,
    packet: site.packet?.what ?? null,
    isLost: site.packet?.fate === 'lost',
    from: placeAt(trace, site.from, facts.from, row.place),
    to: placeAt(trace, site.to, site.kind === 'pool' ? (facts.to ?? facts.store) : facts.to, row.place),
    target: domainName(trace.spec, facts.target),
    bytes: isWait(site) ? 0 : row.bytes,
    values: facts.fixed ?? (facts.content === null || path === null ? 0 : path[facts.content].count),
    content: facts.fixed === null ? facts.content : 'message',
    thread: row.thread < 0 ? null : threadName(trace, row.thread),
    processor: processorName(trace, row.processor),
    wait: isWait(site) ? waitText(input) : null,
  };
}

/** `astack 2`: the name in the file, with the element's number if the row names one of it. */
function placeAt(trace: Trace, name: string | null, store: number | null, rowPlace: number): string | null {
  return store === null ? name : storeName(trace, store, rowPlace);
}

/** Copies go from a place's lifeline to a place's; of other steps the one after which another domain acts is an arrow. */
function arrow(
  { trace, row, lane, lanes, facts, next }: StepInput,
  site: Site,
): Pick<SequenceStep, 'fromLane' | 'toLane'> {
  if (site.kind === 'copy') {
    return {
      fromLane: lanes.laneOf(domainOfStore(trace.spec, facts.from, row.domain)) ?? lane,
      toLane: lanes.laneOf(domainOfStore(trace.spec, facts.to, row.domain)) ?? lane,
    };
  }
  if (site.packet !== undefined) {
    const { kernel } = at(trace.spec.machines, site.packet.to);
    return { fromLane: lane, toLane: lanes.laneOf(kernel) };
  }
  const reached = site.off || isWait(site) || next === null ? null : lanes.laneOf(next.domain);
  return reached === null || reached === lane ? { fromLane: null, toLane: null } : { fromLane: lane, toLane: reached };
}

/** The step that comes after the wait names the pool, lock or queue; or whose thread was not free. */
function waitText({ trace, row, waitedFor, ofCall }: StepInput): string {
  const cause = waitCause(trace.spec, row.site) ?? 'time';
  const isOwn = waitedFor !== null && waitedFor.call === row.call;
  const { store, target } = isOwn ? factsAt(ofCall(waitedFor.call), waitedFor.site) : { store: null, target: null };
  return waitInWords(
    trace,
    {
      cause,
      store: store === null ? null : at(trace.spec.stores, store).name,
      domain: domainName(trace.spec, cause === 'worker' ? target : row.domain),
    },
    row.bytes,
  );
}
