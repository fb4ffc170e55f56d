/** One end of a call over the policy callPackets: what it has sent and received, its timers and probes. */

import type { Bytes } from '../../base/units.ts';
import type { CallState } from '../machine/call-state.ts';
import type { Packet } from '../machine/links.ts';
import type { Activity } from '../machine/state.ts';
import { Watch } from '../machine/watch.ts';
import type { DutySpec, PacketSites, SideSpec, TransportSpec } from '../spec/packets.ts';
import type { PricedSite } from '../spec/price.ts';
import type { Network } from './network.ts';

/** A packet that its sender repeats until it is answered. */
interface Outgoing {
  /** Packets of one end are counted from 0, over all messages of the call. */
  readonly sequence: number;
  readonly bytes: Bytes;
  /** The last one of its message: what the other end sends next is an answer as well. */
  readonly isLast: boolean;
  /** Of the result: the server need not keep it any longer than until it is acknowledged. */
  readonly isResult: boolean;
  /** How often the call had been cut when it was sent first. */
  readonly cuts: number;
}

/** What a packet says. */
type Said =
  | ({ readonly kind: 'data'; readonly asks: boolean } & Outgoing)
  | { readonly kind: 'acknowledgement'; readonly sequence: number }
  | { readonly kind: 'probe' }
  | { readonly kind: 'presence' };

/** What an end knows of the call that it is an end of. */
interface Talk {
  readonly network: Network;
  readonly spec: TransportSpec;
  readonly call: CallState;
  /** The activity that is the call. */
  readonly rider: Activity;
  readonly caller: number;
  /** The packet that the call went with last. */
  carrier: Packet | null;
  /** The call is a packet on its way, or waits for one. */
  isUnderWay: boolean;
  /** What comes is for nobody any more. */
  readonly isDone: boolean;
  /** How often it was cut while it was under way: what was sent before the last time is for nobody. */
  readonly cuts: number;
  other(side: Side): Side;
  land(side: Side): void;
  strand(): void;
  giveUp(): void;
  heardAgain(): void;
  replied(): void;
  retire(): void;
  callerLeaves(): void;
}

/** One end of a call. */
export class Side {
  readonly spec: SideSpec;
  private readonly exchange: Talk;
  private readonly isClient: boolean;
  private sent = 0;
  private expected = 0;
  private out: Outgoing | null = null;
  private timer: Watch | null = null;
  private unanswered = 0;
  /** Until the next probe; 0: none are sent. */
  private span = 0;
  /** The packet that was received last asks for an acknowledgement. */
  private due = -1;
  private isGone = false;

  constructor(exchange: Talk, spec: SideSpec, isClient: boolean) {
    this.exchange = exchange;
    this.spec = spec;
    this.isClient = isClient;
  }

  /** The call itself goes with this packet. */
  send(packet: Omit<Outgoing, 'sequence' | 'cuts'>, sites: PacketSites): void {
    const { exchange } = this;
    const out = { sequence: this.sent, cuts: exchange.cuts, ...packet };
    this.sent += 1;
    this.out = out;
    this.unanswered = 0;
    exchange.isUnderWay = true;
    this.hand({ kind: 'data', asks: !packet.isLast, ...out }, sites, exchange.rider);
    this.setTimer(exchange.spec.retransmitAfter, () => this.repeat(out));
    if (packet.isLast && packet.isResult) exchange.replied();
  }

  /** The acknowledgement that the packet asked for; at the end of its row. */
  acknowledgeDue(duty: DutySpec): void {
    this.acknowledge(this.due, duty);
    this.due = -1;
  }

  get isDue(): boolean {
    return this.due >= 0;
  }

  private acknowledge(sequence: number, { packet }: DutySpec): void {
    this.hand({ kind: 'acknowledgement', sequence }, packet, null);
  }

  /** Nothing that was sent needs an answer any more. */
  settle(): void {
    const { exchange } = this;
    this.stopTimer();
    this.out = null;
    this.span = 0;
    if (this.isClient) exchange.callerLeaves();
    else exchange.retire();
  }

  /** The caller was not heard of: the server gives up, and does not answer its probes either. */
  private forget(): void {
    this.settle();
    this.isGone = true;
  }

  /** What comes to this end is not answered. */
  vanish(): void {
    this.stopTimer();
    this.out = null;
    this.isGone = true;
  }

  private hand(said: Said, sites: PacketSites, rider: Activity | null): void {
    const { exchange, spec } = this;
    const { network, call } = exchange;
    const receiver = exchange.other(this);
    const bytes = said.kind === 'data' ? said.bytes : exchange.spec.header;
    const packet: Packet = {
      bytes,
      sites,
      rider,
      call: call.index,
      from: spec.domain,
      arrive: (isIntact, carried) => (isIntact ? receiver.receive(said, carried) : receiver.discard(carried)),
      vanish: (carried) => {
        if (carried !== null) exchange.strand();
      },
    };
    if (rider !== null) exchange.carrier = packet;
    network.links.send(exchange.spec.link, packet);
  }

