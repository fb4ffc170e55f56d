/** The map as drawn: boxes behind, then lines, then the labels that can be pointed at and walked through. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { kindName, letterOf, lookOf } from '../base/kinds.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import {
  type GraphBox,
  type GraphEdge,
  type GraphLine,
  LABEL_MARK,
  LABEL_TITLE,
  type MapGraph,
} from '../layout/map-graph.ts';
import type { MapLayout, PlacedBox, PlacedEdge, Point } from '../layout/map-layout.ts';
import { Glyph } from '../sequence/glyph.tsx';
import { useEdges } from './use-edges.ts';

interface PictureProps {
  readonly graph: MapGraph;
  readonly layout: MapLayout;
  readonly scale: number;
  readonly title: string;
  readonly state: 'plain' | 'tidy' | 'failed';
}

export function MapPicture({ graph, layout, scale, title, state }: PictureProps): JSX.Element {
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const places = new Map(layout.edges.map((edge) => [edge.id, edge]));
  const names = new Map(graph.boxes.map((box) => [box.id, box.title]));
  const edges = graph.edges.flatMap((edge) => {
    const place = places.get(edge.id);
    return place === undefined ? [] : [{ edge, place }];
  });
  const lines = edges
    .flatMap(({ edge, place }) => edge.lines.map((line) => ({ edge, place, line })))
    .sort((a, b) => orderOf(a.line) - orderOf(b.line));
  const [active, setActive] = useState(0);
  const handlers = useEdges(
    lines.map(({ line }) => line),
    active,
    setActive,
  );
  return (
    <svg
      class="map-picture"
      data-layout={state}
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="listbox"
      aria-label={`Copies, packets and transfers of control of ${visible(title, 200)}, in their order`}
      {...handlers}
    >
      <g aria-hidden="true">
        {graph.boxes.map((box) => (
          <Box key={box.id} box={box} place={boxes.get(box.id)} />
        ))}
        {edges.map(({ edge, place }) => (
          <Line key={edge.id} edge={edge} points={place.points} />
        ))}
        {graph.boxes.map((box) => (
          <BoxText key={box.id} box={box} place={boxes.get(box.id)} />
        ))}
        {edges.map(({ edge, place }) => (
          <LabelGround key={edge.id} edge={edge} at={place.label} />
        ))}
      </g>
      {lines.map(({ edge, place, line }, i) => (
        <LineOption
          key={`${edge.id} ${line.y}`}
          edge={edge}
          line={line}
          place={place}
          index={i}
          active={i === active}
          names={names}
        />
      ))}
      <g aria-hidden="true">
        {lines.map(({ edge, place, line }) => (
          <LineText key={`${edge.id} ${line.y}`} line={line} edge={edge} at={place.label} />
        ))}
      </g>
    </svg>
  );
}

function orderOf({ parts }: GraphLine): number {
  return parts[0]?.order ?? 0;
}

function Box({ box, place }: { box: GraphBox; place: PlacedBox | undefined }): JSX.Element | null {
  if (place === undefined) return null;
  const { x, y, width, height } = place;
  return (
    <g class={`box box-${box.kind}`} data-box={box.title}>
      <rect x={x} y={y} width={width} height={height} rx={box.kind === 'place' || box.kind === 'shared' ? 2 : 6} />
    </g>
  );
}

/** Above the lines, some of which lead through the box to what is in it. */
function BoxText({ box, place }: { box: GraphBox; place: PlacedBox | undefined }): JSX.Element | null {
  if (place === undefined) return null;
  const { x, y } = place;
  return (
    <g class={`box box-${box.kind}`}>
      <text class="box-title" x={x + 12} y={y + 19}>
        {box.title}
      </text>
      {box.detail !== null && (
        <text class="box-detail" x={x + 12} y={y + 36}>
          {box.detail}
        </text>
      )}
    </g>
  );
}

