/** Axes of a chart: where a value stands, and which values are written beside the axis. */

export interface Scale {
  readonly kind: 'linear' | 'log';
  /** Pixels of a value. */
  readonly at: (value: number) => number;
}

/** From the span of the values to the span of pixels; pixels may fall. */
export function scaleOf(values: readonly number[], kind: 'linear' | 'log', from: number, to: number): Scale {
  return kind === 'log' ? logScale(values, from, to) : linearScale(values, from, to);
}

function linearScale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = spanOf(values);
  return { kind: 'linear', at: (value) => between((value - low) / (high - low || 1), from, to) };
}

/** Zero has no place on a logarithmic axis: it stands at its end, before the smallest value. */
function logScale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = spanOf(values.filter((value) => value > 0));
  const decades = Math.log10(high / low) || 1;
  const hasZero = values.some((value) => value <= 0);
  const room = hasZero ? 0.12 : 0;
  return {
    kind: 'log',
    at: (value) => between(value <= 0 ? 0 : room + ((1 - room) * Math.log10(value / low)) / decades, from, to),
  };
}

function between(share: number, from: number, to: number): number {
  return from + (to - from) * Math.min(1, Math.max(0, share));
}

function spanOf(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [1, 10] : [low, high];
}

/** Logarithmic where the values spread over orders of magnitude and do not stand evenly. */
export function kindFor(values: readonly number[]): Scale['kind'] {
  const positive = values.filter((value) => value > 0);
  const rising = [...values].sort((a, b) => a - b);
  const gaps = rising.slice(1).map((value, index) => value - (rising[index] ?? value));
  const [low, high] = spanOf(positive);
  const [narrow, wide] = spanOf(gaps.filter((gap) => gap > 0));
  return positive.length > 2 && high / low >= 16 && wide / narrow > 4 ? 'log' : 'linear';
}

/** Logarithmic where the larger figures would press the smaller ones to the ground. */
export function figureKind(figures: readonly number[]): Scale['kind'] {
  const positive = figures.filter((figure) => figure > 0);
  const [low, high] = spanOf(positive);
  return positive.length > 1 && positive.length === figures.length && high / low > 20 ? 'log' : 'linear';
}

/** Round numbers that cover the figures; the first is at most the smallest, the last at least the largest. */
export function figureTicks(figures: readonly number[], kind: Scale['kind']): readonly number[] {
  const [low, high] = spanOf(figures);
  return kind === 'log' ? logTicks(low, high) : linearTicks(Math.min(0, low), high);
}

/** About five steps of 1, 2 or 5 times a power of ten. */
function linearTicks(low: number, high: number): readonly number[] {
  const raw = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= raw * 0.999) ?? 10);
  const first = Math.floor(low / step);
  const count = Math.ceil(high / step - 1e-9) - first;
  return Array.from({ length: Math.max(2, count + 1) }, (_, index) => (first + index) * step);
}

/** Powers of ten, and what lies half-way between them if they are few. */
function logTicks(low: number, high: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const steps = last - first > 3 ? [1] : [1, 2, 5];
  const all = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)).flatMap((power) =>
    steps.map((step) => step * power),
  );
  const below = all.filter((tick) => tick <= low).at(-1) ?? low;
  const above = all.find((tick) => tick >= high) ?? high;
  return all.filter((tick) => tick >= below && tick <= above);
}

/** Of labels at these places those that do not run into each other; the ends are kept. `room`: pixels that each needs. */
export function legible(places: readonly number[], room: readonly number[]): readonly number[] {
  const last = places.length - 1;
  const kept: number[] = [];
  const fits = (a: number, b: number): boolean =>
    Math.abs((places[a] ?? 0) - (places[b] ?? 0)) >= ((room[a] ?? 0) + (room[b] ?? 0)) / 2;
  for (let index = 0; index < last; index++) {
    const before = kept.at(-1);
    if (before === undefined || (fits(before, index) && fits(index, last))) kept.push(index);
  }
  const before = kept.at(-1);
  if (last >= 0 && (before === undefined || fits(before, last))) kept.push(last);
  return kept;
}
