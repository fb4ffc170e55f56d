/** The whole picture of one call as coordinates. One pass over the steps for each part. */
import type { SequenceModel, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { isBar } from '../base/kinds.ts';
import { MARGIN, type Rows } from './axis.ts';
import { actingBars, type Bar, openBars } from './bars.ts';
import { type BesideBar, besideBars } from './beside.ts';
import { type Bracket, callBrackets } from './brackets.ts';
import { type Cluster, clusterSteps } from './clusters.ts';
import { type Columns, kernelHalf, laneX, linkWidth } from './columns.ts';
import { type CutSpan, cutSpans } from './cuts.ts';
import { spread } from './spread.ts';
import { tailColumns } from './tails.ts';
import { onwardTransfers, type Transfer, transferOf } from './transfers.ts';

/** Height of a label on the axis to scale, and of the marks. */
export const LABEL_HEIGHT = 20;
export const MARK = 20;
/** Height of the text above a mark in a narrow panel. */
const STACKED_TEXT = 19;
/** Nested activation bars stand a little to the right, up to this depth. */
const DEEPEST_SHIFT = 6;
const SHIFT = 4;
/** A copy within one domain goes out and back: its page lies so far beside the lifeline, less where lifelines are close. */
const LOOP = { most: 30, least: 18 };

export interface DrawnStep {
  readonly index: number;
  readonly step: SequenceStep;
  readonly top: number;
  readonly bottom: number;
  /** Upper edge of what marks may cover: below the text where that stands above them. */
  readonly markTop: number;
  /** Centre of the actor's bar. */
  readonly barX: number;
  /** Centre of the mark; null where it would cover another one: the bar alone shows the step. */
  readonly mark: { readonly x: number; readonly y: number } | null;
  readonly transfer: Transfer | null;
  readonly onward: Transfer | null;
  readonly arrowY: number;
  /** Lower end of an arrow that takes time: where a packet arrives. */
  readonly arrivalY: number;
}

export interface DrawnLabel extends Cluster {
  readonly top: number;
  readonly bottom: number;
  /** Where its steps are on the axis. */
  readonly anchor: number;
}

export interface Diagram {
  readonly columns: Columns;
  readonly height: number;
  readonly steps: readonly DrawnStep[];
  readonly labels: readonly DrawnLabel[];
  readonly acting: readonly Bar[];
  readonly open: readonly Bar[];
  readonly brackets: readonly Bracket[];
  readonly beside: readonly BesideBar[];
  readonly cuts: readonly CutSpan[];
}

export interface DiagramInput {
  readonly model: SequenceModel;
  readonly sites: readonly Site[];
  readonly rows: Rows;
  readonly columns: Columns;
  readonly axis: 'scale' | 'compressed';
  /** Labels may reach down to here: the height of a longer diagram beside this one. */
  readonly least: number;
}

export function layoutDiagram(input: DiagramInput): Diagram {
  const { model, sites, rows, columns, axis, least } = input;
  const labels = axis === 'scale' ? scaledLabels(rows, Math.max(rows.height, least)) : rowLabels(rows);
  const lowest = labels.reduce((most, label) => Math.max(most, label.bottom), 0);
  return {
    columns,
    height: Math.max(rows.height, lowest + MARGIN),
    steps: drawSteps(input),
    labels,
    acting: actingBars(model.steps, rows),
    open: openBars(model.steps, rows),
    brackets: callBrackets(model.steps, sites, rows),
    beside: besideBars(model.beside, model.steps, rows, columns),
    cuts: cutSpans(model, sites, rows),
  };
}

function rowLabels(rows: Rows): readonly DrawnLabel[] {
  return rows.top.map((top, i) => {
    const bottom = rows.bottom[i] ?? top;
    return { from: i, to: i + 1, top, bottom, anchor: (top + bottom) / 2 };
  });
}

function scaledLabels(rows: Rows, height: number): readonly DrawnLabel[] {
  const clusters = clusterSteps(rows, Math.floor(height / LABEL_HEIGHT));
  const anchors = clusters.map(({ from, to }) => ((rows.top[from] ?? 0) + (rows.bottom[to - 1] ?? 0)) / 2);
  const order = anchors.map((_, i) => i).sort((a, b) => (anchors[a] ?? 0) - (anchors[b] ?? 0) || a - b);
  const tops = spread(
    order.map((i) => (anchors[i] ?? 0) - LABEL_HEIGHT / 2),
    LABEL_HEIGHT,
    MARGIN / 2,
    height - MARGIN / 2,
  );
  return order.map((i, place) => {
    const top = tops[place] ?? 0;
    const { from, to } = clusters[i] ?? { from: 0, to: 0 };
    return { from, to, top, bottom: top + LABEL_HEIGHT, anchor: anchors[i] ?? 0 };
  });
}

/** The centre of an activation bar: nested ones stand to the right of those around them. */
export function barX(columns: Columns, lane: number, depth: number): number {
  return laneX(columns, lane) + Math.min(depth, DEEPEST_SHIFT) * SHIFT;
}

function drawSteps({ model, rows, columns, axis }: DiagramInput): readonly DrawnStep[] {
  const tails = tailColumns(model.steps, rows);
  const onward = onwardTransfers(model.steps);
  const kernel = model.lifelines.findIndex((line) => line.role === 'kernel');
  const occupied = new Map<number, number>();
  return model.steps.map((step, index) => {
    const top = rows.top[index] ?? 0;
    const bottom = rows.bottom[index] ?? top;
    const tail = tails[index] ?? -1;
    const transfer = transferOf(step);
    const x =
      step.link === null
        ? barX(columns, step.lane, step.depth) + (tail < 0 ? 0 : tailShift(columns, tail))
        : laneX(columns, step.link);
    const markTop = columns.stacked ? top + STACKED_TEXT : top;
    const y = (markTop + bottom) / 2;
    const markX = tail < 0 ? markPosition(columns, step, transfer, kernel, x) : x;
    const isPacket = transfer !== null && transfer.over !== null;
    const arrowY = axis === 'scale' ? (isPacket ? top : transfer?.kind === 'control' ? bottom : y) : y;
    const markY = markX === x ? y : arrowY;
    // To scale a mark on the lifeline needs its own step's room, or the next bar would cover it.
    const room =
      axis === 'compressed' || markX !== x || bottom - top >= MARK - 2 || (bottom === top && transfer !== null);
    const free = room && isFree(occupied, markX, markY - MARK / 2);
    if (free) occupied.set(markX, markY + MARK / 2);
    return {
      index,
      step,
      top,
      bottom,
      markTop,
      barX: x,
      mark: free ? { x: markX, y: markY } : null,
      transfer,
      onward: onward[index] ?? null,
      arrowY,
      arrivalY: !isPacket ? arrowY : axis === 'scale' ? bottom : arrivalY(model.steps, rows, index),
    };
  });
}

/** In rows: above the first row after the packet's arrival. A lost one ends in its own. */
function arrivalY(steps: readonly SequenceStep[], rows: Rows, index: number): number {
  const packet = steps[index];
  const bottom = rows.bottom[index] ?? 0;
  if (packet === undefined || packet.isLost) return bottom;
  const arrival = packet.start + packet.duration;
  for (let i = index + 1; i < steps.length; i++) {
    if ((steps[i]?.start ?? 0) >= arrival) return Math.max(bottom, (rows.top[i] ?? 0) + 3);
  }
  return rows.bottom.at(-1) ?? bottom;
}

/** Whether a mark at `x` whose upper edge is `top` covers none before it; `occupied`: lower edge of the last mark at each x. */
function isFree(occupied: ReadonlyMap<number, number>, x: number, top: number): boolean {
  for (const [other, bottom] of occupied) if (Math.abs(other - x) < MARK && bottom > top) return false;
  return true;
}

/** How far to the right of its lifeline work off the path stands. */
function tailShift(columns: Columns, tail: number): number {
  const room = columns.laneWidth / 2 - MARK / 2 - 2;
  return Math.min(room, 30 + tail * 16);
}

/** A copy's page lies on its way, a trap's triangle on the kernel's border; other signs stand on the actor's lifeline. */
function markPosition(
  columns: Columns,
  step: SequenceStep,
  transfer: Transfer | null,
  kernel: number,
  x: number,
): number {
  if (isBar(step.kind) || transfer === null) return x;
  if (transfer.over !== null) return nearEdge(columns, transfer.over, transfer);
  const from = laneX(columns, transfer.from);
  const to = laneX(columns, transfer.to);
  if (step.kind === 'copy')
    return from === to ? x + Math.min(LOOP.most, Math.max(LOOP.least, columns.laneWidth / 2)) : (from + to) / 2;
  if (step.kind === 'trap' && transfer.to === kernel) return to + Math.sign(from - to) * kernelHalf(columns);
  return x;
}

/** The edge of a link's band at which a packet enters it. */
export function nearEdge(columns: Columns, link: number, { from, to }: Transfer): number {
  return laneX(columns, link) - (Math.sign(to - from) * linkWidth(columns)) / 2;
}
