/** Something with a size, in bytes. */
export interface Sized {
  readonly name: string;
  readonly size: number;
}

/**
 * Groups of similar size: what is at most `within` bytes smaller than the largest of its group. The largest of all begins the
 * first group, the largest of the rest the next. Each group is in the given order. What "similar" means the LRPC paper does
 * not say (section 3.1); this is ours.
 */
export function similarSizes<T extends Sized>(all: readonly T[], within: number): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (let rest = [...all]; rest.length > 0; ) {
    const least = Math.max(...rest.map(({ size }) => size)) - within;
    groups.push(rest.filter(({ size }) => size >= least));
    rest = rest.filter(({ size }) => size < least);
  }
  return groups;
}
