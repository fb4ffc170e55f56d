/** A plain layout of the path map: domains in a row, their places under each other, labels in the middle. One pass. */
import type { GraphBox, MapGraph } from './map-graph.ts';
import type { MapLayout, PlacedBox, PlacedEdge, Point } from './map-layout.ts';

const PAD = 16;
/** Between domains, so that the labels of edges have room. */
const BETWEEN = 190;
const HEAD = 46;
const LABEL = 42;
/** Between labels. */
const APART = 6;

export function layoutMap(graph: MapGraph): MapLayout {
  const placed = new Map<string, PlacedBox>();
  const children = (id: string | null): readonly GraphBox[] => graph.boxes.filter((box) => box.parent === id);
  let x = PAD;
  for (const root of children(null)) x += place(root, x, PAD, children, placed) + BETWEEN;
  const bottom = Math.max(0, ...[...placed.values()].map((box) => box.y + box.height));
  const edges = placeEdges(graph, placed);
  const right = Math.max(
    x - BETWEEN + PAD,
    ...edges.map((edge, i) => edge.label.x + (graph.edges[i]?.width ?? 0) + PAD),
  );
  const lowest = Math.max(bottom, ...edges.map((edge, i) => edge.label.y + (graph.edges[i]?.height ?? 0)));
  return { width: right, height: lowest + PAD, boxes: graph.boxes.flatMap((box) => placed.get(box.id) ?? []), edges };
}

/** Places a box with all that is in it; the width that it takes. */
function place(
  box: GraphBox,
  x: number,
  y: number,
  children: (id: string) => readonly GraphBox[],
  placed: Map<string, PlacedBox>,
): number {
  const inner = children(box.id);
  const domains = inner.filter((each) => each.kind === 'domain' || each.kind === 'kernel');
  const places = inner.filter((each) => each.kind === 'place' || each.kind === 'shared' || each.kind === 'machine');
  let right = x + PAD;
  let bottom = y + HEAD;
  for (const domain of domains) {
    right += place(domain, right, y + HEAD, children, placed) + BETWEEN;
    bottom = Math.max(bottom, (placed.get(domain.id)?.y ?? 0) + (placed.get(domain.id)?.height ?? 0));
  }
  if (domains.length > 0) right -= BETWEEN;
  let low = domains.length > 0 ? bottom + LABEL : bottom;
  let widest = 0;
  for (const each of places) {
    widest = Math.max(widest, place(each, x + PAD, low, children, placed));
    low += (placed.get(each.id)?.height ?? 0) + PAD + LABEL / 2;
  }
  const width =
    inner.length === 0 ? box.width : Math.max(box.width, right - x + (domains.length > 0 ? PAD : 0), widest + 2 * PAD);
  const height = inner.length === 0 ? box.height : Math.max(low, bottom) - y + PAD;
  placed.set(box.id, { id: box.id, x, y, width, height });
  return width;
}

function placeEdges(graph: MapGraph, placed: ReadonlyMap<string, PlacedBox>): readonly PlacedEdge[] {
  const lines = graph.edges.map((edge, i) => {
    const from = placed.get(edge.from);
    const to = placed.get(edge.to);
    return from === undefined || to === undefined ? null : lineBetween(from, to, i);
  });
  const order = lines.map((_, i) => i).sort((a, b) => middleOf(lines[a]).y - middleOf(lines[b]).y || a - b);
  const topOf = new Map<number, number>();
  let free = 0;
  for (const i of order) {
    const height = graph.edges[i]?.height ?? 0;
    const top = Math.max(free, middleOf(lines[i]).y - height / 2);
    topOf.set(i, top);
    free = top + height + APART;
  }
  return graph.edges.map((edge, i) => ({
    id: edge.id,
    points: lines[i] ?? [],
    label: { x: Math.max(0, middleOf(lines[i]).x - edge.width / 2), y: topOf.get(i) ?? 0 },
  }));
}

/** From border to border; several edges between the same boxes lie a little apart. */
function lineBetween(from: PlacedBox, to: PlacedBox, order: number): readonly Point[] {
  const shift = ((order % 7) - 3) * 5;
  const forward = from.x + from.width <= to.x;
  const back = to.x + to.width <= from.x;
  if (forward || back) {
    return [
      { x: forward ? from.x + from.width : from.x, y: from.y + from.height / 2 + shift },
      { x: forward ? to.x : to.x + to.width, y: to.y + to.height / 2 + shift },
    ];
  }
  const down = from.y <= to.y;
  const x = Math.max(from.x, to.x) + Math.min(from.width, to.width) / 2 + shift;
  return [
    { x, y: down ? from.y + from.height : from.y },
    { x, y: down ? to.y : to.y + to.height },
  ];
}

function middleOf(points: readonly Point[] | null | undefined): Point {
  const [a, b] = [points?.[0], points?.at(-1)];
  return a === undefined || b === undefined ? { x: 0, y: 0 } : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
