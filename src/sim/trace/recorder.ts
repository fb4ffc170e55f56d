import type { Bytes, Picoseconds } from '../../base/units.ts';
import type { DomainId, SiteId } from '../spec.ts';
import { CHUNK_ROWS, type RowChunk, type Rows } from './format.ts';

/** A chunk without rows. */
export function emptyChunk(): RowChunk {
  return {
    length: 0,
    start: new Float64Array(CHUNK_ROWS),
    duration: new Float64Array(CHUNK_ROWS),
    site: new Int32Array(CHUNK_ROWS),
    thread: new Int32Array(CHUNK_ROWS),
    call: new Int32Array(CHUNK_ROWS),
    bytes: new Int32Array(CHUNK_ROWS),
    place: new Int32Array(CHUNK_ROWS),
    processor: new Int16Array(CHUNK_ROWS),
    domain: new Int16Array(CHUNK_ROWS),
  };
}

/** Writes the rows of a trace. */
export class Recorder implements Rows {
  length = 0;
  readonly chunks: RowChunk[] = [];
  private fill = CHUNK_ROWS;
  private chunk: RowChunk = { ...emptyChunk(), length: CHUNK_ROWS };

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
    if (this.fill === CHUNK_ROWS) this.begin();
    const i = this.fill++;
    const chunk = this.chunk;
    chunk.start[i] = start;
    chunk.duration[i] = duration;
    chunk.site[i] = site;
    chunk.thread[i] = thread;
    chunk.call[i] = call;
    chunk.bytes[i] = bytes;
    chunk.place[i] = place;
    chunk.processor[i] = processor;
    chunk.domain[i] = domain;
    chunk.length = i + 1;
    return this.length++;
  }

  /** Sets the duration of a row that was open, or is cut. */
  close(row: number, duration: Picoseconds): void {
    this.chunks[Math.floor(row / CHUNK_ROWS)]!.duration[row % CHUNK_ROWS] = duration;
  }

  /** Notes which row ended a wait. */
  endedBy(row: number, ender: number): void {
    this.chunks[Math.floor(row / CHUNK_ROWS)]!.bytes[row % CHUNK_ROWS] = ender;
  }

  startOf(row: number): Picoseconds {
    return this.chunks[Math.floor(row / CHUNK_ROWS)]!.start[row % CHUNK_ROWS]!;
  }

  private begin(): void {
    this.chunk = emptyChunk();
    this.chunks.push(this.chunk);
    this.fill = 0;
  }
}
