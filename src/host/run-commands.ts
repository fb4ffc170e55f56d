/** The commands. */
import { type Disposable, type LogOutputChannel, type Uri, commands as vscodeCommands } from 'vscode';
import { nothingWasRun } from './errors.ts';
import { commands } from './ids.ts';
import type { Language } from './language-client.ts';
import type { ResultPanels } from './panels.ts';
import { reportingErrors } from './reporting.ts';
import type { Runs } from './runs.ts';
import { chooseSample, openSample } from './samples.ts';
import { chooseTarget, type Target, targetOf } from './targets.ts';

export interface CommandHost {
  /** The folder of the extension. */
  readonly extension: Uri;
  readonly language: Language;
  readonly log: LogOutputChannel;
  readonly panels: ResultPanels;
  readonly runs: Runs;
}

type Handlers = { readonly [C in keyof typeof commands]: (argument: unknown) => Promise<void> };

export function registerCommands(host: CommandHost): Disposable[] {
  const handlers = handlersOf(host);
  return Object.entries(handlers).map(([name, handler]) =>
    vscodeCommands.registerCommand(commands[name as keyof Handlers], (argument: unknown) =>
      reportingErrors(host.log, () => handler(argument)),
    ),
  );
}

function handlersOf({ extension, language, log, panels, runs }: CommandHost): Handlers {
  const lastOne = (argument: unknown): Target => {
    const target = targetOf(argument) ?? panels.active()?.target ?? runs.last;
    if (target === undefined) throw nothingWasRun();
    return target;
  };
  return {
    run: async (argument) => {
      const target = await chooseTarget(language, argument);
      if (target !== undefined) await runs.run(target);
    },
    runAgain: async (argument) => runs.run(lastOne(argument)),
    cancel: async () => runs.cancel(),
    showResult: async (argument) => {
      const target = lastOne(argument);
      const panel = panels.get(target);
      // A closed panel has freed its trace; the same file gives the same one again.
      if (panel === undefined) await runs.run(target);
      else panel.reveal(false);
    },
    openTour: () => openSample(extension, 'tour.ipc'),
    openSample: () => chooseSample(extension),
    showLog: async () => log.show(true),
  };
}
