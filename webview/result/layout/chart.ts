/** A sweep as lines: where every point, tick and crossover stands. */
import { type Crossover, crossovers, risingOrder } from '../../../src/analysis/crossovers.ts';
import {
  figureAt,
  isAssumedColumn,
  metricInfo,
  notesOfGaps,
  type SweepMetric,
} from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { formatSwept } from '../../../src/analysis/sweep-values.ts';
import { clip } from '../base/untrusted.ts';
import { figureKind, figureTicks, kindFor, legible, type Scale, scaleOf } from './axes.ts';
import { spread } from './spread.ts';

export interface ChartPoint {
  /** Index of the value in the model. */
  readonly value: number;
  readonly column: number;
  readonly figure: number;
  readonly x: number;
  readonly y: number;
}

export interface ChartLine {
  readonly column: number;
  readonly path: string;
  readonly points: readonly ChartPoint[];
}

/** What a line is called, at its right end. */
export interface EndLabel {
  readonly column: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Where the line itself ends. */
  readonly from: { readonly x: number; readonly y: number };
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface ChartMark {
  readonly crossover: Crossover;
  readonly x: number;
  readonly y: number;
  /** Where its number stands. */
  readonly labelY: number;
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  /** Empty where there is no room for them. */
  readonly ends: readonly EndLabel[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Kind of each axis, for people. */
  readonly xKind: Scale['kind'];
  readonly yKind: Scale['kind'];
}

/** Crossovers that are marked; more would hide the lines. */
export const MOST_MARKS = 20;
/** Places between two points, so that straight lines stay true on logarithmic axes. */
const PIECES = 8;
const CHARACTER = 7;
const LABEL = 14;
/** From this width on lines are named at their ends. */
const ROOMY = 640;
const MOST_NAMED = 12;
const LONGEST_NAME = 22;
const NAME_HEIGHT = 16;
/** From the end of a line to its name. */
const LEADER = 16;

/** Which lines are drawn, and how. */
export interface ChartWish {
  readonly procedure: number;
  readonly metric: SweepMetric;
  /** Null: what fits the figures. */
  readonly kind: Scale['kind'] | null;
  /** Columns that are not drawn. */
  readonly hidden: ReadonlySet<number>;
}

export function chartOf(
  model: SweepModel,
  { procedure, metric, kind: wanted, hidden }: ChartWish,
  size: { readonly width: number; readonly height: number },
): Chart {
  const order = risingOrder(model);
  const values = order.map((index) => model.values[index] ?? 0);
  const shown = model.columns.flatMap((_, column) => (hidden.has(column) ? [] : [column]));
  const figures = shown.flatMap((column) =>
    order.flatMap((value) => figureAt(model, { value, column, procedure }, metric) ?? []),
  );
  const yKind =
    (wanted === 'log' && figures.every((figure) => figure > 0) ? 'log' : wanted === 'linear' ? 'linear' : null) ??
    figureKind(figures);
  const ticks = figureTicks(figures, yKind);
  const texts = ticks.map(metricInfo(metric).format);
  const left = 16 + CHARACTER * Math.max(4, ...texts.map((text) => text.length));
  const names =
    size.width < ROOMY || shown.length > MOST_NAMED ? [] : shown.map((column) => endName(model, column, procedure));
  const named = names.length === 0 ? 30 : LEADER + 8 + CHARACTER * Math.max(...names.map((name) => name.length));
  const plot = { left, right: size.width - named, top: 16, bottom: size.height - 44 };
  const x = scaleOf(values, kindFor(values), plot.left + 8, plot.right);
  const y = scaleOf(ticks, yKind, plot.bottom, plot.top);
  const lines = shown.map((column) => lineOf(model, order, { column, procedure, metric }, x, y));
  return {
    ...size,
    plot,
    lines,
    marks: marksOf(shownCrossovers(model, procedure, metric, hidden).slice(0, MOST_MARKS), x, y),
    ends: names.length === 0 ? [] : endsOf(lines, names, plot),
    xTicks: xTicks(model, order, x),
    yTicks: ticks.map((tick, index) => ({ at: y.at(tick), text: texts[index] ?? '' })),
    xKind: x.kind,
    yKind: y.kind,
  };
}

/** The crossovers of lines that are drawn. */
export function shownCrossovers(
  model: SweepModel,
  procedure: number,
  metric: SweepMetric,
  hidden: ReadonlySet<number>,
): readonly Crossover[] {
  return crossovers(model, procedure, metric).filter(
    ({ larger, smaller }) => !hidden.has(larger) && !hidden.has(smaller),
  );
}

/** The name of a line, with a star if prices count in it that nobody has published, and the notes that say why it has gaps. */
function endName(model: SweepModel, column: number, procedure: number): string {
  const assumed = isAssumedColumn(model, column) ? ' *' : '';
  const notes = notesOfGaps(model, column, procedure).map((note) => ` [${note + 1}]`);
  return [clip(model.titles[column] ?? '', LONGEST_NAME), assumed, ...notes].join('');
}

/** Names beside the right ends of the lines; those of lines that end earlier as well, so that each line leads to its name. */
function endsOf(lines: readonly ChartLine[], names: readonly string[], plot: Chart['plot']): readonly EndLabel[] {
  const ends = lines
    .flatMap(({ column, points }, i) => {
      const last = points.at(-1);
      return last === undefined ? [] : [{ column, text: names[i] ?? '', last }];
    })
    .sort((a, b) => a.last.y - b.last.y);
  const tops = spread(
    ends.map(({ last }) => last.y - NAME_HEIGHT / 2),
    NAME_HEIGHT,
    plot.top - NAME_HEIGHT / 2,
    plot.bottom,
  );
  return ends.map(({ column, text, last }, i) => ({
    column,
    text,
    x: plot.right + LEADER,
    y: (tops[i] ?? 0) + NAME_HEIGHT / 2,
    from: { x: last.x, y: last.y },
  }));
}

function xTicks({ values, unit }: SweepModel, order: readonly number[], x: Scale): readonly Tick[] {
  const all = order.map((index) => ({ at: x.at(values[index] ?? 0), text: formatSwept(values[index] ?? 0, unit) }));
  const kept = legible(
    all.map(({ at }) => at),
    all.map(({ text }) => CHARACTER * text.length + LABEL),
  );
  return kept.flatMap((index) => all[index] ?? []);
}

interface LineOf {
  readonly column: number;
  readonly procedure: number;
  readonly metric: SweepMetric;
}

function lineOf(model: SweepModel, order: readonly number[], of: LineOf, x: Scale, y: Scale): ChartLine {
  const { column, procedure, metric } = of;
  const points: ChartPoint[] = [];
  const pieces: string[] = [];
  let last: { readonly value: number; readonly figure: number } | null = null;
  for (const index of order) {
    const figure = figureAt(model, { value: index, column, procedure }, metric);
    const value = model.values[index] ?? 0;
    if (figure === null) {
      last = null;
      continue;
    }
    points.push({ value: index, column, figure, x: x.at(value), y: y.at(figure) });
    if (last === null) pieces.push(`M${round(x.at(value))} ${round(y.at(figure))}`);
    else pieces.push(...segment(last, { value, figure }, x, y));
    last = { value, figure };
  }
  return { column, path: pieces.join(''), points };
}

type Place = { readonly value: number; readonly figure: number };

/** A straight line between two points, in the units of the axes. From zero on a logarithmic axis it is straight on the screen. */
function segment(from: Place, to: Place, x: Scale, y: Scale): string[] {
  const isBent = (x.kind === 'log' && from.value > 0) || y.kind === 'log';
  const pieces = isBent && !(x.kind === 'log' && from.value <= 0) ? PIECES : 1;
  return Array.from({ length: pieces }, (_, index) => {
    const share = (index + 1) / pieces;
    const value = from.value + (to.value - from.value) * share;
    const figure = from.figure + (to.figure - from.figure) * share;
    return `L${round(x.at(value))} ${round(y.at(figure))}`;
  });
}

/** Numbers of marks that stand close move up until each can be read. */
function marksOf(found: readonly Crossover[], x: Scale, y: Scale): readonly ChartMark[] {
  const marks: ChartMark[] = [];
  for (const crossover of found) {
    const [left, top] = [x.at(crossover.at), y.at(crossover.figure)];
    let labelY = top - 10;
    while (marks.some((mark) => Math.abs(mark.x - left) < LABEL + 2 && Math.abs(mark.labelY - labelY) < LABEL))
      labelY -= 2;
    marks.push({ crossover, x: left, y: top, labelY });
  }
  return marks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The point nearest to a place on the screen; null if there is none. */
export function nearestPoint({ lines }: Chart, x: number, y: number): ChartPoint | null {
  const points = lines.flatMap((line) => line.points);
  const distance = (point: ChartPoint): number => Math.hypot(point.x - x, (point.y - y) / 2);
  return points.reduce<ChartPoint | null>(
    (best, point) => (best === null || distance(point) < distance(best) ? point : best),
    null,
  );
}
