import type { PublishedSpec, Tolerance } from '../../sim/published.ts';
import type { Published } from '../generated/ast.ts';
import type { FactBook } from '../model/fact-book.ts';
import { factUnit, factValue } from '../model/fact-units.ts';
import { PLAIN, sameDimension } from '../model/quantity.ts';
import { asConstant, asNumber, evaluateTerm, ModelProblem, type Resolve } from '../model/terms.ts';
import { compileMeasured, type NamedVariant } from './expectations.ts';
import { rangeOf } from './source.ts';

/** One `@published`: the fact, and what of the run is held against it. */
export function compilePublished(
  node: Published,
  facts: FactBook,
  variants: readonly NamedVariant[],
  resolve: Resolve,
): PublishedSpec {
  const fact = facts.get(node.fact);
  const value = fact && factValue(fact);
  const unit = fact && factUnit(fact);
  if (fact === undefined || value === undefined || unit === undefined)
    throw new ModelProblem(node, `the published fact "${node.fact}" gives no value to compare with`);
  return {
    fact,
    value,
    unit: unit === 'text' ? 1 : unit.value,
    basis: facts.basisOf(fact.id),
    ...compileMeasured(node.value, variants, resolve),
    tolerance: toleranceOf(node, resolve),
    because: node.cause ?? null,
    source: rangeOf(node),
  };
}

/** A plain number is a share of the published value, a quantity lies beside it. */
function toleranceOf({ tolerance }: Published, resolve: Resolve): Tolerance | null {
  if (tolerance === undefined) return null;
  const term = evaluateTerm(tolerance, resolve);
  const isShare = sameDimension(asNumber(term, tolerance).dimension, PLAIN);
  return { of: isShare ? 'share' : 'value', value: asConstant(term, tolerance) };
}
