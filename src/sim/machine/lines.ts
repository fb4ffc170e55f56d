/** Lines in which activities stand. */
import type { DomainId } from '../spec/ids.ts';

/** Who can stand in a line. */
export interface Queued<A extends Queued<A>> {
  /** By which it stands in a line that goes by priority. */
  readonly priority: number;
  readonly home: DomainId;
  next: A | null;
  previous: A | null;
  line: Line<A> | null;
}

/** A processor, as far as lines know it. */
export interface Chooser {
  mayRun(domain: DomainId): boolean;
}

/** A line of activities: first in, first out; one stands in at most one line, and can leave it from anywhere. */
export class Line<A extends Queued<A>> {
  first: A | null = null;
  /** Who stands in it only needs a processor. */
  readonly isReady: boolean;
  protected last: A | null = null;

  constructor(isReady = false) {
    this.isReady = isReady;
  }

  push(a: A): void {
    a.previous = this.last;
    a.line = this;
    if (this.last === null) this.first = a;
    else this.last.next = a;
    this.last = a;
  }

  /** null: in front of all others. */
  protected insertAfter(before: A | null, a: A): void {
    a.line = this;
    a.previous = before;
    a.next = before === null ? this.first : before.next;
    if (a.next === null) this.last = a;
    else a.next.previous = a;
    if (before === null) this.first = a;
    else before.next = a;
  }

  remove(a: A): void {
    if (a.previous === null) this.first = a.next;
    else a.previous.next = a.next;
    if (a.next === null) this.last = a.previous;
    else a.next.previous = a.previous;
    a.next = null;
    a.previous = null;
    a.line = null;
  }

  /** Takes the first one out; null if there is none. */
  shift(): A | null {
    const { first } = this;
    if (first !== null) this.remove(first);
    return first;
  }
}

/** Messages and ready threads of a user-level domain: higher priority first, first in first out among equals. */
export class ReadyList<A extends Queued<A>> extends Line<A> {
  override push(a: A): void {
    let before = this.last;
    while (before !== null && before.priority < a.priority) before = before.previous;
    this.insertAfter(before, a);
  }
}

/** Ready activities of a machine: higher priority first, first in first out among equals. */
export class RunQueue<A extends Queued<A>> {
  private readonly levels: { readonly priority: number; readonly line: Line<A> }[] = [];

  push(a: A): void {
    this.line(a.priority).push(a);
  }

  /** The first one that the processor may run, null if there is none. */
  firstFor(processor: Chooser): A | null {
    for (const { line } of this.levels) {
      for (let a = line.first; a !== null; a = a.next) if (processor.mayRun(a.home)) return a;
    }
    return null;
  }

  /** The highest priority of those who stand in it; −Infinity if nobody does. */
  highest(): number {
    return this.levels.find(({ line }) => line.first !== null)?.priority ?? Number.NEGATIVE_INFINITY;
  }

  /** All of them, in order. */
  all(): A[] {
    const all: A[] = [];
    for (const { line } of this.levels) for (let a = line.first; a !== null; a = a.next) all.push(a);
    return all;
  }

  private line(priority: number): Line<A> {
    const { levels } = this;
    let i = 0;
    for (; i < levels.length; i += 1) {
      const level = levels[i]!;
      if (level.priority === priority) return level.line;
      if (level.priority < priority) break;
    }
    const line = new Line<A>(true);
    levels.splice(i, 0, { priority, line });
    return line;
  }
}
