import type { Beside, SequenceModel, SequenceStep } from '../../../src/analysis/sequence-models.ts';

/** What a mark of a diagram stands for, by its row in the trace. */
export function markOf({ steps, beside }: SequenceModel, row: number): SequenceStep | Beside | undefined {
  return steps.find((step) => step.row === row) ?? beside.find((span) => span.row === row);
}
