/** The path map tab. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import { Choose } from '../base/choose.tsx';
import { useRoom } from '../base/use-size.ts';
import { Waiting } from '../base/waiting.tsx';
import { HoverCard } from '../details/card.tsx';
import { DetailsPane } from '../details/pane.tsx';
import { useStore } from '../host/context.ts';
import { bestOf, fitting } from './fit.ts';
import { MapPicture } from './picture.tsx';
import { useMap } from './use-map.ts';
import { usePan } from './use-pan.ts';
import { useStartInView } from './use-start.ts';

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
const LARGEST = 3;

const DETAILS = [
  { value: 'places', text: 'Places', title: 'Every place that bytes are copied from or to' },
  { value: 'domains', text: 'Domains', title: 'Domains only: one line for all that goes from one to another' },
] as const;

function MapStage({ model }: { model: PathMapModel }): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  const room = useRoom(ref);
  const [zoom, setZoom] = useState<number | null>(null);
  const { laid, fresh, detail, setDetail, hold, letGo } = useMap(model, room);
  const layout = laid === null ? null : bestOf(laid.layouts, room);
  const scale = zoom ?? (layout === null ? 1 : fitting(layout, room));
  const by = (factor: number) => (): void => {
    hold();
    setZoom(Math.min(LARGEST, Math.max(SMALLEST, scale * factor)));
  };
  const handlers = usePan(ref, hold);
  useStartInView(ref, laid?.graph ?? null, layout, scale);
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
        <Choose label="Detail" options={DETAILS} value={laid?.graph.detail ?? detail} onChange={setDetail} />
        {fresh && (
          <button type="button" onClick={letGo}>
            Tidy up
          </button>
        )}
        <span class="hint">Numbers give the order. Thick lines move bytes, thin lines move control.</span>
        {laid?.state === 'failed' && <span class="hint">Plain layout: {laid.why}.</span>}
      </div>
      <div class="stage">
        <div class="scroll map" ref={ref} {...handlers}>
          {laid === null || layout === null ? (
            <p class="notice">Laying out the map …</p>
          ) : (
            <MapPicture graph={laid.graph} layout={layout} scale={scale} title={model.title} state={laid.state} />
          )}
        </div>
        <DetailsPane onlyPinned />
      </div>
      <HoverCard />
    </>
  );
}
