/** A processor that looks at a queue gets the call; and who may run at once. */
import { expect, test } from 'vitest';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

interface Spinning {
  readonly b: SpecBuilder;
  readonly client: number;
  readonly server: number;
}

/** A call that two processors hand to each other through memory: neither enters the kernel. */
function spinning(processors: number, places: readonly ('client' | 'server')[]): Spinning {
  const b = new SpecBuilder({ processors, dispatch: us(5), restore: us(33) });
  const client = b.domain('Client');
  const server = b.domain('Server', { workers: 1 });
  for (const place of places) b.place(place === 'client' ? client : server);
  const path = b.bind(
    [client, server],
    [
      b.run(client, 'write request', us(2)),
      b.step('poll', server, us(1), 'look', { target: server, worker: 'take' }),
      b.procedure(server),
      b.run(server, 'serve', us(10)),
      b.step('poll', client, us(1), 'look for reply', { target: client, worker: 'back' }),
    ],
  );
  b.thread(client, [b.call(path)]);
  return { b, client, server };
}

test('a processor that idles in the domain takes the call at once, and nothing else is charged', () => {
  const ran = run(spinning(2, ['client', 'server']).b);
  expect(ran.steps({ call: 0 })).toEqual([
    'write request 2',
    'look 1',
    'run procedure 0',
    'serve 10',
    'look for reply 1',
  ]);
  expect(ran.rows.filter(({ row }) => row.call === 0).map(({ row }) => row.processor)).toEqual([0, 1, 1, 1, 0]);
  expect(ran.rows.filter(({ row }) => row.call === 0).map(({ thread }) => thread)).toEqual([
    'T1',
    'T1',
    'Server worker 1',
    'Server worker 1',
    'Server worker 1',
  ]);
});

test('with one processor for both, the partner gets it as after a preemption', () => {
  const ran = run(spinning(1, ['client']).b);
  expect(ran.steps({ call: 0 })).toEqual([
    'write request 2',
    'dispatch 5',
    'restore 33',
    'look 1',
    'run procedure 0',
    'serve 10',
    'dispatch 5',
    'restore 33',
    'look for reply 1',
  ]);
});

test('who polls on a processor that has the domain loaded stays there', () => {
  const b = new SpecBuilder({ processors: 2, dispatch: us(5) });
  const client = b.domain('Client');
  const path = b.bind(
    [client, client],
    [b.step('poll', client, us(1), 'look', { target: client, worker: 'none' }), b.procedure(client)],
  );
  b.thread(client, [b.call(path)]);
  expect(run(b).steps({ call: 0 })).toEqual(['look 1', 'run procedure 0']);
});

test('a partner that others keep busy is waited for', () => {
  const { b, client } = spinning(1, ['client']);
  b.thread(client, [b.compute(us(50))]);
  const ran = run(b);
  expect(ran.steps({ call: 0 }).slice(0, 4)).toEqual([
    'write request 2',
    'wait for ready 50',
    'dispatch 5',
    'restore 33',
  ]);
});

test('grown: the pool did not have the element at the start', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const place = b.pool('buffers', 1, { empty: 'grow' });
  const path = b.bind(
    [domain, domain],
    [
      b.step('take', domain, 0, 'take', { place }),
      {
        node: 'when',
        condition: { is: 'grown', place },
        then: [b.run(domain, 'apart', us(1))],
        otherwise: [b.run(domain, 'beside', us(1))],
      },
      b.procedure(domain),
    ],
  );
  b.thread(domain, [b.call(path), b.call(path)]);
  const ran = run(b);
  expect([0, 1].map((call) => ran.steps({ call })[1])).toEqual(['beside 1', 'apart 1']);
});

test('urgent: nobody who is ready has a higher priority than the domain', () => {
  const kinds = [0, 1, 2].map((priority) => {
    const b = new SpecBuilder();
    const client = b.domain('Client');
    const server = b.domain('Server', { priority: 1 });
    const path = b.bind(
      [client, server],
      [
        {
          node: 'when',
          condition: { is: 'urgent', domain: server },
          then: [b.run(client, 'fast', us(1))],
          otherwise: [b.run(client, 'slow', us(1))],
        },
        b.procedure(server),
      ],
    );
    b.thread(client, [b.call(path)], { priority: 2 });
    b.thread(client, [b.compute(us(1))], { priority });
    return run(b).steps({ call: 0 })[0];
  });
  expect(kinds).toEqual(['fast 1', 'fast 1', 'slow 1']);
});
