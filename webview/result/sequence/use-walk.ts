/** Walking through the steps by keyboard: one of them can have the focus, and it is always in the page. */
import { useStore } from '../host/context.ts';
import type { Diagram } from '../layout/diagram.ts';
import { focusStep } from './focus.ts';
import { keyAction } from './keys.ts';
import type { PanelProps } from './panel-props.ts';

export interface Walk {
  /** Index of the step that Tab reaches. */
  readonly active: number;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocusIn: (event: FocusEvent) => void;
    readonly onFocusOut: () => void;
  };
}

export function useWalk({ side, model, sites, zoom }: PanelProps, diagram: Diagram): Walk {
  const store = useStore();
  const focused = store.focused[side];
  const active = Math.max(
    0,
    model.steps.findIndex((step) => step.row === focused.value),
  );

  const move = (to: number): void => {
    const step = model.steps[to];
    if (step === undefined) return;
    focused.value = step.row;
    focusStep(side, to);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(event.key, active, model, sites);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    const step = model.steps[active];
    const source = step && sites[step.site]?.source;
    if (action.do === 'move') move(action.to);
    else if (action.do === 'zoom') zoom(action.factor, step?.start ?? null);
    else if (action.do === 'leave') store.hovered.value = null;
    else if (action.do === 'pin' && step) store.pinned.value = { side, row: step.row };
    else if (action.do === 'open' && source) store.reveal(source);
  };

  const onFocusIn = (event: FocusEvent): void => {
    const element = event.target instanceof Element ? event.target.closest('[data-step]') : null;
    const step = element && model.steps[Number(element.getAttribute('data-step'))];
    if (!element || !step) return;
    focused.value = step.row;
    // A click has shown the card already; a second one at another place would only flicker.
    if (!element.matches(':focus-visible')) return;
    const box = element.querySelector('.row')?.getBoundingClientRect() ?? new DOMRect();
    store.hovered.value = {
      side,
      row: step.row,
      box: new DOMRect(box.x + diagram.columns.laneRight, box.y, 1, box.height),
    };
  };

  return { active, handlers: { onKeyDown, onFocusIn, onFocusOut: () => (store.hovered.value = null) } };
}
