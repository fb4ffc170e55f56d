import type { PublishedFact } from '../../sim/published.ts';
import type { Published } from '../generated/ast.ts';
import type { FactBook } from '../model/fact-book.ts';
import { factUnit, factValue } from '../model/fact-units.ts';
import { type Dimension, PLAIN, sameDimension } from '../model/quantity.ts';
import { describe, describeKind } from './dimensions.ts';
import { type Kind, type KindCache, kindOf } from './kinds.ts';
import {
  factDimension,
  factWithoutNumber,
  unknownCalibration,
  unknownFact,
  unverifiedFact,
} from './messages/expectations.ts';
import { dimension } from './messages/numbers.ts';
import type { Rule, Subject } from './subject.ts';
import { nearest } from './suggest.ts';

/** What `@published` and the `from` of prices name: facts that exist, and values that can be compared with them. */
export function publishedRule(facts: FactBook): Rule {
  return (subject) => {
    const cache: KindCache = { known: new Map(), depth: 0 };
    for (const published of subject.all('Published')) checkPublished(subject, published, facts, cache);
    for (const priced of [...subject.all('Price'), ...subject.all('Constant')]) {
      priced.facts.forEach((id, index) => {
        if (facts.get(id) !== undefined || facts.all.size === 0) return;
        const suggestion = nearest(id, facts.all.keys());
        subject.report(
          unknownCalibration(id, suggestion),
          { node: priced, property: 'facts', index },
          [],
          suggestion === undefined ? {} : { suggestion: `"${suggestion}"`, property: 'facts', index },
        );
      });
    }
  };
}

function checkPublished(subject: Subject, node: Published, facts: FactBook, cache: KindCache): void {
  if (node.fact === undefined) return;
  const fact = facts.get(node.fact);
  if (fact === undefined) return unknown(subject, node, facts);
  const where = { node, property: 'fact' };
  if (fact.evidence === 'memory') subject.report(unverifiedFact(fact.id), where);
  if (factValue(fact) === undefined) subject.report(factWithoutNumber(fact.id, String(fact.value)), where);
  else checkValue(subject, node, fact, cache);
}

function unknown({ report }: Subject, node: Published, facts: FactBook): void {
  const suggestion = nearest(node.fact, facts.all.keys());
  report(
    unknownFact(node.fact, suggestion),
    { node, property: 'fact' },
    [],
    suggestion === undefined ? {} : { suggestion: `"${suggestion}"`, property: 'fact' },
  );
}

function checkValue({ report }: Subject, node: Published, fact: PublishedFact, cache: KindCache): void {
  const unit = factUnit(fact);
  if (unit === undefined) return;
  const found = kindOf(node.value, cache);
  const wanted: Kind = unit === 'text' ? { kind: 'text' } : { kind: 'number', dimension: unit.dimension };
  if (!sameKind(found, wanted))
    report(factDimension(fact.id, fact.unit, describeKind(found)), { node, property: 'value' });
  if (node.tolerance === undefined) return;
  const tolerance = kindOf(node.tolerance, cache);
  if (sameKind(tolerance, { kind: 'number', dimension: PLAIN }) || sameKind(tolerance, wanted)) return;
  report(dimension('A tolerance', toleranceInWords(wanted), describeKind(tolerance)), { node, property: 'tolerance' });
}

function sameKind(found: Kind, wanted: Kind): boolean {
  if (found.kind === 'any') return true;
  if (found.kind !== 'number' || wanted.kind !== 'number') return found.kind === wanted.kind;
  return sameDimension(found.dimension, wanted.dimension);
}

function toleranceInWords(wanted: Kind): string {
  const own: Dimension | null = wanted.kind === 'number' ? wanted.dimension : null;
  return own === null || sameDimension(own, PLAIN) ? 'a share, as in 5%' : `a share, as in 5%, or ${describe(own)}`;
}
