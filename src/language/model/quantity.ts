/**
 * Numbers with dimensions. Base units: picoseconds, bytes, and one for everything that is counted. A dimension is a product of
 * powers; `18us` has time 1, `0.175us/byte` time 1 and bytes −1. Zero fits every dimension.
 */
export interface Dimension {
  readonly time: number;
  readonly bytes: number;
  readonly pages: number;
  readonly arguments: number;
  readonly cycles: number;
}

export interface Quantity {
  /** In base units: ps, bytes, pages, arguments, cycles, or plain. */
  readonly value: number;
  readonly dimension: Dimension;
}

export const PLAIN: Dimension = { time: 0, bytes: 0, pages: 0, arguments: 0, cycles: 0 };
const TIME: Dimension = { ...PLAIN, time: 1 };
const BYTES: Dimension = { ...PLAIN, bytes: 1 };
const PAGES: Dimension = { ...PLAIN, pages: 1 };
const CYCLES: Dimension = { ...PLAIN, cycles: 1 };

/** Sizes: KB and MB are 1024 and 1024²; a word is 4 bytes; bits are for rates, an eighth of a byte in decimal thousands. */
const UNITS: Readonly<Record<string, Quantity>> = {
  ns: { value: 1e3, dimension: TIME },
  us: { value: 1e6, dimension: TIME },
  µs: { value: 1e6, dimension: TIME },
  ms: { value: 1e9, dimension: TIME },
  s: { value: 1e12, dimension: TIME },
  min: { value: 60e12, dimension: TIME },
  byte: { value: 1, dimension: BYTES },
  bytes: { value: 1, dimension: BYTES },
  KB: { value: 1024, dimension: BYTES },
  MB: { value: 1024 ** 2, dimension: BYTES },
  GB: { value: 1024 ** 3, dimension: BYTES },
  word: { value: 4, dimension: BYTES },
  words: { value: 4, dimension: BYTES },
  Kb: { value: 125, dimension: BYTES },
  Mb: { value: 125_000, dimension: BYTES },
  page: { value: 1, dimension: PAGES },
  pages: { value: 1, dimension: PAGES },
  argument: { value: 1, dimension: { ...PLAIN, arguments: 1 } },
  packet: { value: 1, dimension: PLAIN },
  packets: { value: 1, dimension: PLAIN },
  call: { value: 1, dimension: PLAIN },
  calls: { value: 1, dimension: PLAIN },
  cycles: { value: 1, dimension: CYCLES },
  MHz: { value: 1e6 / 1e12, dimension: { ...CYCLES, time: -1 } },
  GHz: { value: 1e9 / 1e12, dimension: { ...CYCLES, time: -1 } },
  '%': { value: 0.01, dimension: PLAIN },
};

/** Reads `18us`, `0.175us/byte`, `60%`, `6_000 calls/s`. Null if the text is none of these. */
export function parseQuantity(text: string): Quantity | null {
  const match = /^(\d[\d_]*(?:\.\d+)?)[ \t]*([^\d\s/]+)?(?:\/([a-zA-Zµ]+))?$/.exec(text);
  if (match === null) return null;
  const number = parseNumber(match[1] ?? '');
  const above = match[2] === undefined ? { value: 1, dimension: PLAIN } : UNITS[match[2]];
  const below = match[3] === undefined ? { value: 1, dimension: PLAIN } : UNITS[match[3]];
  if (above === undefined || below === undefined) return null;
  return divide({ value: number * above.value, dimension: above.dimension }, below);
}

/** Reads `100_000` or `0.5`. */
export function parseNumber(text: string): number {
  return Number(text.replaceAll('_', ''));
}

export function multiply(a: Quantity, b: Quantity): Quantity {
  return { value: a.value * b.value, dimension: combine(a.dimension, b.dimension, 1) };
}

export function divide(a: Quantity, b: Quantity): Quantity {
  return { value: a.value / b.value, dimension: combine(a.dimension, b.dimension, -1) };
}

function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  return {
    time: a.time + sign * b.time,
    bytes: a.bytes + sign * b.bytes,
    pages: a.pages + sign * b.pages,
    arguments: a.arguments + sign * b.arguments,
    cycles: a.cycles + sign * b.cycles,
  };
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return (
    a.time === b.time &&
    a.bytes === b.bytes &&
    a.pages === b.pages &&
    a.arguments === b.arguments &&
    a.cycles === b.cycles
  );
}
