import { type Uri, workspace } from 'vscode';

/** How a person calls a file: relative to its workspace folder, with the folder's name where there are several. */
export function fileLabel(uri: Uri): string {
  return shown(workspace.asRelativePath(uri));
}

const longest = 300;

/** Characters that are invisible or turn the direction of the text around them. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a scenario file as it may stand in a notification or a list: one line, of bounded length, in the order in which it
 * is written, and without the links that notifications make of `[text](command:…)`.
 */
export function shown(text: string): string {
  const plain = text.replace(deceptive, '\ufffd').replaceAll('](', '] (');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}
