/** Outlines of the marks, each within 20 by 20 pixels around its centre. */
import type { Shape } from '../base/kinds.ts';

const OUTLINES: { readonly [shape in Shape]: string } = {
  page: 'M-8 -10H4L9 -5V10H-8ZM4 -10V-5H9',
  triangle: 'M-11 -8H11L0 11Z',
  diamond: 'M0 -11L10 0L0 11L-10 0ZM10 0H15M12 -3L15 0L12 3M-10 0H-15M-12 -3L-15 0L-12 3',
  hexagon: 'M-6 -9H6L11 0L6 9H-6L-11 0Z',
  comb: 'M-9 -6H9V9H-9ZM-6 -6V-10M-2 -6V-10M2 -6V-10M6 -6V-10',
  house: 'M0 -11L9 -3V9H-9V-3Z',
  ring: 'M0 -10A10 10 0 1 1 -0.01 -10ZM-10 0H-14M10 0H14',
  card: 'M-9 -9H9V9H-9ZM-9 -6H9M-5 -11V-7M5 -11V-7',
  bar: 'M-8 -8H8V8H-8Z',
  hatched: 'M-8 -9H8V9H-8Z',
  torn: 'M-9 -8L-5 -10L-1 -7L3 -10L6 -7L9 -9V8L5 10L1 7L-3 10L-6 7L-9 9Z',
  shield: 'M-9 -9H9V1Q8 8 0 11Q-8 8 -9 1Z',
  stack: 'M-9 -6H9V9H-9ZM-7 -9H7M-5 -11H5',
  drum: 'M-8 -7Q0 -12 8 -7V8Q0 12 -8 8ZM-8 -7Q0 -3 8 -7',
  padlock: 'M-8 -3H8V10H-8ZM-5 -3V-6Q-5 -11 0 -11Q5 -11 5 -6V-3',
  chain: 'M-5 -7H5A7 7 0 0 1 5 7H-5A7 7 0 0 1 -5 -7ZM-12 0H-15M12 0H15',
  tiles: 'M-9 -9H9V9H-9ZM-9 -9L-12 -12M9 -9L12 -12M-12 -12H12',
  slab: 'M-6 -8H11L6 8H-11Z',
  chevron: 'M-10 -8H4L11 0L4 8H-10L-5 0Z',
  oval: 'M0 -8A11 8 0 1 1 -0.01 -8Z',
  eye: 'M-12 0Q0 -14 12 0Q0 14 -12 0Z',
  round: 'M-3 -9H3A6 6 0 0 1 9 -3V3A6 6 0 0 1 3 9H-3A6 6 0 0 1 -9 3V-3A6 6 0 0 1 -3 -9Z',
  sided: 'M-9 -8H9V8H-9ZM-6 -8V8M6 -8V8',
  dashed: 'M0 -9A9 9 0 1 1 -0.01 -9Z',
  envelope: 'M-11 -8H11V8H-11ZM-11 -8L0 1L11 -8',
  bolt: 'M2 -12L-8 2H-1L-4 12L9 -3H2L6 -12Z',
  octagon: 'M-4 -10H4L10 -4V4L4 10H-4L-10 4V-4Z',
};

export function outlineOf(shape: Shape): string {
  return OUTLINES[shape];
}

/** A bar from `top` to `bottom` with torn upper and lower edges. */
export function tornBar(x: number, width: number, top: number, bottom: number): string {
  const teeth = 4;
  const step = width / teeth;
  const depth = Math.min(3, (bottom - top) / 4);
  const edge = (y: number, from: number, direction: 1 | -1): string =>
    Array.from(
      { length: teeth },
      (_, i) =>
        `L${round(from + direction * step * (i + 0.5))} ${round(y + depth)}L${round(from + direction * step * (i + 1))} ${round(y)}`,
    ).join('');
  return `M${round(x)} ${round(top)}${edge(top, x, 1)}L${round(x + width)} ${round(bottom)}${edge(bottom, x + width, -1)}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
