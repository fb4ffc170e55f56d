/** The path map before it is laid out: boxes with the size of their texts, edges with their labels. */

import type { MapBox, MapEdge, PathMapModel } from '../../../src/analysis/map-models.ts';
import { formatBytes, formatTime } from '../../../src/base/format.ts';
import { clip, visible } from '../base/untrusted.ts';

export interface GraphBox {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: MapBox['kind'];
  readonly title: string;
  readonly detail: string | null;
  /** Size of the texts; boxes with others inside grow around them. */
  readonly width: number;
  readonly height: number;
}

/** What goes along an edge: bytes from place to place, packets from machine to machine, or control. */
export type Cargo = 'copy' | 'packet' | 'control';

/** A line of a label: equal steps along the same edge. */
export interface GraphLine {
  readonly kind: MapEdge['kind'];
  readonly isLost: boolean;
  /** The steps that it stands for, in order; at least one. */
  readonly parts: readonly MapEdge[];
  readonly from: string;
  readonly to: string;
  /** `3 copy A`, and what it moves and costs. */
  readonly title: string;
  readonly detail: string;
  /** Below the label's upper edge. */
  readonly y: number;
  readonly height: number;
}

/** All that goes from one box to another; where places are left out, and back. */
export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly cargo: Cargo;
  readonly isBoth: boolean;
  /** Above the lines: the link. */
  readonly title: string | null;
  readonly lines: readonly GraphLine[];
  /** Of the label. */
  readonly width: number;
  readonly height: number;
}

export interface MapGraph {
  readonly detail: MapDetail;
  readonly boxes: readonly GraphBox[];
  readonly edges: readonly GraphEdge[];
}

const LINE = 18;
/** A line of a label with several: its title only, its detail beside it. */
const SLIM = 25;
/** Room for the mark in a label. */
export const LABEL_MARK = 34;
/** Height of a label's title. */
export const LABEL_TITLE = 18;
/** Between title and detail on one line. */
const GAP = 8;
/** Titles of machines and domains are bold. */
const BOLD = 1.12;

/** `places`: everything. `domains`: the places of a domain stand for themselves in it, and all between two boxes is one line. */
export type MapDetail = 'places' | 'domains';

export function mapGraph(model: PathMapModel, measure: (text: string) => number, detail: MapDetail): MapGraph {
  const { boxes, edges } = detail === 'places' ? model : withoutPlaces(model);
  const known = new Set(boxes.map((box) => box.id));
  const groups = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    if (!known.has(edge.from) || !known.has(edge.to)) continue;
    const ends = detail === 'places' ? [edge.from, edge.to, cargoOf([edge])] : [edge.from, edge.to].sort();
    addTo(groups, [...ends, edge.link ?? ''].join('\n'), edge);
  }
  const names = new Map(boxes.map(({ id, title }) => [id, visible(title, 16)]));
  return {
    detail,
    boxes: boxes.map((box) => graphBox(box, measure)),
    edges: [...groups.values()].map((parts) => graphEdge(parts, names, measure)),
  };
}

/** What lies in one domain is left out; what lies between two is a box of its own still, without its details. */
function withoutPlaces({ boxes, edges }: PathMapModel): Pick<PathMapModel, 'boxes' | 'edges'> {
  const domainOf = new Map(boxes.flatMap(({ id, kind, parent }) => (kind === 'place' && parent ? [[id, parent]] : [])));
  const end = (id: string): string => domainOf.get(id) ?? id;
  return {
    boxes: boxes
      .filter(({ id }) => !domainOf.has(id))
      .map((box) => (box.kind === 'shared' ? { ...box, detail: null } : box)),
    edges: edges.map((edge) => ({ ...edge, from: end(edge.from), to: end(edge.to) })),
  };
}

function cargoOf(parts: readonly MapEdge[]): Cargo {
  if (parts.some(({ link }) => link !== null)) return 'packet';
  return parts.some(({ kind }) => kind === 'copy') ? 'copy' : 'control';
}

function addTo(groups: Map<string, MapEdge[]>, key: string, edge: MapEdge): void {
  const group = groups.get(key);
  if (group) group.push(edge);
  else groups.set(key, [edge]);
}

function graphBox(box: MapBox, measure: (text: string) => number): GraphBox {
  const title = visible(box.title, 36);
  const detail = box.detail === null ? null : visible(box.detail, 44);
  const width = Math.max(70, BOLD * measure(title), detail === null ? 0 : measure(detail)) + 24;
  return {
    id: box.id,
    parent: box.parent,
    kind: box.kind,
    title,
    detail,
    width,
    height: LINE * (detail === null ? 1 : 2) + 14,
  };
}

function graphEdge(
  parts: readonly MapEdge[],
  names: ReadonlyMap<string, string>,
  measure: (text: string) => number,
): GraphEdge {
  const [first] = parts;
  if (first === undefined) throw new Error('defect: a group of edges is empty');
  const alike = new Map<string, MapEdge[]>();
  for (const part of parts) addTo(alike, [part.kind, part.label, part.isLost, part.from].join('\n'), part);
  const isBoth = parts.some(({ from }) => from !== first.from);
  const slim = alike.size > 1;
  const height = slim ? SLIM : 2 * LINE;
  const title = first.link === null ? null : visible(first.link, 40);
  const top = title === null ? 0 : LABEL_TITLE;
  const lines = [...alike.values()].map((each, i) =>
    graphLine(each, isBoth ? names : null, top + i * height, height, slim),
  );
  const widths = lines.map(({ title, detail }) =>
    slim ? measure(title) + (detail === '' ? 0 : measure(detail) + GAP) : Math.max(measure(title), measure(detail)),
  );
  return {
    id: first.id,
    from: first.from,
    to: first.to,
    cargo: cargoOf(parts),
    isBoth,
    title,
    lines,
    width: Math.max(title === null ? 0 : measure(title), ...widths) + LABEL_MARK + 10,
    height: top + height * lines.length,
  };
}

/** `names`: of the boxes, where the line alone does not say which way it goes. */
function graphLine(
  parts: readonly MapEdge[],
  names: ReadonlyMap<string, string> | null,
  y: number,
  height: number,
  slim: boolean,
): GraphLine {
  const [first] = parts;
  if (first === undefined) throw new Error('defect: a group of edges is empty');
  const { kind, isLost, from, to } = first;
  const goesTo = names === null ? '' : ` → ${names.get(to) ?? ''}`;
  return {
    kind,
    isLost,
    parts,
    from,
    to,
    title: `${ordersInWords(parts)} ${visible(first.label, 40)}${isLost ? ': lost' : ''}${goesTo}`,
    detail: kind === 'fault' ? '' : detailOf(parts, slim),
    y,
    height,
  };
}

/** `200 bytes, 35.0 µs`: what all parts together move and cost. Where room is dear, nothing says that they cost nothing. */
function detailOf(parts: readonly MapEdge[], slim: boolean): string {
  const time = parts.reduce((sum, edge) => sum + edge.time, 0);
  const bytes = parts.reduce((sum, edge) => sum + edge.bytes, 0);
  return [bytes > 0 ? formatBytes(bytes) : '', time > 0 ? formatTime(time) : slim ? '' : 'no time']
    .filter((text) => text !== '')
    .join(', ');
}

/** `3`, or `3, 9, 15 …` for several. */
function ordersInWords(parts: readonly MapEdge[]): string {
  const orders = parts
    .slice(0, 3)
    .map((edge) => edge.order)
    .join(', ');
  return parts.length > 3 ? clip(`${orders} … × ${parts.length}`, 30) : orders;
}
