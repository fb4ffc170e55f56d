import { describe, expect, test } from 'vitest';
import { crossoverInWords, crossovers } from '../../../src/analysis/crossovers.ts';
import type { SweepModel, SweptCall } from '../../../src/analysis/sweep-models.ts';
import type { SweepUnit } from '../../../src/sim/scenario.ts';
import { sweepModel, sweptCall } from './small-sweep.ts';

/** A sweep of the mechanisms a, b, …: for each value what they cost, `-` for a gap. `0: 1 2, 8: 3 2`. */
function model(text: string, unit: SweepUnit = 'size'): SweepModel {
  const rows = text.split(', ').map((row) => row.split(': '));
  const calls = rows.map(([, figures = '']) => figures.split(' ').map(callOf));
  const columns = calls[0]?.map((_, index) => 'abc'.charAt(index)) ?? [];
  return sweepModel({ values: rows.map(([value]) => Number(value)), unit, columns, calls });
}

function callOf(figure: string): SweptCall | null {
  return figure === '-' ? null : sweptCall(Number(figure));
}

const told = (made: SweepModel): string[] =>
  crossovers(made, 0, 'latency').map((each) => crossoverInWords(made, 'latency', each));

test.each<[string, string, SweepUnit, ...string[]]>([
  ['never meet', '0: 1 2, 8: 3 4', 'size'],
  [
    'change places between two values',
    '0: 0 100, 4096: 300 200',
    'size',
    'a costs more than b from about 2 KB on (between 0 bytes and 4 KB)',
  ],
  ['are equal at a value', '0: 1 2, 8: 2 2, 16: 3 2', 'size', 'a costs more than b from 8 bytes on'],
  ['touch', '0: 1 2, 8: 2 2, 16: 1 2', 'size'],
  [
    'cross twice',
    '0: 0 10, 10: 20 10, 20: 0 10',
    'size',
    'a costs more than b from about 5 bytes on (between 0 bytes and 10 bytes)',
    'b costs more than a from about 15 bytes on (between 10 bytes and 20 bytes)',
  ],
  ['have a gap where they would cross', '0: 1 2, 8: - 2, 16: 3 2', 'size'],
  ['are of counts', '1: 1 2, 2: 3 2', 'count', 'a costs more than b from 2 on'],
  ['are of times', '1e6: 0 1, 2e6: 2 1', 'time', 'a costs more than b from about 1.5 µs on (between 1 µs and 2 µs)'],
  ['stand in another order', '16: 3 2, 0: 1 2, 8: 2 2', 'size', 'a costs more than b from 8 bytes on'],
])('lines that %s', (_, text, unit, ...words) => expect(told(model(text, unit))).toEqual(words));

describe('crossovers', () => {
  test('of three lines are told in pairs, in the order of the parameter', () => {
    const found = crossovers(model('0: 0 50 60, 100: 100 50 20'), 0, 'latency');
    expect(found.map(({ larger, smaller }) => [larger, smaller])).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  test('need figures: calls that all failed have none', () => {
    const calls = [
      [sweptCall(1), sweptCall(2)],
      [{ ...sweptCall(3), failed: 1 }, sweptCall(2)],
    ];
    expect(crossovers(sweepModel({ values: [0, 8], unit: 'size', columns: ['a', 'b'], calls }), 0, 'latency')).toEqual(
      [],
    );
  });
});
