import { type AstNode, AstUtils } from 'langium';
import type { SourceRange } from '../../sim/spec/site.ts';

/** Where a node stands; null for nodes without text. */
export function rangeOf(node: AstNode): SourceRange | null {
  const range = node.$cstNode?.range;
  if (range === undefined) return null;
  return {
    uri: AstUtils.getDocument(node).uri.toString(),
    line: range.start.line,
    column: range.start.character,
    endLine: range.end.line,
    endColumn: range.end.character,
  };
}

/** The node as written, spaces made single. */
export function written(node: AstNode): string {
  return (node.$cstNode?.text ?? '').trim().replaceAll(/\s+/g, ' ');
}
