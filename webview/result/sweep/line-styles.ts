/** How the line of a mechanism looks: a colour of the theme, a marker and a dash, each of which tells it from its neighbours. */

export interface LineStyle {
  /** Class that sets the colour. */
  readonly colour: string;
  readonly dash: string;
  /** Path of the marker around the origin. */
  readonly marker: string;
  readonly filled: boolean;
}

const COLOURS = ['f-transfer', 'f-copy', 'f-switch', 'f-work', 'f-trap', 'f-unsplit', 'f-wait'];
const DASHES = ['', '7 4', '2 4', '10 3 2 3', '14 5', '5 2'];
const MARKERS: readonly (readonly [string, boolean])[] = [
  ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', true],
  ['M-4 -4h8v8h-8z', true],
  ['M0 -5l5 9h-10z', true],
  ['M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z', true],
  ['M-4 -4l8 8M4 -4l-8 8', false],
  ['M0 -5v10M-5 0h10', false],
  ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', false],
  ['M-4 -4h8v8h-8z', false],
  ['M0 5l5 -9h-10z', false],
  ['M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z', false],
];

export function lineStyle(column: number): LineStyle {
  const [marker, filled] = MARKERS[column % MARKERS.length] ?? ['', false];
  return {
    colour: COLOURS[column % COLOURS.length] ?? '',
    dash: DASHES[column % DASHES.length] ?? '',
    marker,
    filled,
  };
}
