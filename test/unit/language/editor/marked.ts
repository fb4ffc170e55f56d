import { EmptyFileSystem, type LangiumDocument } from 'langium';
import type { Position, Range } from 'vscode-languageserver';
import { createIpcLanguageServices } from '../../../../src/language/lsp/services.ts';
import type { IpcLanguageServices } from '../../../../src/language/lsp/types.ts';
import { checkDocuments, loadLibrary, openDocument } from '../../../../src/language/workspace.ts';
import { factsText, filesIn } from '../support.ts';

/** A text with its marks taken out: `<|>` a position, `<[…]>` a range. */
export interface Marked {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

export function readMarks(marked: string): Marked {
  let text = '';
  const offsets: number[] = [];
  const ranges: { start: number; end: number }[] = [];
  const open: number[] = [];
  for (const piece of marked.split(/(<\|>|<\[|\]>)/)) {
    if (piece === '<|>') offsets.push(text.length);
    else if (piece === '<[') open.push(text.length);
    else if (piece === ']>') ranges.push({ start: open.pop() ?? 0, end: text.length });
    else text += piece;
  }
  return { text, offsets, ranges };
}

/** A marked text as an open document of an editor. */
export interface Opened extends Marked {
  readonly services: IpcLanguageServices;
  readonly document: LangiumDocument;
  /** What a request names: the document and the first marked position. */
  readonly at: { readonly textDocument: { readonly uri: string }; readonly position: Position };
}

/** Services of an editor with the library loaded. Each test takes its own documents. */
export async function editor(): Promise<IpcLanguageServices> {
  const services = createIpcLanguageServices(EmptyFileSystem);
  await loadLibrary(services, filesIn('media/library'), factsText());
  return services;
}

export async function open(services: IpcLanguageServices, marked: string, uri = 'file:///open.ipc'): Promise<Opened> {
  const read = readMarks(marked);
  const document = openDocument(services, uri, read.text);
  await checkDocuments(services, [document]);
  const position = document.textDocument.positionAt(read.offsets[0] ?? 0);
  return { ...read, services, document, at: { textDocument: { uri }, position } };
}

/** A range as offsets, to compare with marks. */
export function offsetsOf({ document }: Opened, { start, end }: Range): { start: number; end: number } {
  return { start: document.textDocument.offsetAt(start), end: document.textDocument.offsetAt(end) };
}

/** What must be there for the test to mean anything. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This is not there.');
  return value;
}
