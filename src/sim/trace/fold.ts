/**
 * The state at a row, folded from the rows before it: forwards and backwards alike, from the nearest checkpoint. What a
 * debugger and a scrubber show.
 */
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, StoreId } from '../spec/ids.ts';
import { type Effect, Effects } from './effects.ts';
import { CHUNK_ROWS, type RowChunk, type Trace } from './format.ts';

/** Of {@link TraceState.holder}: nobody has the element. */
export const FREE = -1;
/** Of {@link TraceState.holder}: the element is attached to another one. */
export const ATTACHED = -2;

/** Of {@link TraceState.holder}: the element was given back, but a domain keeps it. */
const KEPT = -3;
/** Of {@link TraceState.holder}: nobody keeps the element, but its owner has not heard of it; less the domain that let it go. */
const NOTICED = -4;

/** The state when a row has begun; rows of the same instant that come later have not. */
export interface TraceState {
  readonly time: Picoseconds;
  /** Of each processor: the row that it is in, its idle row if it idles; −1 before its first. */
  readonly processorRow: Int32Array;
  /** Of each processor: the domain that it has loaded as far as the rows tell; −1 if none. */
  readonly loaded: Int32Array;
  /** Of each thread: the row (also of a wait) in which it acts, or acted last; −1 before its first. */
  readonly threadRow: Int32Array;
  /** Of each thread that waits: the domain in which it will go on; −1 if it does not wait. */
  readonly home: Int32Array;
  /** Of each place: the call that holds the pool element, {@link FREE}, {@link ATTACHED}, {@link KEPT} or {@link NOTICED}. */
  readonly holder: Int32Array;
  /** Of each place: how many times domains keep the pool element beyond its calls, less one. */
  readonly kept: Int32Array;
}

const DISPATCH = 1;
const RESTORE = 2;

type Columns = Omit<TraceState, 'time'>;

/** Answers for one trace; keeps a checkpoint for each chunk that it has passed. */
export class Fold {
  private readonly trace: Trace;
  private readonly effects: Effects;
  private readonly kernels: readonly boolean[];
  /** Of each site: whether it is the system's dispatch or restore, 0 for all others. */
  private readonly comebacks: Uint8Array;
  private readonly checkpoints: Columns[] = [];

  constructor(trace: Trace) {
    this.trace = trace;
    this.comebacks = new Uint8Array(trace.spec.sites.length);
    for (const { system } of trace.spec.machines) {
      this.comebacks[system.dispatch.site] = DISPATCH;
      this.comebacks[system.restore.site] = RESTORE;
    }
    this.effects = new Effects(trace.spec, trace.calls);
    this.kernels = trace.spec.domains.map(({ kind }) => kind === 'kernel');
  }

  /** The state when row `index`, which must exist, has begun. */
  stateAt(index: number): TraceState {
    const { rows } = this.trace;
    if (index < 0 || index >= rows.length) throw new Error(`defect: no row ${index} of ${rows.length}`);
    const chunk = Math.floor(index / CHUNK_ROWS);
    for (let i = Math.max(1, this.checkpoints.length); i <= chunk; i += 1) this.addCheckpoint(i);
    const state = this.columns(this.checkpoints[chunk]);
    this.pass(state, chunk, (index % CHUNK_ROWS) + 1);
    return { time: rows.chunks[chunk]?.start[index % CHUNK_ROWS] ?? 0, ...state };
  }

  /** The state before the first row of a chunk, from that before the chunk before it. */
  private addCheckpoint(chunk: number): void {
    this.checkpoints[0] ??= this.columns(undefined);
    const state = this.columns(this.checkpoints[chunk - 1]);
    this.pass(state, chunk - 1, CHUNK_ROWS);
    this.checkpoints[chunk] = state;
  }

  /** A copy of a checkpoint that has room for all threads and places of today. */
  private columns(from: Columns | undefined): Columns {
    const { processors, threads, places } = this.trace;
    return {
      processorRow: widened(from?.processorRow, processors.length),
      loaded: from?.loaded.slice() ?? this.placements(),
      threadRow: widened(from?.threadRow, threads.length),
      home: widened(from?.home, threads.length),
      holder: widened(from?.holder, places.length),
      kept: widened(from?.kept, places.length),
    };
  }

  private placements(): Int32Array {
    const { spec, processors } = this.trace;
    return Int32Array.from(processors, ({ machine, index }) => spec.machines[machine]?.placements[index]?.domain ?? -1);
  }

  private pass(state: Columns, chunk: number, count: number): void {
    const columns = this.trace.rows.chunks[chunk];
    if (columns === undefined) return;
    for (let i = 0; i < count; i += 1) this.begin(state, columns, i, chunk * CHUNK_ROWS + i);
  }

