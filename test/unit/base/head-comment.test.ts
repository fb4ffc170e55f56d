import { expect, test } from 'vitest';
import { firstSentence, headOf } from '../../../src/base/head-comment.ts';

test('the first sentence ends at its full stop or question mark', () => {
  expect(firstSentence('How many copies? Seven.')).toBe('How many copies?');
  expect(firstSentence('Version 1.5 of it. More.')).toBe('Version 1.5 of it.');
  expect(firstSentence('no end')).toBe('no end');
});

test('the head of a file says enough to choose it by', () => {
  const quiz =
    '/*\n * A quiz: how many? Run it and count\n * the copies of the kernel.\n * More.\n */\nmachine M profile cvax';
  expect(headOf(quiz)).toBe('A quiz: how many? Run it and count the copies of the kernel.');
  expect(headOf('/** A call over the network takes two packets, and four swaps. Then more. */')).toBe(
    'A call over the network takes two packets, and four swaps.',
  );
  expect(headOf('machine M profile cvax')).toBe('');
});
