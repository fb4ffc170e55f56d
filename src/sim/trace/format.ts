/**
 * The trace, format 1: the only output of a run. Everything that is shown is computed from it. Rows are sorted by start;
 * ties in the order in which the engine recorded them.
 */
import type { Bytes, Picoseconds } from '../../base/units.ts';
import type { DomainId, OutcomeId, SiteId, StoreId } from '../spec/ids.ts';
import type { RunSpec } from '../spec/run.ts';

/** Rows of one chunk; a power of two. */
export const CHUNK_ROWS = 65_536;
/** Bytes that one row takes in its columns. */
export const ROW_BYTES = 40;

/** Columns of up to {@link CHUNK_ROWS} rows: 8 + 8 + 5 × 4 + 2 × 2 = 40 bytes a row. */
export interface RowChunk {
  length: number;
  /** Picoseconds since the start of the run. */
  readonly start: Float64Array;
  /** Picoseconds; −1 while a wait or idle row is open. */
  readonly duration: Float64Array;
  readonly site: Int32Array;
  /** Acting thread, index into {@link Trace.threads}; −1: none (idle). */
  readonly thread: Int32Array;
  /** Index into the call table; −1 outside calls. */
  readonly call: Int32Array;
  /** Bytes handled. In a wait row: the index of the row that ended the wait, −1 if none. */
  readonly bytes: Int32Array;
  /** Index into {@link Trace.places}, −1 if none; copies: the shared place. In exchange rows: the processor that the call goes on with. */
  readonly place: Int32Array;
  /** Index over all machines' processors in order; −1: none (waits). */
  readonly processor: Int16Array;
  /** Domain that acts; in idle rows the one that stays loaded, −1 if none. */
  readonly domain: Int16Array;
}

/** All rows so far, in chunks that are full but for the last. */
export interface Rows {
  readonly length: number;
  readonly chunks: readonly RowChunk[];
}

/** One entry for each call and each binding act, in order of their starts. Columns grow together. */
export interface CallTable {
  readonly length: number;
  /** The path, or −1 − binding for a binding act. */
  readonly path: Int32Array;
  /** Calling thread. */
  readonly thread: Int32Array;
  /** The call in whose body this one was made; −1 if none. */
  readonly parent: Int32Array;
  /** The statement that made the call; −1 for a binding act; −2 − c for what runs on of call c after it was given up. */
  readonly site: Int32Array;
  /** First and last row of the call itself; last is −1 while it runs, and rows of other calls lie between. */
  readonly firstRow: Int32Array;
  readonly lastRow: Int32Array;
  /** −1 while it runs. */
  readonly outcome: Int32Array;
}

export interface TraceThread {
  readonly name: string;
  readonly domain: DomainId;
  /** `user`: of the scenario. `fork`: made by fork. `worker`: a server's own thread. */
  readonly kind: 'user' | 'fork' | 'worker';
}

/** A place, or one element of a pool. */
export interface TracePlace {
  readonly store: StoreId;
  /** Element number within its pool, from 0; −1 for a place. */
  readonly element: number;
}

export interface TraceProcessor {
  readonly machine: number;
  /** Index within its machine. */
  readonly index: number;
}

/** All that a run leaves behind; grows while the run goes on. */
export interface Trace {
  readonly format: 'ipc-trace/1';
  readonly spec: RunSpec;
  readonly rows: Rows;
  readonly calls: CallTable;
  readonly threads: readonly TraceThread[];
  readonly places: readonly TracePlace[];
  readonly processors: readonly TraceProcessor[];
  /** Null while the run goes on. */
  readonly end: RunEnd | null;
}

/** How a run ended. Every end but `finished` keeps the trace so far; `message` says what to do. */
export interface RunEnd {
  readonly reason: 'finished' | 'rowLimit' | 'timeLimit' | 'deadlock' | 'cancelled' | 'stuck';
  readonly time: Picoseconds;
  readonly message: string | null;
  /** Threads that still wait, and for what. */
  readonly waiting: readonly { readonly thread: number; readonly site: SiteId; readonly holder: number }[];
  /** Outcomes that reached the top of a thread uncaught. */
  readonly uncaught: readonly { readonly thread: number; readonly outcome: OutcomeId; readonly call: number }[];
  /** Faults of the spec that did not happen. */
  readonly missed: readonly number[];
}

/** The call that an entry of the call table is the orphan of: what runs on after the call was given up. −1: it is no orphan. */
export function orphanOf(calls: CallTable, call: number): number {
  const site = calls.site[call] ?? -1;
  return site < -1 ? -2 - site : -1;
}

/** One row, read out. */
export interface Row {
  readonly index: number;
  readonly start: Picoseconds;
  readonly duration: Picoseconds;
  readonly site: SiteId;
  readonly thread: number;
  readonly call: number;
  readonly bytes: Bytes;
  readonly place: number;
  readonly processor: number;
  readonly domain: DomainId;
}

/** Reads row `index`, which must exist. */
export function rowAt(rows: Rows, index: number): Row {
  const chunk = rows.chunks[Math.floor(index / CHUNK_ROWS)];
  const i = index % CHUNK_ROWS;
  if (chunk === undefined || i >= chunk.length) throw new Error(`defect: no row ${index} of ${rows.length}`);
  return {
    index,
    start: chunk.start[i] ?? 0,
    duration: chunk.duration[i] ?? 0,
    site: chunk.site[i] ?? 0,
    thread: chunk.thread[i] ?? -1,
    call: chunk.call[i] ?? -1,
    bytes: chunk.bytes[i] ?? 0,
    place: chunk.place[i] ?? -1,
    processor: chunk.processor[i] ?? -1,
    domain: chunk.domain[i] ?? -1,
  };
}
