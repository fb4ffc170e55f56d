/** Locks, and what calls hold. */
import { expect, test } from 'vitest';
import { elementsInUse, stateAt } from '../../../src/sim/trace/fold.ts';
import { runSpec } from '../../support/runs.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

function locking(tries: boolean) {
  const b = new SpecBuilder({ processors: 3 });
  const domain = b.domain('D');
  const lock = b.lock('global');
  const otherwise = tries ? { otherwise: [b.run(domain, 'do without', us(3))] } : {};
  const path = b.bind(
    [domain, domain],
    [
      b.step('lock', domain, us(1), 'lock', { lock, ...otherwise }),
      b.procedure(domain),
      b.run(domain, 'inside', us(20)),
      b.step('unlock', domain, us(1), 'unlock', { lock }),
    ],
  );
  for (let i = 0; i < 3; i += 1) b.thread(domain, [b.compute(us(i)), b.call(path)]);
  return run(b);
}

test('a lock has one holder; others wait first in first out', () => {
  const ran = locking(false);
  expect(ran.of('wait for lock').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([
    ['T2', 1, 21],
    ['T3', 2, 42],
  ]);
  const [wait] = ran.of('wait for lock');
  expect(wait?.row.bytes).toBe(ran.of('unlock')[0]?.row.index);
});

test('who only tries does something else while the lock is held', () => {
  const ran = locking(true);
  expect(ran.of('wait for lock')).toEqual([]);
  expect(ran.of('do without').map(({ thread }) => thread)).toEqual(['T2', 'T3']);
});

test('elements of a fifo pool take turns, those of a lifo pool are used again at once', () => {
  const places = (order: 'lifo' | 'fifo') => {
    const b = new SpecBuilder();
    const domain = b.domain('D');
    const place = b.pool('buffers', 3, { order });
    const path = b.bind(
      [domain, domain],
      [b.step('take', domain, 0, 'take', { place }), b.procedure(domain), b.step('give', domain, 0, 'give', { place })],
    );
    b.thread(domain, [{ do: 'repeat', count: 4, body: [b.call(path)] }]);
    return run(b)
      .of('take')
      .map(({ row }) => row.place);
  };
  expect(places('fifo')).toEqual([0, 1, 2, 0]);
  expect(places('lifo')).toEqual([0, 0, 0, 0]);
});

test('what a path does not give back stays taken, and the next call does not hold it', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const place = b.pool('buffers', 2);
  const path = b.bind([domain, domain], [b.step('take', domain, 0, 'take', { place }), b.procedure(domain)]);
  b.thread(domain, [{ do: 'repeat', count: 3, body: [b.call(path)] }]);
  const { end } = run(b);
  expect(end.reason).toBe('deadlock');
  expect(end.message).toBe('Deadlock at the start: nothing can go on. T1 waits for pool buffers.');
});

/** Calls that take a buffer and give it back; the body keeps it. */
function keeping(newest: number | null, growth: { by: number; most: number }, calls: number) {
  return run(keepingSpec(newest, growth, calls));
}

function keepingSpec(newest: number | null, growth: { by: number; most: number }, calls: number): SpecBuilder {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  const place = b.pool('buffers', 0, { empty: 'grow', growth: { ...growth, outcome: 1 } });
  const letGo = { site: b.site('pool', 'let go'), price: us(1) };
  const keep = { do: 'keep' as const, pool: place, newest, site: b.site('pool', 'keep'), letGo };
  const steps = [
    b.step('take', client, 0, 'take', { place }),
    b.procedure(server),
    b.step('give', client, 0, 'give', { place }),
  ];
  const path = b.bind([client, server], steps, { body: [keep] });
  b.thread(client, [{ do: 'repeat', count: calls, body: [b.call(path)] }]);
  return b;
}

function elements(ran: ReturnType<typeof keeping>, text: string): number[] {
  return ran.of(text).map(({ row }) => ran.trace.places[row.place]?.element ?? -1);
}

test('what a domain keeps is not free; beyond the newest it lets the oldest go', () => {
  const ran = keeping(2, { by: 1, most: 9 }, 5);
  expect(elements(ran, 'take')).toEqual([0, 1, 2, 0, 1]);
  expect(elements(ran, 'let go')).toEqual([0, 1, 2]);
});

test('keeping the newest none frees each element with its call', () => {
  const ran = keeping(0, { by: 1, most: 9 }, 3);
  expect(elements(ran, 'take')).toEqual([0, 0, 0]);
});

test('a pool grows by chunks, up to its limit', () => {
  const ran = keeping(null, { by: 2, most: 3 }, 5);
  expect(elements(ran, 'take')).toEqual([0, 1, 2, -1]);
  expect(ran.trace.places.filter(({ store }) => store === 0)).toHaveLength(3);
  expect(ran.trace.calls[3]?.outcome).toBe(1);
});

test('the state at a row knows what is kept', () => {
  const trace = runSpec(keepingSpec(2, { by: 1, most: 9 }, 3).build());
  const last = stateAt(trace, trace.rows.length - 1);
  expect(elementsInUse(trace, last, 0)).toBe(2);
});
