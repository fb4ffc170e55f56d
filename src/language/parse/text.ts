/** Looks at a text before it is read, for what would make reading slow, dangerous or misleading. */

import { badCharacter, bidi, fileTooLarge, syntax } from '../validation/messages/names.ts';
import type { Message } from '../validation/report.ts';

/** A place in a text and what is wrong with it. */
export interface TextProblem extends Message {
  readonly offset: number;
  /** UTF-16 units. */
  readonly length: number;
}

/** A text that may be read, as long as the original: what must not be read is blank in it. */
export interface ExaminedText {
  readonly text: string;
  readonly problems: readonly TextProblem[];
}

/** The longest text that is read, in UTF-16 units. Reading and linking one of this length takes about two seconds. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/** Problems of one kind, and of any kind in one piece of text, that are told one by one; more of them say nothing new. */
const MOST_OF_A_KIND = 20;
const MOST_PROBLEMS = 200;

/** A comment, a string, or a suspect character outside both. The piece goes up to `end`. */
interface Piece {
  readonly kind: 'comment' | 'string' | 'code';
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Finds what must not reach the lexer. The text stays as long as it is, so that offsets keep their meaning.
 * Takes time linear in the length of the text, also where comments and strings stay open.
 */
export function examineText(text: string): ExaminedText {
  if (text.length > LONGEST_TEXT) return { text: '', problems: [tooLarge(text)] };
  const problems: TextProblem[] = [];
  const readable: string[] = [];
  for (const piece of piecesOf(text)) {
    const found = problemsIn(piece, text);
    for (const problem of found) problems.push(problem);
    readable.push(readablePart(piece, text, found));
  }
  return { text: readable.join(''), problems: fewOfEachKind(problems) };
}

/** The whole text, cut where comments and strings begin and end. */
function* piecesOf(text: string): Generator<Piece> {
  const opening = /\/\/|\/\*|"/g;
  let at = 0;
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    if (open.index > at) yield { kind: 'code', start: at, end: open.index, closed: true };
    const piece = pieceAt(text, open.index, open[0]);
    yield piece;
    at = piece.end;
    opening.lastIndex = at;
  }
  if (at < text.length) yield { kind: 'code', start: at, end: text.length, closed: true };
}

function pieceAt(text: string, start: number, opening: string): Piece {
  if (opening === '"') return stringAt(text, start);
  const closing = opening === '//' ? /[\n\r]|$(?![\s\S])/g : /\*\//g;
  closing.lastIndex = start + 2;
  const found = closing.exec(text);
  return { kind: 'comment', start, end: found ? closing.lastIndex : text.length, closed: found !== null };
}

/** A string ends at its quote, or unclosed at the end of the line. */
function stringAt(text: string, start: number): Piece {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return { kind: 'string', start, end: at + 1, closed: true };
    if (character === '\n') return { kind: 'string', start, end: at, closed: false };
    if (character === '\\' && text[at + 1] !== '\n') at += 1;
  }
  return { kind: 'string', start, end: text.length, closed: false };
}

/** Reordering controls, and what no text contains: controls, the replacement character of a failed decoding. */
const INVISIBLE = '\\u202A-\\u202E\\u2066-\\u2069\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFFFD-\\uFFFF';
const SUSPECT = new RegExp(`[${INVISIBLE}]`, 'g');

/** Outside comments and strings: also what no token of the language contains. The lexer is slow where it finds nothing. */
const SUSPECT_IN_CODE = new RegExp(
  `[${INVISIBLE}]|!(?!=)|(?<!\\d[ \\t]{0,8})%|µ(?!s)|[^\\s\\w{}()[\\].,:=<>!+\\-*/@|%µ]+`,
  'g',
);

function problemsIn({ kind, start, end, closed }: Piece, text: string): TextProblem[] {
  const problems: TextProblem[] = closed ? [] : [unclosed(kind, start)];
  for (const { 0: characters, index } of text.slice(start, end).matchAll(suspectIn(kind))) {
    if (problems.length > MOST_PROBLEMS) break;
    problems.push(suspect(characters, start + index, kind));
  }
  return problems;
}

/** Suspect characters in comments and strings are told but read; outside they are blank, and so is what stays open. */
function readablePart({ kind, start, end, closed }: Piece, text: string, problems: readonly TextProblem[]): string {
  const part = text.slice(start, end);
  if (!closed) return part.replace(/[^\n\r]/g, ' ');
  return kind === 'code' && problems.length > 0
    ? part.replace(SUSPECT_IN_CODE, (found) => ' '.repeat(found.length))
    : part;
}

function suspectIn(kind: Piece['kind']): RegExp {
  return kind === 'code' ? SUSPECT_IN_CODE : SUSPECT;
}

function fewOfEachKind(problems: readonly TextProblem[]): TextProblem[] {
  const counts = new Map<string, number>();
  return problems.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_OF_A_KIND;
  });
}

function unclosed(kind: Piece['kind'], offset: number): TextProblem {
  return kind === 'comment'
    ? { ...syntax('This comment has no end. Close it with */.'), offset, length: 2 }
    : { ...syntax('This text has no end. Close it with " on the same line.'), offset, length: 1 };
}

/** In a comment the character can mislead a reader, but not change what the file means. */
function suspect(character: string, offset: number, kind: Piece['kind']): TextProblem {
  if (new RegExp(`[^${INVISIBLE}]`).test(character)) return unknownCharacters(character, offset);
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const message = code >= 0x202a && code <= 0x2069 ? bidi(name) : badCharacter(name);
  return { ...message, severity: kind === 'comment' ? 'warning' : 'error', offset, length: 1 };
}

function unknownCharacters(characters: string, offset: number): TextProblem {
  const shown = characters.length > 20 ? `${characters.slice(0, 20)}…` : characters;
  const advice = /[\p{L}\p{M}]/u.test(shown) ? 'Names are made of the letters A to Z, digits and _.' : 'Remove it.';
  return { ...syntax(`"${shown}" means nothing in this language. ${advice}`), offset, length: characters.length };
}

function tooLarge(text: string): TextProblem {
  const message = fileTooLarge((text.length / (1024 * 1024)).toFixed(1));
  return { ...message, offset: 0, length: firstLine(text) };
}

function firstLine(text: string): number {
  const end = text.slice(0, 1000).search(/[\n\r]/);
  return end < 0 ? Math.min(text.length, 1000) : end;
}
