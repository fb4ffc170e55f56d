/** Time limits of calls: when they begin, and that those which are over keep no run going. */
import { expect, test } from 'vitest';
import { at } from '../../../src/base/assert.ts';
import type { StepNode } from '../../../src/sim/spec/path.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

/** A call whose first step takes 30 us and begins a time limit of 15 us, beside a thread that computes. */
function limited(check: (b: SpecBuilder) => Pick<StepNode, 'outcomes' | 'revoked'>): SpecBuilder {
  const b = new SpecBuilder({ quantum: us(20) });
  const client = b.domain('Client');
  const timer = { time: us(15), outcome: b.outcome('timedOut') };
  const path = b.bind(
    [client, b.domain('Server')],
    [
      { ...b.run(b.kernel, 'block', us(30)), timer, ...check(b) },
      b.run(b.kernel, 'search', us(100)),
      b.run(client, 'copy', us(1), 'copy'),
    ],
  );
  b.thread(client, [b.call(path)]);
  b.thread(client, [b.compute(us(100))]);
  return b;
}

test.each([
  ['nothing', () => ({})],
  ['the binding', (b: SpecBuilder) => ({ revoked: b.outcome('revoked') })],
  [
    'what a fault refuses',
    (b: SpecBuilder) => {
      b.fault({ at: 'call', binding: 0, number: 2 }, { does: 'refuse', outcome: b.outcome('refused') });
      return { outcomes: [b.outcome('refused')] };
    },
  ],
] as const)(
  'a time limit of a step that checks %s begins at its end, also if another thread goes on then',
  (_, check) => {
    const { rows, calls } = run(limited(check));
    const orphan = calls.findIndex(({ site }) => site < -1);
    expect(at(rows, at(calls, orphan).firstRow)).toMatchObject({ start: 45, row: { call: orphan } });
  },
);

test('a run at its row limit in which only a time limit that is over is left is a deadlock', () => {
  const build = (rows: number): SpecBuilder => {
    const b = new SpecBuilder({ limits: { rows } });
    const client = b.domain('Client');
    const timer = { time: us(1000), outcome: b.outcome('timedOut') };
    const path = b.bind(
      [client, b.domain('Server')],
      [{ ...b.run(b.kernel, 'block', us(1)), timer }, b.procedure(client), b.run(client, 'copy', us(1), 'copy')],
    );
    b.thread(client, [b.call(path), b.mark<'await'>({ do: 'await', condition: b.condition('never') })]);
    return b;
  };
  const { length } = run(build(1000)).rows;
  expect(run(build(length)).end).toMatchObject({ reason: 'deadlock', time: us(2) });
  expect(run(build(length - 2)).end.reason).toBe('rowLimit');
});

test('a call that stays with its client, and is cut because that has ended, stays no more when its time is over', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  const timer = { time: us(100), outcome: b.outcome('timedOut') };
  const path = b.bind(
    [client, server],
    [{ ...b.run(b.kernel, 'block', us(1)), timer }, b.procedure(server), b.run(client, 'copy', us(1), 'copy')],
    {
      body: [b.wait(us(50))],
      handlers: {
        serverTerminated: [b.run(b.kernel, 'revoke', us(2)), { node: 'stay', domain: b.kernel }],
        clientTerminated: [b.run(b.kernel, 'drop linkage', us(50))],
      },
    },
  );
  b.thread(client, [b.call(path)]);
  b.fault({ at: 'time', time: us(20) }, { does: 'terminate', domain: server });
  b.fault({ at: 'time', time: us(70) }, { does: 'terminate', domain: client });
  const ran = run(b);
  expect(ran.of('drop linkage').map(({ start, duration }) => [start, duration])).toEqual([
    [70, 31],
    [101, 19],
  ]);
  expect(ran.of('timedOut')).toHaveLength(1);
  expect(ran.end.reason).toBe('finished');
});
