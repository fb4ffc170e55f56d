/** How much a run may hold. What is larger could not be shown, and would exhaust the memory. */

/** Rows name processors and domains in 16 bits. */
export const MOST_NAMED = 32_767;
/** Each element of a pool is a place of the trace. */
export const MOST_ELEMENTS = 1_000_000;
/** Threads of a scenario. */
export const MOST_THREADS = 100_000;
/** Passes of one `repeat`. No run comes to the end of more. */
export const MOST_PASSES = 1_000_000_000;
