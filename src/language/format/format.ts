import { type AstNode, CstUtils, type LeafCstNode } from 'langium';
import { LINE_WORDS, lineStarts } from './lines.ts';
import { spaceBetween } from './spacing.ts';

/** A piece of text to be replaced. Offsets are UTF-16 units. */
export interface FormatEdit {
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** How a level of indentation is written, and how a line ends. */
export interface FormatStyle {
  readonly indent: string;
  readonly lineEnd: string;
}

/**
 * The edits that bring a file into the house style: indentation by braces, single spaces, at most one empty line. Lines
 * are neither joined nor split; two spaces or more between the words of a line align columns and stay. Comments stay.
 * The text must have been parsed without errors.
 */
export function formatEdits(root: AstNode, text: string, style: FormatStyle): FormatEdit[] {
  const leaves = root.$cstNode
    ? CstUtils.flattenCst(root.$cstNode)
        .toArray()
        .filter((leaf) => leaf.length > 0)
    : [];
  const formatter = new Formatting(text, style, lineStarts(root));
  let before: LeafCstNode | undefined;
  for (const leaf of leaves) {
    formatter.place(before, leaf);
    before = leaf;
  }
  formatter.finish(before);
  return formatter.edits;
}

class Formatting {
  readonly edits: FormatEdit[] = [];
  private readonly text: string;
  private readonly style: FormatStyle;
  private readonly starts: ReadonlySet<number>;
  private depth = 0;

  constructor(text: string, style: FormatStyle, starts: ReadonlySet<number>) {
    this.text = text;
    this.style = style;
    this.starts = starts;
  }

  /** The gap before a token, or before a comment. */
  place(before: LeafCstNode | undefined, leaf: LeafCstNode): void {
    if (isClosing(leaf)) this.depth -= 1;
    const from = before?.end ?? 0;
    const gap = this.text.slice(from, leaf.offset);
    const lines = gap.split('\n').length - 1;
    if (!before) this.replace(from, leaf.offset, '');
    else if (lines === 0) this.replace(from, leaf.offset, spaces(before, leaf, gap));
    else this.replace(from, leaf.offset, this.newLine(lines) + this.indentOf(leaf, gap));
    if (leaf.hidden && (lines > 0 || !before)) this.alignComment(leaf);
    if (isOpening(leaf)) this.depth += 1;
  }

  /** The file ends with one line end. */
  finish(last: LeafCstNode | undefined): void {
    if (last) this.replace(last.end, this.text.length, this.style.lineEnd);
  }

  private replace(offset: number, end: number, text: string): void {
    if (this.text.slice(offset, end) !== text) this.edits.push({ offset, end, text });
  }

  private newLine(lines: number): string {
    return this.style.lineEnd.repeat(Math.min(lines, 2));
  }

  /** What goes on from the line before is indented by two levels more, or as deep as it was set by hand. */
  private indentOf(leaf: LeafCstNode, gap: string): string {
    const base = this.style.indent.repeat(Math.max(0, this.depth));
    if (leaf.hidden || this.starts.has(leaf.offset) || LINE_WORDS.has(leaf.text)) return base;
    const byHand = gap.slice(gap.lastIndexOf('\n') + 1);
    return byHand.startsWith(base) && byHand.length > base.length ? byHand : base + this.style.indent.repeat(2);
  }

  /** The stars of a comment of several lines stand below each other. */
  private alignComment(comment: LeafCstNode): void {
    const indent = `${this.style.indent.repeat(Math.max(0, this.depth))} `;
    for (const match of comment.text.matchAll(/(?<=\n)[ \t]*(?=\*)/g)) {
      const offset = comment.offset + match.index;
      this.replace(offset, offset + match[0].length, indent);
    }
  }
}

function spaces(before: LeafCstNode, leaf: LeafCstNode, gap: string): string {
  if (spaceBetween(before, leaf) === 'none') return '';
  return gap.includes('\t') || gap.length < 2 ? ' ' : gap;
}

function isOpening(leaf: LeafCstNode): boolean {
  return !leaf.hidden && (leaf.text === '{' || leaf.text === '(' || leaf.text === '[');
}

function isClosing(leaf: LeafCstNode): boolean {
  return !leaf.hidden && (leaf.text === '}' || leaf.text === ')' || leaf.text === ']');
}
