/** The path map laid out by elkjs, in a worker that is loaded when it is first needed and ended when it takes too long. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk-api.js';
import type { GraphBox, GraphEdge, MapGraph } from '../layout/map-graph.ts';
import type { MapLayout, PlacedBox, PlacedEdge, Point } from '../layout/map-layout.ts';

/** Nobody waits longer for a nicer picture. */
const DEADLINE = 3_000;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

/** Rejects if the library is missing, fails, or is not done before the deadline. */
export async function layoutWithElk(
  graph: MapGraph,
  workerUrl: string,
  deadline: number = DEADLINE,
): Promise<MapLayout> {
  const started = performance.now();
  const blob = URL.createObjectURL(await fetchScript(workerUrl, deadline));
  const elk = new ELK({ workerFactory: () => new Worker(blob) });
  try {
    const left = Math.max(0, deadline - (performance.now() - started));
    return placed(await Promise.race([elk.layout(toElk(graph)), after(left)]));
  } finally {
    elk.terminateWorker();
    URL.revokeObjectURL(blob);
  }
}

async function fetchScript(url: string, deadline: number): Promise<Blob> {
  const response = await fetch(url, { signal: AbortSignal.timeout(deadline) });
  if (!response.ok) throw new Error(`the layout library could not be loaded (${response.status})`);
  return new Blob([await response.text()], { type: 'text/javascript' });
}

function after(delay: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('the layout took too long')), delay));
}

function toElk(graph: MapGraph): ElkNode {
  const node = (box: GraphBox): ElkNode => {
    const children = graph.boxes.filter((each) => each.parent === box.id).map(node);
    const padding = `[top=${box.height + 6},left=16,bottom=16,right=16]`;
    if (children.length === 0) return { id: box.id, width: box.width, height: box.height };
    return {
      id: box.id,
      children,
      layoutOptions: {
        'elk.padding': padding,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${box.width},${box.height})`,
      },
    };
  };
  return {
    id: 'root of the map',
    layoutOptions: OPTIONS,
    children: graph.boxes.filter((box) => box.parent === null).map(node),
    edges: [...graph.edges.map((edge) => toElkEdge(graph, edge)), ...orderingEdges(graph)],
  };
}

function toElkEdge(graph: MapGraph, edge: GraphEdge): ElkExtendedEdge {
  return {
    id: edge.id,
    sources: [edge.from],
    targets: [edge.to],
    // Client, kernel, servers from left to right: the ways back are the ones that are turned around.
    layoutOptions: rankOf(graph, edge.from) <= rankOf(graph, edge.to) ? { 'elk.layered.priority.direction': '10' } : {},
    labels: [
      {
        text: edge.title,
        width: edge.width,
        height: edge.height,
        layoutOptions: { 'elk.edgeLabels.placement': 'CENTER' },
      },
    ],
  };
}

const ORDER = 'order ';

/** Edges that are never drawn: they keep client, kernel and servers in their order. */
function orderingEdges(graph: MapGraph): readonly ElkExtendedEdge[] {
  const domains = graph.boxes.filter((box) => box.kind === 'domain' || box.kind === 'kernel');
  return domains.slice(1).map((domain, i) => ({
    id: `${ORDER}${i}`,
    sources: [domains[i]?.id ?? ''],
    targets: [domain.id],
    layoutOptions: { 'elk.layered.priority.direction': '1000' },
  }));
}

/** Place from left to right: the order of the domains; what several have mapped stands after the first. */
function rankOf(graph: MapGraph, id: string): number {
  const domains = graph.boxes.filter((box) => box.kind === 'domain' || box.kind === 'kernel');
  const box = graph.boxes.find((each) => each.id === id);
  if (box?.kind === 'shared') return 0.5;
  return domains.findIndex((domain) => domain.id === id || domain.id === box?.parent);
}

function placed(root: ElkNode): MapLayout {
  const boxes: PlacedBox[] = [];
  const visit = (node: ElkNode): void => {
    for (const child of node.children ?? []) {
      boxes.push({
        id: child.id,
        x: child.x ?? 0,
        y: child.y ?? 0,
        width: child.width ?? 0,
        height: child.height ?? 0,
      });
      visit(child);
    }
  };
  visit(root);
  return {
    width: root.width ?? 0,
    height: root.height ?? 0,
    boxes,
    edges: (root.edges ?? []).filter(({ id }) => !id.startsWith(ORDER)).map(placedEdge),
  };
}

function placedEdge(edge: ElkExtendedEdge): PlacedEdge {
  const points = (edge.sections ?? []).flatMap((section): readonly Point[] => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
  const label = edge.labels?.[0];
  return { id: edge.id, points, label: { x: label?.x ?? points[0]?.x ?? 0, y: label?.y ?? points[0]?.y ?? 0 } };
}
