/** Long work in slices, so that whoever does it can do something else in between. */

/** Goes on for a slice at each `next`; returns its result in the end. A slice takes a few milliseconds. */
export type Sliced<T> = Generator<undefined, T, undefined>;

/** Items of a loop that make a slice, where each takes some nanoseconds. */
export const SLICE_ITEMS = 65_536;

/** All slices in one go. */
export function finish<T>(work: Sliced<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}

/** Calls `visit` with 0 to `count` − 1. */
export function* forEachIndex(count: number, visit: (index: number) => void): Sliced<void> {
  for (let i = 0; i < count; i += 1) {
    visit(i);
    if (i % SLICE_ITEMS === SLICE_ITEMS - 1) yield;
  }
}

/** The values in ascending order; leaves them as they are. */
export function* ascending(values: Float64Array): Sliced<Float64Array> {
  let from = values.slice();
  for (let i = 0; i < from.length; i += SLICE_ITEMS) {
    from.subarray(i, i + SLICE_ITEMS).sort();
    yield;
  }
  let to = new Float64Array(from.length);
  for (let width = SLICE_ITEMS; width < from.length; width *= 2) {
    yield* mergeRuns(from, to, width);
    [from, to] = [to, from];
  }
  return from;
}

/** Merges neighbouring sorted runs of `width` values. */
function* mergeRuns(from: Float64Array, to: Float64Array, width: number): Sliced<void> {
  const { length } = from;
  for (let start = 0; start < length; start += 2 * width) {
    const middle = Math.min(length, start + width);
    const end = Math.min(length, start + 2 * width);
    let [left, right] = [start, middle];
    for (let i = start; i < end; i += 1) {
      const isLeft = right >= end || (left < middle && (from[left] ?? 0) <= (from[right] ?? 0));
      to[i] = from[isLeft ? left++ : right++] ?? 0;
      if (i % SLICE_ITEMS === 0) yield;
    }
  }
}
