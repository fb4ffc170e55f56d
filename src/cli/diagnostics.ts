/** Diagnostics as lines that other programs can read: `file:line:column: code message`. */
import type { SourceDiagnostic } from '../language/workspace.ts';
import { plain } from './plain.ts';

/** How a file is called on the command line. */
export type Place = (uri: string) => string;

const RANK = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** Diagnostics that are at least as grave as `least`. Lines and columns count from 1. */
export function diagnosticLines(
  diagnostics: readonly SourceDiagnostic[],
  place: Place,
  least: 'warning' | 'hint',
): readonly string[] {
  return diagnostics.filter(({ severity }) => RANK[severity] <= RANK[least]).flatMap((each) => linesOf(each, place));
}

function linesOf({ code, message, severity, related, ...at }: SourceDiagnostic, place: Place): readonly string[] {
  const mark = severity === 'error' ? '' : `${severity}: `;
  const others = related.map((each) => `  ${position(each, place)}: ${plain(each.message)}`);
  return [`${position(at, place)}: ${code} ${mark}${plain(message)}`, ...others];
}

/** `file:line:column`. */
export function position({ uri, line, column }: { uri: string; line: number; column: number }, place: Place): string {
  return `${plain(place(uri))}:${line + 1}:${column + 1}`;
}

export function hasErrors(diagnostics: readonly SourceDiagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
