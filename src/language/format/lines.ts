import { type AstNode, AstUtils } from 'langium';

/** Properties whose elements begin a line of their own when they begin a line at all. */
const LISTS: ReadonlySet<string> = new Set(
  'imports elements members items statements steps otherwise entries prices procedures bodies bins annotations catches parameters'.split(
    ' ',
  ),
);

/**
 * Offsets at which a line may begin without being the continuation of the line before: where an element of a list starts.
 */
export function lineStarts(root: AstNode): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const node of AstUtils.streamAst(root)) {
    if (node.$cstNode && LISTS.has(node.$containerProperty ?? '')) starts.add(node.$cstNode.offset);
  }
  return starts;
}

/** Words that begin a line at the level of the construct that they belong to. */
export const LINE_WORDS: ReadonlySet<string> = new Set(['scenario', 'else', 'on', '}', ')', ']', '|']);
