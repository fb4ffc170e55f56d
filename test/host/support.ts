/** What the suites share: scenario texts, and ways to see what a person would see. */
import assert from 'node:assert/strict';
import {
  type CodeLens,
  commands,
  type Diagnostic,
  Position,
  Range,
  TabInputWebview,
  type TextDocument,
  type TextEditor,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { commands as ids, languageId, viewTypes } from '../../src/host/ids.ts';

export { ids };

const world = `machine Firefly profile cvax
interface Test { Null()  BigIn(data: bytes[200]) }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
`;

export const once = `${world}
scenario Once {
  thread Caller in Client { test.Null }
}
`;

export const two = `${once}
@title("Ten calls")
scenario Ten {
  thread Caller in Client { repeat 10 { test.Null } }
}
`;

export const endless = `${world}
scenario Endless {
  thread Caller in Client { repeat 1_000_000_000 { test.Null } }
}
`;

export const disappointed = `${world}
@expect(latency(test.Null).mean < 1us)
scenario Disappointed {
  thread Caller in Client { test.Null }
}
`;

export const notExported = once.replace(' { export Test }', '');

let texts = 0;

/** Opens an untitled, unsaved text in an editor; each has a name of its own, since VS Code lets go of closed ones late. */
export async function openText(content: string): Promise<TextEditor> {
  texts += 1;
  const document = await workspace.openTextDocument(Uri.parse(`untitled:Text-${texts}.ipc`));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), content);
  assert(await workspace.applyEdit(edit));
  assert.equal(document.languageId, languageId);
  const editor = await window.showTextDocument(document, ViewColumn.One);
  await eventually(() => assert.equal(window.activeTextEditor?.document, document));
  return editor;
}

/** Writes a file into a folder of the workspace, apart from the samples. */
async function writeFile(name: string, content: string, folder = 0): Promise<Uri> {
  const root = workspace.workspaceFolders?.[folder]?.uri;
  assert(root, 'a folder is open');
  const uri = Uri.joinPath(root, 'suite', name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return uri;
}

export async function openFile(name: string, content: string): Promise<TextEditor> {
  return window.showTextDocument(await writeFile(name, content), { viewColumn: ViewColumn.One });
}

export async function closeAll(): Promise<void> {
  for (const document of workspace.textDocuments) {
    if (document.isDirty && !document.isUntitled) await document.save();
  }
  for (const editor of window.visibleTextEditors.filter(({ document }) => document.isUntitled)) {
    await window.showTextDocument(editor.document);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Replaces what stands between two offsets, as typing would. */
export async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert(start >= 0, `"${from}" is in the text`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  assert(await workspace.applyEdit(edit));
}

/** Tries until it does not throw any more. */
export async function eventually<T>(attempt: () => T | Promise<T>, milliseconds = 30_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export async function lensTitles(document: TextDocument): Promise<string[]> {
  return (await lenses(document)).map(({ command }) => command?.title ?? '');
}

async function lenses(document: TextDocument): Promise<CodeLens[]> {
  return (await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100)) ?? [];
}

/** Rows of CodeLens: the lines that have at least one. */
export async function lensRows(document: TextDocument): Promise<number[]> {
  return [...new Set((await lenses(document)).map(({ range }) => range.start.line))];
}

/** Waits for the result in the CodeLens row. */
export async function resultTitle(document: TextDocument): Promise<string> {
  return eventually(async () => {
    const title = (await lensTitles(document)).find((each) => !each.includes('Run'));
    assert(title !== undefined, 'a CodeLens shows the result');
    return title;
  });
}

/** Labels of the open result panels. */
export function resultPanels(): string[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(viewTypes.result))
    .map(({ label }) => label);
}

/** Codes of the language server's diagnostics, or, with `ofRuns`, of those that a run has found. */
export function codes(diagnostics: readonly Diagnostic[], ofRuns = false): string[] {
  return diagnostics
    .filter(({ source }) => (source === 'IPC run') === ofRuns)
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}

export function run(document: TextDocument, scenario: string): Thenable<unknown> {
  return commands.executeCommand(ids.run, { uri: document.uri.toString(), scenario });
}
