/** Numbers as people read them. No locale, so that the same value gives the same text everywhere. */
import type { Bytes, Picoseconds } from './units.ts';

const UNITS = [
  { name: 'ns', size: 1e3 },
  { name: 'µs', size: 1e6 },
  { name: 'ms', size: 1e9 },
  { name: 's', size: 1e12 },
] as const;

/** Digits in groups of three: `1,448`. Whole numbers only. */
export function formatCount(value: number): string {
  const digits = Math.abs(value).toFixed(0);
  return (value < 0 ? '−' : '') + digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number with three significant digits, or all the digits before the point if it has more: `157`, `35.0`, `1.67`, `0.0500`. */
export function significant(value: number): string {
  const size = Math.abs(value);
  if (size >= 999.5) return formatCount(Math.round(value));
  const precise = size.toPrecision(3);
  const text = precise.includes('e') ? Number(precise).toFixed(Math.min(20, decimalsFor(size))) : precise;
  return (value < 0 ? '−' : '') + text;
}

/** Decimals of three significant digits. Taken from the digits, because engines differ in their logarithms. */
function decimalsFor(size: number): number {
  return 2 - Number(size.toExponential(2).split('e')[1] ?? 0);
}

/** A span with three significant digits in the unit that fits: `157 µs`, `1.67 µs`, `35.0 µs`, `640 ps`, `0`. */
export function formatTime(time: Picoseconds): string {
  const size = Math.abs(time);
  if (size === 0) return '0';
  if (size < 999.5) return `${significantWhole(time)} ps`;
  const unit = UNITS.find((each) => size / each.size < 999.5) ?? UNITS[3];
  return `${significant(time / unit.size)} ${unit.name}`;
}

function significantWhole(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : significant(value);
}

/** The same span, exact: `157,000,000 ps`. */
export function formatExactTime(time: Picoseconds): string {
  return `${formatCount(time)} ps`;
}

/** Microseconds with a fixed number of decimals, for columns: `157.0`. */
export function formatMicroseconds(time: Picoseconds, decimals: number): string {
  return (time / 1e6).toFixed(decimals);
}

/** `1 byte`, `1,448 bytes`; from 10,000 bytes on in KB or MB of 1,024. */
export function formatBytes(bytes: Bytes): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 10_000) return `${formatMean(bytes)} bytes`;
  return bytes < 1024 * 1024 ? `${significant(bytes / 1024)} KB` : `${significant(bytes / (1024 * 1024))} MB`;
}

/** A mean of counts: whole if it is whole, else three significant digits. */
export function formatMean(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : significant(value);
}

/** Part of a whole: `23 %`, `0.4 %`; `0 %` of nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0 || part === 0) return '0 %';
  const percent = (100 * part) / whole;
  if (percent >= 9.95) return `${Math.round(percent)} %`;
  return percent < 0.05 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}

/** `1 copy`, `4 copies`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatMean(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** The text with a capital at its start. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
