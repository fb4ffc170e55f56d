/** One call as a graph: plain, JSON-serialisable data. */
import type { Bytes, Picoseconds } from '../base/units.ts';
import type { StepKind } from '../sim/spec/site.ts';

/** One call as a graph. */
export interface PathMapModel {
  readonly title: string;
  readonly boxes: readonly MapBox[];
  readonly edges: readonly MapEdge[];
}
/** A machine, a domain, the kernel, or a place; nested by `parent`. A place mapped in two domains stands between them. */
export interface MapBox {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: 'machine' | 'domain' | 'kernel' | 'place' | 'shared';
  readonly title: string;
  readonly detail: string | null;
}
/** A copy from place to place, a packet from machine to machine, or a transfer of control. A fault leads from its domain to itself. */
export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: StepKind;
  /** Order in the call, from 1. */
  readonly order: number;
  readonly label: string;
  /** The link that carries a packet from machine to machine, or on which a fault happens to it; null for all else. */
  readonly link: string | null;
  /** A packet that does not arrive. */
  readonly isLost: boolean;
  readonly bytes: Bytes;
  readonly time: Picoseconds;
  readonly row: number;
  readonly site: number;
}
