/** The policy callPackets: a message goes in one packet, or in several that are acknowledged one by one. */
import { assert } from '../../base/assert.ts';
import { type Activity, GO, ROW, STOP } from '../machine/state.ts';
import { END, label, NEEDS, type Parts } from '../path/code.ts';
import { asFunction, bytesOf, wholeFormula } from '../path/expression.ts';
import type { StepScope } from '../path/holdings.ts';
import { emitEnd, emitRow, pricedShape, recordOf } from '../path/rows.ts';
import type { AssignNode, ReceiveNode, SendNode } from '../spec.ts';
import { Exchange, type Side } from './exchange.ts';
import type { Network } from './network.ts';

/** The code of what machines do for their links off the paths of calls. */
export function emitDuties({ code }: Parts, { duties }: Network): void {
  duties.entry = code.here;
  code.emit((work) => duties.record(work), NEEDS);
  code.emit((work) => duties.goOn(work), END);
}

/** Sends a message: a row and a packet for each part of its content. */
export function emitSend(scope: StepScope, node: SendNode): void {
  const { parts } = scope;
  const { code, world } = parts;
  const network = networkOf(parts);
  const { transport, work, domain } = node;
  const contentBytes = asFunction(bytesOf({ content: node.content ?? null, fixed: null }));
  const price = asFunction(wholeFormula(world, work.price));
  const failing = label();
  const begin = code.here;
  const next = label();
  const left = new Map<Exchange, number>();
  const fail = (a: Activity): void => {
    a.pc = failing.pc;
  };
  code.emit((a) => {
    const exchange = node.message === 'call' ? new Exchange(network, transport, a, fail) : exchangeOf(a);
    left.set(exchange, contentBytes(a));
    a.pc = begin + 1;
    return GO;
  });
  const packetBytes = (a: Activity): number => {
    const rest = left.get(exchangeOf(a)) ?? 0;
    return transport.header + Math.min(rest, transport.data);
  };
  code.emit((a) => {
    world.step(a, work.site, price(a), packetBytes(a), -1, domain);
    a.pc = begin + 2;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    const exchange = exchangeOf(a);
    const bytes = packetBytes(a);
    const rest = Math.max(0, (left.get(exchange) ?? 0) - transport.data);
    left.set(exchange, rest);
    a.pc = rest > 0 ? begin + 3 : next.pc;
    if (rest === 0) left.delete(exchange);
    sideOf(exchange, node).send(bytes, rest === 0, node.packet);
    network.dispatcher.leave(a, 'scheduled');
    return STOP;
  }, END);
  const { acknowledged } = node;
  const { kernel } = world.machines[world.spec.domains[domain]?.machine ?? 0]?.spec ?? { kernel: domain };
  emitRow(parts, recordOf(world, pricedShape(world, acknowledged, kernel)));
  code.emit((a) => {
    parts.threads.actAs(a, actorOf(a, node));
    a.pc = begin + 1;
    return GO;
  }, END);
  failing.pc = code.here;
  emitRow(parts, (a) => world.step(a, node.failed, 0, 0, -1, transport.client.domain));
  scope.failed(transport.outcome);
  next.pc = code.here;
}

/** Who sends: the calling thread, or the server process. */
function actorOf({ frame }: Activity, { message }: SendNode): number {
  const { conversation } = frame.call;
  const worker = conversation instanceof Exchange ? conversation.worker : null;
  return message === 'call' ? frame.caller : (worker?.thread ?? frame.workers?.at(-1) ?? -1);
}

/** The receiver of a message has its last packet. */
export function emitReceive(parts: Parts, node: ReceiveNode): void {
  const { code, world } = parts;
  const network = networkOf(parts);
  const { check, acknowledge, domain } = node;
  if (check !== undefined) emitRow(parts, recordOf(world, pricedShape(world, check, domain)));
  const next = label();
  const row = code.here + 1;
  const side = (a: Activity): Side => {
    const { client, server } = exchangeOf(a);
    return client.spec.domain === domain ? client : server;
  };
  code.emit((a) => {
    const exchange = exchangeOf(a);
    if (side(a) === exchange.client) exchange.client.settle();
    a.pc = side(a).isDue ? row : next.pc;
    return GO;
  });
  code.emit((a) => {
    world.step(a, acknowledge.work.site, network.duties.priceOf(acknowledge.work, a), 0, -1, domain);
    a.pc = row + 1;
    return ROW;
  }, NEEDS);
  emitEnd(parts, (a) => side(a).acknowledge(side(a).takeDue(), acknowledge));
  next.pc = code.here;
}

/** Nobody answers at the server's end: the call waits for packets that do not come. */
export function emitSilence(parts: Parts): void {
  const { code } = parts;
  const { dispatcher } = networkOf(parts);
  const next = code.here + 1;
  code.emit((a) => {
    a.pc = next;
    dispatcher.leave(a, 'scheduled');
    exchangeOf(a).loseServer();
    return STOP;
  });
}

/** The call gets a process of the server. */
export function emitAssign(parts: Parts, node: AssignNode): void {
  const { code, world, threads } = parts;
  const network = networkOf(parts);
  const { kernel } = world.machines[world.spec.domains[node.domain]?.machine ?? 0]?.spec ?? { kernel: node.domain };
  const next = code.here + 1;
  code.emit((a) => {
    const { caller, call } = a.frame;
    const priced = node[network.pools.choose(node, caller)];
    const worker = network.pools.assign(node, caller, call);
    if (call.conversation instanceof Exchange) call.conversation.worker = worker;
    a.coming = worker.thread;
    world.step(a, priced.site, network.duties.priceOf(priced, a), 0, -1, kernel);
    a.pc = next;
    return ROW;
  }, NEEDS);
  emitEnd(parts, (a) => threads.actAs(a, a.coming));
}

function networkOf({ network }: Parts): Network {
  assert(network !== null, 'a spec whose paths send packets has links');
  return network;
}

function exchangeOf({ frame: { call } }: Activity): Exchange {
  const { conversation } = call;
  if (conversation instanceof Exchange) return conversation;
  throw new Error('defect: packets without a call message');
}

function sideOf({ client, server }: Exchange, { message }: SendNode): Side {
  return message === 'call' ? client : server;
}
