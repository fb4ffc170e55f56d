/** What is longer than a store goes through it piece by piece. */
import { expect, test } from 'vitest';
import type { PathNode } from '../../../src/sim/spec/path.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

function sending(bytes: number, workers: number | null, threads = 1) {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client');
  const server = b.domain('Server', { workers });
  const copy = b.step('plain', client, { op: 'multiply', args: [us(1), { op: 'bytes' }] }, 'write', {
    content: 'arguments',
  });
  const steps: PathNode[] = [
    {
      node: 'pieces',
      content: 'arguments',
      size: 4,
      steps: [
        copy,
        b.step('swap', client, 0, 'to the reader', { target: server, worker: 'take' }),
        b.run(server, 'read', us(1)),
        {
          node: 'when',
          condition: { is: 'lastPiece' },
          then: [],
          otherwise: [b.step('swap', server, 0, 'to the writer', { target: client, worker: 'pause' })],
        },
      ],
    },
    b.procedure(server),
    b.step('plain', server, { op: 'multiply', args: [us(1), { op: 'argumentBytes' }] }, 'whole'),
    b.step('swap', server, 0, 'back', { target: client, worker: 'back' }),
  ];
  const path = b.bind([client, server], steps);
  for (let i = 0; i < threads; i += 1) b.thread(client, [b.call(path, bytes)]);
  return run(b);
}

test('each piece is handled by itself, the last holds what is left; then the whole again', () => {
  const ran = sending(10, null);
  expect(ran.of('write').map(({ duration }) => duration)).toEqual([4, 4, 2]);
  expect(ran.of('whole').map(({ duration }) => duration)).toEqual([10]);
  expect(ran.of('to the writer')).toHaveLength(2);
});

test('what fits, and nothing at all, is one piece', () => {
  expect(
    sending(4, null)
      .of('write')
      .map(({ duration }) => duration),
  ).toEqual([4]);
  expect(
    sending(0, null)
      .of('write')
      .map(({ duration }) => duration),
  ).toEqual([0]);
});

test("the server's only thread stays with a call between its pieces", () => {
  const ran = sending(8, 1, 2);
  expect(new Set(ran.of('read').map(({ thread }) => thread))).toEqual(new Set(['Server worker 1']));
  const calls = ran.of('read').map(({ row }) => row.call);
  expect(calls).toEqual([0, 0, 1, 1]);
});
