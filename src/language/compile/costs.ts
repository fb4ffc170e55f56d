import { type AstNode, AstUtils, UriUtils } from 'langium';
import type { Expr } from '../../sim/spec/price.ts';
import type { CostNote, CostParameter } from '../../sim/spec/site.ts';
import { type Constant, type Expression, isReference, type Profile } from '../generated/ast.ts';
import { type FoundPrice, findAssumedPrice, findConstant, findPrice, type PriceKey } from '../model/prices.ts';
import { type Dimension, PLAIN } from '../model/quantity.ts';
import {
  asConstant,
  asNumber,
  evaluateTerm,
  ModelProblem,
  type NumberTerm,
  numberTerm,
  operate,
  type Resolve,
} from '../model/terms.ts';
import { rangeOf, written } from './source.ts';

/** A step's price as the engine evaluates it, and what a person is told about it. */
export interface CompiledPrice {
  readonly price: Expr;
  readonly unsplit: boolean;
  readonly note: CostNote | null;
}

/** The price of what costs nothing. */
export const FREE: CompiledPrice = { price: 0, unsplit: false, note: null };

/** The price of a step under a profile, or an assumed one where it has none; free if nobody has. */
export function priceOf(profile: Profile, key: PriceKey, assumed: readonly Profile[]): CompiledPrice {
  const found = findPrice(profile, key);
  if (found !== null) return published(profile, key, found);
  const supplied = findAssumedPrice(profile, key, assumed);
  if (supplied === null) return FREE;
  const { price, unsplit, note } = published(supplied.supplier, key, supplied.found);
  const assumption = fileName(supplied.supplier);
  return {
    price,
    unsplit,
    note: note && {
      ...note,
      parameters: note.parameters.map((each) => ({ ...each, provenance: 'assumed', assumption })),
    },
  };
}

function fileName(node: AstNode): string {
  return UriUtils.basename(AstUtils.getDocument(node).uri);
}

function published(profile: Profile, key: PriceKey, found: FoundPrice): CompiledPrice {
  const price = priceExpression(found.price.value, profile);
  const coherence = key.verb === 'copy' ? findPrice(profile, { ...key, verb: 'coherence' }) : null;
  if (coherence === null)
    return {
      price,
      unsplit: found.price.unsplit,
      note: { formula: written(found.price.value), parameters: parameters(profile, [found]) },
    };
  const perByte = asNumber(evaluateTerm(coherence.price.value, constants(profile)), coherence.price).expr;
  return {
    price: operate('+', price, operate('*', perByte, { op: 'crossed' })),
    unsplit: found.price.unsplit,
    note: {
      formula: `${written(found.price.value)} (+ ${written(coherence.price.value)} if the place was last used on another processor)`,
      parameters: parameters(profile, [found, coherence]),
    },
  };
}

/** A price entry that is a plain number: a share. */
export function constantPrice(value: Expression, profile: Profile): number {
  return asConstant(evaluateTerm(value, constants(profile)), value);
}

/** A price: addends of different dimensions meet in time. Per byte, per argument and per page become run-time products. */
function priceExpression(value: Expression, profile: Profile): Expr {
  if (value.$type === 'Binary' && (value.operator === '+' || value.operator === '-'))
    return operate(value.operator, priceExpression(value.left, profile), priceExpression(value.right, profile));
  return inTime(asNumber(evaluateTerm(value, constants(profile)), value), value, profile);
}

function inTime(term: NumberTerm, node: AstNode, profile: Profile): Expr {
  const { dimension } = term;
  if (term.expr === 0) return 0;
  if (is(dimension, { time: 1 })) return term.expr;
  if (is(dimension, { time: 1, bytes: -1 })) return operate('*', term.expr, { op: 'bytes' });
  if (is(dimension, { time: 1, arguments: -1 })) return operate('*', term.expr, { op: 'count' });
  if (is(dimension, { time: 1, pages: -1 })) return operate('*', term.expr, pages(profile, node));
  if (is(dimension, { cycles: 1 })) return operate('/', term.expr, clock(profile, node));
  throw new ModelProblem(node, 'a price is a time, or a time per byte, per argument or per page');
}

function is(dimension: Dimension, wanted: Partial<Dimension>): boolean {
  const full = { ...PLAIN, ...wanted };
  return (Object.keys(PLAIN) as (keyof Dimension)[]).every((unit) => dimension[unit] === full[unit]);
}

function pages(profile: Profile, node: AstNode): Expr {
  const page = findConstant(profile, 'page');
  if (page === null)
    throw new ModelProblem(node, `profile "${profile.name}" needs a constant "page" for prices per page`);
  const size = asConstant(evaluateTerm(page.value, constants(profile)), page);
  return { op: 'ceiling', args: [operate('/', { op: 'bytes' }, size)] };
}

function clock(profile: Profile, node: AstNode): Expr {
  const constant = findConstant(profile, 'clock');
  if (constant === null)
    throw new ModelProblem(node, `profile "${profile.name}" needs a constant "clock" for prices in cycles`);
  return asConstant(evaluateTerm(constant.value, constants(profile)), constant);
}

/** Names in a price are the constants of its profile. */
function constants(profile: Profile): Resolve {
  return (reference, evaluate) => {
    const constant = findConstant(profile, reference.target.$refText);
    if (constant !== null) return evaluate(constant.value);
    const formula = reference.target.$refText;
    if (reference.call && (formula === 'min' || formula === 'max')) {
      const args = reference.arguments.map((argument) => asNumber(evaluate(argument), argument));
      return numberTerm({ op: formula, args: args.map((a) => a.expr) }, args[0]?.dimension ?? PLAIN);
    }
    return null;
  };
}

/** The entries that a price is made of, with the constants in them. */
export function parameters(profile: Profile, found: readonly FoundPrice[]): CostParameter[] {
  const used = found.flatMap(({ price }) => constantsIn(price.value, profile));
  return [...found.map(entry), ...used.map((constant) => parameter(constant.name, constant))];
}

function entry({ price, scope }: FoundPrice): CostParameter {
  const words = [price.role === undefined ? '' : `${price.role.$refText}:`, price.kind, price.object ?? ''];
  return parameter([scope === null ? '' : `in ${scope}`, ...words].filter((w) => w !== '').join(' '), price);
}

function parameter(name: string, node: FoundPrice['price'] | Constant): CostParameter {
  return {
    name,
    value: written(node.value),
    provenance: node.provenance ?? 'none',
    source: node.source ?? null,
    unverified: node.unverified,
    facts: [...node.facts],
    at: rangeOf(node),
  };
}

function constantsIn(value: Expression, profile: Profile): Constant[] {
  const references = [value, ...AstUtils.streamAllContents(value)].filter(isReference);
  return references.flatMap((reference) => findConstant(profile, reference.target.$refText) ?? []);
}
