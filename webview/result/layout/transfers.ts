/** Arrows: who has control next, and where bytes go. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { StepKind } from '../../../src/sim/spec/site.ts';

export interface Transfer {
  /**
   * `copy`: bytes. `packet`: bytes over a link; `lost`: they do not arrive. `control`: a step that hands control over. `onward`: the
   * call goes on elsewhere without a step that says so.
   */
  readonly kind: 'copy' | 'packet' | 'lost' | 'control' | 'onward';
  readonly from: number;
  readonly to: number;
  /** The link's lifeline, over which a packet goes. */
  readonly over: number | null;
}

/** Steps whose sense is to hand control over. */
const HANDING: ReadonlySet<StepKind> = new Set<StepKind>([
  'trap',
  'switch',
  'exchange',
  'reallocation',
  'swap',
  'schedule',
  'control',
  'thread',
]);

/** The arrow of a step itself; null if it stays where it is. A copy within one lifeline is a loop. */
export function transferOf(step: SequenceStep): Transfer | null {
  if (step.kind === 'copy')
    return { kind: 'copy', from: step.fromLane ?? step.lane, to: step.toLane ?? step.lane, over: null };
  if (step.toLane === null) return null;
  if (step.kind === 'packet')
    return { kind: step.isLost ? 'lost' : 'packet', from: step.lane, to: step.toLane, over: step.link };
  const from = step.fromLane ?? step.lane;
  if (from === step.toLane) return null;
  return { kind: HANDING.has(step.kind) ? 'control' : 'onward', from, to: step.toLane, over: null };
}

/** For each step the arrow that leads to it from where the call was before; null where it follows from the step before. */
export function onwardTransfers(steps: readonly SequenceStep[]): readonly (Transfer | null)[] {
  let holder: number | null = null;
  return steps.map((step) => {
    if (!step.onPath || step.kind === 'wait') return null;
    const from: number | null = holder;
    // What does not arrive hands nothing over.
    holder = step.kind === 'copy' || step.isLost ? step.lane : (step.toLane ?? step.lane);
    return from === null || from === step.lane ? null : { kind: 'onward', from, to: step.lane, over: null };
  });
}
