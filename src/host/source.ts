/** Opens places of scenario and library files. */
import { Uri, ViewColumn, window, workspace } from 'vscode';
import type { SourceRange } from '../sim/spec/site.ts';
import { messageOf, sourceCannotOpen } from './errors.ts';
import { rangeOf } from './problems.ts';

/** Shows a place in the column where its file is already, else in the first one. The place is selected. */
export async function openSource(at: SourceRange): Promise<void> {
  const uri = Uri.parse(at.uri);
  const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  try {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? ViewColumn.One,
      selection: rangeOf(at),
    });
  } catch (error) {
    throw sourceCannotOpen(uri, messageOf(error));
  }
}
