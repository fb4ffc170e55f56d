/** Work off the path stands beside the lifeline: the column of each such step, so that none covers another. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Rows } from './axis.ts';

/** Columns beside a lifeline; further ones share the last. */
const TAIL_COLUMNS = 3;

/** −1 for steps on the path, and for what stands on a line of its own: packets on their link, faults. */
export function tailColumns(steps: readonly SequenceStep[], rows: Rows): readonly number[] {
  const busy = new Map<number, number[]>();
  return steps.map((step, i) => {
    if (step.onPath || step.link !== null || step.kind === 'fault') return -1;
    const ends = busy.get(step.lane) ?? [];
    busy.set(step.lane, ends);
    const top = rows.top[i] ?? 0;
    const free = Array.from({ length: TAIL_COLUMNS }, (_, column) => column).find(
      (column) => (ends[column] ?? 0) <= top + 0.001,
    );
    const column = free ?? TAIL_COLUMNS - 1;
    ends[column] = Math.max(ends[column] ?? 0, rows.bottom[i] ?? 0);
    return column;
  });
}
