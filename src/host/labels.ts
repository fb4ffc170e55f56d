import { type Uri, workspace } from 'vscode';

/** How a person calls a file: relative to its workspace folder, with the folder's name where there are several. */
export function fileLabel(uri: Uri): string {
  return workspace.asRelativePath(uri);
}