  private begin(state: Columns, chunk: RowChunk, i: number, row: number): void {
    const processor = chunk.processor[i]!;
    const thread = chunk.thread[i]!;
    if (processor >= 0) this.beginOn(state, processor, chunk, i, row);
    if (thread < 0) return;
    state.threadRow[thread] = row;
    if (processor < 0) state.home[thread] = chunk.domain[i]!;
    else if (this.comebacks[chunk.site[i]!] === 0) state.home[thread] = -1;
  }

  private beginOn(state: Columns, processor: number, chunk: RowChunk, i: number, row: number): void {
    this.endOn(state, processor);
    state.processorRow[processor] = row;
    const domain = chunk.domain[i]!;
    if (domain >= 0 && this.kernels[domain] !== true) state.loaded[processor] = domain;
    const effect = this.effects.of(chunk.site[i]!, chunk.call[i]!);
    const place = chunk.place[i]!;
    if (effect === undefined || place < 0) return;
    if (effect.does === 'take') state.holder[place] = chunk.call[i]!;
    if (effect.does === 'load') state.processorRow[place] = row;
  }

  /** The row that a processor was in has ended. */
  private endOn(state: Columns, processor: number): void {
    const row = state.processorRow[processor]!;
    if (row < 0) return;
    const chunk = this.trace.rows.chunks[Math.floor(row / CHUNK_ROWS)]!;
    const i = row % CHUNK_ROWS;
    const site = chunk.site[i]!;
    const home = this.comebacks[site] === RESTORE ? (state.home[chunk.thread[i]!] ?? -1) : -1;
    if (home >= 0) state.loaded[processor] = home;
    const effect = this.effects.of(site, chunk.call[i]!);
    if (effect !== undefined && chunk.processor[i] === processor) this.end(state, effect, chunk, i, row);
  }

  private end(state: Columns, effect: Effect, chunk: RowChunk, i: number, row: number): void {
    const { call, place, processor, domain } = chunk;
    const where = place[i]!;
    if (effect.does === 'load' && where < 0) state.loaded[processor[i]!] = effect.domain;
    if (effect.does === 'give' && where >= 0) this.give(state, where, call[i]!);
    if (effect.does === 'keep' && where >= 0) state.kept[where]! += 1;
    if (effect.does === 'letGo') this.letGo(state, where, domain[i]!);
    if (effect.does === 'told') this.tell(state, (one) => state.holder[one] === NOTICED - domain[i]!);
    if (effect.does === 'attach') this.attach(state, call[i]!, effect.pool);
    if (effect.does === 'fail' || this.isFailedTake(effect, where)) this.release(state, call[i]!, row);
  }

  /** The reply brings all notices. */
  private give(state: Columns, place: number, call: number): void {
    if (state.holder[place] === call) giveBack(state, place);
    const pool = this.trace.places[place]?.store;
    this.tell(state, (one) => this.trace.places[one]?.store === pool && state.holder[one]! <= NOTICED);
  }

  private tell({ holder }: Columns, hears: (place: number) => boolean): void {
    for (let place = 0; place < holder.length; place += 1) if (hears(place)) holder[place] = FREE;
  }

  private letGo(state: Columns, place: number, domain: DomainId): void {
    state.kept[place]! -= 1;
    if (state.kept[place]! >= 0 || state.holder[place] !== KEPT) return;
    const spec = this.trace.spec.stores[this.trace.places[place]?.store ?? -1];
    state.holder[place] = spec?.kind === 'pool' && spec.owner !== undefined ? NOTICED - domain : FREE;
  }

  private isFailedTake(effect: Effect, place: number): boolean {
    return effect.does === 'take' && place < 0;
  }

  private attach(state: Columns, call: number, pool: StoreId): void {
    const { places } = this.trace;
    const place = places.findLastIndex(({ store }, index) => store === pool && state.holder[index] === call);
    if (place >= 0) state.holder[place] = ATTACHED;
  }

  /** Everything is free that calls held which the row ended. */
  private release(state: Columns, from: number, row: number): void {
    const { calls } = this.trace;
    for (let call = from; call >= 0 && calls.lastRow[call] === row; call = calls.parent[call]!) {
      for (const [place, holder] of state.holder.entries()) if (holder === call) giveBack(state, place);
    }
  }
}

function giveBack(state: Columns, place: number): void {
  state.holder[place] = state.kept[place]! < 0 ? FREE : KEPT;
}

/** A copy that is at least so long; what is new is −1. */
function widened(column: Int32Array | undefined, length: number): Int32Array {
  const wide = new Int32Array(Math.max(length, column?.length ?? 0)).fill(-1);
  if (column !== undefined) wide.set(column);
  return wide;
}

/** The state when a row has begun; many questions about one trace are answered faster by one {@link Fold}. */
export function stateAt(trace: Trace, row: number): TraceState {
  return new Fold(trace).stateAt(row);
}

/** How many elements of a pool are not free. */
export function elementsInUse({ places }: Trace, { holder }: TraceState, pool: StoreId): number {
  return places.filter(({ store }, index) => store === pool && (holder[index] ?? FREE) !== FREE).length;
}
