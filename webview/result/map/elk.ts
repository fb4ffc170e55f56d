/** The path map laid out by elkjs, in a worker that is loaded when it is first needed and ended when it takes too long. */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk-api.js';
import type { GraphBox, GraphEdge, MapGraph } from '../layout/map-graph.ts';
import type { MapLayout, PlacedBox, PlacedEdge, Point } from '../layout/map-layout.ts';

const SPACING = {
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
};

type Direction = 'RIGHT' | 'DOWN';

/** How the machines stand to each other, and the domains in each. */
interface Arrangement {
  readonly machines: Direction;
  readonly domains: Direction;
}

/** In the order in which they are liked. */
const ONE_MACHINE: readonly Arrangement[] = [
  { machines: 'RIGHT', domains: 'RIGHT' },
  { machines: 'RIGHT', domains: 'DOWN' },
];
const SEVERAL_MACHINES: readonly Arrangement[] = [
  { machines: 'RIGHT', domains: 'DOWN' },
  { machines: 'RIGHT', domains: 'RIGHT' },
  { machines: 'DOWN', domains: 'RIGHT' },
  { machines: 'DOWN', domains: 'DOWN' },
];

/**
 * The map in several arrangements, the first liked best: which of them fits, the panel decides. Rejects if the library is
 * missing, fails, or has none done before the deadline (in milliseconds).
 */
export async function layoutsWithElk(
  graph: MapGraph,
  workerUrl: string,
  deadline: number,
): Promise<readonly MapLayout[]> {
  const started = performance.now();
  const left = (): number => Math.max(0, deadline - (performance.now() - started));
  const blob = URL.createObjectURL(await fetchScript(workerUrl, deadline));
  const elk = new ELK({ workerFactory: () => new Worker(blob) });
  const layouts: MapLayout[] = [];
  try {
    for (const arrangement of arrangementsOf(graph))
      layouts.push(placed(graph, await Promise.race([elk.layout(toElk(graph, arrangement)), after(left())])));
  } catch (error) {
    if (layouts.length === 0) throw error;
  } finally {
    elk.terminateWorker();
    URL.revokeObjectURL(blob);
  }
  return layouts;
}

function arrangementsOf({ boxes }: MapGraph): readonly Arrangement[] {
  return boxes.filter(({ parent }) => parent === null).length > 1 ? SEVERAL_MACHINES : ONE_MACHINE;
}

async function fetchScript(url: string, deadline: number): Promise<Blob> {
  const response = await fetch(url, { signal: AbortSignal.timeout(deadline) });
  if (!response.ok) throw new Error(`the layout library could not be loaded (${response.status})`);
  return new Blob([await response.text()], { type: 'text/javascript' });
}

function after(delay: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('the layout took too long')), delay));
}

function toElk(graph: MapGraph, { machines, domains }: Arrangement): ElkNode {
  const node = (box: GraphBox): ElkNode => {
    const children = graph.boxes.filter((each) => each.parent === box.id).map(node);
    if (children.length === 0) return { id: box.id, width: box.width, height: box.height };
    const inner = {
      'elk.padding': `[top=${box.height + 6},left=16,bottom=16,right=16]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${box.width},${box.height})`,
    };
    return {
      id: box.id,
      children,
      layoutOptions: box.kind === 'machine' ? { ...layered(domains), ...inner } : inner,
    };
  };
  return {
    id: 'root of the map',
    layoutOptions: {
      ...layered(machines),
      'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
    },
    children: graph.boxes.filter((box) => box.parent === null).map(node),
    edges: [...graph.edges.map((edge) => toElkEdge(graph, edge)), ...orderingEdges(graph)],
  };
}

function layered(direction: Direction): Readonly<Record<string, string>> {
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    ...SPACING,
  };
}

/** All edges go onwards for the library: those that lead back would be led around everything else. */
function toElkEdge(graph: MapGraph, edge: GraphEdge): ElkExtendedEdge {
  const back = isBack(graph, edge);
  return {
    id: edge.id,
    sources: [back ? edge.to : edge.from],
    targets: [back ? edge.from : edge.to],
    labels: [
      {
        text: edge.id,
        width: edge.width,
        height: edge.height,
        layoutOptions: { 'elk.edgeLabels.placement': 'CENTER' },
      },
    ],
  };
}

const ORDER = 'order ';

/** Edges that are never drawn: the client comes before the kernel, the kernel before the servers of its machine. */
function orderingEdges(graph: MapGraph): readonly ElkExtendedEdge[] {
  const edge = (from: GraphBox, to: GraphBox): ElkExtendedEdge => ({
    id: `${ORDER}${from.id} ${to.id}`,
    sources: [from.id],
    targets: [to.id],
    layoutOptions: { 'elk.layered.priority.direction': '1000' },
  });
  return graph.boxes
    .filter(({ parent }) => parent === null)
    .flatMap((machine) => {
      const inside = graph.boxes.filter(({ parent, kind }) => parent === machine.id && isDomain(kind));
      const kernel = inside.findIndex(({ kind }) => kind === 'kernel');
      return inside.flatMap((domain, i) => {
        const of = inside[kernel];
        if (of === undefined || i === kernel) return [];
        // Servers after each other take less room across than beside each other.
        const before = i > kernel && graph.detail === 'domains' ? inside[i - 1] : of;
        return [i < kernel ? edge(domain, of) : edge(before ?? of, domain)];
      });
    });
}

function isDomain(kind: GraphBox['kind']): boolean {
  return kind === 'domain' || kind === 'kernel';
}

/** Whether an edge leads against the order of the boxes: client, what it shares, kernel, servers. */
function isBack(graph: MapGraph, { from, to }: GraphEdge): boolean {
  const [a, b] = [rankOf(graph, from), rankOf(graph, to)];
  if (a !== b) return a > b;
  return graph.boxes.findIndex(({ id }) => id === from) > graph.boxes.findIndex(({ id }) => id === to);
}

function rankOf(graph: MapGraph, id: string): number {
  const box = graph.boxes.find((each) => each.id === id);
  const machine = (of: string | null | undefined): number => graph.boxes.findIndex((each) => each.id === of);
  if (box === undefined || box.kind === 'machine') return machine(id);
  const domains = graph.boxes.filter(({ kind }) => isDomain(kind));
  if (box.kind === 'shared') return domains.findIndex(({ parent }) => parent === box.parent) + 0.5;
  return domains.findIndex((domain) => domain.id === id || domain.id === box.parent);
}

function placed(graph: MapGraph, root: ElkNode): MapLayout {
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
  const edges = new Map((root.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    width: root.width ?? 0,
    height: root.height ?? 0,
    boxes,
    edges: graph.edges.flatMap((edge) => {
      const found = edges.get(edge.id);
      return found === undefined ? [] : [placedEdge(found, isBack(graph, edge))];
    }),
  };
}

function placedEdge(edge: ElkExtendedEdge, isTurned: boolean): PlacedEdge {
  const onwards = (edge.sections ?? []).flatMap((section): readonly Point[] => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
  const points = isTurned ? onwards.toReversed() : onwards;
  const label = edge.labels?.[0];
  return { id: edge.id, points, label: { x: label?.x ?? points[0]?.x ?? 0, y: label?.y ?? points[0]?.y ?? 0 } };
}
