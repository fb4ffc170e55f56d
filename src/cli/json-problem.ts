import type { RunProblem } from '../analysis/run-models.ts';
import type { SourceDiagnostic } from '../language/workspace.ts';
import type { SourceRange } from '../sim/spec/site.ts';

/** A problem as a program reads it; lines and columns count from 1. */
export function problemObject({ severity, code, message, source }: RunProblem, place: (uri: string) => string): object {
  return { severity, code, message, at: source === null ? null : placeObject(source, place) };
}

/** A diagnostic as a program reads it. */
export function diagnosticObject(
  { severity, code, message, related, ...source }: SourceDiagnostic,
  place: (uri: string) => string,
): object {
  const others = related.map((each) => ({ message: each.message, at: placeObject(each, place) }));
  return { severity, code, message, at: placeObject(source, place), related: others };
}

function placeObject({ uri, line, column }: SourceRange, place: (uri: string) => string): object {
  return { file: place(uri), line: line + 1, column: column + 1 };
}