function Line({ edge, points }: { edge: GraphEdge; points: readonly Point[] }): JSX.Element | null {
  const { cargo, lines } = edge;
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined || before === undefined) return null;
  const lost = cargo === 'packet' && lines.every(isWrong);
  return (
    <g class={`arrow arrow-${cargo}${lost ? ' arrow-lost' : ''} f-${familyOf(edge)}`}>
      <path class="line" d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
      <path class="head" d={headOf(cargo, lost)} transform={turned(before, last)} />
      {edge.isBoth && (
        <path class="head" d={headOf(cargo, lost)} transform={turned(points[1] ?? last, points[0] ?? last)} />
      )}
    </g>
  );
}

/** To the end of a line, in its direction. */
function turned(from: Point, to: Point): string {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return `translate(${to.x} ${to.y}) rotate(${angle})`;
}

function headOf(cargo: GraphEdge['cargo'], lost: boolean): string {
  if (lost) return 'M-12 -5l10 10m0 -10l-10 10';
  return cargo === 'control' ? 'M0 0l-8 -4.5v9Z' : 'M-8 -6L0 0L-8 6';
}

function isWrong({ kind, isLost }: GraphLine): boolean {
  return isLost || kind === 'fault';
}

/** The colour of an edge with steps of several kinds is that of control. */
function familyOf({ lines }: GraphEdge): string {
  const families = new Set(lines.map(({ kind }) => lookOf(kind).family));
  const [only] = families;
  return only !== undefined && families.size === 1 ? only : 'transfer';
}

/** Lines do not show through labels; a link is named above its packets. */
function LabelGround({ edge: { title, width, height }, at: { x, y } }: { edge: GraphEdge; at: Point }): JSX.Element {
  return (
    <g class="label-ground">
      <rect x={x} y={y} width={width} height={height} rx={3} />
      {title !== null && (
        <text x={x + 8} y={y + LABEL_TITLE - 5}>
          {title}
        </text>
      )}
    </g>
  );
}

interface LineOptionProps {
  readonly edge: GraphEdge;
  readonly line: GraphLine;
  readonly place: PlacedEdge;
  readonly index: number;
  readonly active: boolean;
  readonly names: ReadonlyMap<string, string>;
}

function LineOption({ edge, line, place, index, active, names }: LineOptionProps): JSX.Element {
  const store = useStore();
  const pinned = store.pinned.value;
  const { x, y } = place.label;
  const { kind, title, detail, parts } = line;
  const name = `${title}, ${kindName(kind)} from ${names.get(line.from) ?? ''} to ${names.get(line.to) ?? ''}${detail === '' ? '' : `, ${detail}`}`;
  const letter = letterOf({
    kind,
    letter: kind === 'copy' ? (/ ([A-F])$/.exec(parts[0]?.label ?? '')?.[1] ?? null) : null,
  });
  return (
    <g
      class={`edge-label f-${isWrong(line) ? 'error' : lookOf(kind).family}`}
      role="option"
      id={`edge-${index}`}
      tabindex={active ? 0 : -1}
      aria-label={name}
      aria-selected={pinned?.side === 'main' && parts.some((part) => part.row === pinned.row)}
      data-edge={index}
      data-kind={kind}
    >
      <rect class="row" x={x} y={y + line.y} width={edge.width} height={line.height} rx={3} />
      <Glyph kind={kind} letter={letter} x={x + 18} y={y + line.y + line.height / 2} />
    </g>
  );
}

function LineText({ edge, line, at: { x, y } }: { edge: GraphEdge; line: GraphLine; at: Point }): JSX.Element {
  const left = x + LABEL_MARK + 2;
  if (edge.lines.length === 1 && line.detail !== '')
    return (
      <g class={isWrong(line) ? 'wrong' : ''}>
        <text x={left} y={y + line.y + 14}>
          {line.title}
        </text>
        <text class="note" x={left} y={y + line.y + 30}>
          {line.detail}
        </text>
      </g>
    );
  const middle = y + line.y + line.height / 2;
  return (
    <g class={isWrong(line) ? 'wrong' : ''}>
      <text x={left} y={middle} dy="0.36em">
        {line.title}
      </text>
      <text class="note end" x={x + edge.width - 8} y={middle} dy="0.36em">
        {line.detail}
      </text>
    </g>
  );
}
