/** How runs end, and what people are told. */
import { expect, test } from 'vitest';
import { createRun } from '../../../src/sim/run.ts';
import { bindRpc } from '../../support/mechanisms.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

test('a deadlock names who waits, for what, and who holds it', () => {
  const b = new SpecBuilder({ processors: 2 });
  const domain = b.domain('D');
  const [left, right] = [b.lock('left'), b.lock('right')];
  const path = (one: number, other: number) =>
    b.bind(
      [domain, domain],
      [
        b.step('lock', domain, us(1), 'first lock', { lock: one }),
        b.procedure(domain),
        b.run(domain, 'work', us(10)),
        b.step('lock', domain, us(1), 'second lock', { lock: other }),
      ],
    );
  b.thread(domain, [b.call(path(left, right))]);
  b.thread(domain, [b.call(path(right, left))]);
  const { end } = run(b);
  expect(end).toMatchObject({ reason: 'deadlock', time: us(11) });
  expect(end.waiting.map(({ thread, holder }) => [thread, holder])).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(end.message).toBe(
    'Deadlock at 11.0 µs: nothing can go on. T1 waits for lock right (held by T2); T2 waits for lock left (held by T1).',
  );
});

test('a deadlock over the threads of a server, a signal and a join', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server', { workers: 1 });
  const condition = b.condition('never');
  const path = bindRpc(b, [client, server], { body: [b.mark<'await'>({ do: 'await', condition })] });
  b.thread(client, [b.call(path)]);
  b.thread(client, [b.call(path)]);
  b.thread(client, [
    b.fork(0, 'child', [b.mark<'await'>({ do: 'await', condition })]),
    b.mark<'join'>({ do: 'join', fork: 0 }),
  ]);
  const { end } = run(b);
  expect(end.message).toContain('T1 waits for signal never;');
  expect(end.message).toContain('T2 waits for a free worker of Server (held by T1);');
  expect(end.message).toContain('T3 waits for the end of a thread (held by child);');
});

test('the row limit stops the run and keeps its rows', () => {
  const b = new SpecBuilder({ limits: { rows: 100 } });
  const domain = b.domain('D');
  b.thread(domain, [{ do: 'repeat', count: 1e6, body: [b.compute(us(1))] }]);
  const { end, rows } = run(b);
  expect(rows.length).toBe(100);
  expect(end.reason).toBe('rowLimit');
  expect(end.message).toBe(
    'Stopped at 99.0 µs: the run reached its limit of 100 recorded steps. Repeat less, or raise the limit.',
  );
});

test('the time limit stops the run at that instant', () => {
  const b = new SpecBuilder({ limits: { time: us(10.5) } });
  const domain = b.domain('D');
  b.thread(domain, [{ do: 'repeat', count: 100, body: [b.compute(us(1))] }]);
  const { end, rows } = run(b);
  expect(end).toMatchObject({ reason: 'timeLimit', time: us(10.5) });
  expect(rows.length).toBe(11);
});

test('an instant beyond what doubles count exactly is beyond every limit', () => {
  const b = new SpecBuilder({ limits: { time: Number.MAX_SAFE_INTEGER } });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(1)), b.compute(1e300), b.compute(us(1))]);
  const { end, rows } = run(b);
  expect(end).toMatchObject({ reason: 'timeLimit', time: Number.MAX_SAFE_INTEGER });
  expect(rows.length).toBe(2);
});

test('a loop that takes no time is stuck', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  b.thread(domain, [{ do: 'repeat', count: 1e12, body: [] }]);
  const { end } = createdAndRun(b);
  expect(end?.reason).toBe('stuck');
  expect(end?.message).toContain('goes round without taking time');
});

test('calls that nest without end are stuck', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const body = [b.call(0)];
  b.bind([domain, domain], [b.procedure(domain)], { body });
  b.thread(domain, [b.call(0)]);
  const { end } = createdAndRun(b);
  expect(end?.reason).toBe('stuck');
  expect(end?.message).toContain('nested more than 10000 deep');
});

function createdAndRun(b: SpecBuilder) {
  const engine = createRun(b.build());
  while (!engine.advance(1_000).done);
  return engine.trace;
}

test('a cancelled run keeps its trace, and cancelling what has ended changes nothing', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  b.thread(domain, [{ do: 'repeat', count: 1_000, body: [b.compute(us(1))] }]);
  const engine = createRun(b.build());
  expect(engine.advance(10)).toEqual({ done: false, rows: 10, time: us(9) });
  expect(engine.trace.end).toBeNull();
  engine.cancel();
  expect(engine.trace.end).toMatchObject({ reason: 'cancelled', time: us(9) });
  expect(engine.advance(10)).toEqual({ done: true, rows: 10, time: us(9) });
  engine.cancel();
  expect(engine.trace.rows.length).toBe(10);
});

test('a run without threads is finished at once', () => {
  const b = new SpecBuilder();
  b.domain('D');
  const { end, rows } = run(b);
  expect(end).toMatchObject({ reason: 'finished', time: 0, message: null });
  expect(rows.map(({ step }) => step)).toEqual(['idle']);
});

test('a long compute is not looked at before something else happens', () => {
  const b = new SpecBuilder({ quantum: 1 });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(600_000_000))]);
  const engine = createRun(b.build());
  expect(engine.advance(10)).toMatchObject({ done: true, time: us(600_000_000) });
});

test('a slice ends although no row is recorded, so that a run can be cancelled', () => {
  const b = new SpecBuilder({ processors: 2, quantum: 1 });
  const domain = b.domain('D');
  for (let i = 0; i < 2; i += 1) b.thread(domain, [b.compute(us(600_000_000))]);
  const engine = createRun(b.build());
  expect(engine.advance(10)).toMatchObject({ done: false, rows: 2 });
  engine.cancel();
  expect(engine.trace.end?.reason).toBe('cancelled');
});

test('a spec larger than a trace can tell is refused in words', () => {
  const many = new SpecBuilder({ processors: 40_000 });
  expect(() => createRun(many.build())).toThrow('40000 processors; a run holds at most 32767');
  const large = new SpecBuilder();
  large.pool('buffers', 1e9);
  expect(() => createRun(large.build())).toThrow('pool elements');
});
