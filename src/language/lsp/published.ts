/** Published facts in the editor: what stands behind an id, and which ids there are. */
import type { AstNode, LangiumDocument, LeafCstNode } from 'langium';
import type { CompletionItem, CompletionItemKind, Position } from 'vscode-languageserver';
import type { PublishedFact } from '../../sim/published.ts';
import { escapeMarkdown } from '../documentation.ts';
import { isConstant, isPrice, isPublished } from '../generated/ast.ts';
import type { FactBook } from '../model/fact-book.ts';

const REFERENCE: CompletionItemKind = 18;

/** The id of a fact that a text in quotes is; undefined for all other texts. */
export function factIdAt({ text, astNode }: LeafCstNode): string | undefined {
  if (!text.startsWith('"')) return undefined;
  const id = text.slice(1, -1);
  return idsIn(astNode).includes(id) ? id : undefined;
}

function idsIn(node: AstNode): readonly string[] {
  if (isPublished(node)) return [node.fact];
  return isPrice(node) || isConstant(node) ? node.facts : [];
}

/** A fact in Markdown: value, what it is, where it stands, under which conditions. */
export function describeFact(fact: PublishedFact): string {
  const { id, system, quantity, conditions, source, evidence, derivedFrom } = fact;
  const parts = [
    `**${escapeMarkdown(valueOf(fact))}** — ${escapeMarkdown(`${system}: ${quantity}`)}`,
    escapeMarkdown(source),
    conditions === '' ? '' : `*${escapeMarkdown(conditions)}*`,
    derivedFrom.length === 0 ? '' : `Follows from ${derivedFrom.map(escapeMarkdown).join(', ')}`,
    evidence === 'memory' ? '**Not verified against the paper**' : '',
    `\`${id}\``,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function valueOf({ value, unit }: PublishedFact): string {
  return unit === '' || unit === 'letters' ? String(value) : `${value} ${unit}`;
}

/** A text that begins an id: the first of `@published`, or one after `from` in a profile. */
const PLACE = /(?:@published\s*\(\s*|\bfrom\s+(?:"[^"\n]*"\s*,\s*)*)"([^"\n]*)$/;

/** All ids, where the cursor stands within the quotes of one; undefined elsewhere. */
export function factItems(
  text: LangiumDocument['textDocument'],
  position: Position,
  facts: FactBook,
): CompletionItem[] | undefined {
  const start = { line: position.line, character: 0 };
  const before = PLACE.exec(text.getText({ start, end: position }));
  if (before === null) return undefined;
  const behind = text.getText({ start: position, end: { line: position.line + 1, character: 0 } });
  const [rest = ''] = /^[^"\s,)]*/.exec(behind) ?? [];
  const range = {
    start: { line: position.line, character: position.character - (before[1] ?? '').length },
    end: { line: position.line, character: position.character + rest.length },
  };
  return [...facts.all.values()].map((fact) => ({
    label: fact.id,
    kind: REFERENCE,
    detail: `${valueOf(fact)} · ${fact.system}`,
    documentation: { kind: 'markdown' as const, value: describeFact(fact) },
    textEdit: { range, newText: fact.id },
    filterText: fact.id,
  }));
}
