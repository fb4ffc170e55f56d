/** Values from the run's generator. */
import { assertNever, at } from '../../src/base/assert.ts';
import { naturalLog } from '../../src/base/random.ts';
import type { Draw } from '../../src/sim/spec/price.ts';

export function drawn(next: () => number, draw: Draw, args: readonly number[]): number {
  const [first = 0, second = 0] = args;
  switch (draw.op) {
    case 'uniform':
      return first + (second - first) * next();
    case 'exponential':
      return -first * naturalLog(1 - next());
    case 'poisson':
      return first === 0 ? 0 : -naturalLog(1 - next()) / first;
    case 'histogram':
      return fromHistogram(draw.bins ?? [], next(), next());
    default:
      return assertNever(draw.op);
  }
}

function fromHistogram(bins: NonNullable<Draw['bins']>, which: number, where: number): number {
  const total = bins.reduce((sum, bin) => sum + bin.weight, 0);
  let below = 0;
  for (const bin of bins) {
    below += bin.weight;
    if (which * total < below) return bin.low + (bin.high - bin.low) * where;
  }
  return at(bins, bins.length - 1).high;
}
