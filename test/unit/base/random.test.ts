import { assert, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { naturalLog, Random } from '../../../src/base/random.ts';

function draws(seed: number, count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
}

test('the same seed gives the same values on every machine', () => {
  expect(draws(1, 3)).toEqual(draws(1, 3));
  expect(draws(1, 3)).not.toEqual(draws(2, 3));
  expect(draws(1, 3)).not.toEqual(draws(1 + 2 ** 32, 3));
});

test('values are spread evenly over [0, 1)', () => {
  const values = draws(7, 100_000);
  const bins = Array.from({ length: 10 }, (_, i) => values.filter((value) => Math.floor(value * 10) === i).length);
  for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(500);
  expect(Math.min(...values.slice(0, 1_000))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values.slice(0, 1_000))).toBeLessThan(1);
});

test('the logarithm is that of the mathematics', () => {
  expect([naturalLog(1), naturalLog(0), naturalLog(-1), naturalLog(Infinity)]).toEqual([0, -Infinity, NaN, Infinity]);
  assert(
    property(double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (x) => {
      const exact = Math.log(x);
      expect(Math.abs(naturalLog(x) - exact)).toBeLessThanOrEqual(
        4 * Number.EPSILON * Math.max(Math.abs(exact), 2 ** -20),
      );
    }),
  );
});
