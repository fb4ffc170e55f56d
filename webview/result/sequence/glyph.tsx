import type { JSX } from 'preact';
import type { StepKind } from '../../../src/sim/spec/site.ts';
import { lookOf } from '../base/kinds.ts';
import { outlineOf } from './shapes.ts';

/** Where the letter stands in outlines that are not centred. */
const LETTER_SHIFT: { readonly [shape: string]: number } = {
  triangle: -2,
  padlock: 3,
  stack: 1.5,
  house: 2,
  page: 1,
  card: 1.5,
  drum: 1,
};

/** The mark of a kind: its outline in the kind's colour with its letter. */
export function Glyph({
  kind,
  letter,
  x,
  y,
  off = false,
}: {
  kind: StepKind;
  letter: string;
  x: number;
  y: number;
  off?: boolean;
}): JSX.Element {
  const { shape, family } = lookOf(kind);
  return (
    <g class={`glyph f-${family} s-${shape}${off ? ' off' : ''}`} transform={`translate(${x} ${y})`}>
      <path class="outline" d={outlineOf(shape)} />
      <text class="letter" y={LETTER_SHIFT[shape] ?? 0} dy="0.36em">
        {letter}
      </text>
    </g>
  );
}

/** The same mark outside a diagram. */
export function GlyphIcon({ kind, letter }: { kind: StepKind; letter: string }): JSX.Element {
  return (
    <svg class="glyph-icon" width="32" height="26" viewBox="-16 -13 32 26" aria-hidden="true">
      <Glyph kind={kind} letter={letter} x={0} y={0} />
    </svg>
  );
}
