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
  private readonly items: T[] = [];

  schedule(time: Picoseconds, item: T): void {
    if (this.size === this.times.length) this.grow();
    const sequence = this.sequence++;
    let i = this.size++;
    const { times, sequences, items } = this;
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

  /** Takes the earliest event, which must exist; the clock moves to it. */
  take(): T {
    const { items, times, sequences } = this;
    const taken = items[0]!;
    this.now = times[0]!;
    const last = --this.size;
    const item = items[last]!;
    if (last > 0) this.sink(times[last]!, sequences[last]!, item);
    items.length = last;
    this.first = last > 0 ? times[0]! : Number.POSITIVE_INFINITY;
    return taken;
  }

  private sink(time: number, sequence: number, item: T): void {
    const { items, times, sequences, size } = this;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.precedes(child + 1, times[child]!, sequences[child]!)) child += 1;
      if (!this.precedes(child, time, sequence)) break;
      times[i] = times[child]!;
      sequences[i] = sequences[child]!;
      items[i] = items[child]!;
      i = child;
    }
    times[i] = time;
    sequences[i] = sequence;
    items[i] = item;
  }

  private precedes(i: number, time: number, sequence: number): boolean {
    const other = this.times[i]!;
    return other < time || (other === time && this.sequences[i]! < sequence);
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
