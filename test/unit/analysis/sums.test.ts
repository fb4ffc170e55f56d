import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyOf, nearestRank } from '../../../src/analysis/statistics.ts';
import { mean, roundedMean, Sums } from '../../../src/analysis/sums.ts';
import { finish } from '../../../src/base/slices.ts';

const anyTime = fc.oneof(fc.maxSafeNat(), fc.nat(1000), fc.constantFrom(2 ** 52 - 1, 2 ** 52, 2 ** 53 - 1));

describe('sums', () => {
  it('are exact past 2^53', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { maxLength: 200 }), (values) => {
        const sums = new Sums(2);
        for (const value of values) sums.add(1, value);
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
        expect(sums.total(1)).toBe(exact);
        expect(sums.total(0)).toBe(0n);
      }),
    );
  });

  it('have rounded means', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 70n), fc.integer({ min: 1, max: 1_000_000 }), (total, count) => {
        const rounded = BigInt(roundedMean(total, count));
        fc.pre(total / BigInt(count) < 2n ** 53n);
        const twice = 2n * (total - rounded * BigInt(count));
        expect(twice < BigInt(count) && twice >= -BigInt(count)).toBe(true);
      }),
    );
    expect([roundedMean(0n, 0), mean(0n, 0), mean(7n, 2), roundedMean(7n, 2)]).toEqual([0, 0, 3.5, 4]);
  });
});

describe('percentiles', () => {
  it.each([
    [50, 3],
    [95, 5],
    [99, 5],
    [20, 1],
    [21, 2],
    [100, 5],
    [0, 1],
  ])('the %d th of 1 to 5 is %d', (percent, value) =>
    expect(nearestRank(Float64Array.of(1, 2, 3, 4, 5), percent)).toBe(value),
  );

  it('agree with a definition by counting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const found = nearestRank(Float64Array.from(values).sort(), percent);
          const notAbove = values.filter((value) => value <= found).length;
          const below = values.filter((value) => value < found).length;
          expect(notAbove * 100 >= percent * values.length && below * 100 < percent * values.length).toBe(true);
        },
      ),
    );
  });

  it('leave the values in their order', () => {
    const values = Float64Array.of(3, 1, 2);
    expect(finish(latencyOf(values))).toEqual({ min: 1, mean: 2, p50: 2, p95: 3, p99: 3, max: 3 });
    expect([...values]).toEqual([3, 1, 2]);
    expect(finish(latencyOf(new Float64Array()))).toEqual({ min: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
