import { expect, test } from 'vitest';
import { type LensPlace, moved, settled } from '../../../src/host/lens-positions.ts';

const place = (scenario: string, line: number): LensPlace => ({ scenario, line });
const change = (startLine: number, startCharacter: number, endLine: number, inserted: number) => ({
  startLine,
  startCharacter,
  endLine,
  inserted,
});

test.each([
  ['a line above is added', change(2, 0, 2, 1), 11],
  ['three lines above are removed', change(2, 0, 5, 0), 7],
  ['a line above is split in its middle', change(9, 4, 9, 1), 11],
  ['the line itself gets a line before it', change(10, 0, 10, 1), 11],
  ['a break in the middle of the line', change(10, 3, 10, 1), 10],
  ['something below', change(11, 0, 14, 9), 10],
  ['the line goes with its neighbours', change(8, 0, 12, 0), 8],
])('a place moves with its line: %s', (_what, edit, line) => {
  expect(moved([place('A', 10)], edit)).toEqual([place('A', line)]);
});

const text = ['', 'scenario A {', '', 'scenario B {', '  thread'];
const lineOf = (line: number) => text[line] ?? '';

test('a text that parses says where its scenarios are', () => {
  expect(settled([place('A', 1)], true, [place('A', 1), place('B', 3)], lineOf)).toEqual([place('A', 1)]);
});

test('a text that does not parse keeps the rows that it had', () => {
  expect(settled([], false, [place('A', 1), place('B', 3)], lineOf)).toEqual([place('A', 1), place('B', 3)]);
});

test('a scenario that is renamed while the text does not parse has one row', () => {
  expect(settled([place('Bx', 3)], false, [place('A', 1), place('B', 3)], lineOf)).toEqual([
    place('A', 1),
    place('Bx', 3),
  ]);
});

test('a scenario that was deleted loses its row', () => {
  expect(settled([place('A', 1)], false, [place('A', 1), place('C', 4)], lineOf)).toEqual([place('A', 1)]);
});
