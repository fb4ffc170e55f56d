import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from 'langium';
import { cstOf, type Where } from '../validation/report.ts';

/** A piece of a document's text, by offsets, and what stands there instead. */
export interface TextChange {
  readonly document: LangiumDocument;
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** Puts `text` where a node or one of its properties stands. */
export function replaceText(where: Where, text: string): TextChange[] {
  const cst = cstOf(where);
  return cst ? [{ document: AstUtils.getDocument(where.node), offset: cst.offset, end: cst.end, text }] : [];
}

/** Puts `text` behind a node or one of its properties. */
export function insertAfter(where: Where, text: string): TextChange[] {
  const cst = cstOf(where);
  return cst ? [{ document: AstUtils.getDocument(where.node), offset: cst.end, end: cst.end, text }] : [];
}

/** Puts a declaration on lines of its own before a node and its comment, or behind it. */
export function insertDeclaration(beside: AstNode, text: string, side: 'before' | 'after'): TextChange[] {
  const document = AstUtils.getDocument(beside);
  const span = spanOf(beside);
  if (!span) return [];
  const offset = side === 'before' ? span.offset : span.end;
  return [{ document, offset, end: offset, text: side === 'before' ? `${text}\n` : `\n${text}` }];
}

/** Adds a member to a declaration with braces, or gives it braces: on a line of its own if the braces stand on several. */
export function insertMember(owner: AstNode, text: string): TextChange[] {
  const cst = owner.$cstNode;
  if (!cst) return [];
  const document = AstUtils.getDocument(owner);
  const content = document.textDocument.getText();
  if (!cst.text.endsWith('}')) return [{ document, offset: cst.end, end: cst.end, text: ` { ${text} }` }];
  const brace = cst.end - 1;
  const lineStart = content.lastIndexOf('\n', brace - 1) + 1;
  const before = content.slice(lineStart, brace);
  if (before.trim() === '' && lineStart > cst.offset) {
    return [{ document, offset: lineStart, end: lineStart, text: `${before}  ${text}\n` }];
  }
  // Members on one line stand two spaces apart.
  const gap = /\s$/.test(content.slice(0, brace)) ? ' ' : '  ';
  return [{ document, offset: brace, end: brace, text: `${gap}${text} ` }];
}

/** Takes a node away with its comment, and the whole lines if nothing else stands on them. */
export function remove(node: AstNode): TextChange[] {
  const span = spanOf(node);
  if (!span) return [];
  const document = AstUtils.getDocument(node);
  const content = document.textDocument.getText();
  const lineStart = content.lastIndexOf('\n', span.offset - 1) + 1;
  const lineEnd = content.indexOf('\n', span.end);
  const end = lineEnd < 0 ? content.length : lineEnd;
  const alone = content.slice(lineStart, span.offset).trim() === '' && content.slice(span.end, end).trim() === '';
  if (alone) return [{ document, offset: lineStart, end: Math.min(end + 1, content.length), text: '' }];
  const blanks = /^[ \t]*/.exec(content.slice(span.end))?.[0].length ?? 0;
  return [{ document, offset: span.offset, end: span.end + blanks, text: '' }];
}

/** Takes an element of a list with commas away, and one of its commas. */
export function removeFromList(elements: readonly AstNode[], element: AstNode): TextChange[] {
  const index = elements.indexOf(element);
  const cst = element.$cstNode;
  const [before, after] = [elements[index - 1]?.$cstNode, elements[index + 1]?.$cstNode];
  if (!cst) return [];
  const document = AstUtils.getDocument(element);
  if (before) return [{ document, offset: before.end, end: cst.end, text: '' }];
  return [{ document, offset: cst.offset, end: after ? after.offset : cst.end, text: '' }];
}

function spanOf(node: AstNode): { readonly offset: number; readonly end: number } | undefined {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const comment = CstUtils.findCommentNode(cst, ['ML_COMMENT']);
  return { offset: comment?.offset ?? cst.offset, end: cst.end };
}
