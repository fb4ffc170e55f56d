import type { Picoseconds } from '../../base/units.ts';

/**
 * The clock and what is to happen, ordered by (time, sequence): of two events at one instant the one scheduled first goes
 * first. A binary heap in columns.
 */
export class Events<T> {
  now: Picoseconds = 0;
  /** Time of the earliest event; Infinity if there is none. */
  first: Picoseconds = Number.POSITIVE_INFINITY;
  size = 0;
  private sequence = 0;
  private times = new Float64Array(64);
  private sequences = new Float64Array(64);
  /** Never shrinks: growing again would cost more than the few entries that it keeps alive. */
  private readonly items: T[] = [];

  schedule(time: Picoseconds, item: T): void {
    if (this.size === this.times.length) this.grow();
    const sequence = this.sequence++;
    const { times, sequences, items } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (times[parent]! <= time) break;
      times[i] = times[parent]!;
      sequences[i] = sequences[parent]!;
      items[i] = items[parent]!;
      i = parent;
    }
    times[i] = time;
    sequences[i] = sequence;
    items[i] = item;
    this.first = times[0]!;
  }

  /** The earliest event, which must exist; it stays. */
  peek(): T {
    return this.items[0]!;
  }

  /** Takes the earliest event, which must exist; the clock stays. */
  discard(): void {
    const { now } = this;
    this.take();
    this.now = now;
  }

  /** Takes the earliest event, which must exist; the clock moves to it. */
  take(): T {
    const taken = this.items[0]!;
    this.now = this.first;
    const last = --this.size;
    if (last === 0) this.first = Number.POSITIVE_INFINITY;
    else this.sink(this.times[last]!, this.sequences[last]!, this.items[last]!);
    return taken;
  }

  /** Schedules an event and takes the earliest, which must not be later; the clock moves to it. */
  replace(time: Picoseconds, item: T): T {
    const taken = this.items[0]!;
    this.now = this.first;
    this.sink(time, this.sequence++, item);
    return taken;
  }

  /** Takes an event out before its time; nothing happens if there is none for the item. */
  remove(item: T): void {
    const found = this.items.indexOf(item);
    if (found < 0 || found >= this.size) return;
    const last = --this.size;
    if (last === 0) this.first = Number.POSITIVE_INFINITY;
    else if (found < last)
      this.sinkFrom(this.rise(found, last), this.times[last]!, this.sequences[last]!, this.items[last]!);
    if (last > 0) this.first = this.times[0]!;
  }

  /** The hole at `i` rises past all that are later than the event at `last`; returns where it is then. */
  private rise(hole: number, last: number): number {
    const { times, sequences, items } = this;
    let i = hole;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const isLater =
        times[parent]! > times[last]! || (times[parent] === times[last] && sequences[parent]! > sequences[last]!);
      if (!isLater) break;
      times[i] = times[parent]!;
      sequences[i] = sequences[parent]!;
      items[i] = items[parent]!;
      i = parent;
    }
    return i;
  }

  /** Puts an event at the root and lets it sink to where it belongs. */
  private sink(time: number, sequence: number, item: T): void {
    this.sinkFrom(0, time, sequence, item);
  }

  private sinkFrom(hole: number, time: number, sequence: number, item: T): void {
    const { times, sequences, items, size } = this;
    let i = hole;
    for (let child = 2 * i + 1; child < size; child = 2 * i + 1) {
      let least = times[child]!;
      if (child + 1 < size) {
        const right = times[child + 1]!;
        if (right < least || (right === least && sequences[child + 1]! < sequences[child]!)) {
          child += 1;
          least = right;
        }
      }
      if (time < least || (time === least && sequence < sequences[child]!)) break;
      times[i] = least;
      sequences[i] = sequences[child]!;
      items[i] = items[child]!;
      i = child;
    }
    times[i] = time;
    sequences[i] = sequence;
    items[i] = item;
    this.first = times[0]!;
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    const sequences = new Float64Array(this.times.length * 2);
    times.set(this.times);
    sequences.set(this.sequences);
    this.times = times;
    this.sequences = sequences;
  }
}
