/** The rows of one call with those of the calls that its body made. */
import { CHUNK_ROWS, type Row, rowAt, type Trace } from '../sim/trace/format.ts';

/** A row of the call, or of one nested in it. */
export interface CallRow extends Row {
  /** 0: of the call itself. */
  readonly depth: number;
}

/** Rows among which all those of a call are: `from` the first, to before `end`. Empty if it has none. */
export interface RowSpan {
  readonly from: number;
  readonly end: number;
}

/** The rows of a call lie in this span. Only work off the path can come after the call's end. */
export function spanOfCall(trace: Trace, call: number): RowSpan {
  const from = trace.calls.firstRow[call] ?? -1;
  const last = trace.calls.lastRow[call] ?? -1;
  if (from < 0) return { from: 0, end: 0 };
  const goesOn = last < 0 || trace.spec.sites.some(({ off, kind }) => off && kind !== 'idle');
  return { from, end: goesOn ? trace.rows.length : last + 1 };
}

/** The earliest rows of a call, and how many more there are. */
export interface CallRows {
  readonly rows: readonly CallRow[];
  readonly omitted: number;
}

/**
 * Rows in the order of the trace, at most `most`. Work that goes on off the path after the call's end is among them, and so are
 * faults that no call has and that happen while it runs in a domain where it acts, as if they were its own.
 */
export function rowsOfCall(trace: Trace, call: number, most: number): CallRows {
  const { from, end } = spanOfCall(trace, call);
  const depths = depthsBelow(trace, call);
  const rows: CallRow[] = [];
  const last = trace.calls.lastRow[call] ?? -1;
  const running = last < 0 ? end : last;
  let omitted = 0;
  for (let c = Math.floor(from / CHUNK_ROWS); c * CHUNK_ROWS < end; c++) {
    const calls = trace.rows.chunks[c]?.call ?? new Int32Array();
    const stop = Math.min(end - c * CHUNK_ROWS, CHUNK_ROWS);
    for (let i = Math.max(0, from - c * CHUNK_ROWS); i < stop; i++) {
      const of = calls[i] ?? -1;
      const index = c * CHUNK_ROWS + i;
      if (of < 0 && index < running && isFault(trace, index))
        rows.push({ ...rowAt(trace.rows, index), call, depth: 0 });
      if (of < call) continue;
      const depth = of === call ? 0 : depths.get(of);
      if (depth === undefined) continue;
      if (rows.length < most) rows.push({ ...rowAt(trace.rows, index), depth });
      else omitted += 1;
    }
  }
  return { rows: withoutStrangers(trace, rows), omitted };
}

function isFault(trace: Trace, index: number): boolean {
  const { site } = rowAt(trace.rows, index);
  return trace.spec.sites[site]?.kind === 'fault';
}

/** Of the faults that no call has, those in domains where the call acts. */
function withoutStrangers(trace: Trace, rows: readonly CallRow[]): readonly CallRow[] {
  const isOwn = ({ index }: CallRow): boolean => rowAt(trace.rows, index).call >= 0;
  const own = new Set(rows.filter(isOwn).map(({ domain }) => domain));
  return rows.filter((row) => isOwn(row) || row.domain < 0 || own.has(row.domain));
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
