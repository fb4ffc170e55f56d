/** Where the keyboard stops in a diagram: at each step, and at what goes on beside the steps. */
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';

export interface Stop {
  /** Row in the trace: identity of the mark. */
  readonly row: number;
  /** The step; of what goes on beside them the last one before it, −1 if there is none. */
  readonly step: number;
  readonly isStep: boolean;
}

/** In the order of time. A processor that looks for the call's packets has a step for that, which is its stop as well. */
export function stopsOf({ steps, beside }: Pick<SequenceModel, 'steps' | 'beside'>): readonly Stop[] {
  const ofSteps = new Set(steps.map(({ row }) => row));
  const spans = beside.filter(({ row }) => !ofSteps.has(row));
  const stops: Stop[] = [];
  let next = 0;
  steps.forEach(({ row, start }, step) => {
    for (let span = spans[next]; span && isBefore(span, { row, start }); span = spans[++next])
      stops.push({ row: span.row, step: step - 1, isStep: false });
    stops.push({ row, step, isStep: true });
  });
  for (const { row } of spans.slice(next)) stops.push({ row, step: steps.length - 1, isStep: false });
  return stops;
}

type Instant = { readonly start: number; readonly row: number };

function isBefore(a: Instant, b: Instant): boolean {
  return a.start < b.start || (a.start === b.start && a.row < b.row);
}
