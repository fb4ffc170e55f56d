/** Evaluates `@expect` on the values measured in each variant. */
import { assertNever } from '../base/assert.ts';
import type { ExpectationSpec, ExpectNode, ExpectOperator } from '../sim/expectation.ts';
import type { Trace } from '../sim/trace/format.ts';
import { listed, significant } from './format.ts';
import { type ExpectLeaf, leafName, leafValue, measureLeaf } from './measure.ts';
import type { ExpectationResult } from './models.ts';

/** The values of one variant by leaf name. */
export type Measurements = ReadonlyMap<string, number | null>;

/** Measures in this run what the expectations name. */
export function measure(trace: Trace, expectations: readonly ExpectationSpec[]): Measurements {
  const found = new Map<string, number | null>();
  for (const leaf of expectations.flatMap(({ condition }) => leavesOf(condition))) {
    const name = leafName(leaf);
    if (!found.has(name)) found.set(name, measureLeaf(trace, leaf));
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
  return expectations.flatMap((expectation) => {
    const variants = expectation.variants.length === 0 ? [''] : expectation.variants;
    return variants.map((variant) => evaluate(expectation, variant, measured));
  });
}

type Value = number | boolean | null;

function evaluate(
  { text, condition, source }: ExpectationSpec,
  variant: string,
  measured: MeasuredVariants,
): ExpectationResult {
  const value = (node: ExpectNode): Value => valueOf(node, (leaf) => lookUp(leaf, variant, measured));
  const leaves = [...new Set(leavesOf(condition).map((leaf) => leafInWords(leaf, lookUp(leaf, variant, measured))))];
  const actual = listed([...leaves, ...ratiosOf(condition, value)]);
  return { text, variant, passed: value(condition) === true, actual, source };
}

function lookUp(leaf: ExpectLeaf, variant: string, measured: MeasuredVariants): number | null {
  const of = leaf.node === 'call' && leaf.variant !== null ? leaf.variant : variant;
  return measured.get(of)?.get(leafName(leaf)) ?? null;
}

function leafInWords(leaf: ExpectLeaf, value: number | null): string {
  const via = leaf.node === 'call' && leaf.variant !== null ? ` over ${leaf.variant}` : '';
  return `${leafName(leaf)}${via} ${value === null ? 'has no value: no such call ended' : `= ${leafValue(leaf, value)}`}`;
}

/** Quotients of measured values, which nobody divides in the head. */
function ratiosOf(condition: ExpectNode, value: (node: ExpectNode) => Value): readonly string[] {
  return nodesOf(condition).flatMap((node) => {
    if (node.node !== 'binary' || node.operator !== '/' || leavesOf(node.right).length === 0) return [];
    const quotient = value(node);
    return typeof quotient === 'number' ? [`their quotient = ${significant(quotient)}`] : [];
  });
}

function nodesOf(node: ExpectNode): readonly ExpectNode[] {
  if (node.node === 'binary') return [node, ...nodesOf(node.left), ...nodesOf(node.right)];
  return node.node === 'unary' ? [node, ...nodesOf(node.operand)] : [node];
}

function leavesOf(node: ExpectNode): readonly ExpectLeaf[] {
  return nodesOf(node).filter((each) => each.node === 'call' || each.node === 'machine' || each.node === 'failures');
}

function valueOf(node: ExpectNode, look: (leaf: ExpectLeaf) => number | null): Value {
  switch (node.node) {
    case 'number':
    case 'truth':
      return node.value;
    case 'unary':
      return negated(node.operator, valueOf(node.operand, look));
    case 'binary':
      return combined(node.operator, valueOf(node.left, look), valueOf(node.right, look));
    case 'call':
    case 'machine':
    case 'failures':
      return look(node);
    default:
      return assertNever(node);
  }
}

function negated(operator: '-' | 'not', operand: Value): Value {
  if (operator === 'not') return typeof operand === 'boolean' ? !operand : null;
  return typeof operand === 'number' ? -operand : null;
}

/** What is unknown makes a condition unknown, unless the other side decides it. */
function combined(operator: ExpectOperator, left: Value, right: Value): Value {
  if (operator === 'and') return left === false || right === false ? false : both(left, right);
  if (operator === 'or') return left === true || right === true ? true : both(left, right);
  if (operator === '==' && typeof left === 'boolean') return right === null ? null : left === right;
  if (operator === '!=' && typeof left === 'boolean') return right === null ? null : left !== right;
  return typeof left === 'number' && typeof right === 'number' ? computed(operator, left, right) : null;
}

function both(left: Value, right: Value): Value {
  return left === null || right === null ? null : left === true && right === true;
}

function computed(operator: Exclude<ExpectOperator, 'and' | 'or'>, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default:
      return assertNever(operator);
  }
}
