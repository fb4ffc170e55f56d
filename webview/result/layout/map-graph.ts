/** The path map before it is laid out: boxes with the size of their texts, edges with their labels. */

import type { MapBox, MapEdge, PathMapModel } from '../../../src/analysis/models.ts';
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

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: MapEdge['kind'];
  /** The edges that it stands for, in order. */
  readonly parts: readonly MapEdge[];
  /** `3 copy A`, and what it moves and costs. */
  readonly title: string;
  readonly detail: string;
  readonly width: number;
  readonly height: number;
}

export interface MapGraph {
  readonly boxes: readonly GraphBox[];
  readonly edges: readonly GraphEdge[];
}

/** Above this number equal edges between the same boxes are drawn as one. */
const MOST_SINGLE = 40;
const LINE = 18;
/** Room for the mark in a label. */
const MARK = 34;

export function mapGraph(model: PathMapModel, measure: (text: string) => number): MapGraph {
  const known = new Set(model.boxes.map((box) => box.id));
  const edges = model.edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const groups = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    const key = edges.length > MOST_SINGLE ? [edge.from, edge.to, edge.kind, edge.label].join('\n') : edge.id;
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return {
    boxes: model.boxes.map((box) => graphBox(box, measure)),
    edges: [...groups.values()].map((parts) => graphEdge(parts, measure)),
  };
}

function graphBox(box: MapBox, measure: (text: string) => number): GraphBox {
  const title = visible(box.title, 36);
  const detail = box.detail === null ? null : visible(box.detail, 44);
  const width = Math.max(70, measure(title), detail === null ? 0 : measure(detail)) + 24;
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

function graphEdge(parts: readonly MapEdge[], measure: (text: string) => number): GraphEdge {
  const [first] = parts;
  if (first === undefined) throw new Error('defect: a group of edges is empty');
  const title = `${ordersInWords(parts)} ${visible(first.label, 40)}`;
  const time = parts.reduce((sum, edge) => sum + edge.time, 0);
  const bytes = parts.reduce((sum, edge) => sum + edge.bytes, 0);
  const detail = [bytes > 0 ? formatBytes(bytes) : '', time === 0 ? 'no time' : formatTime(time)]
    .filter((text) => text !== '')
    .join(', ');
  const { id, from, to, kind } = first;
  return {
    id,
    from,
    to,
    kind,
    parts,
    title,
    detail,
    width: Math.max(measure(title), measure(detail)) + MARK + 10,
    height: 2 * LINE,
  };
}

/** `3`, or `3, 9, 15 …` for several. */
function ordersInWords(parts: readonly MapEdge[]): string {
  const orders = parts
    .slice(0, 3)
    .map((edge) => edge.order)
    .join(', ');
  return parts.length > 3 ? clip(`${orders} … × ${parts.length}`, 30) : orders;
}
