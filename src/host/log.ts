import { type LogOutputChannel, l10n, window } from 'vscode';
import { messageOf, UserError } from './errors.ts';

/** The channel "IPC Tracer" of the Output view. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('IPC Tracer', { log: true });
}

/** A defect is shown as such; its stack is in the log. */
export function showError(log: LogOutputChannel, error: unknown): void {
  log.error(error instanceof UserError ? error.message : stackOf(error));
  const message = messageOf(error);
  const action = l10n.t('Show log');
  void window
    .showErrorMessage(error instanceof UserError ? message : l10n.t('IPC Tracer has a defect: {0}', message), action)
    .then((chosen) => chosen === action && log.show(true));
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
