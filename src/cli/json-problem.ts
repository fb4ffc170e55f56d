import type { RunProblem } from '../analysis/run-models.ts';

/** A problem as a program reads it; lines and columns count from 1. */
export function problemObject({ severity, code, message, source }: RunProblem, place: (uri: string) => string): object {
  const where = source === null ? null : { file: place(source.uri), line: source.line + 1, column: source.column + 1 };
  return { severity, code, message, at: where };
}
