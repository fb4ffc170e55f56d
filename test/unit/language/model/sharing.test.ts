import { expect, test } from 'vitest';
import { similarSizes } from '../../../../src/language/model/sharing.ts';

const names = (sizes: readonly number[], within: number) =>
  similarSizes(
    sizes.map((size, index) => ({ name: `${'abcdef'[index]}${size}`, size })),
    within,
  ).map((group) => group.map(({ name }) => name).join(' '));

test('what is at most so much smaller than the largest of its group shares with it', () => {
  expect(names([516, 8, 500, 452, 60, 451], 64)).toEqual(['a516 c500 d452', 'f451', 'b8 e60']);
});

test('nothing smaller: equal sizes share', () => expect(names([0, 8, 0, 8], 0)).toEqual(['b8 d8', 'a0 c0']));

test('nobody: no groups', () => expect(names([], 64)).toEqual([]));
