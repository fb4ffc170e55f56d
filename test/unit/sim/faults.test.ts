/** Domains that end, checks that fail, procedures that do not come back, calls that are given up. */
import { expect, test } from 'vitest';
import type { PathNode, PathSpec } from '../../../src/sim/spec/path.ts';
import type { Statement } from '../../../src/sim/spec/statements.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import type { TextRow } from '../../support/trace-text.ts';
import { run as runWith } from './support.ts';

/** Steps without idleness. */
function run(b: SpecBuilder) {
  const ran = runWith(b);
  const steps = (call?: number): string[] =>
    ran.steps(call === undefined ? {} : { call }).filter((step) => !step.startsWith('idle'));
  const of = (step: string): TextRow[] => ran.of(step);
  return { rows: ran.rows, calls: ran.calls, end: ran.end, steps, of };
}

interface Made {
  readonly b: SpecBuilder;
  readonly client: number;
  readonly server: number;
  readonly path: number;
}

interface Options {
  readonly body?: (b: SpecBuilder) => readonly Statement[];
  readonly handlers?: boolean;
  readonly bind?: boolean;
  readonly dispatch?: number;
  readonly processors?: number;
}

/** A path in the manner of LRPC: the client's thread goes over and back, 10 us for the trap and 20 us for a switch. */
function lrpc(options: Options = {}): Made {
  const { processors = 1, dispatch = 0 } = options;
  const b = new SpecBuilder({ processors, dispatch, restore: dispatch });
  const client = b.domain('Client');
  const server = b.domain('Server');
  return { b, client, server, path: bindOver(b, client, server, options) };
}

function bindOver(
  b: SpecBuilder,
  client: number,
  server: number,
  { body = () => [], handlers, bind }: Options = {},
): number {
  const { kernel } = b;
  const astack = b.pool('astack', 1);
  const steps: PathNode[] = [
    b.step('take', client, us(1), 'take', { place: astack }),
    b.run(client, 'trap', us(10), 'trap'),
    {
      ...b.run(kernel, 'validate', us(5), 'validate'),
      outcomes: [b.outcome('refused')],
      revoked: b.outcome('revoked'),
    },
    b.step('switch', kernel, us(20), 'switch', { target: server }),
    b.run(server, 'stub', us(3)),
    b.procedure(server, [astack]),
    b.run(server, 'return trap', us(10), 'trap'),
    b.run(kernel, 'pop', us(2), 'linkage'),
    b.step('switch', kernel, us(20), 'switch back', { target: client }),
    b.run(client, 'copy F', us(4), 'copy'),
    b.step('give', client, us(1), 'give', { place: astack }),
  ];
  const home = (outcome: 'callFailed' | 'callAborted'): PathNode[] => [
    b.run(kernel, 'collect', us(2)),
    b.step('switch', kernel, us(20), 'switch home', { target: client }),
    b.fail(client, b.outcome(outcome)),
  ];
  const all: NonNullable<PathSpec['handlers']> = {
    serverTerminated: home('callFailed'),
    clientTerminated: [b.run(kernel, 'drop linkage', us(1)), b.fail(kernel, b.outcome('callFailed'))],
    threadCaptured: [b.run(kernel, 'make thread', us(7)), b.fail(kernel, b.outcome('callAborted'))],
  };
  return b.bind([client, server], steps, {
    body: body(b),
    handlers: handlers === true ? all : {},
    bind: bind === true ? [b.run(client, 'bind trap', us(1)), b.run(server, 'authorize', us(1))] : [],
  });
}

const catching = (b: SpecBuilder, body: readonly Statement[], ...names: Parameters<SpecBuilder['outcome']>[0][]) =>
  ({
    do: 'try',
    body,
    catches: names.map((name) => ({ outcome: b.outcome(name), body: [b.compute(us(1))] })),
  }) as const;