  private setTimer(span: number, ring: () => void): void {
    const { world } = this.exchange.network;
    this.stopTimer();
    this.timer = new Watch(world, ring);
    world.events.schedule(world.events.now + span, this.timer);
  }

  private stopTimer(): void {
    this.timer?.disarm();
    this.timer = null;
  }

  private work(rows: readonly PricedSite[], atEnd: (() => void) | null): void {
    const { network, call, caller } = this.exchange;
    network.duties.begin({ domain: this.spec.domain, call, caller, rows, atEnd });
  }

  /** The packet was not answered: again, with the wish for an acknowledgement. */
  private repeat(out: Outgoing): void {
    const { exchange, spec } = this;
    if (this.isUnanswered()) return;
    this.work([spec.retransmit.work], () => {
      if (this.out !== out) return;
      this.hand({ kind: 'data', asks: true, ...out }, spec.retransmit.packet, null);
      this.setTimer(exchange.spec.retransmitAfter, () => this.repeat(out));
    });
  }

  /** True if enough packets had no answer: this end gives up. */
  private isUnanswered(): boolean {
    this.unanswered += 1;
    if (this.unanswered <= this.exchange.spec.attempts) return false;
    if (this.isClient) this.exchange.giveUp();
    else this.forget();
    return true;
  }

  /** The call was acknowledged and is not answered yet: from time to time the caller asks whether the server is there. */
  private waitToProbe(): void {
    this.setTimer(this.span, () => this.probe());
  }

  private probe(): void {
    const { exchange, spec } = this;
    const { probe } = spec;
    if (probe === null || this.isUnanswered()) return;
    const { span } = this;
    this.work([probe.work], () => {
      if (this.span !== span) return;
      this.hand({ kind: 'probe' }, probe.packet, null);
      this.setTimer(exchange.spec.retransmitAfter, () => this.probe());
    });
  }

  /** The packet says nothing to anybody: the call that has come with it waits for another one. */
  private discard(rider: Activity | null): void {
    if (rider !== null) this.exchange.strand();
    this.work([this.spec.interrupt, this.spec.discard], null);
  }

  private receive(said: Said, rider: Activity | null): void {
    if (this.isGone) return this.discard(rider);
    switch (said.kind) {
      case 'data':
        return this.receiveData(said);
      case 'acknowledgement':
        return this.receiveAcknowledgement(said.sequence);
      case 'probe': {
        const { interrupt, acknowledge } = this.spec;
        return this.work([interrupt, acknowledge.work], () =>
          this.hand({ kind: 'presence' }, acknowledge.packet, null),
        );
      }
      default:
        return this.receivePresence();
    }
  }

  private receiveData(said: Said & { kind: 'data' }): void {
    const { exchange, spec } = this;
    const { interrupt, acknowledge, discard } = spec;
    const isDuplicate = said.sequence < this.expected || said.cuts < exchange.cuts || exchange.isDone;
    if (isDuplicate) {
      if (!said.asks) return this.work([interrupt, discard], null);
      return this.work([interrupt, discard, acknowledge.work], () => this.acknowledge(said.sequence, acknowledge));
    }
    this.expected = said.sequence + 1;
    if (!this.isClient && said.sequence === 0) exchange.heardAgain();
    this.answered();
    if (said.isLast) {
      this.due = said.asks ? said.sequence : -1;
      exchange.land(this);
    } else {
      exchange.strand();
      this.work([interrupt, acknowledge.work], () => this.acknowledge(said.sequence, acknowledge));
    }
  }

  /** What the other end sends next shows that it has all that was sent before. */
  private answered(): void {
    this.out = null;
    this.unanswered = 0;
    this.stopTimer();
    if (!this.isClient) return;
    this.span = this.exchange.spec.probeAfter;
    this.waitToProbe();
  }

  private receiveAcknowledgement(sequence: number): void {
    const { exchange, spec, out } = this;
    if (out === null || out.sequence !== sequence) return this.work([spec.interrupt, spec.discard], null);
    if (out.isLast && out.isResult) this.settle();
    else this.answered();
    if (out.isLast || out.cuts < exchange.cuts) this.work([spec.interrupt], null);
    else exchange.land(this);
  }

  private receivePresence(): void {
    const { longestProbe } = this.exchange.spec;
    this.work([this.spec.interrupt], null);
    if (this.span === 0) return;
    this.unanswered = 0;
    this.span = Math.min(2 * this.span, longestProbe);
    this.waitToProbe();
  }
}
