/** One pass over the columns: what the steps of groups of calls took, site by site. */
import { at } from '../base/assert.ts';
import { forEachIndex, type Sliced } from '../base/slices.ts';
import type { Bytes, Picoseconds } from '../base/units.ts';
import type { SiteId } from '../sim/spec/ids.ts';
import type { Site } from '../sim/spec/site.ts';
import { CHUNK_ROWS, type RowChunk, type Trace } from '../sim/trace/format.ts';
import type { RowSpan } from './call-rows.ts';
import { endOfTrace, hasEnded, latencyOfCall } from './calls.ts';
import { actedAsSwitch, COUNTERS, countersOf, isWait } from './counters.ts';
import type { PerCall } from './run-models.ts';
import { roundedMean, Sums } from './sums.ts';

/** Sums over the rows of one site in one group of calls. */
export interface SiteTally {
  /** −1: calls made by the bodies of these calls. */
  readonly site: SiteId;
  readonly onPath: boolean;
  readonly time: bigint;
  readonly count: number;
  readonly bytes: Bytes;
}

/**
 * Sums over the rows of calls, by group and site. Rows of a call count for that call alone; a call made by its body counts
 * there with its whole latency, as nested.
 */
export class Tally {
  readonly groups: number;
  private readonly sites: readonly Site[];
  private readonly time: Sums;
  private readonly count: Float64Array;
  private readonly bytes: Float64Array;
  /** Exchanges that acted as switches. */
  private readonly fallbacks: Float64Array;

  /** Empty; {@link tallyOf} makes one of a trace. */
  constructor(sites: readonly Site[], groups: number) {
    this.groups = groups;
    this.sites = sites;
    const cells = groups * (this.sites.length + 1);
    this.time = new Sums(cells);
    this.count = new Float64Array(cells);
    this.bytes = new Float64Array(cells);
    this.fallbacks = new Float64Array(groups);
  }

  /** Adds what the calls that have a group did; all their rows lie in `span`, if it is given. */
  *addCalls(trace: Trace, groupOf: Int32Array, span: RowSpan | null): Sliced<void> {
    const waits = Uint8Array.from(this.sites, (site) => Number(isWait(site)));
    const exchanges = Uint8Array.from(this.sites, (site) => Number(site.kind === 'exchange'));
    const open = endOfTrace(trace);
    for (const chunk of chunksIn(trace, span)) {
      this.addRows(chunk, groupOf, waits, exchanges, open);
      yield;
    }
    yield* forEachIndex(trace.calls.length, (call) => this.addNested(trace, groupOf, call));
  }

  /** A row that never ended lasts until `open`, the end of the run. */
  private addRows(
    chunk: RowChunk,
    groupOf: Int32Array,
    waits: Uint8Array,
    exchanges: Uint8Array,
    open: Picoseconds,
  ): void {
    const { time, count, bytes, fallbacks } = this;
    const width = this.sites.length + 1;
    const { site: siteOf, call: callOf, start, duration, bytes: bytesOf, place: placeOf, length } = chunk;
    for (let i = 0; i < length; i++) {
      const call = callOf[i] ?? -1;
      const group = call < 0 ? -1 : (groupOf[call] ?? -1);
      if (group < 0) continue;
      const site = siteOf[i] ?? 0;
      const cell = group * width + site;
      const span = duration[i] ?? 0;
      time.add(cell, span < 0 ? Math.max(0, open - (start[i] ?? 0)) : span);
      count[cell] = (count[cell] ?? 0) + 1;
      if (waits[site] === 0) bytes[cell] = (bytes[cell] ?? 0) + (bytesOf[i] ?? 0);
      if (exchanges[site] === 1 && actedAsSwitch('exchange', placeOf[i] ?? -1)) {
        fallbacks[group] = (fallbacks[group] ?? 0) + 1;
      }
    }
  }

  private addNested(trace: Trace, groupOf: Int32Array, call: number): void {
    const parent = trace.calls.parent[call] ?? -1;
    const group = parent < 0 ? -1 : (groupOf[parent] ?? -1);
    if (group < 0 || !hasEnded(trace, call)) return;
    const cell = this.nestedCell(group);
    this.time.add(cell, latencyOfCall(trace, call));
    this.count[cell] = (this.count[cell] ?? 0) + 1;
  }

  private nestedCell(group: number): number {
    return group * (this.sites.length + 1) + this.sites.length;
  }

  /** What has rows in the group: sites on the path, nested calls, sites off the path; each in the order of the spec. */
  entries(group: number): readonly SiteTally[] {
    const found: SiteTally[] = [];
    const start = group * (this.sites.length + 1);
    for (let i = 0; i <= this.sites.length; i++) {
      const count = at(this.count, start + i);
      if (count === 0) continue;
      const site = this.sites[i];
      const time = this.time.total(start + i);
      found.push({
        site: site === undefined ? -1 : i,
        onPath: !site?.off,
        time,
        count,
        bytes: at(this.bytes, start + i),
      });
    }
    return [...found.filter((entry) => entry.onPath), ...found.filter((entry) => !entry.onPath)];
  }

  /** Sum over the path, nested calls included. */
  onPathTime(group: number): bigint {
    return this.entries(group).reduce((sum, entry) => (entry.onPath ? sum + entry.time : sum), 0n);
  }

  /** Means over the `calls` calls of a group. */
  perCall(group: number, calls: number): PerCall {
    const sums = {
      userCopies: 0,
      kernelCopies: 0,
      bytesCopied: 0,
      traps: 0,
      switches: 0,
      processSwaps: 0,
      threadSwitches: 0,
      exchanges: 0,
      reallocations: 0,
      queueOps: 0,
      locks: 0,
      mappings: 0,
      validations: 0,
      packets: 0,
    };
    let unsplit = 0n;
    for (const { site: index, count, bytes, time } of this.entries(group)) {
      const site = this.sites[index];
      if (site === undefined) continue;
      for (const counter of countersOf(site)) sums[counter] += count;
      if (site.kind === 'copy') sums.bytesCopied += bytes;
      if (site.kind === 'unsplit') unsplit += time;
    }
    sums.exchanges -= at(this.fallbacks, group);
    sums.switches += at(this.fallbacks, group);
    for (const counter of [...COUNTERS, 'bytesCopied'] as const)
      sums[counter] = calls === 0 ? 0 : sums[counter] / calls;
    return { ...sums, unsplit: roundedMean(unsplit, calls) };
  }
}

function chunksIn({ rows }: Trace, span: RowSpan | null): readonly RowChunk[] {
  if (span === null) return rows.chunks;
  return rows.chunks.slice(Math.floor(span.from / CHUNK_ROWS), Math.ceil(span.end / CHUNK_ROWS));
}

/** `groupOf` gives each call its group, from 0 to `groups` − 1; −1: not counted. All counted rows lie in `span`, if it is given. */
export function* tallyOf(
  trace: Trace,
  groupOf: Int32Array,
  groups: number,
  span: RowSpan | null = null,
): Sliced<Tally> {
  const tally = new Tally(trace.spec.sites, groups);
  yield* tally.addCalls(trace, groupOf, span);
  return tally;
}

/** Gives each call of the trace a group by its own number. */
export function* groupCalls(trace: Trace, group: (call: number) => number): Sliced<Int32Array> {
  const groups = new Int32Array(trace.calls.length);
  yield* forEachIndex(groups.length, (call) => {
    groups[call] = group(call);
  });
  return groups;
}
