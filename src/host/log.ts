import { type LogOutputChannel, l10n, window } from 'vscode';
import { messageOf, UserError } from './errors.ts';
import { shown } from './labels.ts';

/** The channel "IPC Tracer" of the Output view. */
export function createLog(): LogOutputChannel {
  return window.createOutputChannel('IPC Tracer', { log: true });
}

/** What the user can mend is said as it is; a defect leads to the log, where its stack is. */
export function showError(log: LogOutputChannel, error: unknown): void {
  if (error instanceof UserError) {
    log.error(error.message);
    void window.showErrorMessage(error.message);
    return;
  }
  log.error(stackOf(error));
  const action = l10n.t('Show log');
  void window
    .showErrorMessage(l10n.t('IPC Tracer has a defect: {0}', shown(messageOf(error))), action)
    .then((chosen) => chosen === action && log.show(true));
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