test('a call in a domain that ends goes home through the handler when its step is done', () => {
  const { b, client, server, path } = lrpc({ handlers: true });
  b.thread(client, [catching(b, [b.call(path)], 'callFailed')]);
  b.fault({ at: 'time', time: us(37) }, { does: 'terminate', domain: server });
  const { steps, end, calls, of } = run(b);
  expect(steps()).toEqual([
    'take 1',
    'trap 10',
    'validate 5',
    'switch 20',
    'stub 3',
    'terminate 0',
    'collect 2',
    'switch home 20',
    'raise 0',
    'compute 1',
  ]);
  expect(of('terminate')[0]).toMatchObject({
    start: 37,
    domain: 'Server',
    row: { call: -1, processor: -1, thread: -1 },
  });
  expect(calls[0]?.outcome).toBe(b.outcome('callFailed'));
  expect(end).toMatchObject({ reason: 'finished', missed: [], uncaught: [] });
});

test('without a handler the call ends with callFailed, and what it held is free', () => {
  const { b, client, server, path } = lrpc();
  b.thread(client, [catching(b, [b.call(path)], 'callFailed'), catching(b, [b.call(path)], 'revoked')]);
  b.fault({ at: 'time', time: us(37) }, { does: 'terminate', domain: server });
  const { steps, calls } = run(b);
  expect(steps().slice(4)).toEqual([
    'stub 3',
    'terminate 0',
    'callFailed 0',
    'compute 1',
    'take 1',
    'trap 10',
    'validate 5',
    'revoked 0',
    'compute 1',
  ]);
  expect(calls.map(({ outcome }) => outcome)).toEqual([b.outcome('callFailed'), b.outcome('revoked')]);
});

test('who waits in the domain that ends is cut at once, and comes back with dispatch and restore', () => {
  const made = lrpc({ dispatch: us(6) });
  const { b, client, server, path } = made;
  const slow = bindOver(b, client, server, { body: () => [b.wait(us(1_000))], handlers: true });
  b.thread(client, [b.call(slow)]);
  b.fault({ at: 'time', time: us(100) }, { does: 'terminate', domain: server });
  const { steps, end } = run(b);
  expect(steps().slice(5)).toEqual([
    'run procedure 0',
    'wait 61',
    'terminate 0',
    'dispatch 6',
    'restore 6',
    'collect 2',
    'raise 0',
  ]);
  expect(end).toMatchObject({ time: us(114), uncaught: [{ thread: 0 }] });
  expect(path).toBe(0);
});

test('own threads of the domain end, nobody is blamed, and who joins goes on', () => {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  const other = b.domain('Other');
  b.thread(domain, [b.compute(us(10)), b.compute(us(10))]);
  b.thread(domain, [b.wait(us(500))]);
  b.thread(other, [b.compute(us(30))]);
  b.fault({ at: 'time', time: us(5) }, { does: 'terminate', domain });
  b.fault({ at: 'time', time: us(6) }, { does: 'terminate', domain });
  b.fault({ at: 'time', time: us(60) }, { does: 'terminate', domain: other });
  const { end, steps } = run(b);
  expect(end).toMatchObject({ reason: 'finished', time: us(30), uncaught: [], missed: [1, 2] });
  expect(steps(-1).filter((step) => step.startsWith('compute'))).toEqual(['compute 5', 'compute 30']);
});

test('a call that comes back to a client that has ended goes on to the first that lives', () => {
  const b = new SpecBuilder();
  const [first, middle, last] = [b.domain('First'), b.domain('Middle'), b.domain('Last')];
  const inner = bindOver(b, middle, last, { body: () => [b.compute(us(100))], handlers: true });
  const outer = bindOver(b, first, middle, { body: () => [b.call(inner)], handlers: true });
  b.thread(first, [catching(b, [b.call(outer)], 'callFailed')]);
  b.fault({ at: 'time', time: us(100) }, { does: 'terminate', domain: middle });
  const { steps, calls, end } = run(b);
  expect(steps().slice(-10)).toEqual([
    'compute 100',
    'terminate 0',
    'return trap 10',
    'pop 2',
    'drop linkage 1',
    'raise 0',
    'collect 2',
    'switch home 20',
    'raise 0',
    'compute 1',
  ]);
  expect(calls.map(({ outcome }) => outcome)).toEqual([b.outcome('callFailed'), b.outcome('callFailed')]);
  expect(end.uncaught).toEqual([]);
});

