/** Evaluates `@expect` on the values measured in each variant. */

import { listed, significant } from '../base/format.ts';
import type { Sliced } from '../base/slices.ts';
import type { ExpectationSpec, ExpectNode } from '../sim/expectation.ts';
import type { Trace } from '../sim/trace/format.ts';
import { type ExpectValue, leavesOf, nodesOf, valueOf } from './expect-value.ts';
import { type ExpectLeaf, leafName, leafValue, type Measurement, measureLeaf } from './measure.ts';
import type { ExpectationResult } from './run-models.ts';

/** The values of one variant by leaf name. */
export type Measurements = ReadonlyMap<string, Measurement>;

/** Measures in this run what the expressions name. */
export function* measure(trace: Trace, expressions: readonly ExpectNode[]): Sliced<Measurements> {
  const found = new Map<string, Measurement>();
  for (const leaf of expressions.flatMap(leavesOf)) {
    const name = leafName(leaf);
    if (!found.has(name)) found.set(name, yield* measureLeaf(trace, leaf));
  }
  return found;
}

/** Outcomes whose failures the scenario counts: it reckons with them. */
export function countedOutcomes(expectations: readonly ExpectationSpec[]): ReadonlySet<string> {
  const leaves = expectations.flatMap(({ condition }) => leavesOf(condition));
  return new Set(leaves.flatMap((leaf) => (leaf.node === 'failures' ? [leaf.outcome] : [])));
}

/** Measurements by the variants' names; those that did not run are missing. */
export type MeasuredVariants = ReadonlyMap<string, Measurements>;

/** One result for each expectation and each variant that it is meant for. */
export function evaluateExpectations(
  expectations: readonly ExpectationSpec[],
  measured: MeasuredVariants,
): readonly ExpectationResult[] {
  return judgeExpectations(expectations, measured).map(({ result }) => result);
}

/** An evaluated expectation, and whether what it names was measured: if not, it holds as little as it fails. */
export interface Judgement {
  readonly result: ExpectationResult;
  readonly known: boolean;
}

/** As {@link evaluateExpectations}, but tells what fails from what cannot be said. */
export function judgeExpectations(
  expectations: readonly ExpectationSpec[],
  measured: MeasuredVariants,
): readonly Judgement[] {
  return expectations.flatMap((expectation) => {
    const variants = expectation.variants.length === 0 ? [''] : expectation.variants;
    return variants.map((variant) => evaluate(expectation, variant, measured));
  });
}

function evaluate(
  { text, condition, source }: ExpectationSpec,
  variant: string,
  measured: MeasuredVariants,
): Judgement {
  const value = (node: ExpectNode): ExpectValue => valueOf(node, (leaf) => lookUp(leaf, variant, measured));
  const leaves = [...new Set(leavesOf(condition).map((leaf) => leafInWords(leaf, lookUp(leaf, variant, measured))))];
  const actual = listed([...leaves, ...ratiosOf(condition, value)]);
  const found = value(condition);
  return { result: { text, variant, passed: found === true, actual, source }, known: found !== null };
}

/** @param variant the one that is meant where the leaf names none. */
export function lookUp(leaf: ExpectLeaf, variant: string, measured: MeasuredVariants): Measurement {
  const of = leaf.node === 'call' && leaf.variant !== null ? leaf.variant : variant;
  return measured.get(of)?.get(leafName(leaf)) ?? null;
}

function leafInWords(leaf: ExpectLeaf, value: Measurement): string {
  const via = leaf.node === 'call' && leaf.variant !== null ? ` over ${leaf.variant}` : '';
  return `${leafName(leaf)}${via} ${value === null ? nothingToMeasure(leaf) : `= ${leafValue(leaf, value)}`}`;
}

function nothingToMeasure(leaf: ExpectLeaf): string {
  if (leaf.node === 'link') return 'has no value: this run has no such link';
  if (leaf.node === 'failures' || leaf.step === undefined) return 'has no value: no such call ended';
  return `has no value: no such call ended, or no step is called "${leaf.step}"`;
}

/** Quotients of measured values, which nobody divides in the head. */
function ratiosOf(condition: ExpectNode, value: (node: ExpectNode) => ExpectValue): readonly string[] {
  return nodesOf(condition).flatMap((node) => {
    if (node.node !== 'binary' || node.operator !== '/' || leavesOf(node.right).length === 0) return [];
    const quotient = value(node);
    return typeof quotient === 'number' ? [`their quotient = ${significant(quotient)}`] : [];
  });
}
