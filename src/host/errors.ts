/** Everything that goes wrong for the user, one function each: what, where, what to do. */
import { l10n, Uri } from 'vscode';
import type { SourceRange } from '../sim/spec/site.ts';
import { fileLabel, shown } from './labels.ts';

/** An error whose message is written for the user; any other is a defect and goes to the log with its stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** The place to lead the user to. */
  readonly at: SourceRange | null;

  constructor(message: string, at: SourceRange | null = null) {
    super(message);
    this.at = at;
  }
}

export function scenarioHasErrors(scenario: string, at: SourceRange, message: string): UserError {
  const place = `${fileLabel(Uri.parse(at.uri))}:${at.line + 1}`;
  return new UserError(
    l10n.t(
      '{0} cannot run until its errors are corrected. The first, at {1}: {2}',
      shown(scenario),
      place,
      shown(message),
    ),
    at,
  );
}

export function noSuchScenario(scenario: string, uri: Uri): UserError {
  return new UserError(
    l10n.t(
      '{0} has no scenario {1} any more. Run another one by its CodeLens or the palette.',
      fileLabel(uri),
      scenario,
    ),
  );
}

export function fileIsGone(uri: Uri): UserError {
  return new UserError(
    l10n.t(
      '{0} is not there any more, so its scenario cannot run again. Restore the file or close this panel.',
      fileLabel(uri),
    ),
  );
}

export function noScenarioFiles(): UserError {
  return new UserError(
    l10n.t('There is no scenario to run. Open a file with the extension .ipc, or begin with "IPC: Open the tour".'),
  );
}

export function noScenariosInFile(uri: Uri): UserError {
  return new UserError(l10n.t('{0} has no scenario. Add one: "scenario Name { … }".', fileLabel(uri)));
}

export function nothingWasRun(): UserError {
  return new UserError(l10n.t('No scenario was run yet. Run one by its CodeLens or with "IPC: Run IPC scenario".'));
}

export function languageServerFailed(detail: string): UserError {
  return new UserError(
    l10n.t(
      'The language server could not start, so scenarios are neither checked nor run: {0}. See "IPC: Show log".',
      detail,
    ),
  );
}

export function simulatorStopped(detail: string): UserError {
  return new UserError(l10n.t('The simulator stopped unexpectedly: {0}. Run the scenario again.', detail));
}

export function simulationFailed(scenario: string, detail: string): UserError {
  return new UserError(l10n.t('The simulation of {0} failed: {1}', shown(scenario), shown(detail)));
}

export function resultIsGone(): UserError {
  return new UserError(l10n.t('This result is not in memory any more. Run the scenario again.'));
}

export function runWasCancelled(scenario: string): UserError {
  return new UserError(l10n.t('The run of {0} was cancelled. Run it again to see its result.', shown(scenario)));
}

export function panelWithoutScenario(): UserError {
  return new UserError(
    l10n.t('This panel does not say which scenario it showed. Close it and run the scenario again.'),
  );
}

export function sourceCannotOpen(uri: Uri, detail: string): UserError {
  return new UserError(l10n.t('{0} cannot be opened: {1}', fileLabel(uri), detail));
}

/** The text to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
