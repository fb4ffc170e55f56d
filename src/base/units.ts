/**
 * Units live in the type: a soft brand lets a plain number in, but not one unit where another is meant.
 */
declare const unit: unique symbol;

/** A span or an instant since the start of the run, in whole picoseconds. Exact up to 2^53 (2.5 hours). */
export type Picoseconds = number & { readonly [unit]?: 'ps' };

/** A number of bytes. */
export type Bytes = number & { readonly [unit]?: 'bytes' };

/** One second in picoseconds. */
export const PICOSECONDS_PER_SECOND = 1_000_000_000_000;

/** Links count in bits. */
export const BITS_PER_BYTE = 8;

/** The last instant that a run can reach: above it whole picoseconds are not exact any more. */
export const LAST_INSTANT: Picoseconds = Number.MAX_SAFE_INTEGER;
