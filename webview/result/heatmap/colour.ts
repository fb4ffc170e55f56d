/** Colours of heatmap cells: from the ground of the theme towards a colour, with a text that can be read on each. */

export type Rgb = readonly [number, number, number];

/** Relative luminance, WCAG 2.2. */
function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export interface HeatColour {
  readonly fill: Rgb;
  readonly text: Rgb;
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** What WCAG AA asks for. */
const ENOUGH = 4.5;
/** The largest share has this much of the colour. */
const STRONGEST = 0.85;
/** What is more than nothing is seen. */
const WEAKEST = 0.06;

/** The colour of a share between 0 and 1. Black or white is always readable; the theme's own text colour where it is, too. */
export function heatColour(ground: Rgb, text: Rgb, accent: Rgb, share: number): HeatColour {
  const strength = share <= 0 ? 0 : WEAKEST + (STRONGEST - WEAKEST) * Math.min(share, 1);
  const fill = mix(ground, accent, strength);
  if (contrast(text, fill) >= ENOUGH) return { fill, text };
  return { fill, text: contrast(BLACK, fill) >= contrast(WHITE, fill) ? BLACK : WHITE };
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * share);
  return [channel(0), channel(1), channel(2)];
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}
