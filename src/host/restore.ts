/** Brings back the panels of the last session: not their contents, but what they showed, by running it again. */
import { Uri, type WebviewPanel, type WebviewPanelSerializer, workspace } from 'vscode';
import { fileIsGone, messageOf, panelWithoutScenario, runWasCancelled } from './errors.ts';
import { stateOfView } from './messages.ts';
import type { ResultPanels } from './panels.ts';
import type { Target } from './targets.ts';

export class PanelRestorer implements WebviewPanelSerializer {
  private readonly panels: ResultPanels;
  private readonly run: (target: Target) => Promise<void>;

  /** @param run runs a scenario whose panel is already there */
  constructor(panels: ResultPanels, run: (target: Target) => Promise<void>) {
    this.panels = panels;
    this.run = run;
  }

  async deserializeWebviewPanel(webviewPanel: WebviewPanel, state: unknown): Promise<void> {
    const saved = stateOfView(state);
    const target = saved && { uri: Uri.parse(saved.file), scenario: saved.scenario };
    const panel = this.panels.adopt(webviewPanel, target ?? { uri: Uri.parse('untitled:'), scenario: '' });
    try {
      if (target === undefined) throw panelWithoutScenario();
      if (!(await exists(target.uri))) throw fileIsGone(target.uri);
      panel.show({ state: 'running', scenario: target.scenario, variant: '', rows: 0, time: 0 });
      await this.run(target);
      if (panel.run === undefined) throw runWasCancelled(target.scenario);
    } catch (error) {
      panel.show({ state: 'failed', message: messageOf(error) });
    }
  }
}

async function exists(uri: Uri): Promise<boolean> {
  const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (isOpen || uri.scheme === 'untitled') return isOpen;
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
