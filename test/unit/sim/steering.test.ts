/** Misses, and idle processors that are steered to the domains that have most. */
import { expect, test } from 'vitest';
import type { DomainId } from '../../../src/sim/spec/ids.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import { SpecBuilder, us } from '../../support/spec.ts';
import { run } from './support.ts';

interface World {
  readonly b: SpecBuilder;
  readonly client: DomainId;
  readonly servers: readonly DomainId[];
}

/** A client that calls servers in this order, on a machine whose processors begin in the domains given (0: the client). */
function calling(
  order: readonly number[],
  placements: readonly number[],
  options: { steers?: boolean; dedicated?: number; others?: number } = {},
) {
  const { steers = true, dedicated = -1, others = 0 } = options;
  const b = new SpecBuilder({ processors: placements.length });
  const client = b.domain('Client');
  const servers = [1, 2, 3].map((number) => b.domain(`Server ${number}`));
  const world = { b, client, servers };
  const paths = servers.map((server) =>
    b.bind([client, server], [enter(world, server, steers), b.procedure(server), enter(world, client, steers)]),
  );
  b.thread(client, [
    b.compute(us(100)),
    ...order.flatMap((number) => [b.call(paths[number - 1] ?? 0), b.compute(us(100))]),
  ]);
  for (let i = 0; i < others; i += 1) b.thread(client, [b.compute(us(500))]);
  const domains = [client, ...servers];
  return run(
    steered(
      b.build(),
      b,
      placements.map((at, p) => ({ domain: domains[at] ?? 0, dedicated: p === dedicated })),
    ),
  );
}

function enter({ b }: World, target: DomainId, steers: boolean) {
  return {
    node: 'when' as const,
    condition: { is: 'idleProcessor' as const, domain: target },
    then: [b.step('exchange', target, us(17), `exchange with ${target}`, { target })],
    otherwise: [
      {
        node: 'miss' as const,
        domain: target,
        target,
        work: { site: b.site('work', `miss ${target}`), price: us(1) },
        steers,
      },
      b.step('switch', target, us(33), `switch to ${target}`, { target }),
    ],
  };
}

function steered(spec: RunSpec, b: SpecBuilder, placements: RunSpec['machines'][number]['placements']): RunSpec {
  const steer = {
    load: { site: b.site('switch', 'steer'), price: us(10) },
    refill: { site: b.site('refill', 'refill'), price: us(5) },
  };
  const machines = spec.machines.map((machine) => ({ ...machine, placements, system: { ...machine.system, steer } }));
  return { ...spec, machines };
}

const misses = (ran: ReturnType<typeof calling>) => ran.rows.filter(({ step }) => step.startsWith('miss')).length;

test('the idle processor goes where the call missed it; the next call finds it', () => {
  const ran = calling([1, 1, 1], [0, 2]);
  expect(misses(ran)).toBe(2);
  expect(ran.rows.filter(({ step }) => step.startsWith('exchange'))).toHaveLength(4);
  expect(ran.of('steer')).toHaveLength(1);
});

test('without steering it stays where it is', () => {
  const ran = calling([1, 1, 1], [0, 2], { steers: false });
  expect([misses(ran), ran.of('steer').length]).toEqual([6, 0]);
});

test('it goes to a domain that has more misses than its own, not to one that has as many', () => {
  const ran = calling([1, 2, 1, 2, 1], [0, 3]);
  // The client is missed on the way back from every server, and has soon more misses than each of them.
  expect(ran.of('steer').map(({ start, row }) => [start, row.processor])).toEqual([
    [101, 1],
    [303, 1],
    [622, 0],
  ]);
  // At its second miss server 2 has two, as server 1 has, where the other processor idles: that one stays.
  const second = ran.of('miss 3')[1];
  const idle = ran.rows.find(({ step, row }) => step === 'idle' && row.processor === 0 && row.domain === 2);
  expect([second?.start, idle?.start, idle?.duration]).toEqual([587, 487, 135]);
});

test('a reserved processor runs nothing else, and calls find it', () => {
  const ran = calling([1, 1], [0, 1, 2], { dedicated: 1 });
  expect([misses(ran), ran.of('steer').length]).toEqual([0, 0]);
});

test('a reserved processor that a call took elsewhere comes back', () => {
  const ran = calling([1], [0, 1], { dedicated: 1, others: 1 });
  // The other thread of the client has taken the processor that the call left: the call goes home on the reserved one.
  expect(ran.of('miss 1').map(({ row }) => row.processor)).toEqual([1]);
  expect(ran.of('steer').map(({ row }) => row.processor)).toEqual([1]);
  expect(ran.rows.findLast(({ step, row }) => step === 'idle' && row.processor === 1)?.row.domain).toBe(2);
});
