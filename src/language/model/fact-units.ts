/** What the unit and the value of a published fact mean. */
import type { PublishedFact, PublishedValue } from '../../sim/published.ts';
import { type Dimension, PLAIN, parseQuantity, type Quantity } from './quantity.ts';

/** One unit of a fact in base units; the dimension is what an expression beside the fact must have. */
export type FactUnit = Quantity | 'text';

const RATE: Dimension = { ...PLAIN, time: -1 };

/** Words that the papers count in: each is one. */
const COUNTED = 'x copies count swaps packets switches misses calls wakeups A-stacks instructions updates'.split(' ');

const UNITS: ReadonlyMap<string, FactUnit> = new Map<string, FactUnit>([
  ...COUNTED.map((unit) => [unit, { value: 1, dimension: PLAIN }] as const),
  ['percent', { value: 0.01, dimension: PLAIN }],
  ['fraction', { value: 1, dimension: PLAIN }],
  ['thousand calls', { value: 1000, dimension: PLAIN }],
  ['RPC/s', { value: 1e-12, dimension: RATE }],
  ['minutes', { value: 60e12, dimension: { ...PLAIN, time: 1 } }],
  ['letters', 'text'],
]);

/** Undefined if nothing that a run measures has this unit. */
export function factUnit({ unit }: PublishedFact): FactUnit | undefined {
  return UNITS.get(unit) ?? (unit === '' ? undefined : (parseQuantity(`1 ${unit}`) ?? undefined));
}

const NUMBER = String.raw`(\d+(?:\.\d+)?(?:e\d+)?)`;
const BOUND = new RegExp(`^(~|<=?|>=?)\\s*${NUMBER}$`);
const RANGE = new RegExp(`^~?${NUMBER}x?(?:\\.\\.|-)${NUMBER}x?$`);

/** The number, bound or text that a fact gives, in its own unit; undefined if it gives none that a run could be held against. */
export function factValue(fact: PublishedFact): PublishedValue | undefined {
  const { value } = fact;
  const unit = factUnit(fact);
  if (unit === undefined) return undefined;
  if (unit === 'text') return typeof value === 'string' ? { is: 'text', text: value } : undefined;
  return typeof value === 'number' ? { is: 'number', value } : (bound(value) ?? range(value));
}

function bound(text: string): PublishedValue | undefined {
  const [, sign, number] = BOUND.exec(text) ?? [];
  if (number === undefined) return undefined;
  const value = Number(number);
  if (sign === '~') return { is: 'about', value };
  return { is: sign?.startsWith('<') ? 'atMost' : 'atLeast', value };
}

function range(text: string): PublishedValue | undefined {
  const [, low, high] = RANGE.exec(text) ?? [];
  return low === undefined || high === undefined ? undefined : { is: 'between', low: Number(low), high: Number(high) };
}
