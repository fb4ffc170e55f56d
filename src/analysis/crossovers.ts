/** Where two mechanisms change places as the swept parameter grows. */
import { significant } from '../base/format.ts';
import { figureAt, metricInfo, type SweepMetric } from './sweep-metrics.ts';
import type { SweepModel } from './sweep-models.ts';
import { formatSwept } from './sweep-values.ts';

/** From here on `larger` has the larger figure of the two; before it was the other way round. */
export interface Crossover {
  readonly larger: number;
  readonly smaller: number;
  /** The parameter where both are equal, on straight lines between the values that were run. */
  readonly at: number;
  readonly figure: number;
  /** Indices of the values between which it lies; equal if both are equal at a value that was run. */
  readonly between: readonly [number, number];
}

/** All places where two columns change places, by the parameter. A value without a figure interrupts a line. */
export function crossovers(model: SweepModel, procedure: number, metric: SweepMetric): readonly Crossover[] {
  const order = risingOrder(model);
  const lines = model.columns.map((_, column) =>
    order.map((value) => figureAt(model, { value, column, procedure }, metric)),
  );
  const found = lines.flatMap((first, one) =>
    lines.slice(one + 1).flatMap((second, offset) => pairOf(model, order, [first, second], [one, one + 1 + offset])),
  );
  return found.sort((a, b) => a.at - b.at || a.larger - b.larger || a.smaller - b.smaller);
}

/** The indices of the values, from the smallest value to the largest. */
export function risingOrder({ values }: SweepModel): readonly number[] {
  return values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}

type Line = readonly (number | null)[];

function pairOf(
  { values }: SweepModel,
  order: readonly number[],
  [first, second]: readonly [Line, Line],
  [one, other]: readonly [number, number],
): Crossover[] {
  const found: Crossover[] = [];
  let before = 0;
  for (const [place, index] of order.entries()) {
    const [a, b] = [first[place] ?? null, second[place] ?? null];
    if (a === null || b === null) {
      before = 0;
      continue;
    }
    const sign = Math.sign(a - b);
    if (sign !== 0 && before !== 0 && sign !== before) {
      const last = order[place - 1] ?? index;
      const [c, d] = [first[place - 1] ?? a, second[place - 1] ?? b];
      const share = c === d ? 0 : (c - d) / (c - d - (a - b));
      const [from, to] = [values[last] ?? 0, values[index] ?? 0];
      found.push({
        larger: sign > 0 ? one : other,
        smaller: sign > 0 ? other : one,
        at: from + (to - from) * share,
        figure: c + (a - c) * share,
        between: c === d ? [last, last] : [last, index],
      });
    }
    if (sign !== 0) before = sign;
  }
  return found;
}

/** `rpc costs more than lrpc from about 3.2 KB on (between 3 KB and 4 KB)`. */
export function crossoverInWords(model: SweepModel, metric: SweepMetric, crossover: Crossover): string {
  const { larger, smaller } = crossover;
  const [a, b] = [model.titles[larger] ?? '', model.titles[smaller] ?? ''];
  return `${a} ${metricInfo(metric).larger} ${b} from ${placeOf(model, crossover)}`;
}

function placeOf(model: SweepModel, { at, between: [low, high] }: Crossover): string {
  const { values, unit } = model;
  const [from, to] = [values[low] ?? 0, values[high] ?? 0];
  const [last, next] = [formatSwept(from, unit), formatSwept(to, unit)];
  if (low === high) return `${last} on`;
  if (unit === 'count' && to - from <= 1) return `${next} on`;
  return `about ${formatAbout(at, model)} on (between ${last} and ${next})`;
}

/** No more digits than a straight line between two values is worth. */
function formatAbout(value: number, { unit }: SweepModel): string {
  if (unit !== 'size') return formatSwept(Number(value.toPrecision(2)), unit);
  const size = value < 1024 ? Math.round(value) : value / 1024;
  const digits = Number(size.toPrecision(2));
  if (value < 1024) return formatSwept(digits, unit);
  return `${digits >= 100 || Number.isInteger(digits) ? digits : significant(digits).replace(/0$/, '')} KB`;
}
