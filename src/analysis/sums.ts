/** Exact sums of whole numbers past 2^53: each sum is kept in two limbs. */

const LIMB = 2 ** 52;
const BIG_LIMB = BigInt(LIMB);

/** As many sums as asked for, all 0 at first. */
export class Sums {
  private readonly low: Float64Array;
  private readonly high: Float64Array;

  constructor(length: number) {
    this.low = new Float64Array(length);
    this.high = new Float64Array(length);
  }

  /** Adds `value`, a whole number from 0 to 2^53 − 1, to the sum at `index`, which must exist. */
  add(index: number, value: number): void {
    let sum = (this.low[index] ?? 0) + (value < LIMB ? value : value - LIMB);
    let carry = value < LIMB ? 0 : 1;
    if (sum >= LIMB) {
      sum -= LIMB;
      carry += 1;
    }
    this.low[index] = sum;
    if (carry > 0) this.high[index] = (this.high[index] ?? 0) + carry;
  }

  /** The exact sum at `index`. */
  total(index: number): bigint {
    return BigInt(this.high[index] ?? 0) * BIG_LIMB + BigInt(this.low[index] ?? 0);
  }
}

/** The mean, rounded to the nearest whole number, halves up; 0 for no values. */
export function roundedMean(total: bigint, count: number): number {
  if (count === 0) return 0;
  const n = BigInt(count);
  return Number((2n * total + n) / (2n * n));
}

/** The mean as the nearest double; 0 for no values. */
export function mean(total: bigint, count: number): number {
  if (count === 0) return 0;
  const n = BigInt(count);
  return Number(total / n) + Number(total % n) / count;
}
