/** A call in which the caller's own thread crosses over: pools, switches, exchanges, coherence, associations. */
import { expect, test } from 'vitest';
import { bindLrpc, type LrpcOptions } from '../../support/mechanisms.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { traceText } from '../../support/trace-text.ts';
import { run } from './support.ts';

function nullCalls(count: number, processors: number, options: LrpcOptions = {}) {
  const b = new SpecBuilder({ processors });
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  if (processors > 1) b.place(server);
  const path = bindLrpc(b, [client, server], options);
  b.thread(client, [{ do: 'repeat', count, body: [b.call(path, 0, 0)] }]);
  return { b, client, server, path };
}

test('a Null call, step by step', () => {
  const { rows } = run(nullCalls(1, 1).b);
  expect(`\n${traceText(rows)}\n`).toBe(`
    0.0    24.0 p0 Client  T1   #0 run stub
   24.0     0.5 p0 Client  T1   #0 take astack
   24.5     0.0 p0 Client  T1   #0 copy arguments
   24.5    18.0 p0 Client  T1   #0 trap
   42.5    14.0 p0 kernel  T1   #0 validate
   56.5     8.0 p0 kernel  T1   #0 push linkage
   64.5     0.0 p0 kernel  T1   #0 take estack
   64.5     0.0 p0 kernel  T1   #0 attach
   64.5    33.0 p0 kernel  T1   #0 switch
   97.5     0.0 p0 kernel  T1   #0 upcall
   97.5     3.0 p0 Server  T1   #0 run stub
  100.5     0.0 p0 Server  T1   #0 run procedure
  100.5    18.0 p0 Server  T1   #0 trap
  118.5     5.0 p0 kernel  T1   #0 pop linkage
  123.5    33.0 p0 kernel  T1   #0 switch
  156.5     0.0 p0 kernel  T1   #0 resume
  156.5     0.0 p0 Client  T1   #0 copy results
  156.5     0.5 p0 Client  T1   #0 give astack
  157.0     0.0 p0 Client  -     - idle
`);
});

test('every Null call takes 157 us; only the first associates an execution stack', () => {
  const ran = run(nullCalls(3, 1).b);
  expect([0, 1, 2].map((call) => ran.latency(call))).toEqual([157, 157, 157]);
  expect(ran.of('attach').map(({ row }) => row.call)).toEqual([0]);
  expect(ran.end).toMatchObject({ reason: 'finished', time: us(471), waiting: [], uncaught: [] });
});

test('with processors that idle in the other domain both switches are exchanges', () => {
  const ran = run(nullCalls(1, 2, { caching: true }).b);
  expect(ran.latency(0)).toBe(125);
  expect(ran.of('switch')).toEqual([]);
  const exchanges = ran.of('exchange').map(({ row }) => ({ left: row.processor, to: row.place }));
  expect(exchanges).toEqual([
    { left: 0, to: 1 },
    { left: 1, to: 0 },
  ]);
  expect(ran.of('run procedure')[0]?.row.processor).toBe(1);
});

test('without an idle processor an exchange is a switch, and what is loaded is not switched to', () => {
  const ran = run(nullCalls(1, 1, { caching: true }).b);
  expect(ran.of('exchange').map(({ row }) => [row.processor, row.place])).toEqual([
    [0, -1],
    [0, -1],
  ]);
  const b = new SpecBuilder();
  const client = b.domain('Client');
  b.place(client);
  const path = b.bind(
    [client, client],
    [
      b.step('switch', b.kernel, us(33), 'switch', { target: client }),
      b.run(client, 'work', us(1)),
      b.procedure(client),
    ],
  );
  b.thread(client, [b.call(path)]);
  expect(run(b).steps({ thread: 'T1' })).toEqual(['work 1', 'run procedure 0']);
});

test('the price of a copy depends on its bytes', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  const path = bindLrpc(b, [client, server]);
  b.thread(client, [b.call(path, 200, 4)]);
  const ran = run(b);
  expect(ran.of('copy arguments')[0]).toMatchObject({ duration: 35, row: { bytes: 200, place: 0 } });
  expect(ran.of('copy results')[0]).toMatchObject({ duration: 0.7, row: { bytes: 4, place: 0 } });
});

test('a place costs more when another processor touched it last', () => {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  b.place(server);
  const buffer = b.buffer('buffer', true);
  const price = {
    op: 'add' as const,
    args: [us(1), { op: 'multiply' as const, args: [us(1), { op: 'crossed' as const }] }],
  };
  const copy = (domain: number, text: string) =>
    b.step('copy', domain, price, text, { to: buffer, content: 'arguments' });
  const move = (target: number) => b.step('exchange', b.kernel, us(5), 'exchange', { target });
  const path = b.bind(
    [client, server],
    [
      copy(client, 'first'),
      copy(client, 'again'),
      move(server),
      copy(server, 'there'),
      b.procedure(server),
      move(client),
    ],
  );
  b.thread(client, [b.call(path, 10)]);
  const ran = run(b);
  expect(ran.steps({ call: 0 })).toEqual([
    'first 1',
    'again 1',
    'exchange 5',
    'there 11',
    'run procedure 0',
    'exchange 5',
  ]);
});

function contention(exhaustion: 'wait' | 'grow' | 'fail') {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  b.place(client);
  const path = bindLrpc(b, [client, server], { astacks: 1, exhaustion });
  b.thread(client, [b.call(path)]);
  b.thread(client, [b.call(path)]);
  return run(b);
}

test('a pool that is empty lets the call wait for the element, which is handed over', () => {
  const ran = contention('wait');
  const [wait] = ran.of('wait for pool');
  expect(wait).toMatchObject({ start: 24, duration: 133, row: { call: 1, processor: -1 } });
  const give = ran.of('give astack').find(({ row }) => row.call === 0);
  expect(wait?.row.bytes).toBe(give?.row.index);
  expect(ran.of('take astack').map(({ start, row }) => [start, row.place])).toEqual([
    [24, 0],
    [157, 0],
  ]);
});

test('a pool that grows makes a new element', () => {
  const ran = contention('grow');
  expect(ran.of('wait for pool')).toEqual([]);
  const [first, second] = ran.of('take astack').map(({ row }) => ran.trace.places[row.place]);
  expect([first?.element, second?.element]).toEqual([0, 1]);
});

test('a pool that fails ends the call', () => {
  const ran = contention('fail');
  expect(ran.calls.map(({ outcome }) => outcome)).toEqual([0, 1]);
  expect(ran.end.uncaught).toEqual([{ thread: 1, outcome: 1, call: 1 }]);
  expect(ran.steps({ call: 1 })).toEqual(['run stub 24', 'take astack 0']);
});