test('a call that comes back to nobody ends its thread', () => {
  const { b, client, path } = lrpc({ body: (made) => [made.compute(us(50))] });
  b.thread(client, [b.call(path)]);
  b.fault({ at: 'call', binding: 0, number: 1 }, { does: 'terminate', domain: client });
  const { steps, end } = run(b);
  expect(steps().slice(-5)).toEqual(['terminate 0', 'compute 50', 'return trap 10', 'pop 2', 'callFailed 0']);
  expect(end).toMatchObject({ reason: 'finished', uncaught: [], missed: [] });
});

test('binding to a domain that has ended fails, and so does the call statement', () => {
  const { b, client, server, path } = lrpc({ bind: true });
  b.thread(client, [b.compute(us(10)), catching(b, [b.call(path)], 'bindFailed')]);
  b.fault({ at: 'time', time: us(5) }, { does: 'terminate', domain: server });
  const { steps, calls } = run(b);
  expect(steps()).toEqual(['compute 10', 'terminate 0', 'bind trap 1', 'bindFailed 0', 'compute 1']);
  expect(calls.map(({ path: p, outcome }) => [p, outcome])).toEqual([[-1, b.outcome('bindFailed')]]);
});

test('a check that is to fail fails once, in the call of that number', () => {
  const { b, client, path } = lrpc();
  const refused = catching(b, [b.call(path)], 'refused');
  b.thread(client, [refused, refused, refused]);
  b.fault({ at: 'call', binding: 0, number: 2 }, { does: 'refuse', outcome: b.outcome('refused') });
  b.fault({ at: 'call', binding: 0, number: 9 }, { does: 'refuse', outcome: b.outcome('refused') });
  const { calls, end, steps } = run(b);
  expect(calls.map(({ outcome }) => outcome)).toEqual([0, b.outcome('refused'), 0]);
  expect(steps(1)).toEqual(['take 1', 'trap 10', 'validate 5', 'refuse 0', 'refused 0']);
  expect(end.missed).toEqual([1]);
});

test('a captured call is a deadlock that says so', () => {
  const { b, client, path } = lrpc();
  b.thread(client, [b.call(path)]);
  b.fault({ at: 'call', binding: 0, number: 1 }, { does: 'capture', thread: null });
  const { end } = run(b);
  expect(end).toMatchObject({ reason: 'deadlock', time: us(39) });
  expect(end.message).toContain('T1 waits for binding 0.P, which Server has captured');
});

test('a captured call is given up: a new thread goes on, and the orphan keeps nobody alive', () => {
  const { b, client, path } = lrpc({ handlers: true });
  b.thread(client, [catching(b, [b.call(path)], 'callAborted')]);
  b.fault({ at: 'call', binding: 0, number: 1 }, { does: 'capture', thread: null });
  b.fault({ at: 'time', time: us(100) }, { does: 'abort', thread: 0 });
  const { steps, end, calls, rows } = run(b);
  expect(steps().slice(5)).toEqual([
    'run procedure 0',
    'capture 0',
    'wait for captured 61',
    'abort 0',
    'wait for captured 8',
    'make thread 7',
    'raise 0',
    'compute 1',
  ]);
  expect(end).toMatchObject({ reason: 'finished', time: us(108), missed: [] });
  expect(calls.map(({ site, outcome }) => [site < -1, outcome])).toEqual([
    [false, b.outcome('callAborted')],
    [true, b.outcome('callAborted')],
  ]);
  expect(rows.findLast(({ step }) => step === 'compute')).toMatchObject({ thread: 'T1 (new thread)' });
});

test('an orphan that still runs goes on with what is left of its row, and dies in the kernel', () => {
  const { b, client, path } = lrpc({ processors: 2, body: (made) => [made.compute(us(100))] });
  b.thread(client, [catching(b, [b.call(path)], 'callAborted'), b.compute(us(200))]);
  b.fault({ at: 'time', time: us(50) }, { does: 'abort', thread: 0 });
  const { steps, end, calls } = run(b);
  expect(steps(0).slice(5)).toEqual(['run procedure 0', 'compute 11', 'callAborted 0']);
  expect(steps(1)).toEqual(['compute 89', 'return trap 10', 'pop 2', 'discard 0']);
  expect(calls[1]?.outcome).toBe(b.outcome('callAborted'));
  expect(end.reason).toBe('finished');
});

