/** Moves the focus to a mark, and the mark into view. */
import type { Side } from '../host/store.ts';
import { markId } from './ids.ts';

/** Height of the heads, and room for the step after. */
const HEADS = 75;
const ROOM = 60;

/** The mark must be the active one of its side: those are in the page from the next drawing on. */
export function focusMark(side: Side, row: number): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(markId(side, row));
    const scroller = element?.closest('.scroll');
    const extent = element?.querySelector('.row');
    if (!(element instanceof SVGElement) || !(scroller instanceof HTMLElement) || !extent) return;
    const seen = scroller.getBoundingClientRect();
    const box = extent.getBoundingClientRect();
    if (box.top < seen.top + HEADS) scroller.scrollTop -= seen.top + HEADS - box.top;
    else if (box.bottom > seen.bottom - ROOM)
      scroller.scrollTop += Math.min(box.bottom - seen.bottom + ROOM, box.top - seen.top - HEADS);
    element.focus({ preventScroll: true });
  });
}
