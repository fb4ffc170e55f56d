import type { AstNode } from 'langium';
import { assertNever } from '../../base/assert.ts';
import type { Condition, Expr } from '../../sim/spec/price.ts';
import type { Binary, Expression, Mechanism, Negation, Reference } from '../generated/ast.ts';
import { type Dimension, PLAIN, parseNumber, parseQuantity, sameDimension } from './quantity.ts';

/** What an expression comes to: a number of some dimension (constant or computed at run time), a truth value, a choice, a text. */
export type Term =
  | NumberTerm
  | ConditionTerm
  /** One of the named values of an option, or a mechanism. */
  | { readonly kind: 'choice'; readonly name: string; readonly mechanism?: Mechanism }
  | { readonly kind: 'text'; readonly text: string };
export interface NumberTerm {
  readonly kind: 'number';
  /** In base units. */
  readonly expr: Expr;
  readonly dimension: Dimension;
}
export interface ConditionTerm {
  readonly kind: 'condition';
  readonly condition: Condition;
}

/** What a name means where the expression stands. Null: nothing that has a value here. */
export type Resolve = (reference: Reference, evaluate: (expression: Expression) => Term) => Term | null;

/** An expression that has no meaning where it stands. */
export class ModelProblem extends Error {
  readonly node: AstNode;
  constructor(node: AstNode, message: string) {
    super(message);
    this.node = node;
  }
}

/** Evaluates as far as it is known before the run; what is not becomes an expression of the run spec. */
export function evaluateTerm(expression: Expression, resolve: Resolve): Term {
  switch (expression.$type) {
    case 'NumberLiteral':
      return numberTerm(parseNumber(expression.value));
    case 'QuantityLiteral':
      return quantityTerm(expression);
    case 'TextLiteral':
      return { kind: 'text', text: expression.value };
    case 'YesNo':
      return truth(expression.value === 'yes');
    case 'Negation':
      return negation(expression, resolve);
    case 'Binary':
      return binary(expression, resolve);
    case 'Reference':
      return reference(expression, resolve);
    default:
      return assertNever(expression);
  }
}

function quantityTerm(literal: AstNode & { readonly value: string }): Term {
  const quantity = parseQuantity(literal.value);
  if (quantity === null) throw new ModelProblem(literal, `"${literal.value}" is not a quantity`);
  return { kind: 'number', expr: quantity.value, dimension: quantity.dimension };
}

function reference(node: Reference, resolve: Resolve): Term {
  const term = resolve(node, (expression) => evaluateTerm(expression, resolve));
  if (term === null) throw new ModelProblem(node, `"${node.$cstNode?.text ?? node.target.$refText}" has no value here`);
  return term;
}

export function numberTerm(expr: Expr, dimension: Dimension = PLAIN): NumberTerm {
  return { kind: 'number', expr, dimension };
}

export function truth(value: boolean): ConditionTerm {
  return { kind: 'condition', condition: { is: 'constant', value } };
}

function negation(node: Negation, resolve: Resolve): Term {
  const operand = evaluateTerm(node.operand, resolve);
  if (node.operator === '-') {
    const { expr, dimension } = asNumber(operand, node.operand);
    return numberTerm(typeof expr === 'number' ? -expr : { op: 'subtract', args: [0, expr] }, dimension);
  }
  return { kind: 'condition', condition: not(asCondition(operand, node.operand)) };
}

export function not(condition: Condition): Condition {
  return condition.is === 'constant' ? { is: 'constant', value: !condition.value } : { is: 'not', operand: condition };
}

function binary(node: Binary, resolve: Resolve): Term {
  const left = evaluateTerm(node.left, resolve);
  const right = evaluateTerm(node.right, resolve);
  switch (node.operator) {
    case 'and':
    case 'or':
      return {
        kind: 'condition',
        condition: connect(node.operator, asCondition(left, node.left), asCondition(right, node.right)),
      };
    case '==':
    case '!=':
      if (left.kind === 'choice' && right.kind === 'choice')
        return truth((left.name === right.name) === (node.operator === '=='));
      return compare(node, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(node, left, right);
    default:
      return arithmetic(node, asNumber(left, node.left), asNumber(right, node.right));
  }
}

function connect(operator: 'and' | 'or', left: Condition, right: Condition): Condition {
  const absorbing = operator === 'or';
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (one.is === 'constant') return one.value === absorbing ? one : other;
  return { is: operator, left, right };
}

function compare(node: Binary, left: Term, right: Term): Term {
  const a = asNumber(left, node.left).expr;
  const b = asNumber(right, node.right).expr;
  const operator = node.operator as '<' | '<=' | '>' | '>=' | '==' | '!=';
  if (typeof a === 'number' && typeof b === 'number') return truth(holds(operator, a, b));
  return { kind: 'condition', condition: { is: 'compare', operator, left: a, right: b } };
}

function holds(operator: '<' | '<=' | '>' | '>=' | '==' | '!=', a: number, b: number): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    default:
      return assertNever(operator);
  }
}

function arithmetic(node: Binary, left: NumberTerm, right: NumberTerm): NumberTerm {
  const sign = node.operator === '/' ? -1 : 1;
  switch (node.operator) {
    case '*':
    case '/':
      return numberTerm(operate(node.operator, left.expr, right.expr), scaled(left.dimension, right.dimension, sign));
    default:
      if (!sameDimension(left.dimension, right.dimension) && left.expr !== 0 && right.expr !== 0)
        throw new ModelProblem(node, 'the two sides of this sum have different units');
      return numberTerm(
        operate(node.operator === '-' ? '-' : '+', left.expr, right.expr),
        left.expr === 0 ? right.dimension : left.dimension,
      );
  }
}

function scaled(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  return {
    time: a.time + sign * b.time,
    bytes: a.bytes + sign * b.bytes,
    pages: a.pages + sign * b.pages,
    arguments: a.arguments + sign * b.arguments,
    cycles: a.cycles + sign * b.cycles,
  };
}

/** The operation, done at once if both sides are known. */
export function operate(operator: '+' | '-' | '*' | '/', a: Expr, b: Expr): Expr {
  if (typeof a === 'number' && typeof b === 'number') {
    if (operator === '+') return a + b;
    if (operator === '-') return a - b;
    return operator === '*' ? a * b : a / b;
  }
  if (operator === '+' && a === 0) return b;
  if ((operator === '+' || operator === '-') && b === 0) return a;
  if (operator === '*' && (a === 0 || b === 0)) return 0;
  if (operator === '*' && a === 1) return b;
  if ((operator === '*' || operator === '/') && b === 1) return a;
  const op = ({ '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const)[operator];
  return { op, args: [a, b] };
}

export function asNumber(term: Term, node: AstNode): NumberTerm {
  if (term.kind !== 'number') throw new ModelProblem(node, 'a number is needed here');
  return term;
}

export function asCondition(term: Term, node: AstNode): Condition {
  if (term.kind !== 'condition') throw new ModelProblem(node, 'a condition is needed here');
  return term.condition;
}

/** A number that is known before the run. */
export function asConstant(term: Term, node: AstNode): number {
  const { expr } = asNumber(term, node);
  if (typeof expr !== 'number') throw new ModelProblem(node, 'this number must be known before the run');
  return expr;
}
