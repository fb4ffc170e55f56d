/** The map as drawn: boxes behind, then lines, then the labels that can be pointed at and walked through. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { StepKind } from '../../../src/sim/spec.ts';
import { kindName, letterOf, lookOf } from '../base/kinds.ts';
import { visible } from '../base/untrusted.ts';
import { useStore } from '../host/context.ts';
import type { GraphBox, GraphEdge, MapGraph } from '../layout/map-graph.ts';
import type { MapLayout, PlacedBox, PlacedEdge, Point } from '../layout/map-layout.ts';
import { Glyph } from '../sequence/glyph.tsx';
import { useEdges } from './use-edges.ts';

interface PictureProps {
  readonly graph: MapGraph;
  readonly layout: MapLayout;
  readonly scale: number;
  readonly title: string;
}

export function MapPicture({ graph, layout, scale, title }: PictureProps): JSX.Element {
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const places = new Map(layout.edges.map((edge) => [edge.id, edge]));
  const names = new Map(graph.boxes.map((box) => [box.id, box.title]));
  const edges = graph.edges.flatMap((edge) => {
    const place = places.get(edge.id);
    return place === undefined ? [] : [{ edge, place }];
  });
  const [active, setActive] = useState(0);
  const handlers = useEdges(
    edges.map(({ edge }) => edge),
    active,
    setActive,
  );
  return (
    <svg
      class="map-picture"
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="listbox"
      aria-label={`Copies and transfers of control of ${visible(title, 200)}, in their order`}
      {...handlers}
    >
      <g aria-hidden="true">
        {graph.boxes.map((box) => (
          <Box key={box.id} box={box} place={boxes.get(box.id)} />
        ))}
        {edges.map(({ edge, place }) => (
          <Line key={edge.id} kind={edge.kind} points={place.points} />
        ))}
      </g>
      {edges.map(({ edge, place }, i) => (
        <EdgeLabel key={edge.id} edge={edge} place={place} index={i} active={i === active} names={names} />
      ))}
      <g aria-hidden="true">
        {edges.map(({ edge, place }) => (
          <EdgeText key={edge.id} edge={edge} at={place.label} />
        ))}
      </g>
    </svg>
  );
}

function Box({ box, place }: { box: GraphBox; place: PlacedBox | undefined }): JSX.Element | null {
  if (place === undefined) return null;
  const { x, y, width, height } = place;
  return (
    <g class={`box box-${box.kind}`}>
      <rect x={x} y={y} width={width} height={height} rx={box.kind === 'place' || box.kind === 'shared' ? 2 : 6} />
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

function Line({ kind, points }: { kind: StepKind; points: readonly Point[] }): JSX.Element | null {
  const last = points.at(-1);
  const before = points.at(-2);
  if (last === undefined || before === undefined) return null;
  const angle = (Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI;
  const copy = kind === 'copy';
  return (
    <g class={`arrow arrow-${copy ? 'copy' : 'control'} f-${lookOf(kind).family}`}>
      <path class="line" d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
      <path
        class="head"
        d={copy ? 'M-8 -6L0 0L-8 6' : 'M0 0l-8 -4.5v9Z'}
        transform={`translate(${last.x} ${last.y}) rotate(${angle})`}
      />
    </g>
  );
}

interface EdgeLabelProps {
  readonly edge: GraphEdge;
  readonly place: PlacedEdge;
  readonly index: number;
  readonly active: boolean;
  readonly names: ReadonlyMap<string, string>;
}

function EdgeLabel({ edge, place, index, active, names }: EdgeLabelProps): JSX.Element {
  const store = useStore();
  const pinned = store.pinned.value;
  const { x, y } = place.label;
  const name = `${edge.title}, ${kindName(edge.kind)} from ${names.get(edge.from) ?? ''} to ${names.get(edge.to) ?? ''}, ${edge.detail}`;
  const letter = letterOf({
    kind: edge.kind,
    letter: edge.kind === 'copy' ? (/ ([A-F])$/.exec(edge.title)?.[1] ?? null) : null,
  });
  return (
    <g
      class={`edge-label f-${lookOf(edge.kind).family}`}
      role="option"
      id={`edge-${index}`}
      tabindex={active ? 0 : -1}
      aria-label={name}
      aria-selected={pinned?.side === 'main' && edge.parts.some((part) => part.row === pinned.row)}
      data-edge={index}
      data-kind={edge.kind}
    >
      <rect class="row" x={x} y={y} width={edge.width} height={edge.height} rx={3} />
      <Glyph kind={edge.kind} letter={letter} x={x + 18} y={y + edge.height / 2} />
    </g>
  );
}

function EdgeText({ edge, at: { x, y } }: { edge: GraphEdge; at: Point }): JSX.Element {
  return (
    <g>
      <text x={x + 36} y={y + 14}>
        {edge.title}
      </text>
      <text class="note" x={x + 36} y={y + 30}>
        {edge.detail}
      </text>
    </g>
  );
}
