/** The composition root: everything is made and connected here, below it everything is handed in. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ExtensionContext, type LogOutputChannel, commands as vscodeCommands, window, workspace } from 'vscode';
import { simulatorStopped } from './errors.ts';
import { contextKeys, languageId, viewTypes } from './ids.ts';
import { LanguageServer } from './language-client.ts';
import { ScenarioLenses } from './lenses.ts';
import { createLog, showError } from './log.ts';
import type { PanelHost } from './panel.ts';
import { ResultPanels } from './panels.ts';
import { RunProblems } from './problems.ts';
import { reportingErrors } from './reporting.ts';
import { PanelRestorer } from './restore.ts';
import { Results } from './results.ts';
import { registerCommands } from './run-commands.ts';
import { limitsOfSettings } from './run-settings.ts';
import { Runs } from './runs.ts';
import { Simulator } from './simulator.ts';
import { openSource } from './source.ts';

export function activate(context: ExtensionContext): void {
  const log = createLog();
  const language = new LanguageServer(context, log);
  const results = new Results();
  const simulator = new Simulator(() => new Worker(context.asAbsolutePath(path.join('dist', 'worker.cjs'))), {
    lost: (lost, reason) => showLost(lost, reason),
  });
  const runs = new Runs({
    language,
    simulator,
    results,
    limits: limitsOfSettings,
    log: (message) => log.info(message),
    panel: (target) => panels.open(target),
    running: (active) => showRunning(active),
  });
  const panelHost: PanelHost = {
    extension: context.extensionUri,
    ask: (run, question, givenUp) => simulator.ask(run, question, givenUp),
    rerun: (target) => void reportingErrors(log, () => runs.run(target)),
    cancel: (target) => runs.cancel(target),
    reveal: (at) => void reportingErrors(log, () => openSource(at)),
    log: (message) => log.error(message),
  };
  const panels: ResultPanels = new ResultPanels(panelHost, results, ({ target, run }) => {
    runs.cancel(target);
    if (run !== undefined) simulator.forget(run);
  });
  const showLost = (lost: readonly number[], reason: string): void => {
    const { message } = simulatorStopped(reason);
    log.error(message);
    panels.showLost(lost, message);
  };
  context.subscriptions.push(
    log,
    results,
    panels,
    { dispose: () => simulator.dispose() },
    new ScenarioLenses(language, results),
    new RunProblems(results),
    window.registerWebviewPanelSerializer(viewTypes.result, new PanelRestorer(panels, (target) => runs.run(target))),
    ...registerCommands({ extension: context.extensionUri, language, log, panels, runs }),
    { dispose: () => language.dispose() },
  );
  watchFiles(context, results);
  startWithFirstFile(context, language, log);
}

/** The language server runs only where there is something to check. */
function startWithFirstFile(context: ExtensionContext, language: LanguageServer, log: LogOutputChannel): void {
  const startFor = (documents: readonly { readonly languageId: string }[]): void => {
    if (!documents.some((document) => document.languageId === languageId)) return;
    language.start().catch((error: unknown) => showError(log, error));
  };
  context.subscriptions.push(workspace.onDidOpenTextDocument((document) => startFor([document])));
  startFor(workspace.textDocuments);
}

function watchFiles(context: ExtensionContext, results: Results): void {
  const watcher = workspace.createFileSystemWatcher('**/*.ipc');
  context.subscriptions.push(
    watcher,
    watcher.onDidChange((uri) => results.touched(uri)),
    watcher.onDidDelete((uri) => results.touched(uri)),
  );
}

function showRunning(active: boolean): void {
  void vscodeCommands.executeCommand('setContext', contextKeys.running, active);
  if (active) void vscodeCommands.executeCommand('setContext', contextKeys.hasRun, true);
}
