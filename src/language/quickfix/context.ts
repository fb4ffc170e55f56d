import type { AstNode, LangiumDocument } from 'langium';
import type { FixFacts } from '../validation/report.ts';
import type { Subject } from '../validation/subject.ts';
import type { TextChange } from './edits.ts';

/** One way to repair what a diagnostic complains about. */
export interface QuickFix {
  /** What it does, as the light bulb shows it. */
  readonly title: string;
  readonly changes: readonly TextChange[];
  /** The one that `Auto Fix` takes: there is no doubt about it. */
  readonly preferred: boolean;
}

/** What a maker of fixes knows. */
export interface FixContext {
  readonly document: LangiumDocument;
  /** The node that the diagnostic marks. */
  readonly node: AstNode;
  readonly facts: FixFacts;
  /** The file and what it sees. */
  readonly subject: Subject;
  /** Whether a document is the user's own, and may be changed. */
  readonly isOwn: (document: LangiumDocument) => boolean;
}

/** Makes the fixes for one code. */
export type FixMaker = (context: FixContext) => readonly QuickFix[];

/** A fix that is there if its changes are; changes to the library are never made. */
export function fix(context: FixContext, title: string, changes: readonly TextChange[], preferred = false): QuickFix[] {
  const possible = changes.length > 0 && changes.every((change) => context.isOwn(change.document));
  return possible ? [{ title, changes, preferred }] : [];
}

/** A fact as text; empty if it is not there. */
export function textFact({ facts }: FixContext, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}

/** A fact as number. */
export function numberFact({ facts }: FixContext, name: string): number | undefined {
  const value = facts[name];
  return typeof value === 'number' ? value : undefined;
}
