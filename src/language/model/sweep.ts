import type { Parameter, Sweep, Unary } from '../generated/ast.ts';
import { type Dimension, PLAIN, sameDimension } from './quantity.ts';
import { evaluateTerm, numberTerm, type Resolve, type Term } from './terms.ts';

/** Runs of one scenario: values times mechanisms. */
export const MOST_RUNS = 10_000;
/** How far the last value may miss the end of its range, as a part of the step: decimal fractions are not exact. */
const TOLERANCE = 1e-9;

/** Parameters that have another value than the declared one. */
export type GivenValues = ReadonlyMap<Parameter, Term>;

/** Why the values of a sweep cannot be counted out, and at which of its expressions. */
export interface SweepFault {
  readonly fault: 'unknown' | 'dimension' | 'order' | 'noStep' | 'step' | 'factor' | 'start' | 'many';
  readonly at: 'from' | 'to' | 'step' | 'factor' | 'more';
  readonly index?: number;
}

/** The values, in base units, and what they are. */
export interface SweepValues {
  readonly values: readonly number[];
  readonly dimension: Dimension;
}

/** The values of a sweep, or the first thing that is wrong with them. Names are resolved with the declared values. */
export function sweepValues(sweep: Sweep, resolve: Resolve): SweepValues | SweepFault {
  const parts = partsOf(sweep);
  const terms = parts.map((part) => numberAt(part, resolve));
  const unknown = parts[terms.indexOf(null)];
  if (unknown) return { fault: 'unknown', ...unknown.place };
  const known = terms.filter((term) => term !== null);
  const isValue = (index: number): boolean => parts[index]?.place.at !== 'factor';
  const dimension = known.find(({ value }, index) => value !== 0 && isValue(index))?.dimension ?? PLAIN;
  const odd = parts.find((_, index) => {
    const term = known[index];
    if (term === undefined || term.value === 0) return false;
    return !sameDimension(term.dimension, isValue(index) ? dimension : PLAIN);
  });
  if (odd) return { fault: 'dimension', ...odd.place };
  const numbers = known.map(({ value }) => value);
  return sweep.to === undefined ? { values: numbers, dimension } : range(sweep, numbers, dimension);
}

interface Part {
  readonly expression: Unary;
  readonly place: Omit<SweepFault, 'fault'>;
}

function partsOf({ from, to, step, factor, more }: Sweep): Part[] {
  const part = (at: SweepFault['at'], expression: Unary | undefined): Part[] =>
    expression === undefined ? [] : [{ expression, place: { at } }];
  return [
    ...part('from', from),
    ...part('to', to),
    ...part('step', step),
    ...part('factor', factor),
    ...more.map((expression, index): Part => ({ expression, place: { at: 'more', index } })),
  ];
}

function numberAt({ expression }: Part, resolve: Resolve): { value: number; dimension: Dimension } | null {
  const term = evaluateTerm(expression, resolve);
  if (term.kind !== 'number' || typeof term.expr !== 'number' || !Number.isFinite(term.expr)) return null;
  return { value: term.expr, dimension: term.dimension };
}

function range(sweep: Sweep, numbers: readonly number[], dimension: Dimension): SweepValues | SweepFault {
  const [from = 0, to = 0, by] = numbers;
  if (from > to) return { fault: 'order', at: 'from' };
  if (sweep.factor !== undefined)
    return by === undefined ? { values: [from], dimension } : rising(from, to, by, dimension);
  if (by === undefined && !(sameDimension(dimension, PLAIN) && Number.isInteger(from)))
    return { fault: 'noStep', at: 'to' };
  const step = by ?? 1;
  if (step <= 0) return { fault: 'step', at: 'step' };
  const count = Math.floor((to - from) / step + TOLERANCE) + 1;
  if (count > MOST_RUNS) return { fault: 'many', at: 'to' };
  return { values: Array.from({ length: count }, (_, index) => from + index * step), dimension };
}

function rising(from: number, to: number, factor: number, dimension: Dimension): SweepValues | SweepFault {
  if (factor <= 1) return { fault: 'factor', at: 'factor' };
  if (from <= 0) return { fault: 'start', at: 'from' };
  const values: number[] = [];
  for (let value = from; value <= to * (1 + TOLERANCE); value *= factor) {
    if (values.length >= MOST_RUNS) return { fault: 'many', at: 'to' };
    values.push(value);
  }
  return { values, dimension };
}

/** The parameter with one of its values, for everything that reads it. */
export function given(sweep: Sweep, value: number, dimension: Dimension): GivenValues {
  const parameter = sweep.parameter.ref;
  return new Map(parameter === undefined ? [] : [[parameter, numberTerm(value, dimension)]]);
}
