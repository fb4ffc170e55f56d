/** Times of one axis share a unit and a number of decimals, so that they can be compared at a glance. */
import { formatTime } from '../../../src/base/format.ts';
import type { Picoseconds } from '../../../src/base/units.ts';

export interface AxisFormat {
  readonly unit: string;
  readonly text: (time: Picoseconds) => string;
  /** A span: in the unit of the axis where its decimals tell enough, else with its own unit. */
  readonly span: (time: Picoseconds) => string;
}

const FORMATS = [
  { below: 1e4, unit: 'ns', size: 1e3, decimals: 2 },
  { below: 1e6, unit: 'ns', size: 1e3, decimals: 0 },
  { below: 1e7, unit: 'µs', size: 1e6, decimals: 2 },
  { below: 1e10, unit: 'µs', size: 1e6, decimals: 1 },
  { below: 1e12, unit: 'ms', size: 1e9, decimals: 2 },
  { below: Number.POSITIVE_INFINITY, unit: 's', size: 1e12, decimals: 3 },
] as const;

/** The format for times up to `end`. */
export function axisFormat(end: Picoseconds): AxisFormat {
  const { unit, size, decimals } = FORMATS.find((each) => end < each.below) ?? FORMATS[5];
  const text = (time: Picoseconds): string => (time / size).toFixed(decimals);
  const span = (time: Picoseconds): string => {
    if (time === 0) return '0';
    const shown = Number(text(time)) * size;
    return Math.abs(shown - time) > 0.05 * Math.abs(time) ? formatTime(time) : text(time);
  };
  return { unit, text, span };
}
