import type { AstNode } from 'langium';
import { assertNever } from '../../base/assert.ts';
import { type Binary, isFormula, isMechanism, type Negation, type Reference, type Unary } from '../generated/ast.ts';
import { type Dimension, PLAIN, sameDimension } from '../model/quantity.ts';
import { type Kind, type KindCache, kindOf } from './kinds.ts';
import { dimension, functionArguments, mixedDimensions } from './messages/numbers.ts';
import type { Subject } from './subject.ts';

/** What may stand in a place: a dimension, a truth value, a price (a sum of times, each alone or per something). */
type Expected = Dimension | 'truth' | 'price';

const TIME: Dimension = { ...PLAIN, time: 1 };
const BYTES: Dimension = { ...PLAIN, bytes: 1 };
const RATE: Dimension = { ...PLAIN, bytes: 1, time: -1 };

/** Every expression whose place asks for a dimension, and every operator inside expressions. */
export function checkDimensions(subject: Subject): void {
  const cache: KindCache = { known: new Map(), depth: 0 };
  const priceTerms = new Set<AstNode>();
  const expect = (what: string, expression: Unary | undefined, expected: Expected): void => {
    if (expression === undefined) return;
    if (expected === 'price') checkPrice(subject, expression, cache, priceTerms);
    else expectKind(subject, what, expression, expected, cache);
  };
  expectStatements(subject, expect);
  expectWorld(subject, expect);
  expectMechanisms(subject, expect);
  for (const node of subject.all('Binary')) if (!priceTerms.has(node)) checkBinary(subject, node, cache);
  for (const node of subject.all('Negation')) checkNegation(subject, node, cache);
  for (const node of subject.all('Reference')) checkFormula(subject, node);
}

type Expect = (what: string, expression: Unary | undefined, expected: Expected) => void;

function expectStatements({ all }: Subject, expect: Expect): void {
  for (const node of all('Compute')) expect('Computing time', node.time, TIME);
  for (const node of all('Wait')) expect('Waiting time', node.time, TIME);
  for (const node of all('Repeat')) expect('The number of repetitions', node.count, PLAIN);
  for (const node of all('Every')) {
    expect('The period', node.time, TIME);
    expect('The limit', node.limit, TIME);
  }
  for (const node of all('Chance')) expect('A share', node.share, PLAIN);
  for (const node of all('Thread')) {
    expect('The number of threads', node.count, PLAIN);
    expect('A priority', node.priority, PLAIN);
  }
  for (const node of all('Disturbance')) {
    expect('The number of a call', node.number, PLAIN);
    expect('The time until the link is restored', node.span, TIME);
  }
  for (const node of all('Expect')) expect('An expectation', node.condition, 'truth');
}

function expectWorld({ all }: Subject, expect: Expect): void {
  for (const node of all('Machine')) {
    expect('The number of processors', node.processors, PLAIN);
    expect('The quantum', node.quantum, TIME);
  }
  for (const node of all('Link')) {
    expect('The rate', node.rate, RATE);
    expect('The delay', node.delay, TIME);
  }
  for (const node of all('Bin')) expect('A weight', node.weight, PLAIN);
  for (const node of all('TypeDecl')) expect('The size of a type', node.size, BYTES);
  for (const node of all('Threads')) expect('The number of threads', node.count, PLAIN);
  for (const node of all('Priority')) expect('A priority', node.value, PLAIN);
  for (const node of all('Price')) {
    if (node.kind === 'contention') expect('Contention', node.value, PLAIN);
    else expect('A price', node.value, 'price');
  }
}

function expectMechanisms({ all }: Subject, expect: Expect): void {
  for (const node of all('Limit')) expect('A limit', node.condition, 'truth');
  for (const node of all('When')) expect('A condition', node.condition, 'truth');
  for (const node of all('CountOf')) expect('The number of elements', node.value, PLAIN);
  for (const node of all('SizeOf')) expect('The size of a place', node.value, BYTES);
  for (const node of all('SharedOf')) {
    expect('How much sizes may differ', node.value, BYTES);
    expect('A condition', node.condition, 'truth');
  }
  for (const node of all('Block')) expect('The time limit', node.limit, TIME);
  for (const node of all('Over')) expect('The size of the message', node.size, BYTES);
}

function expectKind(
  { report }: Subject,
  what: string,
  expression: Unary,
  expected: Dimension | 'truth',
  cache: KindCache,
): void {
  const found = kindOf(expression, cache);
  const fits =
    found.kind === 'any' ||
    (expected === 'truth'
      ? found.kind === 'truth'
      : found.kind === 'number' && sameDimension(found.dimension, expected));
  if (!fits)
    report(
      dimension(what, expected === 'truth' ? 'yes or no, as a comparison is' : describe(expected), describeKind(found)),
      { node: expression },
    );
}

