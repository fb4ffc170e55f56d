/** Networks between machines: packets on their way, one at a time on each link, and those that a fault takes. */
import { at } from '../../base/assert.ts';
import { BITS_PER_BYTE, type Bytes, PICOSECONDS_PER_SECOND, type Picoseconds } from '../../base/units.ts';
import type { FaultSpec } from '../spec/faults.ts';
import type { DomainId } from '../spec/ids.ts';
import type { LinkSpec } from '../spec/machine.ts';
import type { PacketSites } from '../spec/packets.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Activity } from './state.ts';
import { Watch } from './watch.ts';
import type { World } from './world.ts';

/** What happens to a packet on its way. */
type Fate = 'deliver' | 'drop' | 'duplicate' | 'corrupt';

/** A packet that was handed to a link. */
export interface Packet {
  readonly bytes: Bytes;
  sites: PacketSites;
  /** Whose device sent it. */
  readonly from: DomainId;
  readonly call: number;
  /** The call that goes with it, null: none. */
  rider: Activity | null;
  /** It has come, intact or not, with who goes with it now. */
  readonly arrive: (isIntact: boolean, rider: Activity | null) => void;
  /** It will not come. */
  readonly vanish: (rider: Activity | null) => void;
}

/** A span in which a link carries nothing. */
interface Outage {
  readonly from: Picoseconds;
  readonly to: Picoseconds;
}

class Link {
  readonly queue: Packet[] = [];
  isBusy = false;
  /** Packets whose transmission has begun. */
  count = 0;
  readonly spec: LinkSpec;
  private readonly outages: readonly Outage[];

  constructor(spec: LinkSpec, outages: readonly Outage[]) {
    this.spec = spec;
    this.outages = outages;
  }

  /** It is cut when the packet begins its way, or before it has come. */
  isCut(begin: Picoseconds, arrival: Picoseconds): boolean {
    return this.outages.some(({ from, to }) => from <= arrival && begin < to);
  }
}

export class Links {
  private readonly world: World;
  private readonly dispatcher: Dispatcher;
  private readonly links: readonly Link[];
  /** Tells that a fault happens, by its number in the spec. */
  tell: (fault: number, call: number, domain: DomainId) => void = () => {};
  /** Packets sent over any link. */
  private count = 0;

  constructor(world: World, dispatcher: Dispatcher) {
    this.world = world;
    this.dispatcher = dispatcher;
    const { links, faults } = world.spec;
    this.links = links.map((spec, index) => new Link(spec, outagesOf(faults, index)));
  }

  /** The packet begins its way, or waits until those before it are transmitted. */
  send(index: number, packet: Packet): void {
    const link = at(this.links, index);
    if (!link.isBusy) return this.transmit(index, link, packet);
    link.queue.push(packet);
    const { rider } = packet;
    const site = rider === null ? undefined : this.world.machineOf(rider).spec.system.network?.link;
    if (rider !== null && site !== undefined) this.dispatcher.beginWait(rider, site);
  }

  /** Who goes with a packet that still waits for its link is cut: nobody goes with it. */
  leave(rider: Activity): void {
    for (const { queue } of this.links) for (const packet of queue) if (packet.rider === rider) leaveBehind(packet);
  }

  private transmit(index: number, link: Link, packet: Packet): void {
    const { world } = this;
    const { now } = world.events;
    link.count += 1;
    this.count += 1;
    const fault = this.faultOf(index, link.count);
    const fate: Fate = fault?.fate ?? 'deliver';
    const onLink = transmissionTime(link.spec, packet.bytes);
    const isLost = fate === 'drop' || link.isCut(now, now + onLink + link.spec.delay);
    const row = this.record(packet, onLink + link.spec.delay, isLost);
    if (fault !== undefined) this.tell(fault.index, packet.call, packet.from);
    link.isBusy = true;
    if (fate === 'duplicate') link.queue.unshift(doubleOf(packet));
    this.schedule(now + onLink, row, () => this.release(index, link));
    this.schedule(now + onLink + link.spec.delay, row, () => {
      if (isLost) packet.vanish(packet.rider);
      else packet.arrive(fate !== 'corrupt', packet.rider);
    });
  }

  /** An event of the packet of that row. */
  private schedule(time: Picoseconds, row: number, ring: () => void): void {
    const watch = new Watch(this.world, ring);
    watch.lastRow = row;
    this.world.events.schedule(time, watch);
  }

  /** The first fault in the spec that means this packet. */
  private faultOf(link: number, number: number): { readonly index: number; readonly fate: Fate } | undefined {
    for (const [index, { when, what }] of this.world.spec.faults.entries()) {
      if (when.at !== 'packet') continue;
      const isMeant = when.link === null ? when.number === this.count : when.link === link && when.number === number;
      if (isMeant && (what.does === 'drop' || what.does === 'duplicate' || what.does === 'corrupt'))
        return { index, fate: what.does };
    }
    return undefined;
  }

  private record({ rider, sites, from, call, bytes }: Packet, duration: Picoseconds, isLost: boolean): number {
    const { world } = this;
    if (rider !== null) world.endWait(rider, world.running?.lastRow ?? -1);
    const site = isLost ? sites.lost : sites.sent;
    const about = rider?.call ?? call;
    const row = world.rows.row(world.events.now, duration, site, rider?.thread ?? -1, about, bytes, -1, -1, from);
    if (rider !== null) {
      world.firstRowIs(rider, row);
      rider.lastRow = row;
    }
    return row;
  }

  /** The transmission has ended: the next packet may begin. */
  private release(index: number, link: Link): void {
    link.isBusy = false;
    const next = link.queue.shift();
    if (next !== undefined) this.transmit(index, link, next);
  }
}

/** When the faults cut the link: the run knows it before it comes to it, as a packet's row tells at once what becomes of it. */
function outagesOf(faults: readonly FaultSpec[], link: number): Outage[] {
  const outages: Outage[] = [];
  let since: Picoseconds | null = null;
  for (const { time, isCut } of changesOf(faults, link)) {
    if (isCut) since ??= time;
    else if (since !== null) {
      outages.push({ from: since, to: time });
      since = null;
    }
  }
  return since === null ? outages : [...outages, { from: since, to: Number.POSITIVE_INFINITY }];
}

/** In the order of their instants, of equal ones in that of the spec. */
function changesOf(
  faults: readonly FaultSpec[],
  link: number,
): { readonly time: Picoseconds; readonly isCut: boolean }[] {
  return faults
    .flatMap(({ when, what }) => {
      if (when.at !== 'time' || (what.does !== 'cut' && what.does !== 'restore') || what.link !== link) return [];
      return [{ time: when.time, isCut: what.does === 'cut' }];
    })
    .sort((one, other) => one.time - other.time);
}

/** The packet as a fault delivers it a second time: nobody goes with it. */
function doubleOf(packet: Packet): Packet {
  const double = { ...packet };
  leaveBehind(double);
  return double;
}

/** Nobody goes with the packet any more: its row is off the path. */
export function leaveBehind(packet: Packet): void {
  const { double } = packet.sites;
  packet.rider = null;
  packet.sites = { sent: double, lost: double, double };
}

/** How long a packet takes the link. */
function transmissionTime({ rate }: LinkSpec, bytes: Bytes): Picoseconds {
  return rate === null ? 0 : Math.round((bytes * BITS_PER_BYTE * PICOSECONDS_PER_SECOND) / rate);
}
