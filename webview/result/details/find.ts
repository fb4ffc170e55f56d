/** The step that a mark stands for, wherever it is shown. */
import { stepDetails } from '../../../src/analysis/details.ts';
import type { SequenceModel, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { StepDetails } from '../../../src/analysis/text-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import type { Mark, Store } from '../host/store.ts';

export interface FoundStep {
  readonly model: SequenceModel;
  readonly step: SequenceStep;
  readonly site: Site;
}

/** Null while the call that the mark belongs to is not shown. */
export function findStep(store: Store, mark: Mark | null): FoundStep | null {
  if (mark === null) return null;
  const model = mark.side === 'main' ? store.sequence.latest.value : store.otherSequence.latest.value;
  const variant = mark.side === 'main' ? store.shownVariant.value : store.otherVariant.value;
  const step = model?.steps.find((each) => each.row === mark.row);
  const site = step && variant?.sites[step.site];
  return model && step && site ? { model, step, site } : null;
}

export function detailsOf({ model, step, site }: FoundStep): StepDetails {
  return stepDetails(site, step, model);
}
