/** Pointing at, clicking on and walking through the edges of a map. */
import { useStore } from '../host/context.ts';
import type { GraphLine } from '../layout/map-graph.ts';

export interface EdgeHandlers {
  readonly onPointerOver: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onFocusOut: () => void;
}

export function useEdges(
  lines: readonly GraphLine[],
  active: number,
  setActive: (index: number) => void,
): EdgeHandlers {
  const store = useStore();
  const rowOf = (index: number): number | null => lines[index]?.parts[0]?.row ?? null;

  const hover = (element: Element | null): void => {
    const row = element === null ? null : rowOf(Number(element.getAttribute('data-edge')));
    store.hovered.value =
      element === null || row === null ? null : { side: 'main', row, box: element.getBoundingClientRect() };
  };
  /** Of a line that stands for several steps, again the next one. */
  const pin = (index: number): void => {
    const rows = lines[index]?.parts.map(({ row }) => row) ?? [];
    const kept = store.pinned.value;
    const row = rows[(kept === null ? -1 : rows.indexOf(kept.row)) + 1] ?? rows[0];
    if (row !== undefined) store.pinned.value = { side: 'main', row };
  };
  const open = (index: number): void => {
    const site = store.shownVariant.value?.sites[lines[index]?.parts[0]?.site ?? -1];
    if (site?.source) store.reveal(site.source);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: active + 1,
      ArrowRight: active + 1,
      ArrowUp: active - 1,
      ArrowLeft: active - 1,
      Home: 0,
      End: lines.length - 1,
    }[event.key];
    if (to !== undefined) {
      const next = Math.min(Math.max(to, 0), lines.length - 1);
      setActive(next);
      const element = document.getElementById(`edge-${next}`);
      if (element instanceof SVGElement) element.focus();
    } else if (event.key === 'Enter' || event.key === ' ') pin(active);
    else if (event.key === 'o') open(active);
    else if (event.key === 'Escape') store.hovered.value = null;
    else return;
    event.preventDefault();
  };

  return {
    onPointerOver: (event) => hover(edgeUnder(event.target)),
    onPointerLeave: () => (store.hovered.value = null),
    onClick: (event) => {
      const element = edgeUnder(event.target);
      if (element === null) return;
      const index = Number(element.getAttribute('data-edge'));
      setActive(index);
      pin(index);
      open(index);
    },
    onKeyDown,
    onFocusIn: (event) => {
      const element = edgeUnder(event.target);
      if (element?.matches(':focus-visible')) hover(element);
    },
    onFocusOut: () => (store.hovered.value = null),
  };
}

function edgeUnder(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-edge]') : null;
}
