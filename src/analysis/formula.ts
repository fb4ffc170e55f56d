/** Why a step costs what it costs: the price as written, with the values of this step put in. */

import { formatTime, plural } from '../base/format.ts';
import type { CostNote, CostParameter } from '../sim/spec/site.ts';
import type { SequenceStep } from './sequence-models.ts';

/** What the units of a price multiply with. */
export type Amounts = Pick<SequenceStep, 'bytes' | 'values' | 'duration'>;

const PICOSECONDS: Readonly<Record<string, number>> = { ns: 1e3, us: 1e6, ms: 1e9, s: 1e12, min: 6e13 };
const QUANTITY = /(\d[\d_]*(?:\.\d+)?)(ns|us|ms|min|s)\b(?:\/(byte|KB|argument)\b)?/g;
/** A single span: nothing to compute. */
const PLAIN = /^\d[\d_]*(?:\.\d+)?(ns|us|ms|min|s)$/;
const CONDITIONAL = /^(.*) \(\+ (.*) if (.*)\)$/;

/** `1.667 µs/argument × 1 + 0.1667 µs/byte × 200 bytes = 35.0 µs`, or `18 µs`; null if the step has no price. */
export function formulaOf(cost: CostNote | null, amounts: Amounts | null): string | null {
  if (cost === null) return null;
  if (amounts === null || PLAIN.test(cost.formula)) return spelled(cost.formula);
  return `${withValues(cost.formula, amounts)} = ${formatTime(amounts.duration)}`;
}

function withValues(formula: string, amounts: Amounts): string {
  const [, base, extra] = CONDITIONAL.exec(formula) ?? [];
  if (base === undefined || extra === undefined) return substituted(formula, amounts);
  const without = evaluated(base, amounts);
  if (without === null) return substituted(formula, amounts);
  return Math.abs(amounts.duration - without) < 1
    ? substituted(base, amounts)
    : `${substituted(base, amounts)} + ${substituted(extra, amounts)}`;
}

/** The text with µ and spaces. */
function spelled(formula: string): string {
  return formula.replace(QUANTITY, (_, number: string, unit: string, per?: string) => quantity(number, unit, per));
}

function quantity(number: string, unit: string, per: string | undefined): string {
  return `${number.replaceAll('_', ',')} ${unit === 'us' ? 'µs' : unit}${per === undefined ? '' : `/${per}`}`;
}

function substituted(formula: string, amounts: Amounts): string {
  return formula.replace(QUANTITY, (_, number: string, unit: string, per?: string) => {
    const text = quantity(number, unit, per);
    if (per === 'argument') return `${text} × ${amounts.values}`;
    return per === undefined ? text : `${text} × ${plural(amounts.bytes, 'byte')}`;
  });
}

/** The value of a plain sum of quantities; null for anything else. */
function evaluated(formula: string, { bytes, values }: Amounts): number | null {
  let sum = 0;
  const rest = formula.replace(QUANTITY, (_, number: string, unit: string, per?: string) => {
    const amount = { byte: bytes, KB: bytes / 1024, argument: values }[per ?? ''] ?? 1;
    sum += Number(number.replaceAll('_', '')) * (PICOSECONDS[unit] ?? 0) * amount;
    return '';
  });
  return /^[\s+]*$/.test(rest) ? sum : null;
}

const PROVENANCE = {
  measured: 'measured',
  derived: 'derived',
  assumed: 'assumed',
  none: 'no source given',
} as const;

/** `measured: LRPC, Table V`; says when nobody has compared it with the paper. */
export function sourceInWords({ provenance, source, unverified, assumption }: CostParameter): string {
  const kind = assumption === undefined ? PROVENANCE[provenance] : `assumed price of ${assumption}, no published one`;
  const words = source === null ? kind : `${kind}: ${source}`;
  return unverified ? `${words} (not verified against the paper)` : words;
}

/** The value of a parameter with µ and spaces. */
export function valueInWords(parameter: CostParameter): string {
  return spelled(parameter.value);
}
