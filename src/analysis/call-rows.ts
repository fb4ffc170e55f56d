/** The rows of one call with those of the calls that its body made. */
import { CHUNK_ROWS, type Row, rowAt, type Trace } from '../sim/trace/format.ts';

/** A row of the call, or of one nested in it. */
export interface CallRow extends Row {
  /** 0: of the call itself. */
  readonly depth: number;
}

/**
 * Rows in the order of the trace. Work that goes on off the path after the call's end is among them. At most `limit` rows;
 * the earliest are kept.
 */
export function rowsOfCall(trace: Trace, call: number, limit = Number.POSITIVE_INFINITY): readonly CallRow[] {
  const first = trace.calls.firstRow[call] ?? -1;
  if (first < 0) return [];
  const depths = depthsBelow(trace, call);
  const found: CallRow[] = [];
  for (let c = Math.floor(first / CHUNK_ROWS); c < trace.rows.chunks.length; c++) {
    const chunk = trace.rows.chunks[c];
    if (chunk === undefined) break;
    const calls = chunk.call;
    for (let i = c * CHUNK_ROWS < first ? first - c * CHUNK_ROWS : 0; i < chunk.length; i++) {
      const of = calls[i] ?? -1;
      if (of < call) continue;
      const depth = of === call ? 0 : depths.get(of);
      if (depth === undefined) continue;
      if (found.length >= limit) return found;
      found.push({ ...rowAt(trace.rows, c * CHUNK_ROWS + i), depth });
    }
  }
  return found;
}

/** The calls made below `call`, each with its depth. They start before it ends, so the search stops there. */
function depthsBelow(trace: Trace, call: number): ReadonlyMap<number, number> {
  const { calls } = trace;
  const depths = new Map([[call, 0]]);
  const last = calls.lastRow[call] ?? -1;
  for (let each = call + 1; each < calls.length; each++) {
    if (last >= 0 && (calls.firstRow[each] ?? -1) > last) break;
    const depth = depths.get(calls.parent[each] ?? -1);
    if (depth !== undefined) depths.set(each, depth + 1);
  }
  return depths;
}
