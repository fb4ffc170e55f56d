/** Messages between machines: how a path sends and receives them, and what each end does off the path. */
import type { Bytes, Picoseconds } from '../../base/units.ts';
import type { ContentName } from './content.ts';
import type { DomainId, OutcomeId, SiteId } from './ids.ts';
import type { PricedSite } from './price.ts';

/**
 * Sends a message of the policy callPackets: one packet, or several of which each but the last is acknowledged before the next
 * one is sent. With the last one the call leaves its processor; it goes on with one of the receiver's machine.
 */
export interface SendNode {
  readonly node: 'send';
  readonly message: 'call' | 'result' | 'exception' | 'answer';
  /** Who sends. */
  readonly domain: DomainId;
  /** What the packets hold beside their headers: content of the call, or so many bytes. */
  readonly content?: ContentName;
  readonly fixed?: Bytes;
  /** A packet is given to the device. */
  readonly work: PricedSite;
  readonly packet: PacketSites;
  /** The acknowledgement of a packet that is not the last has come. */
  readonly acknowledged: PricedSite;
  /** Off the path: who sends keeps looking for the answer, on a processor that has nothing else to do. Absent: it gives its processor away. */
  readonly polls?: SiteId;
  /** The row by which the call ends that nobody answers. */
  readonly failed: SiteId;
  readonly transport: TransportSpec;
}

/** What the receiver of a message does with its last packet. */
export interface ReceiveNode {
  readonly node: 'receive';
  readonly domain: DomainId;
  /** The sequence number is above the last one of this caller; absent: not looked at. */
  readonly check?: PricedSite;
  /** If the packet asks for it. */
  readonly acknowledge: DutySpec;
}

/** How messages of one binding are carried; equal in all nodes of a path. */
export interface TransportSpec {
  readonly link: number;
  /** Bytes of a packet that holds nothing else, and most bytes that it holds beside. */
  readonly header: Bytes;
  readonly data: Bytes;
  readonly retransmitAfter: Picoseconds;
  /** First probe after the acknowledgement of the call; each later span is twice the one before, up to the longest. */
  readonly probeAfter: Picoseconds;
  readonly longestProbe: Picoseconds;
  /** Packets that nobody answers before the sender gives up. */
  readonly attempts: number;
  readonly outcome: OutcomeId;
  readonly client: SideSpec;
  readonly server: SideSpec;
}

/** What one end does off the path of the call. */
export interface SideSpec {
  readonly domain: DomainId;
  /** The device brings a packet. */
  readonly interrupt: PricedSite;
  readonly discard: PricedSite;
  readonly acknowledge: DutySpec;
  readonly retransmit: DutySpec;
  /** Of the client: asks whether the server is still there. */
  readonly probe: DutySpec | null;
}

/** Work that ends with a packet on the link. */
export interface DutySpec {
  readonly work: PricedSite;
  readonly packet: PacketSites;
}

/** Rows of a packet on its link: one that gets through, one that is lost, and the second one if a fault doubles it. */
export interface PacketSites {
  readonly sent: SiteId;
  readonly lost: SiteId;
  /** Off the path. */
  readonly double: SiteId;
}
