/** The policy callPackets: a message goes in one packet, or in several that are acknowledged one by one. */
import { assert, at } from '../../base/assert.ts';
import { type Activity, GO, ROW, STOP } from '../machine/state.ts';
import { END, label, NEEDS, type Parts } from '../path/code.ts';
import { asFunction, bytesOf, wholeFormula } from '../path/expression.ts';
import type { StepScope } from '../path/holdings.ts';
import { emitEnd, emitRow, pricedShape, recordOf } from '../path/rows.ts';
import type { DomainId } from '../spec/ids.ts';
import type { ReceiveNode, SendNode, TransportSpec } from '../spec/packets.ts';
import type { AssignNode } from '../spec/path.ts';
import { Exchange, exchangeOf } from './exchange.ts';
import type { Network } from './network.ts';
import type { Side } from './side.ts';

/** The code of what machines do for their links off the paths of calls. */
export function emitDuties({ code }: Parts, { duties }: Network): void {
  duties.entry = code.here;
  code.emit((work) => duties.record(work), NEEDS);
  code.emit((work) => duties.goOn(work), END);
}

/** Sends a message: a row and a packet for each part of its content. */
export function emitSend(scope: StepScope, node: SendNode): void {
  const { parts } = scope;
  const { code } = parts;
  const network = networkOf(parts);
  const { transport, message } = node;
  const contentBytes = asFunction(bytesOf({ content: node.content ?? null, fixed: node.fixed ?? null }));
  const failing = label();
  const next = label();
  const fail = (a: Activity): void => {
    a.pc = failing.pc;
  };
  const row = code.here + 1;
  code.emit((a) => {
    const known = message === 'call' ? null : exchangeOf(a);
    const exchange = known ?? new Exchange(network, transport, a, fail);
    exchange.rest = contentBytes(a);
    a.pc = row;
    return GO;
  });
  emitPacketRow(parts, node);
  code.emit((a) => {
    const isLast = sendPart(a, node);
    a.pc = isLast ? next.pc : row + 2;
    network.dispatcher.leave(a, 'scheduled');
    return STOP;
  }, END);
  emitNextPart(parts, node, row);
  failing.pc = code.here;
  emitRow(parts, (a) => parts.world.step(a, node.failed, 0, 0, -1, transport.client.domain));
  scope.failed(transport.outcome);
  next.pc = code.here;
}

/** A packet is given to the device. */
function emitPacketRow(parts: Parts, { work, domain, transport }: SendNode): void {
  const price = asFunction(wholeFormula(parts.world, work.price));
  emitRow(parts, (a) => parts.world.step(a, work.site, price(a), packetBytes(a, transport), -1, domain));
}

/** The packet leaves; true if it is the last of its message. */
function sendPart(a: Activity, node: SendNode): boolean {
  const exchange = exchangeOf(a);
  if (exchange === null) return true;
  const bytes = packetBytes(a, node.transport);
  exchange.rest = Math.max(0, exchange.rest - node.transport.data);
  const isLast = exchange.rest === 0;
  const side = sideOf(exchange, node);
  side.send({ bytes, isLast, isResult: node.message === 'result' }, node.packet);
  if (isLast && node.polls !== undefined) exchange.poll(side, node.polls);
  return isLast;
}

/** The acknowledgement of a packet has come: the next one, at `row`. */
function emitNextPart(parts: Parts, node: SendNode, row: number): void {
  const { world, code, threads } = parts;
  emitRow(parts, recordOf(world, pricedShape(world, node.acknowledged, kernelOf(parts, node.domain))));
  code.emit((a) => {
    threads.actAs(a, actorOf(a, node));
    a.pc = row;
    return GO;
  }, END);
}

function packetBytes(a: Activity, { header, data }: TransportSpec): number {
  return header + Math.min(exchangeOf(a)?.rest ?? 0, data);
}

function kernelOf({ world }: Parts, domain: DomainId): DomainId {
  return at(world.domainMachines, domain).spec.kernel;
}

/** Who sends: the calling thread, or the server process. */
function actorOf(a: Activity, { message }: SendNode): number {
  const worker = exchangeOf(a)?.worker ?? null;
  return isFromClient(message) ? a.frame.caller : (worker?.thread ?? a.frame.workers?.at(-1) ?? -1);
}

/** The receiver of a message has its last packet. */
export function emitReceive(parts: Parts, node: ReceiveNode): void {
  const { code, world } = parts;
  const network = networkOf(parts);
  const { check, acknowledge, domain } = node;
  if (check !== undefined) emitRow(parts, recordOf(world, pricedShape(world, check, domain)));
  const next = label();
  const row = code.here + 1;
  const side = (a: Activity): Side | null => {
    const exchange = exchangeOf(a);
    return exchange?.client.spec.domain === domain ? exchange.client : (exchange?.server ?? null);
  };
  code.emit((a) => {
    const end = side(a);
    if (end === exchangeOf(a)?.client) end?.settle();
    a.pc = end?.isDue === true ? row : next.pc;
    return GO;
  });
  code.emit((a) => {
    world.step(a, acknowledge.work.site, network.duties.priceOf(acknowledge.work, a), 0, -1, domain);
    a.pc = row + 1;
    return ROW;
  }, NEEDS);
  emitEnd(parts, (a) => side(a)?.acknowledgeDue(acknowledge));
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
    exchangeOf(a)?.loseServer();
    return STOP;
  });
}

/** The call gets a process of the server. */
export function emitAssign(parts: Parts, node: AssignNode): void {
  const { code, world, threads } = parts;
  const network = networkOf(parts);
  const kernel = kernelOf(parts, node.domain);
  const next = code.here + 1;
  code.emit((a) => {
    const { caller, call } = a.frame;
    const exchange = exchangeOf(a);
    // The process that serves the call waits for its next packet.
    const waiting = exchange?.worker ?? null;
    const priced = waiting === null ? node[network.pools.choose(node, caller)] : node.hinted;
    const worker = waiting ?? network.pools.assign(node, caller, call);
    if (exchange !== null) exchange.worker = worker;
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

function sideOf({ client, server }: Exchange, { message }: SendNode): Side {
  return isFromClient(message) ? client : server;
}

function isFromClient(message: SendNode['message']): boolean {
  return message === 'call' || message === 'answer';
}
