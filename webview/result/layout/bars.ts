/** Activation bars: who acts, and whose call is open. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Rows } from './axis.ts';

export interface Bar {
  readonly lane: number;
  readonly depth: number;
  readonly top: number;
  readonly bottom: number;
}

/** Consecutive steps of one holder on one lifeline make one bar; waits and packets, in which nobody acts, end it. */
export function actingBars(steps: readonly SequenceStep[], rows: Rows): readonly Bar[] {
  const bars: Bar[] = [];
  let open: Bar | null = null;
  steps.forEach((step, i) => {
    if (!step.onPath) return;
    if (step.kind === 'wait' || step.kind === 'packet') {
      open = null;
      return;
    }
    const bottom = rows.bottom[i] ?? 0;
    if (open !== null && open.lane === step.lane && open.depth === step.depth) {
      open = { ...open, bottom };
      bars[bars.length - 1] = open;
    } else {
      open = { lane: step.lane, depth: step.depth, top: rows.top[i] ?? 0, bottom };
      bars.push(open);
    }
  });
  return bars;
}

/** The caller's side of each call, from its first to its last step on the path. */
export function openBars(steps: readonly SequenceStep[], rows: Rows): readonly Bar[] {
  const calls = new Map<number, Bar>();
  steps.forEach((step, i) => {
    if (!step.onPath) return;
    const bottom = rows.bottom[i] ?? 0;
    const known = calls.get(step.call);
    calls.set(
      step.call,
      known ? { ...known, bottom } : { lane: step.lane, depth: step.depth, top: rows.top[i] ?? 0, bottom },
    );
  });
  return [...calls.values()];
}

/** The bars that reach into a window of the picture. */
export function within<T extends { readonly top: number; readonly bottom: number }>(
  items: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  return items.filter((item) => item.bottom >= from && item.top <= to);
}
