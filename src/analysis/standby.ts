/** Processors that stand by for a call: they look for its messages, or keep a domain loaded into which it exchanges processors. */
import { at } from '../base/assert.ts';
import type { Site } from '../sim/spec/site.ts';
import { type Row, rowAt, type Trace } from '../sim/trace/format.ts';
import { spanOfCall } from './call-rows.ts';
import { endOfTrace, latencyOfCall, processorName, startOfCall } from './calls.ts';
import type { Lanes } from './lanes.ts';
import type { SequenceStep, Standby } from './sequence-models.ts';
import { factsAt } from './step-facts.ts';
import { factsFinder } from './steps.ts';

/** Rows before the call among which the processors' present rows are looked for. */
const MOST_BEFORE = 65_536;
/** A diagram shows no more spans than this. */
const MOST_SPANS = 1_000;

/** The spans of a call in the order of time. */
export function standbyOf(
  trace: Trace,
  call: number,
  lanes: Lanes,
  steps: readonly SequenceStep[],
): readonly Standby[] {
  const awaited = awaitedDomains(trace, steps);
  if (awaited.size === 0 && !trace.spec.sites.some(isPolling)) return [];
  const start = startOfCall(trace, call);
  const end = start + latencyOfCall(trace, call);
  return idleRows(trace, call, end).flatMap((row): readonly Standby[] => {
    const polls = isPolling(at(trace.spec.sites, row.site)) ? true : awaited.get(row.domain);
    const lane = lanes.laneOf(row.domain);
    const from = Math.max(start, row.start);
    const to = Math.min(end, row.duration < 0 ? endOfTrace(trace) : row.start + row.duration);
    if (polls === undefined || lane === null || to <= from) return [];
    const processor = processorName(trace, row.processor) ?? '';
    return [
      {
        kind: 'standby',
        row: row.index,
        site: row.site,
        processor,
        lane,
        polls,
        start: from - start,
        duration: to - from,
      },
    ];
  });
}

/** Domains whose processors find the call, or are exchanged for; whether they look for it all the time. */
function awaitedDomains(trace: Trace, steps: readonly SequenceStep[]): ReadonlyMap<number, boolean> {
  const facts = factsFinder(trace);
  const found = new Map<number, boolean>();
  for (const { kind, call, site } of steps) {
    if (kind !== 'poll' && kind !== 'exchange') continue; // a packet that is found names no domain: who polls has a row of its own
    const { target } = factsAt(facts(call), site);
    if (target !== null) found.set(target, kind === 'poll' || (found.get(target) ?? false));
  }
  return found;
}

/** Rows of processors that stand by, as far as they reach into the call. */
function idleRows(trace: Trace, call: number, end: number): readonly Row[] {
  const { from, end: last } = spanOfCall(trace, call);
  const found = openBefore(trace, from);
  for (let index = from; index < last && found.length < MOST_SPANS; index++) {
    const row = rowAt(trace.rows, index);
    if (row.start > end) break;
    if (isIdle(trace, row)) found.push(row);
  }
  return found;
}

/** Those of processors that had nothing to do when row `from` began. */
function openBefore(trace: Trace, from: number): Row[] {
  const { start: now } = rowAt(trace.rows, from);
  const seen = new Set<number>();
  const found: Row[] = [];
  for (let index = from - 1; index >= Math.max(0, from - MOST_BEFORE); index--) {
    const row = rowAt(trace.rows, index);
    if (row.processor < 0 || seen.has(row.processor)) continue;
    seen.add(row.processor);
    if (isIdle(trace, row) && (row.duration < 0 || row.start + row.duration > now)) found.unshift(row);
    if (seen.size === trace.processors.length) break;
  }
  return found;
}

function isIdle({ spec }: Trace, { site }: Row): boolean {
  const found = at(spec.sites, site);
  return found.kind === 'idle' || isPolling(found);
}

/** Somebody who waits for a packet keeps looking for it, on a processor that has nothing else to do. */
function isPolling({ kind, off }: Site): boolean {
  return kind === 'poll' && off;
}
