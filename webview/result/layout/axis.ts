/** Time downwards: where each step of a call begins and ends, in pixels. */
import type { Picoseconds } from '../../../src/base/units.ts';

/** What an axis needs of a step. */
export interface Timed {
  readonly start: Picoseconds;
  readonly duration: Picoseconds;
}

/** Upper and lower edge of each step, by its index. */
export interface Rows {
  readonly top: readonly number[];
  readonly bottom: readonly number[];
  readonly height: number;
}

export interface Tick {
  readonly time: Picoseconds;
  readonly y: number;
}

/** Space above the first and below the last step, in pixels. */
export const MARGIN = 12;
/** Browsers stop laying out elements somewhere above this height. */
const TALLEST = 4_000_000;

/** The instant at which the last of the steps ends. */
export function endOf(steps: readonly Timed[]): Picoseconds {
  return steps.reduce((end, step) => Math.max(end, step.start + step.duration), 0);
}

/** Every step has one row of the same height, whatever it costs: `places` gives the row of each step. */
export function compressedRows(places: readonly number[], rowHeight: number): Rows {
  const top = places.map((place) => MARGIN + place * rowHeight);
  const last = places.reduce((most, place) => Math.max(most, place + 1), 0);
  return { top, bottom: top.map((y) => y + rowHeight), height: last * rowHeight + 2 * MARGIN };
}

/** One picosecond is `scale` pixels. */
export function scaledRows(steps: readonly Timed[], scale: number): Rows {
  return {
    top: steps.map((step) => MARGIN + step.start * scale),
    bottom: steps.map((step) => MARGIN + (step.start + step.duration) * scale),
    height: endOf(steps) * scale + 2 * MARGIN,
  };
}

/** The scale at which every label has room on average, and the call fills at least `height` pixels. */
export function startingScale(steps: readonly Timed[], height: number, labelHeight: number): number {
  const end = endOf(steps);
  if (end === 0) return 0;
  return limitScale(Math.max(height, steps.length * labelHeight * 1.25) / end, steps);
}

/** Keeps a scale between the whole call in 120 pixels and what a browser can scroll. */
export function limitScale(scale: number, steps: readonly Timed[]): number {
  const end = endOf(steps);
  return end === 0 ? 0 : Math.min(Math.max(scale, 120 / end), TALLEST / end);
}

/** A step between ticks that people can count in: 1, 2 or 5 times a power of ten, at least `least`. */
export function niceStep(least: number): number {
  if (least <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10;
  return factor * power;
}

/** Ticks of the scaled axis, `gap` pixels or more apart. */
export function scaleTicks(end: Picoseconds, scale: number, gap: number, from: number, to: number): readonly Tick[] {
  if (end === 0 || scale === 0) return [];
  const step = niceStep(gap / scale);
  const ticks: Tick[] = [];
  const first = Math.max(0, Math.floor((from - MARGIN) / scale / step));
  const last = Math.min(Math.floor(end / step), Math.ceil((to - MARGIN) / scale / step));
  for (let i = first; i <= last; i++) ticks.push({ time: i * step, y: MARGIN + i * step * scale });
  return ticks;
}
