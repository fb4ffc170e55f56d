/** The path map tab. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import { type Size, useRoom } from '../base/use-size.ts';
import { Waiting } from '../base/waiting.tsx';
import { HoverCard } from '../details/card.tsx';
import { DetailsPane } from '../details/pane.tsx';
import { useStore } from '../host/context.ts';
import type { MapLayout } from '../layout/map-layout.ts';
import { MapPicture } from './picture.tsx';
import { useMapLayout } from './use-layout.ts';
import { usePan } from './use-pan.ts';

export function MapView(): JSX.Element {
  const store = useStore();
  const model = store.map.latest.value;
  return (
    <>
      <Waiting remote={store.map} what="the path map" />
      {model !== null && <MapStage model={model} />}
    </>
  );
}

const SMALLEST = 0.3;
/** A map that would have to be drawn smaller than this to fit is shown at the scale after it, and scrolls. */
const SMALLEST_FIT = 0.5;
const READABLE = 0.65;
/** A small map is not blown up further to fill its panel. */
const LARGEST_FIT = 1.15;
const LARGEST = 3;
/** Of the panel, both sides. */
const PADDING = 10;
const SCROLLBAR = 16;
/** An arrangement that can be drawn so large is taken if none before it can; else the one that can be drawn largest. */
const LARGE = 0.8;

function MapStage({ model }: { model: PathMapModel }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const room = useRoom(ref);
  const [zoom, setZoom] = useState<number | null>(null);
  const laid = useMapLayout(model);
  const layout = laid === null ? null : bestOf(laid.layouts, room);
  const scale = zoom ?? (layout === null ? 1 : fitting(layout, room));
  const by = (factor: number) => (): void => setZoom(Math.min(LARGEST, Math.max(SMALLEST, scale * factor)));
  const pan = usePan(ref);
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Path map">
        <span class="group">
          <button type="button" class="icon" aria-label="Zoom out" onClick={by(1 / 1.25)}>
            −
          </button>
          <button type="button" class="icon" aria-label="Zoom in" onClick={by(1.25)}>
            +
          </button>
          <button type="button" onClick={() => setZoom(null)}>
            Fit
          </button>
        </span>
        <span class="hint">Numbers give the order. Thick lines move bytes, thin lines move control.</span>
        {laid?.plain != null && <span class="hint">Plain layout: {laid.plain}.</span>}
      </div>
      <div class="stage">
        <div class="scroll map" ref={ref} {...pan}>
          {laid === null || layout === null ? (
            <p class="notice">Laying out the map …</p>
          ) : (
            <MapPicture graph={laid.graph} layout={layout} scale={scale} title={model.title} />
          )}
        </div>
        <DetailsPane onlyPinned />
      </div>
      <HoverCard />
    </>
  );
}

function bestOf(layouts: readonly MapLayout[], room: Size): MapLayout | null {
  const large = layouts.find((layout) => scaleOf(layout, room) >= LARGE);
  if (large !== undefined) return large;
  const [largest] = layouts.toSorted((a, b) => scaleOf(b, room) - scaleOf(a, room));
  if (largest === undefined || scaleOf(largest, room) >= SMALLEST_FIT) return largest ?? null;
  const [narrowest] = layouts.toSorted((a, b) => a.width - b.width);
  return narrowest ?? null;
}

/** What does not fit scrolls in one direction only, if it can. */
function fitting(layout: MapLayout, room: Size): number {
  const scale = scaleOf(layout, room);
  if (scale >= SMALLEST_FIT) return scale;
  const across = (room.width - SCROLLBAR - PADDING) / layout.width;
  return across < SMALLEST_FIT ? READABLE : Math.min(READABLE, across);
}

function scaleOf({ width, height }: MapLayout, room: Size): number {
  if (room.width === 0) return 1;
  return Math.min(LARGEST_FIT, (room.width - PADDING) / width, (room.height - PADDING) / height);
}
