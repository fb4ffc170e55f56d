/**
 * The run's source of chance, and the natural logarithm: both are built from operations that every engine rounds alike, so
 * the same seed gives the same run everywhere.
 */

/** A seeded generator (sfc32: a small fast counting generator with 128 bits of state). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** `seed`: any finite number; its integer part counts. */
  constructor(seed: number) {
    const whole = Math.trunc(seed);
    this.a = whole | 0;
    this.b = Math.trunc(whole / 4_294_967_296) | 0;
    this.c = 0x9e3779b9 | 0;
    // The first words still show the seed: they are thrown away.
    for (let i = 0; i < 15; i += 1) this.word();
  }

  /** The next value, uniform in [0, 1), with 53 random bits. */
  next(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  private word(): number {
    const { b, c } = this;
    const sum = (this.a + b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  }
}

/** Enough terms of the series for values in [√½, √2]: the next one is below 2^-60. */
const TERMS = 11;

/** The natural logarithm of a positive number, to about one unit in the last place; −∞ for 0, NaN below. */
export function naturalLog(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  let mantissa = x;
  let exponent = 0;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) exponent -= 1;
  for (; mantissa > Math.SQRT2; mantissa /= 2) exponent += 1;
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series = 0;
  for (let k = 2 * TERMS - 1; k > 1; k -= 2) series = (series + 1 / k) * square;
  return exponent * Math.LN2 + 2 * (s + s * series);
}
