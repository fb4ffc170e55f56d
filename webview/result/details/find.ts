/** What is told of a mark, wherever it is shown. */
import { besideDetails } from '../../../src/analysis/beside.ts';
import { stepDetails } from '../../../src/analysis/details.ts';
import type { Beside, SequenceModel, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { StepDetails } from '../../../src/analysis/text-models.ts';
import type { Site, StepKind } from '../../../src/sim/spec/site.ts';
import { letterOf } from '../base/kinds.ts';
import type { Mark, Store } from '../host/store.ts';
import { markOf } from '../sequence/marks.ts';

export interface Found {
  /** How the mark looks. */
  readonly kind: StepKind;
  readonly letter: string;
  readonly details: StepDetails;
}

/** Null while the call that the mark belongs to is not shown. */
export function findMark(store: Store, mark: Mark | null): Found | null {
  if (mark === null) return null;
  const model = mark.side === 'main' ? store.sequence.latest.value : store.otherSequence.latest.value;
  const variant = mark.side === 'main' ? store.shownVariant.value : store.otherVariant.value;
  const found = model && markOf(model, mark.row);
  const site = found && variant?.sites[found.site];
  return model && found && site ? toldOf(found, site, model) : null;
}

function toldOf(found: SequenceStep | Beside, site: Site, model: SequenceModel): Found {
  if (!isBeside(found)) {
    return { kind: found.kind, letter: letterOf(found), details: stepDetails(site, found, model) };
  }
  const kind = kindOf(found);
  const details = besideDetails(found, site, model.lifelines);
  return { kind, letter: letterOf({ kind, letter: null }), details };
}

function isBeside(found: SequenceStep | Beside): found is Beside {
  return found.kind === 'standby' || found.kind === 'cut';
}

function kindOf(span: Beside): StepKind {
  if (span.kind === 'cut') return 'fault';
  return span.polls ? 'poll' : 'idle';
}
