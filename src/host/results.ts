/** What the last run of each scenario found, and whether its files are still those that were run. */
import { EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import type { RunOverview } from '../analysis/run-models.ts';
import { sameTarget, type Target } from './targets.ts';

export interface Result extends Target {
  readonly overview: RunOverview;
  /** Texts that the run was compiled from; null for files that were not open. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** Collects the texts of the files that a run is about to be compiled from. */
export function snapshot(files: readonly string[]): ReadonlyMap<string, string | null> {
  const open = new Map(workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  return new Map(files.map((file) => [file, open.get(file)?.getText() ?? null]));
}

interface Entry {
  readonly result: Result;
  /** Files that differ from the text that was run. */
  readonly changed: Set<string>;
}

/** One result for each scenario: the last one. */
export class Results {
  private readonly changeEmitter = new EventEmitter<Target>();
  private entries: readonly Entry[] = [];
  private readonly subscriptions = [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.refresh((entry) => compare(entry, document, true));
    }),
    workspace.onDidOpenTextDocument((document) => this.refresh((entry) => compare(entry, document, false))),
    workspace.onDidCloseTextDocument(({ isUntitled, uri }) => {
      // The next untitled text may get the same name.
      if (isUntitled) this.deleteAll(uri);
    }),
  ];
  /** A result came, went, or became stale or fresh. */
  readonly onDidChange = this.changeEmitter.event;

  get(target: Target): Result | undefined {
    return this.entries.find(({ result }) => sameTarget(result, target))?.result;
  }

  /** The result if the text of its files is the one that was run. */
  fresh(target: Target): Result | undefined {
    const entry = this.entries.find(({ result }) => sameTarget(result, target));
    return entry?.changed.size === 0 ? entry.result : undefined;
  }

  isStale(target: Target): boolean {
    return this.get(target) !== undefined && this.fresh(target) === undefined;
  }

  /** All results that are fresh. */
  all(): readonly Result[] {
    return this.entries.filter(({ changed }) => changed.size === 0).map(({ result }) => result);
  }

  set(result: Result): void {
    const others = this.entries.filter((entry) => !sameTarget(entry.result, result));
    const entry: Entry = { result, changed: new Set() };
    this.entries = [...others, entry];
    // The text may have changed while the run went on.
    for (const document of workspace.textDocuments) compare(entry, document, false);
    this.changeEmitter.fire(result);
  }

  /** A file that is not open was changed on its disk. */
  touched(uri: Uri): void {
    const file = uri.toString();
    if (workspace.textDocuments.some((document) => document.uri.toString() === file)) return;
    this.refresh((entry) => {
      if (entry.result.texts.has(file)) entry.changed.add(file);
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changeEmitter.dispose();
  }

  private deleteAll(uri: Uri): void {
    const gone = this.entries.filter(({ result }) => result.uri.toString() === uri.toString());
    this.entries = this.entries.filter((entry) => !gone.includes(entry));
    for (const { result } of gone) this.changeEmitter.fire(result);
  }

  private refresh(change: (entry: Entry) => void): void {
    for (const entry of this.entries) {
      const before = entry.changed.size;
      change(entry);
      if ((before === 0) !== (entry.changed.size === 0)) this.changeEmitter.fire(entry.result);
    }
  }
}

/** @param edited just now, so that a text that was not known before differs for certain */
function compare({ result, changed }: Entry, document: TextDocument, edited: boolean): void {
  const file = document.uri.toString();
  const text = result.texts.get(file);
  if (text === undefined) return;
  if (text === null ? edited : text !== document.getText()) changed.add(file);
  else if (text !== null) changed.delete(file);
}
