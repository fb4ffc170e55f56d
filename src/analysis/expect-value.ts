/** The value of an expression over measured values. */
import { assertNever } from '../base/assert.ts';
import type { ExpectNode, ExpectOperator } from '../sim/expectation.ts';
import type { ExpectLeaf, Measurement } from './measure.ts';

/** Null: unknown, because something in it could not be measured. */
export type ExpectValue = Measurement | boolean;

/** A node with all that is in it. */
export function nodesOf(node: ExpectNode): readonly ExpectNode[] {
  if (node.node === 'binary') return [node, ...nodesOf(node.left), ...nodesOf(node.right)];
  return node.node === 'unary' ? [node, ...nodesOf(node.operand)] : [node];
}

/** The measured values in it. */
export function leavesOf(node: ExpectNode): readonly ExpectLeaf[] {
  return nodesOf(node).filter((each) => isLeaf(each));
}

function isLeaf(node: ExpectNode): node is ExpectLeaf {
  return node.node === 'call' || node.node === 'machine' || node.node === 'link' || node.node === 'failures';
}

/** @param look gives the measured value of a leaf. */
export function valueOf(node: ExpectNode, look: (leaf: ExpectLeaf) => Measurement): ExpectValue {
  switch (node.node) {
    case 'number':
    case 'truth':
    case 'text':
      return node.value;
    case 'unary':
      return negated(node.operator, valueOf(node.operand, look));
    case 'binary':
      return combined(node.operator, valueOf(node.left, look), valueOf(node.right, look));
    case 'call':
    case 'machine':
    case 'link':
    case 'failures':
      return look(node);
    default:
      return assertNever(node);
  }
}

function negated(operator: '-' | 'not', operand: ExpectValue): ExpectValue {
  if (operator === 'not') return typeof operand === 'boolean' ? !operand : null;
  return typeof operand === 'number' ? -operand : null;
}

/** What is unknown makes a condition unknown, unless the other side decides it. */
function combined(operator: ExpectOperator, left: ExpectValue, right: ExpectValue): ExpectValue {
  if (operator === 'and') return left === false || right === false ? false : both(left, right);
  if (operator === 'or') return left === true || right === true ? true : both(left, right);
  if (typeof left === 'number' && typeof right === 'number') return computed(operator, left, right);
  if (left === null || right === null || typeof left !== typeof right) return null;
  if (operator === '==') return left === right;
  return operator === '!=' ? left !== right : null;
}

function both(left: ExpectValue, right: ExpectValue): ExpectValue {
  return left === null || right === null ? null : left === true && right === true;
}

function computed(operator: Exclude<ExpectOperator, 'and' | 'or'>, left: number, right: number): ExpectValue {
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
