/** The samples that come with the extension, to choose from and to change. */
import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { headOf } from '../base/head-comment.ts';
import { languageId } from './ids.ts';

const folder = 'media/samples';

/** A sample as a text of the user's own: to change, to run, and to save if wanted. */
export async function openSample(extension: Uri, name: string): Promise<void> {
  const content = await textOf(extension, name);
  const copy = await workspace.openTextDocument({ language: languageId, content });
  await window.showTextDocument(copy);
}

/** One of a list in which each says what it is about; what is typed is looked for there, too. */
export async function chooseSample(extension: Uri): Promise<void> {
  const chosen = await window.showQuickPick(entries(extension), {
    title: l10n.t('Open a sample'),
    placeHolder: l10n.t('What it is about: copies, a lost packet, fbufs…'),
    matchOnDetail: true,
  });
  if (chosen !== undefined) await openSample(extension, `${chosen.label}.ipc`);
}

async function entries(extension: Uri): Promise<QuickPickItem[]> {
  const files = await workspace.fs.readDirectory(Uri.joinPath(extension, folder));
  const names = files.flatMap(([name]) => (name.endsWith('.ipc') ? [name] : [])).sort();
  return Promise.all(
    names.map(async (name) => ({ label: name.replace(/\.ipc$/, ''), detail: headOf(await textOf(extension, name)) })),
  );
}

async function textOf(extension: Uri, name: string): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, folder, name)));
}
