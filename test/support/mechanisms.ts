/** Paths like those of the library's mechanisms, for specs that are built by hand. */
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { PathNode } from '../../src/sim/spec/path.ts';
import type { Price } from '../../src/sim/spec/price.ts';
import type { Statement } from '../../src/sim/spec/statements.ts';
import type { PoolSpec } from '../../src/sim/spec/stores.ts';
import { type SpecBuilder, us } from './spec.ts';

type Ends = readonly [client: DomainId, server: DomainId];

export interface LrpcOptions {
  readonly astacks?: number;
  readonly exhaustion?: PoolSpec['empty'];
  /** Processors that idle in the other domain are exchanged. */
  readonly caching?: boolean;
  readonly body?: readonly Statement[];
}

/** Null over LRPC on one processor: 157 us; with an exchange in each direction 125 us. */
export function bindLrpc(b: SpecBuilder, [client, server]: Ends, options: LrpcOptions = {}): number {
  const { astacks = 5, exhaustion = 'wait', caching = false, body = [] } = options;
  const { kernel } = b;
  const astack = b.pool('astack', astacks, { empty: exhaustion });
  const estack = b.pool('estack', 1, { empty: 'grow' });
  const perByte: Price = { op: 'multiply', args: [us(0.175), { op: 'bytes' }] };
  const enter = (domain: DomainId): PathNode =>
    caching
      ? b.step('exchange', kernel, us(17), 'exchange', { target: domain })
      : b.step('switch', kernel, us(33), 'switch', { target: domain });
  const associate: PathNode = {
    node: 'when',
    condition: { is: 'not', operand: { is: 'attached', place: astack, thing: estack } },
    then: [
      b.step('take', kernel, 0, 'take estack', { place: estack }),
      b.step('attach', kernel, 0, 'attach', { from: estack, to: astack }),
    ],
    otherwise: [],
  };
  const steps: PathNode[] = [
    b.run(client, 'run stub', us(24)),
    b.step('take', client, us(0.5), 'take astack', { place: astack }),
    b.step('copy', client, perByte, 'copy arguments', { to: astack, content: 'arguments' }),
    b.run(client, 'trap', us(18), 'trap'),
    b.run(kernel, 'validate', us(14), 'validate'),
    b.run(kernel, 'push linkage', us(8), 'linkage'),
    associate,
    enter(server),
    b.run(kernel, 'upcall', 0, 'control'),
    b.run(server, 'run stub', us(3)),
    b.procedure(server, [astack]),
    b.run(server, 'trap', us(18), 'trap'),
    b.run(kernel, 'pop linkage', us(5), 'linkage'),
    enter(client),
    b.run(kernel, 'resume', 0, 'control'),
    b.step('copy', client, perByte, 'copy results', { from: astack, content: 'results' }),
    b.step('give', client, us(0.5), 'give astack', { place: astack }),
  ];
  return b.bind([client, server], steps, { body });
}

export interface RpcOptions {
  readonly handoff?: boolean;
  readonly capacity?: number | null;
  readonly body?: readonly Statement[];
  /** The server's thread cleans up off the path after its reply. */
  readonly tail?: boolean;
}

/** Messages through the kernel: four copies there, and a scheduler that chooses who runs. */
export function bindRpc(b: SpecBuilder, [client, server]: Ends, options: RpcOptions = {}): number {
  const { handoff = false, capacity = 16, body = [], tail = false } = options;
  const { kernel } = b;
  const requests = b.queue('requests', capacity);
  const replies = b.queue('replies');
  const buffer = b.buffer('buffer');
  const hand = (target: DomainId, worker: 'take' | 'back'): PathNode[] => [
    b.step(handoff ? 'swap' : 'schedule', kernel, us(40), handoff ? 'handoff' : 'schedule', { target, worker }),
    b.step('switch', kernel, us(33), 'switch', { target }),
  ];
  const copy = (domain: DomainId, text: string, content: 'arguments' | 'results'): PathNode =>
    b.step('copy', domain, { op: 'add', args: [us(10), { op: 'multiply', args: [us(0.1), { op: 'bytes' }] }] }, text, {
      to: buffer,
      content,
    });
  const clean: PathNode[] = tail
    ? [{ node: 'meanwhile', steps: [b.run(server, 'clean up', us(20), 'work', true)] }]
    : [];
  const steps: PathNode[] = [
    b.run(client, 'run stub', us(20)),
    copy(client, 'copy A', 'arguments'),
    b.run(client, 'trap', us(18), 'trap'),
    b.run(kernel, 'validate', us(10), 'validate'),
    copy(kernel, 'copy B', 'arguments'),
    b.step('enqueue', kernel, us(5), 'enqueue', { queue: requests, place: buffer }),
    ...hand(server, 'take'),
    b.step('dequeue', kernel, us(5), 'dequeue', { queue: requests, place: buffer }),
    copy(kernel, 'copy C', 'arguments'),
    b.run(server, 'run stub', us(20)),
    copy(server, 'copy E', 'arguments'),
    b.procedure(server),
    b.run(server, 'trap', us(18), 'trap'),
    copy(kernel, 'copy B2', 'results'),
    b.step('enqueue', kernel, us(5), 'enqueue', { queue: replies, place: buffer }),
    ...clean,
    ...hand(client, 'back'),
    b.step('dequeue', kernel, us(5), 'dequeue', { queue: replies, place: buffer }),
    copy(kernel, 'copy C2', 'results'),
    copy(client, 'copy F', 'results'),
  ];
  return b.bind([client, server], steps, { body });
}

export interface UrpcOptions {
  readonly reallocation?: 'lazy' | 'eager';
  readonly slots?: number;
  readonly body?: readonly Statement[];
}

/** Messages through shared memory between domains that schedule their own threads. */
export function bindUrpc(b: SpecBuilder, [client, server]: Ends, options: UrpcOptions = {}): number {
  const { reallocation = 'lazy', slots = 16, body = [] } = options;
  const request = b.pool('request', slots);
  const reply = b.pool('reply', slots);
  const requests = b.queue('requests');
  const replies = b.queue('replies');
  const lend = { site: b.site('reallocation', 'lend'), price: us(55) };
  const find = (domain: DomainId): PathNode => b.policy('find', domain, us(6), { lend, reallocation });
  const steps: PathNode[] = [
    b.step('take', client, 0, 'take request', { place: request }),
    b.step('copy', client, 0, 'copy arguments', { to: request, content: 'arguments' }),
    b.step('enqueue', client, us(18), 'send', { queue: requests, place: request }),
    b.policy('park', client, 0, { reallocation }),
    find(server),
    b.step('dequeue', server, us(9), 'receive', { queue: requests, place: request }),
    b.policy('dispatch', server, us(25), { worker: 'take' }),
    b.step('give', server, 0, 'give request', { place: request }),
    b.step('take', server, 0, 'take reply', { place: reply }),
    b.procedure(server, [reply]),
    b.step('enqueue', server, us(13), 'reply', { queue: replies, place: reply }),
    { node: 'meanwhile', steps: [b.policy('finish', server, 0)] },
    find(client),
    b.step('dequeue', client, us(10), 'receive', { queue: replies, place: reply }),
    b.policy('dispatch', client, us(20), { worker: 'back' }),
    b.step('copy', client, 0, 'copy results', { from: reply, content: 'results' }),
    b.step('give', client, 0, 'give reply', { place: reply }),
  ];
  return b.bind([client, server], steps, { body });
}
