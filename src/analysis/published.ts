/** Holds what a run gives against what papers say. */
import { assertNever } from '../base/assert.ts';
import { formatCount } from '../base/format.ts';
import type { Sliced } from '../base/slices.ts';
import type { FactBasis, PublishedSpec, PublishedValue } from '../sim/published.ts';
import type { Trace } from '../sim/trace/format.ts';
import { leavesOf, valueOf } from './expect-value.ts';
import { lookUp, type MeasuredVariants } from './expectations.ts';
import type { PublishedResult } from './run-models.ts';

/** By the ids of facts: the prices that they calibrate, of those that a run used. */
export type Calibrations = ReadonlyMap<string, readonly string[]>;

/** How far a simulated value may lie from the published one if the scenario does not say it. */
const DEFAULT_SHARE = { calibrated: 0.01, predicted: 0.05 } as const;
const BOUNDS: ReadonlySet<PublishedValue['is']> = new Set(['atLeast', 'atMost', 'between']);
/** Room for the rounding of binary fractions. */
const ROUNDING = 1e-9;

/** The prices of the rows of a run, by the facts that calibrate them. */
export function* calibrationsOf(trace: Trace): Sliced<Calibrations> {
  const used = new Uint8Array(trace.spec.sites.length);
  for (const { length, site } of trace.rows.chunks) {
    for (let i = 0; i < length; i++) used[site[i] ?? -1] = 1;
    yield;
  }
  const found = new Map<string, Set<string>>();
  for (const [index, site] of trace.spec.sites.entries()) {
    for (const { name, facts } of used[index] === 1 ? (site.cost?.parameters ?? []) : []) {
      for (const fact of facts) found.set(fact, (found.get(fact) ?? new Set()).add(name));
    }
  }
  return new Map([...found].map(([fact, names]) => [fact, [...names]]));
}

/** One result for each `@published` and each variant that it is meant for. */
export function evaluatePublished(
  published: readonly PublishedSpec[],
  measured: MeasuredVariants,
  calibrations: ReadonlyMap<string, Calibrations>,
): readonly PublishedResult[] {
  return published.flatMap((spec) => {
    const variants = spec.variants.length === 0 ? [''] : spec.variants;
    return variants.map((variant) => evaluate(spec, variant, measured, calibrations));
  });
}

function evaluate(
  spec: PublishedSpec,
  variant: string,
  measured: MeasuredVariants,
  calibrations: ReadonlyMap<string, Calibrations>,
): PublishedResult {
  const { fact, value, unit, expression } = spec;
  const found = valueOf(expression, (leaf) => lookUp(leaf, variant, measured));
  const simulated = typeof found === 'number' ? found / unit : typeof found === 'string' ? found : null;
  const variants = leavesOf(expression).map((leaf) => (leaf.node === 'call' ? leaf.variant : null) ?? variant);
  const calibratedBy = calibratingPrices(
    spec.basis,
    [...new Set(variants)].flatMap((each) => calibrations.get(each) ?? []),
  );
  const deviation = deviationOf(value, simulated);
  const tolerance = toleranceOf(spec, calibratedBy !== null);
  return {
    fact,
    text: spec.text,
    variant,
    published: inUnit(fact.value, fact.unit),
    simulated: simulated === null ? null : inUnit(simulated, fact.unit),
    value: simulated,
    deviation,
    isBounded: deviation === 0 && BOUNDS.has(value.is),
    tolerance: tolerance === null ? 'exact' : `${figure(100 * tolerance)} %`,
    within: simulated !== null && isWithin(value, simulated, deviation, tolerance),
    because: spec.because,
    calibratedBy,
    source: spec.source,
  };
}

/** The prices that make the fact no prediction; null if it is one. What follows from facts that all calibrate follows from prices. */
function calibratingPrices(basis: FactBasis, calibrations: readonly Calibrations[]): readonly string[] | null {
  const own = [...new Set(calibrations.flatMap((each) => each.get(basis.id) ?? []))];
  if (own.length > 0) return own;
  const others = basis.derivedFrom.map((each) => calibratingPrices(each, calibrations));
  if (others.length === 0 || others.includes(null)) return null;
  return [...new Set(others.flatMap((each) => each ?? []))];
}

/** As a share of the published value; 0 within published bounds; null where nothing can be divided. */
function deviationOf(value: PublishedValue, simulated: number | string | null): number | null {
  if (typeof simulated !== 'number' || value.is === 'text') return null;
  const nearest = nearestTo(value, simulated);
  if (simulated === nearest) return 0;
  return nearest === 0 ? null : (simulated - nearest) / Math.abs(nearest);
}

/** What of the published value lies nearest. */
function nearestTo(value: Exclude<PublishedValue, { is: 'text' }>, simulated: number): number {
  switch (value.is) {
    case 'number':
    case 'about':
      return value.value;
    case 'atLeast':
      return Math.max(value.value, simulated);
    case 'atMost':
      return Math.min(value.value, simulated);
    case 'between':
      return Math.min(value.high, Math.max(value.low, simulated));
    default:
      return assertNever(value);
  }
}

/** As a share of the published value; null for letters, which are equal or not. */
function toleranceOf({ tolerance, value, unit }: PublishedSpec, calibrated: boolean): number | null {
  if (value.is === 'text') return null;
  if (tolerance === null) return calibrated ? DEFAULT_SHARE.calibrated : DEFAULT_SHARE.predicted;
  if (tolerance.of === 'share') return tolerance.value;
  const size = value.is === 'between' ? value.low : value.value;
  return size === 0 ? 0 : tolerance.value / unit / Math.abs(size);
}

function isWithin(
  value: PublishedValue,
  simulated: number | string,
  deviation: number | null,
  tolerance: number | null,
): boolean {
  if (value.is === 'text') return simulated === value.text;
  return deviation !== null && Math.abs(deviation) <= (tolerance ?? 0) + ROUNDING;
}

const SIGNS: Readonly<Record<string, string>> = {
  us: ' µs',
  'us/byte': ' µs/byte',
  'us/page': ' µs/page',
  percent: ' %',
  x: ' ×',
  letters: '',
};

/** A value in the unit of a fact: `157 µs`, `2.96 ×`, `~20 %`, `ABCE`. */
export function inUnit(value: number | string, unit: string): string {
  const sign = SIGNS[unit] ?? (unit === '' ? '' : ` ${unit}`);
  return `${typeof value === 'number' ? figure(value) : value}${sign}`;
}

/** Four significant digits, or all before the point. */
function figure(value: number): string {
  if (Math.abs(value) >= 999.5) return formatCount(value);
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** `+1.2 %`, `−4 %`, `0 %`; where nothing can be divided, `equal` or `differs`; within published bounds, `holds`. */
export function deviationInWords({ deviation, isBounded, within, simulated }: PublishedResult): string {
  if (simulated === null) return 'no value';
  if (deviation === null) return within ? 'equal' : 'differs';
  if (isBounded) return 'holds';
  const percent = Number((100 * deviation).toPrecision(2));
  if (Math.abs(percent) < 0.005) return '0 %';
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

/** `predicted`, or by which prices it is calibrated; and whether the paper was seen. */
export function standingInWords({ calibratedBy, fact }: PublishedResult): string {
  const standing =
    calibratedBy === null ? 'predicted' : `calibrated, in ${calibratedBy.map((name) => `“${name}”`).join(', ')}`;
  return fact.evidence === 'memory' ? `${standing}; not verified against the paper` : standing;
}
