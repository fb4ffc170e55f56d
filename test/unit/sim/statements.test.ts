/** Bodies of threads and procedures. */
import { expect, test } from 'vitest';
import type { PathNode } from '../../../src/sim/spec/path.ts';
import type { Statement } from '../../../src/sim/spec/statements.ts';
import { BROKEN, RETURNED, SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

/** A call that costs 10 us and runs a body. */
function procedure(
  b: SpecBuilder,
  domain: number,
  body: readonly Statement[] = [],
  after: readonly PathNode[] = [],
): number {
  return b.bind([domain, domain], [b.run(domain, 'stub', us(10)), b.procedure(domain), ...after], { body });
}

test('repeat, also not at all', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  b.thread(domain, [
    { do: 'repeat', count: 2, body: [b.compute(us(1)), { do: 'repeat', count: 2, body: [b.compute(us(2))] }] },
    { do: 'repeat', count: 0, body: [b.compute(us(9))] },
  ]);
  expect(
    run(b)
      .of('compute')
      .map(({ duration }) => duration),
  ).toEqual([1, 2, 2, 1, 2, 2]);
});

test('every starts its body once each period, at once if it is late, until the limit', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const site = b.site('wait', 'pause');
  const every = (time: number): Statement => ({
    do: 'every',
    period: us(10),
    limit: us(35),
    site,
    body: [b.compute(us(time))],
  });
  b.thread(domain, [every(4)]);
  expect(
    run(b)
      .of('compute')
      .map(({ start }) => start),
  ).toEqual([0, 10, 20, 30]);
  const late = new SpecBuilder();
  const there = late.domain('D');
  const pause = late.site('wait', 'pause');
  late.thread(there, [{ do: 'every', period: us(10), limit: us(35), site: pause, body: [late.compute(us(14))] }]);
  const ran = run(late);
  expect(ran.of('compute').map(({ start }) => start)).toEqual([0, 14, 28]);
  expect(ran.of('pause')).toEqual([]);
});

test('every waits with its own site', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const site = b.site('wait', 'pause');
  b.thread(domain, [{ do: 'every', period: us(10), limit: us(11), site, body: [b.compute(us(4))] }]);
  expect(run(b).steps({ thread: 'T1' })).toEqual(['compute 4', 'pause 6', 'compute 4']);
});

test('chance follows the seed, and about the share', () => {
  const heads = (seed: number) => {
    const b = new SpecBuilder({ seed });
    const domain = b.domain('D');
    const toss: Statement = { do: 'chance', share: 0.3, then: [b.compute(us(1))], otherwise: [b.compute(us(2))] };
    b.thread(domain, [{ do: 'repeat', count: 1_000, body: [toss] }]);
    return run(b)
      .of('compute')
      .map(({ duration }) => duration === 1);
  };
  expect(heads(1)).toEqual(heads(1));
  expect(heads(1)).not.toEqual(heads(2));
  const share = heads(1).filter(Boolean).length / 1_000;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.05);
});

test('parameters, drawn spans and returned sizes', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const result = b.step('copy', domain, us(1), 'copy results', { content: 'results' });
  const body: Statement[] = [
    b.compute({ op: 'multiply', args: [us(1), { op: 'parameter', index: 1 }] }),
    { do: 'return', size: { op: 'parameter', index: 0 } },
    b.compute(us(99)),
  ];
  const path = procedure(b, domain, body, [result]);
  b.thread(domain, [b.call(path, 8, 16, [5, 7]), b.compute({ op: 'uniform', args: [us(3), us(4)] })]);
  const ran = run(b);
  expect(ran.steps({ call: 0 })).toEqual(['stub 10', 'run procedure 0', 'compute 7', 'copy results 1']);
  expect(ran.of('copy results')[0]?.row.bytes).toBe(5);
  const drawn = ran.of('compute')[1]?.duration ?? 0;
  expect(drawn >= 3 && drawn < 4).toBe(true);
});

test('a call in a body is nested in the call whose body it is', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const inner = procedure(b, domain, [b.compute(us(3))]);
  const outer = procedure(b, domain, [b.call(inner), b.compute(us(1))], [b.run(domain, 'after', us(2))]);
  b.thread(domain, [b.call(outer)]);
  const ran = run(b);
  expect(ran.calls.map(({ parent }) => parent)).toEqual([-1, 0]);
  expect(ran.latency(1)).toBe(13);
  expect(ran.latency(0)).toBe(26);
  expect(ran.steps({ call: 0 })).toEqual(['stub 10', 'run procedure 0', 'compute 1', 'after 2']);
});

