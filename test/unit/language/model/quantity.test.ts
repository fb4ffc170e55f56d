import { describe, expect, test } from 'vitest';
import { divide, multiply, PLAIN, parseQuantity } from '../../../../src/language/model/quantity.ts';

describe('quantities', () => {
  test.each([
    ['18us', 18e6, { time: 1 }],
    ['0.175us/byte', 175_000, { time: 1, bytes: -1 }],
    ['1.5 us/argument', 1.5e6, { time: 1, arguments: -1 }],
    ['200 bytes', 200, { bytes: 1 }],
    ['64KB', 65_536, { bytes: 1 }],
    ['3us/page', 3e6, { time: 1, pages: -1 }],
    ['60%', 0.6, {}],
    ['6_000 calls/s', 6e-9, { time: -1 }],
    ['2.94Mb/s', 367_500 / 1e12, { bytes: 1, time: -1 }],
    ['2 min', 120e12, { time: 1 }],
    ['100_000', 100_000, {}],
  ])('%s', (text, value, dimension) => {
    const quantity = parseQuantity(text);
    expect(quantity?.value).toBeCloseTo(value, 12);
    expect(quantity?.dimension).toEqual({ ...PLAIN, ...dimension });
  });

  test.each(['18 furlongs', 'us', '', '1us/', '1us/fortnight'])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });

  test('a price per byte times bytes is a time', () => {
    const price = parseQuantity('0.5us/byte');
    const size = parseQuantity('200 bytes');
    if (price === null || size === null) throw new Error('not read');
    expect(multiply(price, size)).toEqual({ value: 100e6, dimension: { ...PLAIN, time: 1 } });
    expect(divide(multiply(price, size), size)).toEqual(price);
  });
});
