/** What is longer than a store goes through it piece by piece. */
import { type Activity, GO, STOP } from '../machine/state.ts';
import type { ContentName } from '../spec/content.ts';
import type { PiecesNode } from '../spec/path.ts';
import type { Parts } from './code.ts';

/** Compiles the loop at the end of the code; on the stack of loops lie the size of the whole and what comes after the piece. */
export function emitPieces({ code, world }: Parts, { content, size, steps }: PiecesNode, walk: () => void): void {
  if (steps.length === 0) return;
  const begin = code.here + 1;
  code.emit((a) => {
    const whole = sizeOf(a, content);
    a.loops.push(whole, whole);
    nextPiece(a, content, size);
    a.pc = begin;
    return GO;
  });
  walk();
  const next = code.here + 1;
  code.emit((a) => {
    if (isLastPiece(a)) {
      a.loops.pop();
      setSize(a, content, a.loops.pop() ?? 0);
      a.pc = next;
      return GO;
    }
    nextPiece(a, content, size);
    a.pc = begin;
    return world.pass() ? GO : STOP;
  });
}

/** No piece comes after the present one. */
export function isLastPiece({ loops }: Activity): boolean {
  return (loops.at(-1) ?? 0) === 0;
}

function nextPiece(a: Activity, content: ContentName, size: number): void {
  const rest = a.loops.pop() ?? 0;
  const piece = size > 0 ? Math.min(size, rest) : rest;
  setSize(a, content, piece);
  a.loops.push(rest - piece);
}

function sizeOf({ frame: { call } }: Activity, content: ContentName): number {
  return content === 'arguments' ? call.argumentBytes : call.resultBytes;
}

function setSize({ frame: { call } }: Activity, content: ContentName, bytes: number): void {
  if (content === 'arguments') call.argumentBytes = bytes;
  else call.resultBytes = bytes;
}
