/** Where in the scenario's text a call stands. */
import type { PathId } from '../sim/spec/ids.ts';
import type { SourceRange } from '../sim/spec/site.ts';
import type { Statement } from '../sim/spec/statements.ts';
import { orphanOf, type Trace } from '../sim/trace/format.ts';

/** Calls the visitor for each statement, with what is nested in it, in the order of the text. */
export function eachStatement(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    for (const inner of innerStatements(statement)) eachStatement(inner, visit);
  }
}

function innerStatements(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.do) {
    case 'repeat':
    case 'every':
    case 'fork':
      return [statement.body];
    case 'chance':
      return [statement.then, statement.otherwise];
    case 'try':
      return [statement.body, ...statement.catches.map((each) => each.body)];
    default:
      return [];
  }
}

/** The statement that made a call; the binding for a binding act. */
export function sourceOfCall(trace: Trace, call: number): SourceRange | null {
  const of = orphanOf(trace.calls, call);
  if (of >= 0) return sourceOfCall(trace, of);
  const path = trace.calls.path[call] ?? -1;
  if (path < 0) return trace.spec.bindings[-1 - path]?.source ?? null;
  return trace.spec.sites[trace.calls.site[call] ?? -1]?.source ?? sourceOfPath(trace, path);
}

/** The first statement that calls this path, in any thread or body; null if none does. */
export function sourceOfPath(trace: Trace, path: PathId): SourceRange | null {
  for (const { body } of [...trace.spec.threads, ...trace.spec.paths]) {
    const source = callIn(trace, body, path);
    if (source !== null) return source;
  }
  return null;
}

function callIn(trace: Trace, body: readonly Statement[], path: PathId): SourceRange | null {
  let found: SourceRange | null = null;
  eachStatement(body, (statement) => {
    if (found === null && statement.do === 'call' && statement.path === path) {
      found = trace.spec.sites[statement.site]?.source ?? null;
    }
  });
  return found;
}
