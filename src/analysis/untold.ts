/** Calls whose client ended before they did: they end with an outcome, and nobody is left whom it could tell. */
import type { Picoseconds } from '../base/units.ts';
import type { DomainId } from '../sim/spec/ids.ts';
import { CHUNK_ROWS, rowAt, type Trace } from '../sim/trace/format.ts';
import { bindingOfCall, endOfRow } from './calls.ts';

/** When domains ended that a fault ended, and the row that tells it. */
export type DomainEnds = ReadonlyMap<DomainId, { readonly row: number; readonly time: Picoseconds }>;

/** The domains that ended before the run did; none in most runs. */
export function domainEnds(trace: Trace): DomainEnds {
  const ends = new Map<DomainId, { row: number; time: Picoseconds }>();
  const domains = new Map<number, DomainId>();
  for (const { site, what } of trace.spec.faults) if (what.does === 'terminate') domains.set(site, what.domain);
  for (const [c, chunk] of trace.rows.chunks.entries()) {
    if (ends.size === domains.size) break;
    for (let i = 0; i < chunk.length; i++) {
      const domain = domains.get(chunk.site[i] ?? -1);
      if (domain !== undefined && !ends.has(domain))
        ends.set(domain, { row: c * CHUNK_ROWS + i, time: chunk.start[i] ?? 0 });
    }
  }
  return ends;
}

/** The call or binding act ended with an outcome after its client had ended. */
export function isUntold(trace: Trace, call: number, ends: DomainEnds): boolean {
  if (ends.size === 0 || (trace.calls.outcome[call] ?? -1) <= 0) return false;
  const end = ends.get(bindingOfCall(trace, call).client);
  const last = trace.calls.lastRow[call] ?? -1;
  if (end === undefined || last < 0) return false;
  const time = endOfRow(trace.rows, last);
  if (time !== end.time) return time > end.time;
  return last > end.row || isCutWait(trace, last);
}

/** A wait of the client that its end cuts begins before it, and ends with it. */
function isCutWait(trace: Trace, row: number): boolean {
  return trace.spec.sites[rowAt(trace.rows, row).site]?.kind === 'wait';
}
