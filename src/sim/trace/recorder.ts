import type { Bytes, Picoseconds } from '../../base/units.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import { CHUNK_ROWS, ROW_BYTES, type RowChunk, type Rows, rowAt } from './format.ts';

/** A chunk without rows, with room for so many: one buffer, in which the columns lie one after the other. */
function emptyChunk(room: number): RowChunk {
  const buffer = new ArrayBuffer(room * ROW_BYTES);
  return {
    length: 0,
    start: new Float64Array(buffer, 0, room),
    duration: new Float64Array(buffer, 8 * room, room),
    site: new Int32Array(buffer, 16 * room, room),
    thread: new Int32Array(buffer, 20 * room, room),
    call: new Int32Array(buffer, 24 * room, room),
    bytes: new Int32Array(buffer, 28 * room, room),
    place: new Int32Array(buffer, 32 * room, room),
    processor: new Int16Array(buffer, 36 * room, room),
    domain: new Int16Array(buffer, 38 * room, room),
  };
}

/** Writes the rows of a trace. */
export class Recorder implements Rows {
  length = 0;
  readonly chunks: RowChunk[] = [];
  private chunk = emptyChunk(0);

  /** Appends a row and returns its index. */
  row(
    start: Picoseconds,
    duration: Picoseconds,
    site: SiteId,
    thread: number,
    call: number,
    bytes: Bytes,
    place: number,
    processor: number,
    domain: DomainId,
  ): number {
    const row = this.length;
    const i = row % CHUNK_ROWS;
    if (i === 0) this.begin();
    const { chunk } = this;
    chunk.start[i] = start;
    chunk.duration[i] = duration;
    chunk.site[i] = site;
    chunk.thread[i] = thread;
    chunk.call[i] = call;
    chunk.bytes[i] = bytes;
    chunk.place[i] = place;
    chunk.processor[i] = processor;
    chunk.domain[i] = domain;
    this.length = row + 1;
    return row;
  }

  /** Makes the last chunk's length that of the rows; before anybody reads them. */
  sync(): void {
    this.chunk.length = this.length - Math.max(0, this.chunks.length - 1) * CHUNK_ROWS;
  }

  /** Sets the duration of a row that was open, or is cut. */
  close(row: number, duration: Picoseconds): void {
    this.chunks[Math.floor(row / CHUNK_ROWS)]!.duration[row % CHUNK_ROWS] = duration;
  }

  /** Closes a wait row, and notes which row ended it. */
  endWait(row: number, duration: Picoseconds, ender: number): void {
    const chunk = this.chunks[Math.floor(row / CHUNK_ROWS)]!;
    chunk.duration[row % CHUNK_ROWS] = duration;
    chunk.bytes[row % CHUNK_ROWS] = ender;
  }

  /** Appends a row that has the columns of another one but its span and its call, and returns its index. */
  repeat(of: number, start: Picoseconds, duration: Picoseconds, call: number): number {
    this.sync();
    const { site, thread, bytes, place, processor, domain } = rowAt(this, of);
    return this.row(start, duration, site, thread, call, bytes, place, processor, domain);
  }

  siteOf(row: number): SiteId {
    return this.chunks[Math.floor(row / CHUNK_ROWS)]!.site[row % CHUNK_ROWS]!;
  }

  callOf(row: number): number {
    return this.chunks[Math.floor(row / CHUNK_ROWS)]!.call[row % CHUNK_ROWS]!;
  }

  endOf(row: number): Picoseconds {
    return this.startOf(row) + this.chunks[Math.floor(row / CHUNK_ROWS)]!.duration[row % CHUNK_ROWS]!;
  }

  startOf(row: number): Picoseconds {
    return this.chunks[Math.floor(row / CHUNK_ROWS)]!.start[row % CHUNK_ROWS]!;
  }

  private begin(): void {
    this.chunk.length = CHUNK_ROWS;
    this.chunk = emptyChunk(CHUNK_ROWS);
    this.chunks.push(this.chunk);
  }
}
