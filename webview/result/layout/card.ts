/** Where the card stands: beside what it explains, never over it, always inside the window. */

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 10;
const EDGE = 4;

export function placeCard(
  target: Box,
  width: number,
  height: number,
  windowWidth: number,
  windowHeight: number,
): { left: number; top: number } {
  const left = clamp(target.right + GAP, EDGE, windowWidth - width - EDGE);
  const below = target.bottom + GAP;
  const above = target.top - GAP - height;
  if (below + height <= windowHeight - EDGE) return { left, top: below };
  if (above >= EDGE) return { left, top: above };
  // Too tall for either side: beside the pointer, as high as it can be.
  const beside = target.right + 3 * GAP;
  const fits = beside + width <= windowWidth - EDGE;
  return {
    left: fits ? beside : clamp(target.left - 3 * GAP - width, EDGE, windowWidth - width - EDGE),
    top: clamp(below, EDGE, windowHeight - height - EDGE),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
