import type { DomainId, StoreId } from '../spec/ids.ts';

/** What is under way between the two ends of a call over a network. */
export interface Conversation {
  /** The call ends otherwise than by its result. */
  abandon(): void;
  /** The server's end is not there any more: what comes to it is not answered. */
  loseServer(): void;
  /** The thread that made the call does not wait for it any more. */
  callerLeaves(): void;
  /** The call goes on by itself, where it waited: nothing that was sent before lets it go on. */
  leaveBehind(): void;
  /** A server has heard of the next call of the same thread: the result of this one has come. */
  succeeded(server: DomainId): void;
}

/** The facts of one call; the work of a `meanwhile` may use them after the call's end. */
export class CallState {
  /** Index in the call table, −1: no call. */
  index = -1;
  binding = -1;
  /** Which call over its binding it is, from 1; the binding act has that of the call that it precedes. */
  number = 0;
  /** It is a binding act. */
  binds = false;
  /** The call is the first over its binding. */
  first = false;
  /** Its first row, or the one that is expected to be it. */
  firstRow = 0;
  argumentBytes = 0;
  resultBytes = 0;
  /** Pool elements, locks and queue slots that it holds, in the order of taking: store and element by turns. */
  readonly held: number[] = [];
  /** Its request went as a message from one domain to another and is not answered; −1: none. */
  asker = -1;
  askedDomain = -1;
  /** Work of a `meanwhile` refers to it. */
  shared = false;
  conversation: Conversation | null = null;

  hold(store: StoreId, element: number): void {
    this.held.push(store, element);
  }

  /** The element of a store that was taken last; −1 if none is held. */
  latest(store: StoreId): number {
    const { held } = this;
    for (let i = held.length - 2; i >= 0; i -= 2) if (held[i] === store) return held[i + 1]!;
    return -1;
  }

  /** Takes the entry of that element out; false if it is not held. */
  drop(store: StoreId, element: number): boolean {
    const { held } = this;
    for (let i = held.length - 2; i >= 0; i -= 2) {
      if (held[i] !== store || held[i + 1] !== element) continue;
      if (i < held.length - 2) held.splice(i, 2);
      else {
        held.pop();
        held.pop();
      }
      return true;
    }
    return false;
  }
}
