/** A map that is larger than its panel is drawn about by its ground. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';

export interface PanHandlers {
  readonly onWheel: () => void;
  readonly onKeyDown: () => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerCancel: (event: PointerEvent) => void;
}

/** `touched`: somebody does something with the map. */
export function usePan(ref: RefObject<HTMLElement | null>, touched: () => void): PanHandlers {
  const held = useRef<{ readonly x: number; readonly y: number; readonly pointer: number } | null>(null);
  const letGo = (): void => {
    held.current = null;
    ref.current?.classList.remove('panned');
  };
  return {
    onWheel: touched,
    onKeyDown: touched,
    onPointerDown: (event) => {
      touched();
      const element = ref.current;
      const onLabel = event.target instanceof Element && event.target.closest('[data-edge]') !== null;
      if (element === null || event.button !== 0 || onLabel) return;
      held.current = {
        x: element.scrollLeft + event.clientX,
        y: element.scrollTop + event.clientY,
        pointer: event.pointerId,
      };
      element.classList.add('panned');
    },
    onPointerMove: (event) => {
      const from = held.current;
      if (from === null || from.pointer !== event.pointerId) return;
      ref.current?.scrollTo(from.x - event.clientX, from.y - event.clientY);
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
  };
}
