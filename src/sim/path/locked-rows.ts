/** Rows under the lock of a pool or of an end of a queue: held while the row lasts, and found held by others. */
import { type Activity, GO, ROW, STOP } from '../machine/state.ts';
import type { BriefLock } from '../machine/store.ts';
import type { DomainId } from '../spec/ids.ts';
import type { StoreLock } from '../spec/path.ts';
import { END, type Label, NEEDS, type Parts } from './code.ts';
import { asFunction, wholeFormula } from './expression.ts';
import type { Record } from './rows.ts';

/** The row of a step that takes or gives, and the lock that it needs for it. */
export interface LockedRow {
  /** Absent: the store has no lock. */
  readonly locked: StoreLock | undefined;
  readonly lock: BriefLock;
  readonly domain: DomainId;
  readonly record: Record;
}

/** Compiles the row at the end of the code, under its lock if it has one; afterwards it goes on at `done`. */
export function emitLockedRow(parts: Parts, row: LockedRow, done: Label): void {
  const { code, world } = parts;
  const { locked, lock, record } = row;
  if (locked === undefined) {
    code.emit((a) => {
      record(a);
      a.pc = done.pc;
      return ROW;
    }, NEEDS);
    return;
  }
  const test = code.here;
  const findsHeld = locked.spun ? spin(parts, row, locked, test) : goAside(parts, row, locked, test);
  code.emit((a) => {
    if (world.events.now < lock.until) {
      findsHeld(a);
      return ROW;
    }
    record(a);
    lock.until = world.until;
    a.pc = done.pc;
    return ROW;
  }, NEEDS);
  if (!locked.spun) emitAside(parts, lock, test);
}

/** Keeps the processor busy until the lock is free, and tests again. */
function spin({ world }: Parts, { lock, domain }: LockedRow, { held }: StoreLock, test: number): Record {
  return (a) => {
    world.step(a, held.site, lock.until - world.events.now, 0, -1, domain);
    a.pc = test;
  };
}

/** One test; then it goes aside. */
function goAside({ world }: Parts, { domain }: LockedRow, { held }: StoreLock, test: number): Record {
  const price = asFunction(wholeFormula(world, held.price));
  return (a) => {
    world.step(a, held.site, price(a), 0, -1, domain);
    a.pc = test + 1;
  };
}

/** Its processor serves others until the lock is free; then it is ready, and tests again. */
function emitAside({ code, world, dispatcher }: Parts, lock: BriefLock, test: number): void {
  code.emit((a: Activity) => {
    a.pc = test;
    const left = lock.until - world.events.now;
    if (left <= 0) return GO;
    dispatcher.sleep(a, left, world.machineOf(a).spec.system.waits.lock);
    return STOP;
  }, END);
}
