import { describe, expect, test } from 'vitest';
import { changed, differences } from '../../../src/base/changes.ts';

const BEFORE = { name: 'a', list: [1, { x: 1, y: [2, 3] }, null], inner: { deep: { value: 4 } } };

describe('differences', () => {
  test.each([
    ['nothing', BEFORE, []],
    [
      'a number deep inside',
      { ...BEFORE, inner: { deep: { value: 5 } } },
      [{ at: ['inner', 'deep', 'value'], value: 5 }],
    ],
    ['an item of a list', { ...BEFORE, list: [1, { x: 7, y: [2, 3] }, null] }, [{ at: ['list', 1, 'x'], value: 7 }]],
    ['the length of a list', { ...BEFORE, list: [] }, [{ at: ['list'], value: [] }]],
    ['other keys', { ...BEFORE, inner: { flat: 1 } }, [{ at: ['inner'], value: { flat: 1 } }]],
    ['null for an object', { ...BEFORE, inner: null }, [{ at: ['inner'], value: null }]],
    ['a list for an object', { ...BEFORE, inner: [1] }, [{ at: ['inner'], value: [1] }]],
    ['everything', 3, [{ at: [], value: 3 }]],
  ])('%s', (_, after, changes) => {
    expect(differences(BEFORE, after)).toEqual(changes);
    expect(changed<unknown>(BEFORE, changes)).toEqual(after);
  });
});

describe('changed', () => {
  test('leaves the original as it is, and shares what stays', () => {
    const before = structuredClone(BEFORE);
    const after = changed(before, [{ at: ['list', 0], value: 9 }]);
    expect(before).toEqual(BEFORE);
    expect(after.list[0]).toBe(9);
    expect(after.inner).toBe(before.inner);
  });

  test('refuses a place that is not there', () => {
    expect(() => changed(BEFORE, [{ at: ['name', 'x', 'y'], value: 1 }])).toThrow('name.x');
  });
});
