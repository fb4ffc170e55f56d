/** Pointing at a mark shows its card; a click keeps it and opens the line it comes from. */
import { useStore } from '../host/context.ts';
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
      const index = stepUnder(event.target);
      const step = index === null ? undefined : model.steps[index];
      if (step === undefined) {
        store.hovered.value = null;
        return;
      }
      if (store.hovered.value?.side === side && store.hovered.value.row === step.row) return;
      const box = boxUnder(event.target);
      store.hovered.value = { side, row: step.row, box: new DOMRect(event.clientX, box.y, 1, box.height) };
    },
    onPointerLeave: () => {
      store.hovered.value = null;
    },
    onClick: (event) => {
      const cluster = closest(event.target, '[data-cluster]')?.getAttribute('data-cluster');
      if (cluster != null) return zoom(2, model.steps[Number(cluster)]?.start ?? null);
      const index = stepUnder(event.target);
      const step = index === null ? undefined : model.steps[index];
      if (index === null || step === undefined) return;
      store.pinned.value = { side, row: step.row };
      store.focused[side].value = step.row;
      const source = sites[step.site]?.source;
      if (source) store.reveal(source);
    },
  };
}

function closest(target: EventTarget | null, selector: string): Element | null {
  return target instanceof Element ? target.closest(selector) : null;
}

function stepUnder(target: EventTarget | null): number | null {
  const element = closest(target, '[data-step], [data-label]');
  const index = element?.getAttribute('data-step') ?? element?.getAttribute('data-label');
  return index == null ? null : Number(index);
}

function boxUnder(target: EventTarget | null): DOMRect {
  const row = closest(target, '[data-step], [data-label]')?.querySelector('.row');
  return row?.getBoundingClientRect() ?? new DOMRect();
}
