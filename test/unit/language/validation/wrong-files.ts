import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support.ts';

/** A place in a text, as offsets. */
export interface Span {
  readonly offset: number;
  readonly end: number;
}

/** A wrong file: what is wrong, where, and how it looks when it is corrected. */
export interface WrongFile {
  readonly name: string;
  /** All codes that it shows, without `ipc/`; the first is the one that it is about. */
  readonly codes: readonly string[];
  readonly text: string;
  readonly marked: Span;
  readonly corrected: string;
}

const OPEN = '/*<*/';
const CLOSE = '/*>*/';
const folder = path.join(root, 'test/fixtures/wrong');

/** Reads `// expects: code, …`, the wrong text with its marks, and what follows `// ==== corrected ====`. */
function wrongFile(name: string, content: string): WrongFile {
  const [wrong = '', corrected = ''] = content.split('// ==== corrected ====\n');
  const end = wrong.indexOf('\n');
  const codes = wrong.slice(0, end).replace('// expects: ', '').split(', ');
  const text = wrong.slice(end + 1);
  return {
    name,
    codes,
    text,
    marked: { offset: text.indexOf(OPEN) + OPEN.length, end: text.indexOf(CLOSE) },
    corrected,
  };
}

export function wrongFiles(): WrongFile[] {
  return readdirSync(folder)
    .sort()
    .map((file) => wrongFile(path.basename(file, '.ipc'), readFileSync(path.join(folder, file), 'utf8')));
}
