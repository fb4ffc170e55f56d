import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatExactTime,
  formatMean,
  formatShare,
  formatTime,
  listed,
  plural,
  significant,
} from '../../../src/base/format.ts';

describe('times', () => {
  it.each([
    [0, '0'],
    [1, '1 ps'],
    [999, '999 ps'],
    [1_000, '1.00 ns'],
    [999_499, '999 ns'],
    [999_500, '1.00 µs'],
    [1_667_000, '1.67 µs'],
    [35_000_000, '35.0 µs'],
    [157_000_000, '157 µs'],
    [999_600_000, '1.00 ms'],
    [1_590_000_000, '1.59 ms'],
    [46_400_000_000_000, '46.4 s'],
    [9_007_199_254_740_991, '9,007 s'],
    [-2_500_000, '−2.50 µs'],
  ])('%d ps reads %s', (time, text) => expect(formatTime(time)).toBe(text));

  it('can be exact', () => expect(formatExactTime(157_000_001)).toBe('157,000,001 ps'));
});

describe('other numbers', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [200, '200 bytes'],
    [1448, '1,448 bytes'],
    [20_480, '20.0 KB'],
    [3 * 1024 * 1024, '3.00 MB'],
  ])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, 157, '0 %'],
    [35, 157, '22 %'],
    [1, 157, '0.6 %'],
    [1, 1_000_000, '< 0.1 %'],
    [5, 0, '0 %'],
    [157, 157, '100 %'],
  ])('%d of %d is %s', (part, whole, text) => expect(formatShare(part, whole)).toBe(text));

  it('counts and means', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatMean(2)).toBe('2');
    expect(formatMean(2.00001)).toBe('2.00');
    expect(significant(0.00123456)).toBe('0.00123');
    expect(significant(1e-7)).toBe('0.000000100');
  });

  it('words', () => {
    expect(plural(1, 'copy', 'copies')).toBe('1 copy');
    expect(plural(4, 'copy', 'copies')).toBe('4 copies');
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });
});
