/** Calls as messages: server threads, handoff, the general scheduler, queues, work off the path. */
import { expect, test } from 'vitest';
import { bindRpc, type RpcOptions } from '../../support/mechanisms.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

interface Setting extends RpcOptions {
  readonly processors?: number;
  readonly workers?: number | null;
  readonly threads?: number;
}

function calls({ processors = 1, workers = null, threads = 1, ...options }: Setting) {
  const b = new SpecBuilder({ processors });
  const client = b.domain('Client');
  const server = b.domain('Server', { workers });
  for (let i = 0; i < processors; i += 1) b.place(client);
  const path = bindRpc(b, [client, server], options);
  for (let i = 0; i < threads; i += 1) b.thread(client, [b.call(path)]);
  return run(b);
}

test("a handoff goes on at once with a server's thread, and back with the caller's", () => {
  const ran = calls({ handoff: true });
  expect(ran.of('handoff').map(({ thread }) => thread)).toEqual(['T1', 'Server worker 1']);
  expect(ran.of('copy C')[0]?.thread).toBe('Server worker 1');
  expect(ran.of('copy F')[0]?.thread).toBe('T1');
  expect(ran.trace.threads).toMatchObject([
    { name: 'T1', kind: 'user', domain: 1 },
    { name: 'Server worker 1', kind: 'worker', domain: 2 },
  ]);
  expect(ran.of('wait for ready')).toEqual([]);
});

test('the general scheduler makes the call wait behind those that are ready', () => {
  const ran = calls({ threads: 2 });
  const [wait] = ran.of('wait for ready').filter(({ row }) => row.call === 0);
  const schedule = ran.of('schedule')[0];
  expect(wait?.start).toBe((schedule?.start ?? 0) + 40);
  expect(wait?.thread).toBe('Server worker 1');
  expect(ran.end.reason).toBe('finished');
});

test('a call takes a worker that is free before a new one is made', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  const path = bindRpc(b, [client, server]);
  b.thread(client, [b.call(path), b.call(path)]);
  expect(run(b).trace.threads.map(({ name }) => name)).toEqual(['T1', 'Server worker 1']);
});

test('calls wait for a worker, first in first out', () => {
  const ran = calls({ processors: 3, workers: 1, threads: 3 });
  expect(ran.of('wait for worker').map(({ row }) => row.call)).toEqual([1, 2]);
  expect(ran.of('run procedure').map(({ row }) => row.call)).toEqual([0, 1, 2]);
  expect(new Set(ran.of('run procedure').map(({ thread }) => thread))).toEqual(new Set(['Server worker 1']));
});

test('a full queue makes senders wait until a message is taken off', () => {
  const ran = calls({ processors: 2, threads: 2, capacity: 1, workers: 1 });
  const [wait] = ran.of('wait for queue');
  const dequeued = ran.of('dequeue').find(({ row }) => row.call === 0);
  expect(wait?.row).toMatchObject({ call: 1, bytes: dequeued?.row.index });
  expect((wait?.start ?? 0) + (wait?.duration ?? 0)).toBe(dequeued?.start);
});

test('work of meanwhile is off the path: the call goes on elsewhere, its thread stays busy', () => {
  const ran = calls({ processors: 2, tail: true });
  const [work] = ran.of('clean up');
  const next = ran.rows.find(({ row, step }) => row.index > (work?.row.index ?? 0) && step === 'schedule');
  expect(work).toMatchObject({ thread: 'Server worker 1', row: { processor: 0, call: 0 } });
  expect(next).toMatchObject({ start: work?.start, thread: '-', row: { processor: 1, call: 0 } });
  const alone = calls({ processors: 1, tail: true });
  expect(alone.of('wait for ready').map(({ row, duration }) => [row.call, duration])).toEqual([[0, 20]]);
});

test('a thread that still works off the path is waited for', () => {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  b.place(client);
  b.place(client);
  const work = b.run(client, 'tidy', us(50), 'work', true);
  const path = b.bind([client, client], [b.procedure(client), { node: 'meanwhile', steps: [work] }]);
  b.thread(client, [b.call(path), b.compute(us(3))]);
  const ran = run(b);
  expect(ran.steps().filter((step) => !step.startsWith('idle'))).toEqual([
    'run procedure 0',
    'wait for worker 50',
    'tidy 50',
    'compute 3',
  ]);
});
