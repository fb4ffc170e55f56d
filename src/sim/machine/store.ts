/** What is taken and given back, one element after the other. */
import type { Picoseconds } from '../../base/units.ts';
import type { StoreId } from '../spec/ids.ts';
import type { Dispatcher } from './dispatcher.ts';
import { Line } from './lines.ts';
import type { Activity } from './state.ts';

/** A lock that is held while one row lasts: that of a pool, or of one end of a queue. */
export class BriefLock {
  /** It is free from then on. */
  until: Picoseconds = 0;
}

/** A store that is taken and given back: an element of a pool, a lock, a slot of a queue. */
export abstract class Store {
  readonly id: StoreId;
  readonly waiters = new Line<Activity>();
  private readonly dispatcher: Dispatcher;

  constructor(id: StoreId, dispatcher: Dispatcher) {
    this.id = id;
    this.dispatcher = dispatcher;
  }

  /** An element, now taken; −1 if there is none. */
  abstract take(): number;
  protected abstract takeBack(element: number): void;

  /** Hands an element on to the first who waits for it, else takes it back. */
  give(element: number): void {
    const waiter = this.waiters.shift();
    if (waiter === null) {
      this.takeBack(element);
      return;
    }
    waiter.frame.call.hold(this.id, element);
    this.dispatcher.letGo(waiter, element);
  }
}
