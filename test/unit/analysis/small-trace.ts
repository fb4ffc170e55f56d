/** Small traces written by hand. */
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import { type CallTable, CHUNK_ROWS, type RowChunk, type RunEnd, type Trace } from '../../../src/sim/trace/format.ts';
import { ASTACK, CLIENT, KERNEL, S, SERVER, us } from './small-spec.ts';

/** A row; what is left out: starts when the row before it on the path ended, call 0, thread 0, the client on processor 0. */
export interface SmallRow {
  readonly site: number;
  readonly start?: number;
  readonly takes?: number;
  readonly call?: number;
  readonly thread?: number;
  readonly bytes?: number;
  readonly place?: number;
  readonly processor?: number;
  readonly domain?: number;
}

export interface SmallCall {
  readonly path?: number;
  readonly parent?: number;
  /** −1: still running. */
  readonly outcome?: number;
}

export function smallTrace(
  spec: RunSpec,
  rows: readonly SmallRow[],
  calls: readonly SmallCall[] = [{}],
  end: Partial<RunEnd> = {},
): Trace {
  const chunks: RowChunk[] = [];
  const table = callTable(calls);
  let clock = 0;
  let latest = 0;
  rows.forEach((row, index) => {
    if (index % CHUNK_ROWS === 0) chunks.push(emptyChunk());
    const start = row.start ?? clock;
    const duration = row.takes ?? 0;
    const off = spec.sites[row.site]?.off ?? false;
    if (!off) clock = start + Math.max(0, duration);
    latest = Math.max(latest, start + Math.max(0, duration));
    append(chunks.at(-1), row, start);
    if (!off && (row.call ?? 0) >= 0) note(table, row.call ?? 0, index, calls);
  });
  return {
    format: 'ipc-trace/1',
    spec,
    rows: { length: rows.length, chunks },
    calls: table,
    threads: spec.threads.map(({ name, domain }) => ({ name, domain, kind: 'user' as const })),
    places: [0, 1, 2].map((element) => ({ store: ASTACK, element })),
    processors: spec.machines.flatMap((each, machine) =>
      Array.from({ length: each.processors }, (_, index) => ({ machine, index })),
    ),
    end: { reason: 'finished', time: latest, message: null, waiting: [], uncaught: [], missed: [], ...end },
  };
}

function emptyChunk(): RowChunk {
  const floats = () => new Float64Array(CHUNK_ROWS);
  const words = () => new Int32Array(CHUNK_ROWS);
  const halves = () => new Int16Array(CHUNK_ROWS);
  return {
    length: 0,
    start: floats(),
    duration: floats(),
    site: words(),
    thread: words(),
    call: words(),
    bytes: words(),
    place: words(),
    processor: halves(),
    domain: halves(),
  };
}

function append(chunk: RowChunk | undefined, row: SmallRow, start: number): void {
  if (chunk === undefined) throw new Error('no chunk');
  const i = chunk.length++;
  chunk.start[i] = start;
  chunk.duration[i] = row.takes ?? 0;
  chunk.site[i] = row.site;
  chunk.thread[i] = row.thread ?? 0;
  chunk.call[i] = row.call ?? 0;
  chunk.bytes[i] = row.bytes ?? 0;
  chunk.place[i] = row.place ?? -1;
  chunk.processor[i] = row.processor ?? 0;
  chunk.domain[i] = row.domain ?? CLIENT;
}

function callTable(calls: readonly SmallCall[]): CallTable {
  return {
    length: calls.length,
    path: Int32Array.from(calls, ({ path }) => path ?? 0),
    thread: Int32Array.from(calls, () => 0),
    parent: Int32Array.from(calls, ({ parent }) => parent ?? -1),
    site: Int32Array.from(calls, () => -1),
    firstRow: Int32Array.from(calls, () => -1),
    lastRow: Int32Array.from(calls, () => -1),
    outcome: Int32Array.from(calls, ({ outcome }) => outcome ?? 0),
  };
}

function note(table: CallTable, call: number, row: number, calls: readonly SmallCall[]): void {
  if (table.firstRow[call] === -1) table.firstRow[call] = row;
  if ((calls[call]?.outcome ?? 0) >= 0) table.lastRow[call] = row;
}

/** The rows of one Null call over LRPC: 157 µs. */
export function nullCall(call = 0, bytes = 200): readonly SmallRow[] {
  const steps: readonly (readonly [number, number, Partial<SmallRow>?])[] = [
    [S.stub, 18],
    [S.take, 0.5, { place: 1 }],
    [S.copyA, 7, { bytes, place: 1 }],
    [S.trap, 18],
    [S.validate, 27, { domain: KERNEL }],
    [S.switch, 33, { domain: KERNEL }],
    [S.upcall, 0, { domain: KERNEL }],
    [S.serverStub, 3, { domain: SERVER }],
    [S.procedure, 0, { domain: SERVER }],
    [S.returnTrap, 17.5, { domain: SERVER }],
    [S.back, 33, { domain: KERNEL }],
    [S.resume, 0, { domain: KERNEL }],
    [S.copyF, 0, { bytes: 0, place: 1 }],
    [S.give, 0, { place: 1 }],
  ];
  return steps.map(([of, takes, more]) => ({ site: of, takes: us(takes), call, ...more }));
}
