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
  /** The corrected text is what one of the quick fixes makes of the wrong one. */
  readonly byFix: boolean;
}

const OPEN = '/*<*/';
const CLOSE = '/*>*/';
const folder = path.join(root, 'test/fixtures/wrong');

/** Reads `// expects: code, …`, the wrong text with its marks, and the corrected one behind a line of `====`. */
function wrongFile(name: string, content: string): WrongFile {
  const [wrong = '', how = '', corrected = ''] = content.split(/^\/\/ ==== (.*) ====\n/m);
  const end = wrong.indexOf('\n');
  const codes = wrong.slice(0, end).replace('// expects: ', '').split(', ');
  const text = wrong.slice(end + 1);
  return {
    name,
    codes,
    text,
    marked: { offset: text.indexOf(OPEN) + OPEN.length, end: text.indexOf(CLOSE) },
    corrected,
    byFix: how === 'corrected by a quick fix',
  };
}

/** A text without its marks. */
export function unmarked(text: string): string {
  return text.replaceAll(OPEN, '').replaceAll(CLOSE, '');
}

export function wrongFiles(): WrongFile[] {
  return readdirSync(folder)
    .sort()
    .map((file) => wrongFile(path.basename(file, '.ipc'), readFileSync(path.join(folder, file), 'utf8')));
}
