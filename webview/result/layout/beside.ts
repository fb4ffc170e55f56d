/** Where it is drawn what goes on beside the steps: processors that stand by to the left of their domain's lifeline, cuts on their link. */
import type { Beside, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Picoseconds } from '../../../src/base/units.ts';
import type { Rows } from './axis.ts';
import { type Columns, laneX } from './columns.ts';

export interface BesideBar {
  readonly span: Beside;
  /** The step that tells of it as well; null if there is none. */
  readonly step: number | null;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export const STANDBY_WIDTH = 7;
/** From the lifeline to the first bar's middle; the bars of further processors stand beside it. */
const AWAY = 15;
const BETWEEN = 9;
/** What takes less room is still seen. */
const LEAST = 3;

export function besideBars(
  spans: readonly Beside[],
  steps: readonly SequenceStep[],
  rows: Rows,
  columns: Columns,
): readonly BesideBar[] {
  const processors = [...new Set(spans.flatMap((span) => (span.kind === 'standby' ? [span.processor] : [])))].sort();
  const stepAt = new Map(steps.map(({ row }, i) => [row, i]));
  const room = Math.max(1, Math.floor((columns.laneWidth / 2 - AWAY) / BETWEEN) + 1);
  return spans.map((span) => {
    const top = heightAt(span.start, firstAfter(span, steps), steps, rows);
    const end = span.start + span.duration;
    const column = span.kind === 'standby' ? Math.min(processors.indexOf(span.processor), room - 1) : 0;
    const x = laneX(columns, span.lane);
    return {
      span,
      step: stepAt.get(span.row) ?? null,
      x: span.kind === 'cut' ? x : x - AWAY - column * BETWEEN,
      top,
      bottom: Math.max(top + LEAST, heightAt(end, firstFrom(end, steps), steps, rows)),
    };
  });
}

/** Where an instant lies on the axis: between the step `after` it and the one before that. */
function heightAt(time: Picoseconds, after: number, steps: readonly SequenceStep[], rows: Rows): number {
  const before = after - 1;
  const y = rows.top[before];
  const start = steps[before]?.start;
  if (y === undefined || start === undefined) return rows.top[0] ?? 0;
  const next = steps[after];
  const [end, below] =
    next === undefined
      ? [start + (steps[before]?.duration ?? 0), rows.bottom[before] ?? y]
      : [next.start, rows.top[after] ?? y];
  return end <= start ? below : y + Math.min(1, (time - start) / (end - start)) * (below - y);
}

/** Index of the first step that does not start before `time`; steps are in the order of their starts. */
function firstFrom(time: Picoseconds, steps: readonly SequenceStep[]): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.start ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of steps at the same instant those count that the trace has after the span began. */
function firstAfter({ start, row }: Beside, steps: readonly SequenceStep[]): number {
  let i = firstFrom(start, steps);
  while (steps[i]?.start === start && (steps[i]?.row ?? 0) < row) i += 1;
  return i;
}
