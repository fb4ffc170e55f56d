/** How a validator says what is wrong: a message, a place, related places and what a quick fix needs to know. */
import { type AstNode, AstUtils, type CstNode, GrammarUtils, type ValidationAcceptor } from 'langium';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One user-visible diagnostic without its place. */
export interface Message {
  /** `ipc/` and the name of the function in messages/ that made it. */
  readonly code: string;
  readonly severity: Severity;
  readonly text: string;
  /** The marked text can go: editors show it faded. */
  readonly unnecessary: boolean;
}

/** A node, or the text of one of its properties or keywords. */
export interface Where {
  readonly node: AstNode;
  readonly property?: string;
  readonly index?: number;
  readonly keyword?: string;
}

export interface Related {
  readonly where: Where;
  readonly text: string;
}

/** What a quick fix needs beyond the marked node; travels in the diagnostic's `data`. */
export type FixFacts = Readonly<Record<string, string | number | readonly string[]>>;

/** What a diagnostic's `data` holds. `path` leads to the marked node in the document of the diagnostic. */
export interface DiagnosticFacts {
  readonly code: string;
  readonly path: string;
  readonly facts: FixFacts;
}

export interface Report {
  (message: Message, where: Where, related?: readonly Related[], facts?: FixFacts): void;
  /** So much is wrong that nothing more will be shown: validators may stop. */
  readonly isFull: () => boolean;
}

/** Diagnostics shown for one file; a closing note says that there are more. */
export const MOST_DIAGNOSTICS = 200;

/** A {@link Report} that hands diagnostics to Langium: one more than are shown, so that the end of the list is noticed. */
export function reportTo(
  accept: ValidationAcceptor,
  pathOf: (node: AstNode) => string,
  limit = MOST_DIAGNOSTICS + 1,
): Report {
  let count = 0;
  const report = (message: Message, where: Where, related: readonly Related[] = [], facts: FixFacts = {}): void => {
    count += 1;
    if (count > limit) return;
    const data: DiagnosticFacts = { code: message.code, path: pathOf(where.node), facts };
    accept(message.severity, message.text, {
      node: where.node,
      range: rangeOf(where),
      code: message.code,
      relatedInformation: related.map((place) => ({ location: locationOf(place.where), message: place.text })),
      ...(message.unnecessary ? { tags: [1] } : {}),
      data,
    });
  };
  return Object.assign(report, { isFull: () => count > limit });
}

/** The text that a place covers, zero-based, end exclusive. */
function rangeOf(where: Where): CstNode['range'] {
  return cstOf(where)?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
}

/** The piece of text that a place covers; undefined for nodes that no text made. */
export function cstOf(where: Where): CstNode | undefined {
  const node = where.node.$cstNode;
  const part =
    where.property !== undefined
      ? GrammarUtils.findNodeForProperty(node, where.property, where.index)
      : where.keyword !== undefined
        ? GrammarUtils.findNodeForKeyword(node, where.keyword, where.index)
        : undefined;
  return part ?? node;
}

function locationOf(where: Where): { uri: string; range: CstNode['range'] } {
  return { uri: AstUtils.getDocument(where.node).uri.toString(), range: rangeOf(where) };
}
