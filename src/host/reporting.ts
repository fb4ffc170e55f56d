import { commands, type LogOutputChannel } from 'vscode';
import { UserError } from './errors.ts';
import { showError } from './log.ts';
import { openSource } from './source.ts';

/** Does what the user asked for. An error is logged, shown once, and leads to its place, in Problems and in the editor. */
export async function reportingErrors(log: LogOutputChannel, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    showError(log, error);
    if (error instanceof UserError && error.at !== null) await reveal(log, error.at);
  }
}

async function reveal(log: LogOutputChannel, at: NonNullable<UserError['at']>): Promise<void> {
  try {
    await commands.executeCommand('workbench.panel.markers.view.focus');
    await openSource(at);
  } catch (error) {
    showError(log, error);
  }
}
