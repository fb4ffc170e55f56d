/** Which of several layouts suits the room, and how large it is drawn there. */
import type { Size } from '../base/use-size.ts';
import type { MapLayout } from '../layout/map-layout.ts';

/** A map that would have to be drawn smaller than this to fit is shown at the scale after it, and scrolls. */
const SMALLEST_FIT = 0.5;
const READABLE = 0.7;
/** Letters of a map that is drawn smaller than this can hardly be read. */
const LEGIBLE = 0.6;
/** In a narrow panel a map is rather scrolled up and down than made smaller. */
const NARROW = 520;
/** A small map is not blown up further to fill its panel. */
const LARGEST_FIT = 1.15;
/** Of the panel, both sides. */
const PADDING = 10;
const SCROLLBAR = 16;
/** An arrangement that can be drawn so large is taken if none before it can; else the one that can be drawn largest. */
const LARGE = 0.8;

export function bestOf(layouts: readonly MapLayout[], room: Size): MapLayout | null {
  const large = layouts.find((layout) => scaleOf(layout, room) >= LARGE);
  if (large !== undefined) return large;
  const [largest] = layouts.toSorted((a, b) => scaleOf(b, room) - scaleOf(a, room));
  if (largest === undefined || scaleOf(largest, room) >= SMALLEST_FIT) return largest ?? null;
  const [narrowest] = layouts.toSorted((a, b) => a.width - b.width);
  return narrowest ?? null;
}

/** Whether it can be read in the room, at the most by scrolling up and down. */
export function isLegible(layout: MapLayout | null, room: Size): boolean {
  return layout === null || room.width === 0 || across(layout, room) >= LEGIBLE;
}

/** What does not fit scrolls in one direction only, if it can. */
export function fitting(layout: MapLayout, room: Size): number {
  const scale = scaleOf(layout, room);
  if (scale >= READABLE) return scale;
  const width = across(layout, room);
  if (width >= READABLE && room.width < NARROW) return Math.min(LARGE, width);
  if (scale >= SMALLEST_FIT) return scale;
  return width < SMALLEST_FIT ? READABLE : Math.min(READABLE, width);
}

function across({ width }: MapLayout, room: Size): number {
  return (room.width - SCROLLBAR - PADDING) / width;
}

function scaleOf({ width, height }: MapLayout, room: Size): number {
  if (room.width === 0) return 1;
  return Math.min(LARGEST_FIT, (room.width - PADDING) / width, (room.height - PADDING) / height);
}