/** A price is a sum of times, each alone or per byte, page, argument…; so its sums may mix dimensions. */
function checkPrice(subject: Subject, expression: Unary, cache: KindCache, priceTerms: Set<AstNode>): void {
  if (expression.$type === 'Binary' && (expression.operator === '+' || expression.operator === '-')) {
    priceTerms.add(expression);
    checkPrice(subject, expression.left, cache, priceTerms);
    checkPrice(subject, expression.right, cache, priceTerms);
    return;
  }
  const found = kindOf(expression, cache);
  const isTime =
    found.kind === 'any' || (found.kind === 'number' && (found.dimension.time === 1 || found.dimension.cycles === 1));
  if (!isTime)
    subject.report(dimension('A price', 'a time, alone or per byte, page, word or argument', describeKind(found)), {
      node: expression,
    });
}

function checkBinary({ report }: Subject, node: Binary, cache: KindCache): void {
  const [left, right] = [kindOf(node.left, cache), kindOf(node.right, cache)];
  if (left.kind === 'any' || right.kind === 'any') return;
  if (!joins(node.operator, left, right)) {
    report(mixedDimensions(node.operator, describeKind(left), describeKind(right)), { node });
  }
}

function joins(operator: Binary['operator'], left: Kind, right: Kind): boolean {
  switch (operator) {
    case 'and':
    case 'or':
      return left.kind === 'truth' && right.kind === 'truth';
    case '*':
    case '/':
      return left.kind === 'number' && right.kind === 'number';
    case '==':
    case '!=':
      return left.kind === right.kind && sameNumbers(left, right);
    default:
      return left.kind === 'number' && sameNumbers(left, right);
  }
}

function sameNumbers(left: Kind, right: Kind): boolean {
  return left.kind !== 'number' || (right.kind === 'number' && sameDimension(left.dimension, right.dimension));
}

function checkNegation({ report }: Subject, node: Negation, cache: KindCache): void {
  const found = kindOf(node.operand, cache);
  if (found.kind === 'any' || found.kind === (node.operator === 'not' ? 'truth' : 'number')) return;
  const expected = node.operator === 'not' ? 'yes or no' : 'a number';
  report(dimension(`What "${node.operator}" stands before`, expected, describeKind(found)), { node: node.operand });
}

/** How many arguments a function takes; measures of a run may name a mechanism behind the call. */
function checkFormula({ report }: Subject, node: Reference): void {
  const target = node.target?.ref;
  if (!isFormula(target)) return;
  const given =
    target.parameters[0]?.name === 'call'
      ? node.arguments.filter((argument, index) => index < target.parameters.length || !isVariant(argument))
      : node.arguments;
  if (given.length === target.parameters.length) return;
  report(functionArguments(target.name, target.parameters.length, node.arguments.length), { node, property: 'target' });
}

/** A mechanism, or in quotes one with its settings: `"rpc(combined = no)"`. */
function isVariant(argument: Unary): boolean {
  return argument.$type === 'TextLiteral' || (argument.$type === 'Reference' && isMechanism(argument.target?.ref));
}

/** A kind in words, for messages. */
export function describeKind(kind: Kind): string {
  switch (kind.kind) {
    case 'number':
      return describe(kind.dimension);
    case 'truth':
      return 'yes or no';
    case 'text':
      return 'a text';
    case 'name':
      return `the ${kind.target.$type.toLowerCase()} ${kind.target.name}`;
    case 'any':
      return 'anything';
    default:
      return assertNever(kind);
  }
}

const NAMES: readonly (readonly [Dimension, string])[] = [
  [PLAIN, 'a plain number'],
  [TIME, 'a time'],
  [BYTES, 'a size in bytes'],
  [RATE, 'a rate in bytes per time'],
  [{ ...PLAIN, time: -1 }, 'a rate per time'],
];

/** A dimension in words: `a time`, `a time per byte`. */
export function describe(of: Dimension): string {
  const named = NAMES.find(([known]) => sameDimension(known, of));
  if (named) return named[1];
  const powers = Object.entries(of).filter(([, power]) => power !== 0) as [string, number][];
  const part = (sign: 1 | -1): string =>
    powers
      .filter(([, power]) => Math.sign(power) === sign)
      .map(([unit, power]) => unit + (Math.abs(power) === 1 ? '' : `^${Math.abs(power)}`))
      .join(' x ');
  const below = part(-1);
  return `${part(1) || '1'}${below && ` per ${below}`}`;
}
