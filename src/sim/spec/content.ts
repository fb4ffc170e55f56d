/** How much a step handles, and which of what a call carries. */
import type { Bytes } from '../../base/units.ts';

/** How much a step handles. */
export interface Content {
  readonly bytes: Bytes;
  /** Number of values that a stub handles one by one. */
  readonly count: number;
}

/** What a step handles: what goes in or what comes back. */
export type ContentName = 'arguments' | 'results';