test('a call that is still with its client is given up without an orphan', () => {
  const { b, client, path } = lrpc({ handlers: true });
  b.thread(client, [catching(b, [b.call(path)], 'callAborted')]);
  b.fault({ at: 'time', time: us(0.5) }, { does: 'abort', thread: 0 });
  b.fault({ at: 'time', time: us(500) }, { does: 'abort', thread: 0 });
  const { steps, end } = run(b);
  expect(steps()).toEqual(['take 1', 'abort 0', 'callAborted 0', 'compute 1']);
  expect(end.missed).toEqual([1]);
});

test('a time limit: the late reply is discarded', () => {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  const server = b.domain('Server', { workers: 1 });
  const requests = b.queue('requests', 4);
  const timer = { time: us(30), outcome: b.outcome('timedOut') };
  const path = b.bind(
    [client, server],
    [
      b.run(client, 'send', us(10), 'trap'),
      b.step('enqueue', b.kernel, us(1), 'enqueue', { queue: requests }),
      { ...b.run(b.kernel, 'block', 0), timer },
      b.step('schedule', b.kernel, us(1), 'schedule', { target: server, worker: 'take' }),
      b.step('switch', b.kernel, us(1), 'switch', { target: server }),
      b.step('dequeue', b.kernel, us(1), 'dequeue', { queue: requests }),
      b.procedure(server),
      b.run(server, 'reply', us(2), 'trap'),
      b.step('schedule', b.kernel, us(1), 'schedule back', { target: client, worker: 'back' }),
      b.run(client, 'copy', us(1), 'copy'),
    ],
    { body: [{ do: 'chance', share: 1, then: [b.compute({ op: 'parameter', index: 0 })], otherwise: [] }] },
  );
  b.place(client);
  b.thread(client, [
    b.call(path, 0, 0, [us(5)]),
    catching(b, [b.call(path, 0, 0, [us(100)])], 'timedOut'),
    b.wait(us(60)),
    b.call(path, 0, 0, [us(5)]),
  ]);
  const { steps, end, calls, of } = run(b);
  expect(calls.filter(({ site }) => site >= 0).map(({ outcome }) => outcome)).toEqual([0, b.outcome('timedOut'), 0]);
  expect(end.reason).toBe('finished');
  expect(of('discard')).toHaveLength(1);
  expect(steps(2)).toEqual(['compute 72', 'reply 2', 'discard 0']);
  expect(steps(3)).toContain('wait for worker 2');
});

test('a thread that gave a call up on its way back does not act for the orphan', () => {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  const server = b.domain('Server', { workers: 1 });
  const timer = { time: us(15), outcome: b.outcome('timedOut') };
  const path = b.bind(
    [client, server],
    [
      { ...b.run(client, 'send', us(10), 'trap'), timer },
      b.step('swap', b.kernel, us(5), 'swap', { target: server, worker: 'take' }),
      b.procedure(server),
      b.step('swap', b.kernel, us(20), 'swap back', { target: server, worker: 'back' }),
      b.run(b.kernel, 'tidy', us(50)),
      b.run(client, 'copy', us(1), 'copy'),
    ],
  );
  b.thread(client, [catching(b, [b.call(path)], 'timedOut'), b.compute(us(200))]);
  const { rows, steps } = run(b);
  expect(steps(1)).toEqual(['swap back 10', 'tidy 50', 'discard 0']);
  expect(rows.find(({ step }) => step === 'tidy')).toMatchObject({ start: 35, thread: '-' });
});

test('an orphan that makes a call and leaves no row of its own begins with that call', () => {
  const { b, client, server } = lrpc({ processors: 2 });
  const outer = b.bind([client, server], [b.run(client, 'send', us(1), 'trap'), b.procedure(server)], {
    body: [b.call(bindOver(b, server, b.domain('Last'), { body: (made) => [made.compute(us(100))] }))],
  });
  b.thread(client, [catching(b, [b.call(outer)], 'callAborted')]);
  b.fault({ at: 'time', time: us(60) }, { does: 'abort', thread: 0 });
  const { calls } = run(b);
  const [orphan, inside] = calls.filter(({ site }) => site < -1);
  expect(orphan?.firstRow).toBeGreaterThan(0);
  expect(orphan).toMatchObject({ firstRow: inside?.firstRow, lastRow: inside?.lastRow });
});
