import { isTypeDecl, isTypeRef, type Named, type Reference, type TypeRef, type Unary } from '../generated/ast.ts';
import { type Dimension, PLAIN, parseNumber, parseQuantity } from '../model/quantity.ts';

/**
 * What an expression is, without its value. `any` fits everything: the value zero, and what another diagnostic already
 * complains about. `name` is a choice, a role, a call…: something that is named, not computed.
 */
export type Kind =
  | { readonly kind: 'number'; readonly dimension: Dimension }
  | { readonly kind: 'truth' | 'text' | 'any' }
  | { readonly kind: 'name'; readonly target: Named };

const ANY: Kind = { kind: 'any' };
const TRUTH: Kind = { kind: 'truth' };
const TIME: Dimension = { ...PLAIN, time: 1 };
const BYTES: Dimension = { ...PLAIN, bytes: 1 };
const number = (dimension: Dimension): Kind => ({ kind: 'number', dimension });

/** Kinds of names, found once and kept; a name that is defined by itself, or through very many others, is `any`. */
export interface KindCache {
  readonly known: Map<Named, Kind>;
  depth: number;
}

/** Names that stand for names are followed this far. */
const DEEPEST = 200;

/** The kind of an expression, from the bottom up. Says nothing about mistakes inside it: see dimensions.ts. */
export function kindOf(expression: Unary | undefined, cache: KindCache): Kind {
  switch (expression?.$type) {
    case 'NumberLiteral':
      return parseNumber(expression.value) === 0 ? ANY : number(PLAIN);
    case 'QuantityLiteral': {
      const quantity = parseQuantity(expression.value);
      return quantity === null || quantity.value === 0 ? ANY : number(quantity.dimension);
    }
    case 'TextLiteral':
      return { kind: 'text' };
    case 'YesNo':
      return TRUTH;
    case 'Negation':
      return expression.operator === 'not' ? TRUTH : kindOf(expression.operand, cache);
    case 'Binary':
      return binaryKind(expression.operator, kindOf(expression.left, cache), kindOf(expression.right, cache));
    case 'Reference':
      return referenceKind(expression, cache);
    case undefined:
    default:
      return ANY;
  }
}

function binaryKind(operator: string, left: Kind, right: Kind): Kind {
  if (operator === '*' || operator === '/') return productKind(operator, left, right);
  if (operator === '+' || operator === '-') return left.kind === 'any' ? right : left;
  return TRUTH;
}

function productKind(operator: '*' | '/', left: Kind, right: Kind): Kind {
  if (left.kind !== 'number' || right.kind !== 'number') return ANY;
  const sign = operator === '*' ? 1 : -1;
  const [a, b] = [left.dimension, right.dimension];
  return number({
    time: a.time + sign * b.time,
    bytes: a.bytes + sign * b.bytes,
    pages: a.pages + sign * b.pages,
    arguments: a.arguments + sign * b.arguments,
    cycles: a.cycles + sign * b.cycles,
  });
}

function referenceKind(reference: Reference, cache: KindCache): Kind {
  if (reference.state || reference.thing || reference.idleProcessor) return TRUTH;
  const target = reference.target?.ref;
  if (!target) return ANY;
  // `reallocations(files.Read)`: what a machine counts, counted for a call.
  if (target.$type === 'Attribute' && reference.call) return number(PLAIN);
  if (target.$type === 'Formula') return formulaKind(target.name, reference, cache);
  const member = reference.members[0];
  if (member) return memberKind(target, member.ref);
  return nameKind(target, cache);
}

/** `arguments.size`, `Firefly.reallocations`, `test.Null`. */
function memberKind(target: Named, member: Named | undefined): Kind {
  if (member === undefined) return ANY;
  if (member.$type === 'Procedure') return { kind: 'name', target: member };
  if (target.$type === 'Machine' && member.name === 'duration') return number(TIME);
  if (target.$type === 'Machine' || target.$type === 'Link') return number(PLAIN);
  if (member.name === 'threads') return number(PLAIN);
  return member.name === 'size' || member.name === 'maximum' ? number(BYTES) : ANY;
}

/** Measures of a run: what they count in. */
const MEASURES: Readonly<Record<string, Dimension>> = {
  latency: TIME,
  work: TIME,
  time: TIME,
  throughput: { ...PLAIN, time: -1 },
  bytesCopied: BYTES,
};

function formulaKind(name: string, reference: Reference, cache: KindCache): Kind {
  const measured = MEASURES[name];
  if (measured) return number(measured);
  if (name === 'letters') return { kind: 'text' };
  if (name === 'poisson') return number(TIME);
  const sameAsArguments = ['min', 'max', 'ceiling', 'uniform', 'exponential'].includes(name);
  if (!sameAsArguments) return number(PLAIN);
  const kinds = reference.arguments.map((argument) => kindOf(argument, cache));
  return kinds.find((kind) => kind.kind !== 'any') ?? ANY;
}

/** What a name alone stands for. */
function nameKind(target: Named, cache: KindCache): Kind {
  const known = cache.known.get(target);
  if (known) return known;
  if (cache.depth > DEEPEST) return ANY;
  cache.known.set(target, ANY);
  cache.depth += 1;
  const kind = definedKind(target, cache);
  cache.depth -= 1;
  cache.known.set(target, kind);
  return kind;
}

function definedKind(target: Named, cache: KindCache): Kind {
  switch (target.$type) {
    case 'Parameter':
    case 'Constant':
      return kindOf(target.value, cache);
    case 'Option':
      return target.choices.length > 0 ? { kind: 'name', target } : kindOf(target.value, cache);
    case 'Histogram':
      return target.bins.map((bin) => kindOf(bin.high, cache)).find((kind) => kind.kind !== 'any') ?? ANY;
    case 'Formal':
      return number(isSized(target.type) ? BYTES : PLAIN);
    default:
      return { kind: 'name', target };
  }
}

/** Whether an argument of this type is given as its size: an array, fixed or variable. A scalar is given as its value. */
export function isSized(type: TypeRef | undefined): boolean {
  return typeChain(type).some((step) => step.count !== undefined || step.range);
}

/** A type and the types that its name stands for, up to the one that has a size of its own. */
function typeChain(type: TypeRef | undefined): TypeRef[] {
  const chain = new Set<TypeRef>();
  for (let current = type; isTypeRef(current) && !chain.has(current); ) {
    chain.add(current);
    const declared = current.type?.ref;
    current = isTypeDecl(declared) ? declared.target : undefined;
  }
  return [...chain];
}
