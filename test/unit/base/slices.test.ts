import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending, finish, forEachIndex, SLICE_ITEMS, type Sliced } from '../../../src/base/slices.ts';

function slicesOf<T>(work: Sliced<T>): number {
  let slices = 1;
  while (work.next().done !== true) slices += 1;
  return slices;
}

describe('work in slices', () => {
  it('visits every index once, in order, some at a time', () => {
    const seen: number[] = [];
    const slices = slicesOf(forEachIndex(2 * SLICE_ITEMS + 1, (i) => seen.push(i)));
    expect(slices).toBe(3);
    expect(seen).toHaveLength(2 * SLICE_ITEMS + 1);
    expect(seen.every((value, i) => value === i)).toBe(true);
  });

  it('sorts as the language does, and leaves the values alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (numbers) => {
        const values = Float64Array.from(numbers);
        expect(finish(ascending(values))).toEqual(Float64Array.from(numbers).sort());
        expect(values).toEqual(Float64Array.from(numbers));
      }),
    );
  });

  it.each([SLICE_ITEMS, SLICE_ITEMS + 1, 3 * SLICE_ITEMS - 5, 5 * SLICE_ITEMS])('sorts %i values', (count) => {
    const values = Float64Array.from({ length: count }, (_, i) => (i * 7_919) % 65_521);
    expect(finish(ascending(values))).toEqual(values.slice().sort());
    expect(slicesOf(ascending(values))).toBeGreaterThan(count / SLICE_ITEMS);
  });
});
