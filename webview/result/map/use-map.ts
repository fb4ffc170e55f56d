/** What the tab shows of a map: how much of it, and in which layout. */
import { useRef, useState } from 'preact/hooks';
import type { PathMapModel } from '../../../src/analysis/map-models.ts';
import type { Size } from '../base/use-size.ts';
import type { MapDetail } from '../layout/map-graph.ts';
import { bestOf, isLegible } from './fit.ts';
import { type LaidOut, useMapLayout } from './use-layout.ts';

export interface ShownMap {
  /** Null while it is laid out. */
  readonly laid: LaidOut | null;
  readonly detail: MapDetail;
  /** Of the reader's own choice from now on. */
  readonly setDetail: (detail: MapDetail) => void;
  /** A tidier layout is there than the one that somebody has begun to look at. */
  readonly fresh: boolean;
  /** Somebody has begun to look at the map: it is not laid out anew under their hands. */
  readonly hold: () => void;
  readonly letGo: () => void;
}

/** A layout, and what it is of: that of another call is never shown. */
interface Shown {
  readonly of: PathMapModel;
  readonly laid: LaidOut;
}

/** Domains alone where the places would not be readable in the room, unless the reader has chosen. */
export function useMap(model: PathMapModel, room: Size): ShownMap {
  const [chosen, setChosen] = useState<MapDetail | null>(null);
  const [hand, setHand] = useState<Shown | null>(null);
  const held = hand?.of === model ? hand.laid : null;
  const places = useMapLayout(model, chosen === 'domains' ? null : 'places');
  const cramped = chosen === null && places !== null && places.state !== 'plain' && !fits(places, room);
  const useDomains = chosen === 'domains' || cramped;
  const domains = useMapLayout(model, useDomains ? 'domains' : null);
  // What is shown stays until there is something else to show.
  const shown = useRef<Shown | null>(null);
  const now = (useDomains ? domains : places) ?? (shown.current?.of === model ? shown.current.laid : null);
  if (now !== null) shown.current = { of: model, laid: now };
  const isHeld = held !== null && now !== held;
  return {
    laid: isHeld ? held : now,
    detail: useDomains ? 'domains' : 'places',
    setDetail: (detail) => {
      setHand(null);
      setChosen(detail);
    },
    fresh: isHeld && now?.state === 'tidy',
    hold: () => {
      if (now?.state === 'plain') setHand({ of: model, laid: now });
    },
    letGo: () => setHand(null),
  };
}

function fits({ layouts }: LaidOut, room: Size): boolean {
  return isLegible(bestOf(layouts, room), room);
}
