/** Moves the focus to a step, and the step into view. */
import type { Side } from '../host/store.ts';
import { stepId } from './ids.ts';

/** Height of the heads, and room for the step after. */
const HEADS = 75;
const ROOM = 60;

/** The step must be the active one of its side: those are in the page from the next drawing on. */
export function focusStep(side: Side, index: number): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(stepId(side, index));
    const scroller = element?.closest('.scroll');
    const row = element?.querySelector('.row');
    if (!(element instanceof SVGElement) || !(scroller instanceof HTMLElement) || !row) return;
    const seen = scroller.getBoundingClientRect();
    const box = row.getBoundingClientRect();
    if (box.top < seen.top + HEADS) scroller.scrollTop -= seen.top + HEADS - box.top;
    else if (box.bottom > seen.bottom - ROOM)
      scroller.scrollTop += Math.min(box.bottom - seen.bottom + ROOM, box.top - seen.top - HEADS);
    element.focus({ preventScroll: true });
  });
}
