import { CstUtils, GrammarAST, type LeafCstNode } from 'langium';

const NONE_BEFORE: ReadonlySet<string> = new Set([',', ')', ']', '.', ':', '[']);
const NONE_AFTER: ReadonlySet<string> = new Set(['(', '[', '.', '@']);

/** How many spaces stand between two tokens of a line: exactly none, or at least one, as more align columns. */
export function spaceBetween(before: LeafCstNode, after: LeafCstNode): 'none' | 'some' {
  const [left, right] = [before.text, after.text];
  if (before.hidden || after.hidden) return 'some';
  if (NONE_AFTER.has(left) || NONE_BEFORE.has(right)) return 'none';
  if (left === '..' || right === '..') return isInBrackets(left === '..' ? before : after) ? 'none' : 'some';
  if (right === '(') return isName(before) || left.startsWith('@') ? 'none' : 'some';
  return left === '-' && isSign(before) ? 'none' : 'some';
}

/** `bytes[..1448]`, as against `0 .. 50 bytes`. */
function isInBrackets(range: LeafCstNode): boolean {
  return range.astNode.$type === 'TypeRef';
}

/** A name, or a word of the language that stands as one. */
function isName(leaf: LeafCstNode): boolean {
  return !GrammarAST.isKeyword(leaf.grammarSource) || CstUtils.getDatatypeNode(leaf) !== undefined;
}

function isSign(minus: LeafCstNode): boolean {
  return minus.astNode.$type === 'Negation' && minus.offset === minus.astNode.$cstNode?.offset;
}
