/** User-level threads: messages, parked threads, lending of processors. */
import { expect, test } from 'vitest';
import { bindUrpc, type UrpcOptions } from '../../support/mechanisms.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

/** C processors of the client, S of the server, T threads that call so often. */
function calls(c: number, s: number, t: number, options: UrpcOptions & { readonly count?: number } = {}) {
  const b = new SpecBuilder({ processors: c + s });
  const client = b.domain('Client', { userThreads: true });
  const server = b.domain('Server', { userThreads: true });
  for (let i = 0; i < c; i += 1) b.place(client);
  for (let i = 0; i < s; i += 1) b.place(server);
  const path = bindUrpc(b, [client, server], options);
  const { count = 1 } = options;
  for (let i = 0; i < t; i += 1) b.thread(client, [{ do: 'repeat', count, body: [b.call(path)] }]);
  return run(b);
}

test('T = C = S = 1: two messages, no reallocation', () => {
  const ran = calls(1, 1, 1);
  expect(ran.latency(0)).toBe(18 + 6 + 9 + 25 + 13 + 6 + 10 + 20);
  expect(ran.of('lend')).toEqual([]);
  expect(ran.of('find').map(({ row, thread }) => [row.processor, thread])).toEqual([
    [1, '-'],
    [0, '-'],
  ]);
  expect(ran.of('dispatch').map(({ thread }) => thread)).toEqual(['-', '-']);
  expect(ran.of('run procedure')[0]?.thread).toBe('Server worker 1');
  expect(ran.of('copy results')[0]?.thread).toBe('T1');
  expect(ran.of('wait for processor')).toEqual([]);
});

test('C = 1, S = 0: the only processor is lent to the server and back in every call', () => {
  const ran = calls(1, 0, 1, { count: 2 });
  expect(ran.of('lend').map(({ row, domain }) => [row.call, domain])).toEqual([
    [0, 'Client'],
    [0, 'Server'],
    [1, 'Client'],
    [1, 'Server'],
  ]);
  expect(ran.latency(1)).toBe(107 + 2 * 55);
});

test('T = 2, C = S = 1: while one call is at the server the other thread uses the processor', () => {
  const one = calls(1, 1, 1, { count: 10 });
  const two = calls(1, 1, 2, { count: 10 });
  expect(two.of('lend')).toEqual([]);
  expect(two.end.time).toBeLessThan(2 * one.end.time);
  expect(two.latency(two.calls.length - 1)).toBeGreaterThan(0);
  expect(two.of('wait for processor').length).toBeGreaterThan(0);
});

test('lazy reallocation lends once for many messages, eager at every send', () => {
  const lazy = calls(1, 0, 2, { count: 1 });
  const eager = calls(1, 0, 2, { count: 1, reallocation: 'eager' });
  expect(lazy.of('lend').length).toBe(2);
  expect(eager.of('lend').length).toBeGreaterThan(2);
});

test('a processor that idles in the domain finds the message even if sends are eager', () => {
  expect(calls(1, 1, 1, { reallocation: 'eager' }).of('lend')).toEqual([]);
});

test('a dedicated processor is not lent: the message waits for ever', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client', { userThreads: true });
  const server = b.domain('Server', { userThreads: true });
  b.place(client, true);
  b.thread(client, [b.call(bindUrpc(b, [client, server]))]);
  const { end } = run(b);
  expect(end.reason).toBe('deadlock');
  expect(end.message).toBe('Deadlock at 18.0 µs: nothing can go on. T1 waits for a processor of Server.');
});

test('two calls at an empty reply pool wait for one another', () => {
  const ran = calls(2, 1, 2, { slots: 1, body: [] });
  expect(ran.of('wait for pool').length).toBeGreaterThan(0);
  expect(ran.end.reason).toBe('finished');
});

test('a thread of a domain without processors takes one that idles elsewhere', () => {
  const b = new SpecBuilder({ dispatch: us(2), restore: us(30) });
  const first = b.domain('First', { userThreads: true });
  const second = b.domain('Second', { userThreads: true });
  b.place(first);
  b.thread(first, [b.wait(us(100)), b.compute(us(5))]);
  b.thread(second, [b.wait(us(20)), b.compute(us(5))]);
  const ran = run(b);
  expect(ran.of('restore').map(({ thread }) => thread)).toEqual(['T1']);
  expect(ran.steps({ thread: 'T2' })).toEqual(['wait for ready 0', 'wait 20', 'dispatch 2', 'compute 5']);
  expect(ran.end.reason).toBe('finished');
});
