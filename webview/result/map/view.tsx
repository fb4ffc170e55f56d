/** The path map tab. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/models.ts';
import { useWidth } from '../base/use-size.ts';
import { Waiting } from '../base/waiting.tsx';
import { HoverCard } from '../details/card.tsx';
import { DetailsPane } from '../details/pane.tsx';
import { useStore } from '../host/context.ts';
import { MapPicture } from './picture.tsx';
import { useMapLayout } from './use-layout.ts';

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
/** A map that does not fit scrolls at this scale … */
const READABLE = 0.7;
/** … unless it fits at one that is hardly smaller. */
const SMALLEST_FIT = 0.6;
const LARGEST = 3;
/** Of the panel, both sides. */
const PADDING = 8;

function fit(room: number, wanted: number): number {
  const scale = Math.min(1, room / Math.max(1, wanted));
  return scale < SMALLEST_FIT ? READABLE : scale;
}

function MapStage({ model }: { model: PathMapModel }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const [zoom, setZoom] = useState<number | null>(null);
  const laid = useMapLayout(model);
  const fitting = laid === null || width === 0 ? 1 : fit(width - PADDING, laid.layout.width);
  const scale = zoom ?? fitting;
  const by = (factor: number) => (): void => setZoom(Math.min(LARGEST, Math.max(SMALLEST, scale * factor)));
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
        <div class="scroll map" ref={ref}>
          {laid === null ? (
            <p class="notice">Laying out the map …</p>
          ) : (
            <MapPicture {...laid} scale={scale} title={model.title} />
          )}
        </div>
        <DetailsPane onlyPinned />
      </div>
      <HoverCard />
    </>
  );
}
