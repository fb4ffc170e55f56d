import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { Events } from '../../../src/sim/kernel/events.ts';

test('events come in the order of their times, those of one instant in the order of scheduling', () => {
  assert(
    property(array(integer({ min: 0, max: 20 }), { maxLength: 300 }), (times) => {
      const events = new Events<number>();
      times.forEach((time, i) => events.schedule(time, i));
      const taken = times.map(() => ({ item: events.take(), time: events.now }));
      const sorted = times.map((time, item) => ({ item, time })).toSorted((a, b) => a.time - b.time || a.item - b.item);
      expect(taken).toEqual(sorted);
      expect(events.first).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

test('an event that replaces the earliest one is as if it were scheduled before that is taken', () => {
  assert(
    property(array(integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }), (delays) => {
      const [one, two] = [new Events<number>(), new Events<number>()];
      for (const events of [one, two]) delays.forEach((delay, i) => events.schedule(delay, i));
      delays.forEach((delay, i) => {
        const time = one.first + delay;
        const replaced = one.replace(time, 100 + i);
        two.schedule(time, 100 + i);
        expect([replaced, one.now, one.first]).toEqual([two.take(), two.now, two.first]);
      });
    }),
  );
});
