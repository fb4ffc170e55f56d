import { type AstNode, DefaultCommentProvider, type DocumentationProvider, type LangiumCoreServices } from 'langium';
import { isAction, isWhen } from './generated/ast.ts';

/** The comment above a node. The first step under a condition has that of the condition if it has none of its own. */
export class IpcCommentProvider extends DefaultCommentProvider {
  override getComment(node: AstNode): string | undefined {
    const own = super.getComment(node);
    if (own !== undefined || !isAction(node)) return own;
    const around = node.$container;
    return isWhen(around) && around.steps[0] === node ? super.getComment(around) : undefined;
  }
}

/**
 * The text of a doc comment, without stars; undefined for other comments. Lines are joined, an empty line begins a new
 * paragraph.
 */
export function docText(comment: string | undefined): string | undefined {
  if (comment === undefined || !comment.startsWith('/**') || comment.length < 5) return undefined;
  const lines = comment.slice(3, -2).split('\n');
  const bare = lines.map((line) =>
    line
      .trim()
      .replace(/^\*+\s?/, '')
      .trim(),
  );
  const paragraphs = bare.join('\n').split(/\n{2,}/);
  const text = paragraphs
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter(Boolean)
    .join('\n\n');
  return text === '' ? undefined : text;
}

/** Markdown that shows a text as it is. Comments are somebody's file: nothing in them may become a link or an image. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&@:]/g, '\\$&');
}

/** Markdown of a doc comment: words between backquotes are set as code, all else is shown as it is. */
export function docMarkdown(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`[\w ./:=-]+`$/.test(part) ? part : escapeMarkdown(part)))
    .join('');
}

/** A block of code in Markdown whose text cannot end the block. */
export function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}ipc\n${text}\n${fence}`;
}

/** Doc comments as Markdown for hover and completion. */
export class IpcDocumentationProvider implements DocumentationProvider {
  private readonly services: LangiumCoreServices;

  constructor(services: LangiumCoreServices) {
    this.services = services;
  }

  getDocumentation(node: AstNode): string | undefined {
    const text = docText(this.services.documentation.CommentProvider.getComment(node));
    return text === undefined ? undefined : docMarkdown(text);
  }
}
