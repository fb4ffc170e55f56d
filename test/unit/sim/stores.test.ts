/** Locks, and what calls hold. */
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/sim/spec/statements.ts';
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

/** Two senders and a third thread on two processors; the queue's end is locked while one sends for 10 us. */
function sending(spun: boolean) {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  const queue = b.queue('requests');
  const locked = () => ({ spun, held: { site: b.site('lock', 'held'), price: us(2) } });
  const steps = [
    b.step('enqueue', domain, us(10), 'enqueue', { queue, locked: locked() }),
    b.procedure(domain),
    b.step('dequeue', domain, us(1), 'dequeue', { queue, locked: locked() }),
  ];
  const path = b.bind([domain, domain], steps);
  b.thread(domain, [b.call(path)]);
  b.thread(domain, [b.compute(us(4)), b.call(path)]);
  b.thread(domain, [b.compute(us(3))]);
  return run(b);
}

test('a lock of a queue that is found held is spun on until the row of its holder ends', () => {
  const ran = sending(true);
  expect(ran.of('held').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([['T2', 4, 6]]);
  expect(ran.of('enqueue').map(({ start }) => start)).toEqual([0, 10]);
  expect(ran.of('wait for lock')).toEqual([]);
  expect(ran.steps({ thread: 'T3' })).toEqual(['wait for ready 11', 'compute 3']);
});

test('unspun it is tested once, and the processor runs another thread until it is free', () => {
  const ran = sending(false);
  expect(ran.of('held').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([['T2', 4, 2]]);
  expect(ran.of('wait for lock').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([
    ['T2', 6, 4],
  ]);
  expect(ran.steps({ thread: 'T3' })).toEqual(['wait for ready 6', 'compute 3']);
  expect(ran.of('enqueue').map(({ thread, start }) => [thread, start])).toEqual([
    ['T1', 0],
    ['T2', 10],
  ]);
});

test('putting in at one end of a queue does not disturb taking out at the other', () => {
  const ran = sending(true);
  const [first] = ran.of('dequeue');
  const [, second] = ran.of('enqueue');
  expect(first?.start).toBe(second?.start);
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
  const keep = { do: 'keep' as const, pool: place, newest, site: b.site('pool', 'keep'), letting: { letGo } };
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

/** Calls by several threads that each take the pool given, attach an element of `stacks` to what they took, and give it back. */
function attaching(most: number, users: readonly (readonly number[])[]) {
  const b = new SpecBuilder({ processors: users.length });
  const client = b.domain('Client');
  const stacks = b.pool('stacks', 0, { empty: 'grow', growth: { by: 1, most, outcome: null }, reclaims: true });
  const paths = [0, 1, 2].map((number) => {
    const place = b.pool(`frames ${number}`, 1);
    const steps = [
      b.step('take', client, 0, `take ${number}`, { place }),
      {
        node: 'when' as const,
        condition: { is: 'attached' as const, place, thing: stacks },
        then: [],
        otherwise: [
          {
            node: 'when' as const,
            condition: { is: 'scarce' as const, place: stacks },
            then: [b.run(client, 'reclaim', us(1))],
            otherwise: [],
          },
          b.step('take', client, 0, `stack for ${number}`, { place: stacks }),
          b.step('attach', client, 0, 'attach', { from: stacks, to: place }),
        ],
      },
      b.run(client, 'use', us(10)),
      b.procedure(client),
      b.step('give', client, 0, 'give', { place }),
    ];
    return b.bind([client, client], steps);
  });
  for (const used of users)
    b.thread(
      client,
      used.map((number) => b.call(paths[number] ?? 0)),
    );
  return run(b);
}

describe('what is attached comes back', () => {
  const stacks = (ran: ReturnType<typeof attaching>, text: string) =>
    ran.of(text).map(({ row }) => ran.trace.places[row.place]?.element ?? -1);

  test('from what has lain unused for longest, when there is nothing else', () => {
    const ran = attaching(2, [[0, 1, 0, 2, 1]]);
    // 1 has lain unused for longer than 0, which was used again; then 0 has.
    expect(stacks(ran, 'stack for 2')).toEqual([1]);
    expect(stacks(ran, 'stack for 1')).toEqual([1, 0]);
    expect(ran.of('reclaim')).toHaveLength(2);
  });

  test('while there is room, a new one is made', () => {
    const ran = attaching(3, [[0, 1, 0, 2, 1]]);
    expect(ran.of('reclaim')).toHaveLength(0);
    expect(ran.of('attach')).toHaveLength(3);
  });

  test('not from what is in use: who wants one waits until somebody stops to use his', () => {
    const ran = attaching(1, [[0, 0], [1]]);
    expect(stacks(ran, 'stack for 1')).toEqual([0]);
    expect(ran.of('wait for pool').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([
      ['T2', 1, 9],
      ['T1', 11, 9],
    ]);
    // The first one's next call finds its stack gone, and waits in turn.
    expect(ran.of('reclaim').map(({ thread }) => thread)).toEqual(['T2', 'T1']);
    expect(ran.end.reason).toBe('finished');
  });
});

/** Four calls, one each 10 us; a thread of the server lets all go at 25 us, when two are kept, and the rest at the end. */
function noticing(explicit: number | null) {
  return run(noticingSpec(explicit));
}

function noticingSpec(explicit: number | null): SpecBuilder {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  const place = b.pool('buffers', 0, { empty: 'grow', owner: client });
  const letGo = { site: b.site('pool', 'let go'), price: 0 };
  const keep = { do: 'keep' as const, pool: place, newest: null, site: b.site('pool', 'keep'), letting: { letGo } };
  const steps = [
    b.step('take', client, 0, 'take', { place }),
    b.procedure(server),
    b.step('give', client, 0, 'give', { place }),
  ];
  const path = b.bind([client, server], steps, { body: [keep] });
  const wait = (time: number): Statement => ({ do: 'wait', time: us(time), site: b.site('wait', 'wait') });
  b.thread(client, [{ do: 'repeat', count: 4, body: [b.call(path), wait(10)] }]);
  const send: Statement[] = [{ do: 'compute', time: us(2), site: b.site('compute', 'send') }];
  const told = b.site('pool', 'told');
  const pools = [{ pool: place, letGo, ...(explicit === null ? {} : { explicit: { gather: explicit, send, told } }) }];
  b.thread(server, [wait(15), { do: 'release', count: null, site: b.site('pool', 'release'), pools }]);
  return b;
}

test('what was let go is free when its owner hears of it: with the next reply', () => {
  const ran = noticing(null);
  expect(elements(ran, 'let go')).toEqual([0, 1]);
  // The third call takes a new one: the notices ride on its reply.
  expect(elements(ran, 'take')).toEqual([0, 1, 2, 1]);
});

test('… or with a message of its own, when more notices than so many wait', () => {
  const ran = noticing(1);
  expect(ran.of('send')).toHaveLength(1);
  expect(elements(ran, 'take')).toEqual([0, 1, 1, 0]);
  expect(noticing(2).of('told')).toHaveLength(0);
});

test('the state at a row knows what the owner has not heard of', () => {
  const trace = runSpec(noticingSpec(null).build());
  const last = stateAt(trace, trace.rows.length - 1);
  // Two are kept by then, and all notices have gone with the third reply.
  expect(elementsInUse(trace, last, 0)).toBe(2);
  const third = run(noticingSpec(null)).of('take')[2]?.row.index ?? -1;
  expect(elementsInUse(trace, stateAt(trace, third), 0)).toBe(3);
});
