/** All result panels: at most one for each scenario. */
import { type Uri, type WebviewPanel, window } from 'vscode';
import { createWebviewPanel, type PanelHost, ResultPanel } from './panel.ts';
import type { Results } from './results.ts';
import { sameTarget, type Target } from './targets.ts';

export class ResultPanels {
  private readonly host: PanelHost;
  private readonly closed: (panel: ResultPanel) => void;
  private panels: readonly ResultPanel[] = [];
  private readonly subscriptions;

  /** @param closed called when the user has closed a panel */
  constructor(host: PanelHost, results: Results, closed: (panel: ResultPanel) => void) {
    this.host = host;
    this.closed = closed;
    this.subscriptions = [
      results.onDidChange((target) => this.get(target)?.showStale(results.isStale(target))),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        this.showCursor(textEditor.document.uri, selections[0]?.active.line ?? 0);
      }),
    ];
  }

  get(target: Target): ResultPanel | undefined {
    return this.panels.find((panel) => sameTarget(panel.target, target));
  }

  /** The panel that has the focus. */
  active(): ResultPanel | undefined {
    return this.panels.find(({ active }) => active);
  }

  /** The scenario's panel: the one that is there, else a new one beside the editor. The editor keeps the focus. */
  open(target: Target): ResultPanel {
    const present = this.get(target);
    if (present === undefined) return this.adopt(createWebviewPanel(target.scenario), target);
    present.reveal(true);
    return present;
  }

  /** Takes over a webview panel, made by {@link open} or restored by VS Code. */
  adopt(webviewPanel: WebviewPanel, target: Target): ResultPanel {
    const panel = new ResultPanel(webviewPanel, target, this.host);
    this.panels = [...this.panels, panel];
    panel.onDidDispose(() => {
      this.panels = this.panels.filter((each) => each !== panel);
      this.closed(panel);
    });
    return panel;
  }

  /** These runs are not in memory any more. */
  showLost(runs: readonly number[], message: string): void {
    const lost = this.panels.filter(({ run }) => run !== undefined && runs.includes(run));
    for (const panel of lost) panel.show({ state: 'failed', message });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const panel of this.panels) panel.dispose();
  }

  private showCursor(uri: Uri, line: number): void {
    for (const panel of this.panels) panel.showCursor(uri.toString(), line);
  }
}
