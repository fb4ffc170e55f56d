/** What messages, buffers and locks are kept in: pools, queues, locks and places. */
import type { Bytes } from '../../base/units.ts';
import type { DomainId, OutcomeId } from './ids.ts';

/** One instance of a store: a mechanism's `pool x per procedure` gives one for each bound procedure. */
export type StoreSpec = PoolSpec | QueueSpec | LockSpec | PlaceSpec;

interface StoreBase {
  readonly name: string;
  /** Domains in which it is mapped from the start (the kernel counts as a domain). */
  readonly domains: readonly DomainId[];
}

export interface PoolSpec extends StoreBase {
  readonly kind: 'pool';
  /** Elements at the start. */
  readonly count: number;
  readonly order: 'lifo' | 'fifo';
  /** What a call does that finds it empty. */
  readonly empty: 'wait' | 'grow' | 'fail';
  /** How it grows; absent: by one element, without end. */
  readonly growth?: Growth;
  /**
   * A call that finds it empty, with no room to grow, takes the element that is attached to what has lain unused for longest,
   * and waits only if all that have one are in use. Absent: such elements stay where they are.
   */
  readonly reclaims?: true;
  /** Size of an element; null if it has none. */
  readonly size: Bytes | null;
  /** Who has to hear of an element that others have let go before it is free; absent: it is free at once. */
  readonly owner?: DomainId;
}

/** Elements come in chunks, within a quota. */
export interface Growth {
  /** Elements of a chunk. */
  readonly by: number;
  /** Elements that it has at most; null: any number. */
  readonly most: number | null;
  /** How a call ends that finds it empty when it has so many; null: it waits. */
  readonly outcome: OutcomeId | null;
}

export interface QueueSpec extends StoreBase {
  readonly kind: 'queue';
  /** Messages it holds before senders wait; null = unlimited. */
  readonly capacity: number | null;
}

export interface LockSpec extends StoreBase {
  readonly kind: 'lock';
}

export interface PlaceSpec extends StoreBase {
  readonly kind: 'place';
  readonly size: Bytes | null;
  /** One instance shared by several calls: which processor used it last matters (coherence). */
  readonly shared: boolean;
}
