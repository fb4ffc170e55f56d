/** Walking through the steps by keyboard: one of them can have the focus, and it is always in the page. */
import { useMemo } from 'preact/hooks';
import { useStore } from '../host/context.ts';
import type { Diagram } from '../layout/diagram.ts';
import { type Stop, stopsOf } from '../layout/stops.ts';
import { focusMark } from './focus.ts';
import { keyAction } from './keys.ts';
import { markOf } from './marks.ts';
import type { PanelProps } from './panel-props.ts';

export interface Walk {
  readonly stops: readonly Stop[];
  /** Of each step among the stops, from 1. */
  readonly positions: readonly number[];
  /** Row of the mark that Tab reaches. */
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
  const stops = useMemo(() => stopsOf(model), [model]);
  const positions = useMemo(() => stops.flatMap(({ isStep }, i) => (isStep ? [i + 1] : [])), [stops]);
  const known = stops.findIndex(({ row }) => row === focused.value);
  // Tab reaches the first step, even if something beside it goes on already.
  const at =
    known >= 0
      ? known
      : Math.max(
          0,
          stops.findIndex(({ isStep }) => isStep),
        );
  const active = stops[at]?.row ?? -1;

  const move = (to: number): void => {
    const stop = stops[to];
    if (stop === undefined) return;
    focused.value = stop.row;
    focusMark(side, stop.row);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(event.key, { model, sites, stops, at });
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    const mark = markOf(model, active);
    const source = mark && sites[mark.site]?.source;
    if (action.do === 'move') move(action.to);
    else if (action.do === 'zoom') zoom(action.factor, mark?.start ?? null);
    else if (action.do === 'leave') store.hovered.value = null;
    else if (action.do === 'pin' && mark) store.pinned.value = { side, row: mark.row };
    else if (action.do === 'open' && source) store.reveal(source);
  };

  const onFocusIn = (event: FocusEvent): void => {
    const element = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const mark = element && markOf(model, Number(element.getAttribute('data-row')));
    if (!element || !mark) return;
    focused.value = mark.row;
    // A click has shown the card already; a second one at another place would only flicker.
    if (!element.matches(':focus-visible')) return;
    const box = element.querySelector('.row')?.getBoundingClientRect() ?? new DOMRect();
    const left = element.closest('svg')?.getBoundingClientRect().x ?? box.x;
    store.hovered.value = {
      side,
      row: mark.row,
      box: new DOMRect(left + diagram.columns.laneRight, box.y, 1, box.height),
    };
  };

  return {
    stops,
    positions,
    active,
    handlers: { onKeyDown, onFocusIn, onFocusOut: () => (store.hovered.value = null) },
  };
}
