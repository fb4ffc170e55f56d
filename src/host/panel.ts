/** One result panel: a webview that shows the last run of one scenario and asks the simulator for what it shows. */
import { Uri, ViewColumn, type Webview, type WebviewPanel, window } from 'vscode';
import { assertNever } from '../base/assert.ts';
import type { RunStatus, ToHost, ToView } from '../protocol/result.ts';
import { messageOf, resultIsGone } from './errors.ts';
import { resultPage, webviewFolder } from './html.ts';
import { viewTypes } from './ids.ts';
import { messageFromView } from './messages.ts';
import type { Question } from './simulator.ts';
import type { Target } from './targets.ts';

/** What a panel needs from the rest of the extension. */
export interface PanelHost {
  readonly extension: Uri;
  /** `givenUp`: the view does not wait for the answer any more. */
  ask(run: number, question: Question, givenUp: AbortSignal): Promise<unknown>;
  rerun(target: Target): void;
  cancel(target: Target): void;
  reveal(at: Extract<ToHost, { kind: 'reveal' }>['at']): void;
  log(message: string): void;
}

export function createWebviewPanel(title: string): WebviewPanel {
  const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  return window.createWebviewPanel(viewTypes.result, title, place, { enableFindWidget: true });
}

export class ResultPanel {
  readonly target: Target;
  private readonly panel: WebviewPanel;
  private readonly host: PanelHost;
  private status: RunStatus | null = null;
  private isDisposed = false;
  /** The requests that are not answered yet. */
  private readonly open = new Map<number, AbortController>();

  constructor(panel: WebviewPanel, target: Target, host: PanelHost) {
    this.panel = panel;
    this.target = target;
    this.host = host;
    panel.iconPath = Uri.joinPath(host.extension, 'media/icon.png');
    panel.webview.onDidReceiveMessage((value) => this.take(value));
    panel.onDidDispose(() => {
      this.isDisposed = true;
    });
    prepare(panel.webview, host.extension);
  }

  get disposed(): boolean {
    return this.isDisposed;
  }

  /** The finished run that it shows. */
  get run(): number | undefined {
    return this.status?.state === 'done' ? this.status.run : undefined;
  }

  get active(): boolean {
    return this.panel.active;
  }

  onDidDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  reveal(preserveFocus: boolean): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.panel.dispose();
  }

  show(status: RunStatus): void {
    this.status = status;
    this.send({ kind: 'status', status });
  }

  /** The file of the finished run was changed, or changed back. */
  showStale(stale: boolean): void {
    if (this.status?.state === 'done' && this.status.stale !== stale) this.show({ ...this.status, stale });
  }

  showCursor(uri: string, line: number): void {
    this.send({ kind: 'cursor', uri, line });
  }

  private take(value: unknown): void {
    const message = messageFromView(value);
    if (message === undefined) {
      this.host.log(`unknown message from the result panel: ${JSON.stringify(value)}`);
      return;
    }
    switch (message.kind) {
      case 'ready':
        if (this.status !== null) this.send({ kind: 'status', status: this.status });
        return;
      case 'request':
        void this.answer(message);
        return;
      case 'giveUp':
        this.open.get(message.id)?.abort();
        return;
      case 'reveal':
        this.host.reveal(message.at);
        return;
      case 'rerun':
        this.host.rerun(this.target);
        return;
      case 'cancel':
        this.host.cancel(this.target);
        return;
      case 'log':
        this.host.log(message.message);
        return;
      default:
        assertNever(message);
    }
  }

  /** Every request gets exactly one reply. */
  private async answer({ id, ...question }: Extract<ToHost, { kind: 'request' }>): Promise<void> {
    const givenUp = new AbortController();
    this.open.set(id, givenUp);
    try {
      if (this.run === undefined) throw resultIsGone();
      this.send({ kind: 'reply', id, result: await this.host.ask(this.run, question, givenUp.signal) });
    } catch (error) {
      this.send({ kind: 'failure', id, message: messageOf(error) });
    } finally {
      this.open.delete(id);
    }
  }

  /** A page that is hidden gets nothing; it asks again when it is shown. */
  private send(message: ToView): void {
    if (!this.isDisposed) void this.panel.webview.postMessage(message);
  }
}

function prepare(webview: Webview, extension: Uri): void {
  webview.options = { enableScripts: true, localResourceRoots: [webviewFolder(extension)] };
  webview.html = resultPage(webview, extension);
}
