import type { Unary } from '../generated/ast.ts';

/** Whether a condition about the piece holds at the last one, or at one before it; undefined if it asks for something else. */
export function aboutPiece(condition: Unary | undefined, isLast: boolean): boolean | undefined {
  if (condition?.$type === 'Negation') {
    const operand = aboutPiece(condition.operand, isLast);
    return operand === undefined ? undefined : !operand;
  }
  if (condition?.$type !== 'Reference' || condition.target?.$refText !== 'piece') return undefined;
  if (condition.state?.$refText !== 'last') return undefined;
  return isLast !== condition.isNot;
}