test('fork and join: the child runs at the same time, and is waited for', () => {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  b.thread(domain, [
    b.fork(0, 'child', [b.compute(us(30))]),
    b.compute(us(10)),
    b.mark<'join'>({ do: 'join', fork: 0 }),
    b.compute(us(1)),
  ]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual(['fork 0', 'compute 10', 'join 20', 'compute 1']);
  expect(ran.trace.threads[1]).toMatchObject({ name: 'child', kind: 'fork', domain });
});

test('who joins a thread that has ended, or was never made, does not wait', () => {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  const join = (fork: number) => b.mark<'join'>({ do: 'join', fork });
  b.thread(domain, [b.fork(0, 'child', []), b.compute(us(10)), join(0), join(5)]);
  expect(run(b).steps({ thread: 'T1' })).toEqual(['fork 0', 'compute 10']);
});

test('a signal lets one waiter go on, and is remembered if nobody waits', () => {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  const condition = b.condition('full');
  const signal = () => b.mark<'signal'>({ do: 'signal', condition });
  const awaits = () => b.mark<'await'>({ do: 'await', condition });
  b.thread(domain, [awaits(), b.compute(us(1)), b.wait(us(50)), awaits(), b.compute(us(1))]);
  b.thread(domain, [b.compute(us(5)), signal(), b.compute(us(5)), signal()]);
  expect(run(b).steps({ thread: 'T1' })).toEqual(['await 5', 'compute 1', 'wait 50', 'compute 1']);
});

test('raise ends the call; the calling body catches it', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const place = b.pool('buffers', 1);
  const failing = b.bind(
    [domain, domain],
    [b.step('take', domain, us(1), 'take', { place }), b.procedure(domain), b.run(domain, 'never', us(9))],
    {
      body: [b.mark<'raise'>({ do: 'raise', outcome: BROKEN }), b.compute(us(99))],
    },
  );
  const caught: Statement = {
    do: 'try',
    body: [b.call(failing), b.compute(us(99))],
    catches: [{ outcome: BROKEN, body: [b.compute(us(2))] }],
  };
  b.thread(domain, [caught, caught, b.compute(us(3))]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual([
    'take 1',
    'run procedure 0',
    'raise 0',
    'compute 2',
    'take 1',
    'run procedure 0',
    'raise 0',
    'compute 2',
    'compute 3',
  ]);
  expect(ran.calls.map(({ outcome }) => outcome)).toEqual([BROKEN, BROKEN]);
  expect(ran.end.uncaught).toEqual([]);
});

test('a try around the raise itself comes first, one in the caller of the caller last', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const raise = () => b.mark<'raise'>({ do: 'raise', outcome: BROKEN });
  const own: Statement = { do: 'try', body: [raise()], catches: [{ outcome: BROKEN, body: [b.compute(us(1))] }] };
  const inner = procedure(b, domain, [own, raise()]);
  const outer = procedure(b, domain, [b.call(inner)]);
  b.thread(domain, [{ do: 'try', body: [b.call(outer)], catches: [{ outcome: BROKEN, body: [b.compute(us(2))] }] }]);
  const ran = run(b);
  expect(ran.of('compute').map(({ duration }) => duration)).toEqual([1, 2]);
  expect(ran.calls.map(({ outcome }) => outcome)).toEqual([BROKEN, BROKEN]);
});

test('a failure that nobody catches ends the thread, not the run', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const path = b.bind([domain, domain], [b.procedure(domain), b.fail(domain, BROKEN)]);
  b.thread(domain, [b.call(path), b.compute(us(9))]);
  b.thread(domain, [b.compute(us(1))]);
  const ran = run(b);
  expect(ran.end).toMatchObject({ reason: 'finished', uncaught: [{ thread: 0, outcome: BROKEN, call: 0 }] });
  expect(ran.of('compute').map(({ thread }) => thread)).toEqual(['T2']);
});

test('the binding act runs once, before the first call; conditions know the first call', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const first: PathNode = {
    node: 'when',
    condition: { is: 'first', binding: 0 },
    then: [b.run(domain, 'warm up', us(4))],
    otherwise: [],
  };
  const path = b.bind([domain, domain], [first, b.procedure(domain)], { bind: [b.run(domain, 'bind', us(100))] });
  b.thread(domain, [b.call(path), b.call(path)]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual(['bind 100', 'warm up 4', 'run procedure 0', 'run procedure 0']);
  expect(ran.calls.map(({ path: of, outcome }) => [of, outcome])).toEqual([
    [-1, RETURNED],
    [0, RETURNED],
    [0, RETURNED],
  ]);
});

test('a lock of bodies has one holder; a deadlock over two of them says who holds what', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const [left, right] = [b.lock('left'), b.lock('right')];
  const lock = (what: 'lock' | 'unlock', of: number): Statement => ({
    do: what,
    lock: of,
    site: b.site('lock', what),
    price: us(2),
  });
  b.thread(domain, [lock('lock', left), b.wait(us(10)), lock('lock', right), lock('unlock', right)]);
  b.thread(domain, [lock('lock', right), b.wait(us(10)), lock('lock', left), lock('unlock', left)]);
  const ran = run(b);
  expect(ran.of('lock').map(({ thread, start, duration }) => [thread, start, duration])).toEqual([
    ['T1', 0, 2],
    ['T2', 2, 2],
  ]);
  expect(ran.end.message).toBe(
    'Deadlock at 14.0 µs: nothing can go on. T1 waits for lock right (held by T2); T2 waits for lock left (held by T1).',
  );
});

test('thread operations take their time; what joins and awaits pays before it waits', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const condition = b.condition('c');
  const work = (text: string, price: number) => ({ site: b.site('thread', text), price: us(price) });
  b.thread(domain, [
    { do: 'fork', fork: 0, name: 'child', site: b.site('thread', 'fork'), price: us(4), body: [b.compute(us(1))] },
    { do: 'yield', site: b.site('thread', 'yield'), price: us(2) },
    { do: 'join', fork: 0, site: b.site('wait', 'join'), work: work('join work', 3) },
    { do: 'signal', condition, site: b.site('thread', 'signal'), price: us(5) },
    { do: 'await', condition, site: b.site('wait', 'await'), work: work('await work', 6) },
  ]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual([
    'fork 4',
    'yield 2',
    'wait for ready 1',
    'join work 3',
    'signal 5',
    'await work 6',
  ]);
  expect(ran.end.time).toBe(us(21));
});
