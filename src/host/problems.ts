/** Problems that only a run can see, on the lines of the calls and expectations; gone when the file changes. */
import { Diagnostic, DiagnosticSeverity, l10n, languages, Range, Uri } from 'vscode';
import type { ExpectationResult, PublishedResult, RunOverview, RunProblem } from '../analysis/run-models.ts';
import type { SourceRange } from '../sim/spec/site.ts';
import { diagnosticCollections } from './ids.ts';
import type { Result, Results } from './results.ts';

export class RunProblems {
  private readonly results: Results;
  private readonly collection = languages.createDiagnosticCollection(diagnosticCollections.run);
  private readonly subscription;

  constructor(results: Results) {
    this.results = results;
    this.subscription = results.onDidChange(() => this.update());
  }

  dispose(): void {
    this.subscription.dispose();
    this.collection.dispose();
  }

  private update(): void {
    const placed = this.results.all().flatMap(placedDiagnostics);
    const byFile = new Map<string, Diagnostic[]>();
    for (const { file, diagnostic } of placed) byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
    this.collection.clear();
    this.collection.set([...byFile].map(([file, diagnostics]) => [Uri.parse(file), diagnostics]));
  }
}

interface Placed {
  readonly file: string;
  readonly diagnostic: Diagnostic;
}

function placedDiagnostics({ uri, overview }: Result): Placed[] {
  const expectations = overview.expectations.filter(({ passed }) => !passed).map((each) => expectation(each));
  const problems = overview.problems.map((problem) => runProblem(problem, overview));
  const missed = overview.published.filter(({ within }) => !within).map((each) => miss(each));
  return [...problems, ...expectations, ...missed].map(({ source, diagnostic }) => ({
    file: source?.uri ?? uri.toString(),
    diagnostic,
  }));
}

interface Sourced {
  readonly source: SourceRange | null;
  readonly diagnostic: Diagnostic;
}

function runProblem({ source, message, severity, code, variant }: RunProblem, { variants }: RunOverview): Sourced {
  const text = variants.length > 1 && variant !== '' ? `${variant}: ${message}` : message;
  return { source, diagnostic: diagnosticAt(source, text, severities[severity], code) };
}

function expectation({ source, text, actual, variant }: ExpectationResult): Sourced {
  const found = l10n.t('Expected {0}, but {1}.', text, actual);
  const message = variant === '' ? found : `${variant}: ${found}`;
  return { source, diagnostic: diagnosticAt(source, message, DiagnosticSeverity.Error, 'ipc/expectation') };
}

/** A miss whose cause is stated is known: nothing to mend. */
function miss({ source, fact, published, simulated, because, variant }: PublishedResult): Sourced {
  const found = l10n.t('{0}: published {1}, simulated {2}.', fact.id, published, simulated ?? l10n.t('nothing'));
  const message = [variant === '' ? found : `${variant}: ${found}`, because ?? ''].join(' ').trim();
  const severity = because === null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  return { source, diagnostic: diagnosticAt(source, message, severity, 'ipc/published') };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

function diagnosticAt(
  source: SourceRange | null,
  message: string,
  severity: DiagnosticSeverity,
  code: string,
): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(source), message, severity);
  diagnostic.code = code;
  diagnostic.source = 'IPC run';
  return diagnostic;
}

/** The editor's range for a place; the beginning of the file if there is none. */
export function rangeOf(source: SourceRange | null): Range {
  return source === null
    ? new Range(0, 0, 0, 0)
    : new Range(source.line, source.column, source.endLine, source.endColumn);
}
