import type { OutcomeId, SiteId } from '../spec/ids.ts';
import type { CallTable } from './format.ts';

/** Writes the call table of a trace. */
export class CallRecorder implements CallTable {
  length = 0;
  path = new Int32Array(256);
  thread = new Int32Array(256);
  parent = new Int32Array(256);
  site = new Int32Array(256);
  firstRow = new Int32Array(256);
  lastRow = new Int32Array(256);
  outcome = new Int32Array(256);

  /** Adds a call that begins, and returns its index. `firstRow`: the row that is expected to be its first. */
  open(path: number, thread: number, parent: number, site: SiteId, firstRow: number): number {
    if (this.length === this.path.length) this.grow();
    const call = this.length++;
    this.path[call] = path;
    this.thread[call] = thread;
    this.parent[call] = parent;
    this.site[call] = site;
    this.firstRow[call] = firstRow;
    this.lastRow[call] = -1;
    this.outcome[call] = -1;
    return call;
  }

  /** Ends a call; `lastRow` −1: it left no row. */
  close(call: number, lastRow: number, outcome: OutcomeId): void {
    if (lastRow < 0) this.firstRow[call] = -1;
    this.lastRow[call] = lastRow;
    this.outcome[call] = outcome;
  }

  /** The rows of an entry are told anew, row by row. */
  forgetRows(call: number): void {
    this.firstRow[call] = -1;
    this.lastRow[call] = -1;
  }

  /** A row of the entry, or of a call inside it. */
  noteRow(call: number, row: number): void {
    if (this.firstRow[call] === -1) this.firstRow[call] = row;
    if (this.outcome[call]! >= 0) this.lastRow[call] = row;
  }

  private grow(): void {
    this.path = doubled(this.path);
    this.thread = doubled(this.thread);
    this.parent = doubled(this.parent);
    this.site = doubled(this.site);
    this.firstRow = doubled(this.firstRow);
    this.lastRow = doubled(this.lastRow);
    this.outcome = doubled(this.outcome);
  }
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
