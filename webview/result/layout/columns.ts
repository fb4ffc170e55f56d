/** Where the axis, the lifelines and the texts of a sequence diagram stand, from left to right. */

export interface ColumnsInput {
  readonly width: number;
  readonly lanes: number;
  /** Deepest nesting of calls, 0 if none. */
  readonly depth: number;
  readonly axis: 'scale' | 'compressed';
}

export interface Columns {
  readonly width: number;
  /** Right edge of the times. */
  readonly axisRight: number;
  /** Left edge of the brackets of calls and returns, and the width of one. */
  readonly bracketLeft: number;
  readonly bracketWidth: number;
  readonly laneLeft: number;
  readonly laneWidth: number;
  readonly laneRight: number;
  readonly labelLeft: number;
  readonly labelWidth: number;
  /** Narrow: the text of a step stands above its mark instead of beside it. */
  readonly stacked: boolean;
}

/** Brackets for deeper calls share the last column. */
export const DEEPEST_BRACKET = 5;
const NARROW = 600;
/** Below this width a step's text does not fit beside its mark. */
const STACKED = 460;
const NARROWEST_LANE = 34;
const MANY_LANES = 4;
/** Below this labels of usual length do not fit beside lifelines of usual width. */
const SCARCE = 700;
const GAP = 10;
const LEAST_LABEL = { wide: 250, narrow: 170, tiny: 104 };
/** Half a narrow panel. */
const TINY = 380;
/** Room for the ribbon of times and the lines from it to the labels, on the axis to scale. */
const RIBBON = { wide: 46, narrow: 28 };

export function layoutColumns({ width, lanes, depth, axis }: ColumnsInput): Columns {
  const narrow = width < NARROW;
  const ribbon = axis === 'compressed' ? GAP : narrow ? RIBBON.narrow : RIBBON.wide;
  const stacked = width < STACKED && axis === 'compressed';
  const axisRight = narrow ? 49 : 66;
  const bracketLeft = axisRight + (narrow ? 3 : 6);
  const bracketWidth = narrow ? 8 : 16;
  const laneLeft = bracketLeft + bracketWidth * (Math.min(depth, DEEPEST_BRACKET) + 1) + 4;
  const room = Math.max(0, width - laneLeft - GAP);
  const leastLabel = width < TINY ? LEAST_LABEL.tiny : narrow ? LEAST_LABEL.narrow : LEAST_LABEL.wide;
  const laneWidth = Math.max(
    NARROWEST_LANE,
    Math.min(
      200,
      Math.floor((stacked ? room : shareOfLanes(room - ribbon, narrow, leastLabel, lanes)) / Math.max(1, lanes)),
    ),
  );
  const laneRight = laneLeft + laneWidth * lanes;
  const labelLeft = stacked ? laneLeft : laneRight + ribbon;
  const labelWidth = Math.max(stacked ? 0 : Math.min(leastLabel, LEAST_LABEL.narrow), width - labelLeft - GAP);
  return {
    width: Math.max(width, laneRight + GAP, labelLeft + labelWidth + GAP),
    axisRight,
    bracketLeft,
    bracketWidth,
    laneLeft,
    laneWidth,
    laneRight,
    labelLeft,
    labelWidth,
    stacked,
  };
}

/** Many lifelines take room from the labels, but never more than those need; few leave it to them where it is scarce. */
function shareOfLanes(room: number, narrow: boolean, leastLabel: number, lanes: number): number {
  if (narrow) return room - leastLabel;
  const share = lanes > MANY_LANES ? 0.66 : room < SCARCE ? 0.5 : 0.56;
  return Math.min(room * share, room - leastLabel);
}

/** The x of a lifeline. */
export function laneX(columns: Columns, lane: number): number {
  return columns.laneLeft + (lane + 0.5) * columns.laneWidth;
}

/** Half the width of the kernel's band: its edges are the border that a trap crosses. */
export function kernelHalf(columns: Columns): number {
  return Math.min(36, columns.laneWidth * 0.32);
}

/** Width of a link's band. */
export function linkWidth(columns: Columns): number {
  return columns.laneWidth * 0.76;
}
