/** Pointing at a mark shows its card; a click keeps it and opens the line it comes from. */
import { useStore } from '../host/context.ts';
import { markOf } from './marks.ts';
import type { PanelProps } from './panel-props.ts';

export interface PointerHandlers {
  readonly onPointerOver: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

export function usePointer({
  side,
  model,
  sites,
  zoom,
}: Pick<PanelProps, 'side' | 'model' | 'sites' | 'zoom'>): PointerHandlers {
  const store = useStore();
  return {
    onPointerOver: (event) => {
      const row = rowUnder(event.target, model);
      if (row === null) {
        store.hovered.value = null;
        return;
      }
      if (store.hovered.value?.side === side && store.hovered.value.row === row) return;
      const box = boxUnder(event.target);
      store.hovered.value = { side, row, box: new DOMRect(event.clientX, box.y, 1, box.height) };
    },
    onPointerLeave: () => {
      store.hovered.value = null;
    },
    onClick: (event) => {
      const cluster = closest(event.target, '[data-cluster]')?.getAttribute('data-cluster');
      if (cluster != null) return zoom(2, model.steps[Number(cluster)]?.start ?? null);
      const row = rowUnder(event.target, model);
      const mark = row === null ? undefined : markOf(model, row);
      if (mark === undefined) return;
      store.pinned.value = { side, row: mark.row };
      store.focused[side].value = mark.row;
      const source = sites[mark.site]?.source;
      if (source) store.reveal(source);
    },
  };
}

function closest(target: EventTarget | null, selector: string): Element | null {
  return target instanceof Element ? target.closest(selector) : null;
}

/** Row of the mark, which a label names by its step. */
function rowUnder(target: EventTarget | null, { steps }: PanelProps['model']): number | null {
  const element = closest(target, '[data-row], [data-label]');
  const row = element?.getAttribute('data-row');
  const label = element?.getAttribute('data-label');
  return row != null ? Number(row) : label == null ? null : (steps[Number(label)]?.row ?? null);
}

function boxUnder(target: EventTarget | null): DOMRect {
  const row = closest(target, '[data-row], [data-label]')?.querySelector('.row');
  return row?.getBoundingClientRect() ?? new DOMRect();
}
