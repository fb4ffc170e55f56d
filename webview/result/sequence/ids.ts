import type { Side } from '../host/store.ts';

/** Identity of a step's element in the page. */
export function stepId(side: Side, index: number): string {
  return `step-${side}-${index}`;
}
