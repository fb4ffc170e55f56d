/** Processors and who gets them: quantum, priorities, what coming back costs, dedication. */
import { expect, test } from 'vitest';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

test('a compute is cut at the quantum if another thread is ready', () => {
  const b = new SpecBuilder({ quantum: us(100), dispatch: us(5) });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(250))]);
  b.thread(domain, [b.compute(us(50))]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual(['compute 100', 'wait for ready 50', 'dispatch 5', 'compute 150']);
  expect(ran.steps({ thread: 'T2' })).toEqual(['wait for ready 100', 'compute 50']);
});

test('a compute goes on over its quantum while nobody is ready, and is looked at at each multiple', () => {
  const b = new SpecBuilder({ quantum: us(100) });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(1_000))]);
  b.thread(domain, [b.wait(us(250)), b.compute(us(10))]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual([
    'compute 100',
    'wait for ready 0',
    'compute 300',
    'wait for ready 10',
    'compute 600',
  ]);
});

test('at the end of a row a thread whose quantum is over gives way', () => {
  const b = new SpecBuilder({ quantum: us(100) });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(60)), b.compute(us(60)), b.compute(us(60))]);
  b.thread(domain, [b.compute(us(10))]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual([
    'compute 60',
    'compute 40',
    'wait for ready 10',
    'compute 20',
    'compute 60',
  ]);
});

test('higher priority goes first, and equals take turns', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  for (const priority of [0, 2, 1, 2]) b.thread(domain, [b.compute(us(1))], { priority });
  expect(
    run(b)
      .of('compute')
      .map(({ thread }) => thread),
  ).toEqual(['T2', 'T4', 'T3', 'T1']);
});

test('a thread of lower priority does not end the quantum of another', () => {
  const b = new SpecBuilder({ quantum: us(10) });
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(100))], { priority: 1 });
  b.thread(domain, [b.compute(us(1))]);
  expect(run(b).steps({ thread: 'T1' })).toEqual(['compute 100']);
});

test('after a wait a thread pays for the dispatch, and for another address space if one was loaded meanwhile', () => {
  const b = new SpecBuilder({ dispatch: us(2), restore: us(30) });
  const one = b.domain('One');
  const other = b.domain('Other');
  b.thread(one, [b.wait(us(10)), b.compute(us(1)), b.wait(us(1)), b.compute(us(1))]);
  b.thread(other, [b.compute(us(5))]);
  const ran = run(b);
  expect(ran.steps({ thread: 'T1' })).toEqual([
    'wait 10',
    'dispatch 2',
    'restore 30',
    'compute 1',
    'wait 1',
    'dispatch 2',
    'compute 1',
  ]);
  expect(ran.of('restore')[0]?.domain).toBe('kernel');
});

test('yield gives way to another thread that is ready', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  b.thread(domain, [b.compute(us(1)), b.mark<'yield'>({ do: 'yield' }), b.compute(us(2))]);
  b.thread(domain, [b.compute(us(5)), b.mark<'yield'>({ do: 'yield' })]);
  const computes = run(b)
    .of('compute')
    .map(({ thread, start }) => [thread, start]);
  expect(computes).toEqual([
    ['T1', 0],
    ['T2', 1],
    ['T1', 6],
  ]);
});

test('threads prefer a processor that has their domain loaded', () => {
  const b = new SpecBuilder({ processors: 2 });
  const one = b.domain('One');
  const other = b.domain('Other');
  b.place(one);
  b.place(other);
  b.thread(other, [b.compute(us(1))]);
  expect(run(b).of('compute')[0]?.row.processor).toBe(1);
});

test('a dedicated processor runs nothing but its domain', () => {
  const b = new SpecBuilder({ processors: 2 });
  const one = b.domain('One');
  const other = b.domain('Other');
  b.place(one, true);
  b.thread(other, [b.compute(us(10))]);
  b.thread(other, [b.compute(us(10))]);
  const ran = run(b);
  expect(ran.of('compute').map(({ row }) => row.processor)).toEqual([1, 1]);
  expect(ran.of('idle')[0]).toMatchObject({ domain: 'One', duration: 20 });
});

test('what idles costs depends on how many processors are active', () => {
  const b = new SpecBuilder({ processors: 3 });
  const domain = b.domain('D');
  const price = { op: 'multiply' as const, args: [us(1), { op: 'active' as const }] };
  const path = b.bind([domain, domain], [b.run(domain, 'bus', price), b.procedure(domain)]);
  b.thread(domain, [b.wait(us(10)), b.call(path)]);
  b.thread(domain, [b.compute(us(20))]);
  expect(run(b).steps({ call: 0 })).toEqual(['bus 2', 'run procedure 0']);
});
