/** One call over the policy callPackets: what its two ends know of each other's packets. */

import { at } from '../../base/assert.ts';
import type { CallState, Conversation } from '../machine/call-state.ts';
import { leaveBehind, type Packet } from '../machine/links.ts';
import type { Activity, Poller } from '../machine/state.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import type { TransportSpec } from '../spec/packets.ts';
import type { Network } from './network.ts';
import type { Process } from './process-pool.ts';
import { Side } from './side.ts';

export class Exchange implements Conversation {
  readonly network: Network;
  readonly spec: TransportSpec;
  readonly call: CallState;
  /** The activity that is the call: another one, when a call inside it was given up. */
  rider: Activity;
  readonly caller: number;
  readonly client: Side;
  readonly server: Side;
  worker: Process | null = null;
  /** The calling thread busy-waits. */
  private poller: Poller | null = null;
  /** The packet with which the call came was found by who polled for it. */
  wasPolled = false;
  /** The packet that the call went with last. */
  carrier: Packet | null = null;
  /** Bytes of the message that are not sent yet. */
  rest = 0;
  /** The call is a packet on its way, or waits for one. */
  isUnderWay = false;
  /** It was given up while it was under way: nothing that comes is for anybody. */
  private hasFailed = false;
  /** How often it was cut while it was under way: what was sent before the last time is for nobody. */
  cuts = 0;
  /** The call that the same thread made before, until this one has come to a server. */
  previous: Conversation | null;
  private readonly fail: (a: Activity) => void;

  constructor(network: Network, spec: TransportSpec, rider: Activity, fail: (a: Activity) => void) {
    this.network = network;
    this.spec = spec;
    this.rider = rider;
    this.fail = fail;
    this.call = rider.frame.call;
    this.caller = rider.frame.caller;
    this.call.shared = true;
    this.call.conversation = this;
    this.client = new Side(this, spec.client, true);
    this.server = new Side(this, spec.server, false);
    this.previous = network.newest.get(this.caller) ?? null;
    network.newest.set(this.caller, this);
  }

  other(side: Side): Side {
    return side === this.client ? this.server : this.client;
  }

  /** The call goes on with a processor of that side's machine. */
  land(side: Side): void {
    const { network, rider } = this;
    this.isUnderWay = false;
    this.wasPolled = side === this.client ? this.findByCaller() : this.findByServer();
    if (this.wasPolled) return;
    network.threads.actAs(rider, -1);
    network.dispatcher.interrupt(rider, side.spec.domain);
  }

  private findByCaller(): boolean {
    const { poller } = this;
    this.poller = null;
    return poller !== null && this.findBy(poller);
  }

  /** Only the process that serves the call, or that its packet names, looks for it. */
  private findByServer(): boolean {
    const { network, server, caller, call } = this;
    const one = this.worker ?? network.pools.waitingFor(server.spec.domain, caller);
    const poller = one?.poller ?? null;
    if (one === null || poller === null) return false;
    one.poller = null;
    if (!this.findBy(poller)) return false;
    this.worker ??= network.pools.assign(one.spec, caller, call);
    return true;
  }

  private findBy(poller: Poller): boolean {
    const { network, rider } = this;
    network.threads.actAs(rider, poller.thread);
    return network.dispatcher.findByPolling(poller, rider);
  }

  /** Who acts has sent the last packet of a message, and looks for the answer. Its processor is not free yet. */
  poll(side: Side, site: SiteId): void {
    const { network, rider, call, worker } = this;
    const { domain } = side.spec;
    const machine = at(network.world.domainMachines, domain);
    if (rider.thread < 0 || (side === this.server && worker === null)) return;
    const poller: Poller = { thread: rider.thread, call: call.index, domain, site, machine, processor: null };
    machine.pollers.push(poller);
    if (side === this.client) this.poller = poller;
    else if (worker !== null) worker.poller = poller;
  }

  /** The calling thread has something else to do. */
  callerLeaves(): void {
    if (this.poller !== null) this.network.dispatcher.stopPolling(this.poller);
    this.poller = null;
  }

  /** The packet that the call went with is lost, or has come and is not the last: it waits for another one. */
  strand(): void {
    const { network, rider, isUnderWay } = this;
    const site = network.world.machineOf(rider).spec.system.network?.packet;
    if (isUnderWay && !rider.waiting && site !== undefined) network.dispatcher.beginWait(rider, site);
  }

  leaveBehind(): void {
    if (!this.isUnderWay) return;
    this.isUnderWay = false;
    this.cuts += 1;
  }

  /** The server's end is not there any more. */
  loseServer(): void {
    this.server.vanish();
    this.worker = null;
    this.isUnderWay = true;
    this.strand();
  }

  /** The server has heard from this caller again: the result of the call before has come. */
  heardAgain(): void {
    const { previous, server } = this;
    this.previous = null;
    previous?.succeeded(server.spec.domain);
  }

  succeeded(domain: DomainId): void {
    const { server, network } = this;
    if (network.world.domainMachines[domain] !== network.world.domainMachines[server.spec.domain]) return;
    // The process that waits for this caller gets the call that has come.
    if (server.spec.domain === domain) this.worker = null;
    server.settle();
  }

  /** The server process waits for an acknowledgement; it is the one that this caller names next. */
  replied(): void {
    if (this.worker !== null) this.network.pools.linger(this.worker);
  }

  /** The server need not keep the result any more. */
  retire(): void {
    if (this.worker !== null) this.network.pools.retire(this.worker);
    this.worker = null;
  }

  /** The packet that has come is for nobody any more. */
  get isDone(): boolean {
    return this.hasFailed;
  }

  /** Nobody answers the caller: the call fails, and what is in the server goes on for nobody. */
  giveUp(): void {
    const { network, rider, call, spec } = this;
    this.client.settle();
    // What is left of a call that was given up before is nobody's loss.
    if (rider.floor > 0) return;
    if (this.isUnderWay) this.failUnderWay();
    else network.split?.(rider, call, spec.outcome);
  }

  private failUnderWay(): void {
    const { network, rider, caller } = this;
    const { world, threads, dispatcher } = network;
    this.isUnderWay = false;
    this.hasFailed = true;
    if (this.carrier !== null) leaveBehind(this.carrier);
    const { rows, events } = world;
    if (rows.endOf(rider.lastRow) > events.now) rows.close(rider.lastRow, events.now - rows.startOf(rider.lastRow));
    threads.actAs(rider, caller);
    world.endWait(rider, world.running?.lastRow ?? -1);
    rider.comeback = 'stopped';
    rider.home = this.spec.client.domain;
    this.fail(rider);
    dispatcher.makeReady(rider);
  }

  /** The call ends otherwise than by its result. */
  abandon(): void {
    this.hasFailed = true;
    this.client.settle();
    this.server.settle();
  }
}

/** What the call has sent; null: nothing yet. */
export function exchangeOf({ frame: { call } }: Activity): Exchange | null {
  const { conversation } = call;
  return conversation instanceof Exchange ? conversation : null;
}
