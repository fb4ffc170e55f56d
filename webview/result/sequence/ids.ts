import type { Side } from '../host/store.ts';

/** Identity of a mark's element in the page, by its row in the trace. */
export function markId(side: Side, row: number): string {
  return `mark-${side}-${row}`;
}
