/** The values of a swept parameter as people read them. */
import { assertNever } from '../base/assert.ts';
import { formatBytes, formatCount, formatMean, formatTime, significant } from '../base/format.ts';
import type { SweepUnit } from '../sim/scenario.ts';

const UNITS = [
  { name: 'MB', size: 1024 * 1024 },
  { name: 'KB', size: 1024 },
] as const;

/** Exact where it is short: `4 KB`, `1,448 bytes`, `18 µs`, `60 %`, `4`. */
export function formatSwept(value: number, unit: SweepUnit): string {
  switch (unit) {
    case 'size':
      return formatSize(value);
    case 'time':
      return formatSpan(value);
    case 'share':
      return `${shortest(value * 100)} %`;
    case 'events':
      return `${significant(value * 1e12)}/s`;
    case 'throughput':
      return `${significant(value * 8e6)} Mb/s`;
    case 'count':
    case 'number':
      return shortest(value);
    default:
      return assertNever(unit);
  }
}

/** The unit of the plain values, for tables that machines read. */
export function baseUnit(unit: SweepUnit): string {
  switch (unit) {
    case 'size':
      return 'bytes';
    case 'time':
      return 'ps';
    case 'events':
      return '1/ps';
    case 'throughput':
      return 'bytes/ps';
    case 'count':
    case 'share':
    case 'number':
      return '1';
    default:
      return assertNever(unit);
  }
}

function formatSize(value: number): string {
  const whole = UNITS.find(({ size }) => value >= size && value % size === 0);
  if (whole !== undefined) return `${formatCount(value / whole.size)} ${whole.name}`;
  return Number.isInteger(value) && value < 100_000 ? bytesOf(value) : formatBytes(value);
}

function bytesOf(value: number): string {
  return value === 1 ? '1 byte' : `${formatCount(value)} bytes`;
}

const SPANS = [
  { name: 's', size: 1e12 },
  { name: 'ms', size: 1e9 },
  { name: 'µs', size: 1e6 },
  { name: 'ns', size: 1e3 },
] as const;

function formatSpan(value: number): string {
  const unit = SPANS.find(({ size }) => value >= size);
  if (unit === undefined) return formatTime(value);
  const digits = Number((value / unit.size).toPrecision(4));
  return `${Number.isInteger(digits) ? formatCount(digits) : digits} ${unit.name}`;
}

/** Without the noise of decimal fractions: `0.1 + 0.2` is 0.3. */
function shortest(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatMean(Number(value.toPrecision(6)));
}
