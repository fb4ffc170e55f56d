/** The zoom of the axis to scale: what was in the middle, or has the focus, stays where it is. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { useStore } from '../host/context.ts';
import { limitScale, MARGIN, startingScale } from '../layout/axis.ts';
import { LABEL_HEIGHT } from '../layout/diagram.ts';

export interface Scale {
  /** Pixels for a picosecond. */
  readonly scale: number;
  /** Multiplies the scale, or (null) goes back to the first one; `at`: the instant that stays in its place. */
  readonly zoom: (factor: number | null, at: number | null) => void;
}

export function useScale(ref: RefObject<HTMLElement | null>, main: SequenceModel, other: SequenceModel | null): Scale {
  const store = useStore();
  const longest = other !== null && other.latency > main.latency ? other : main;
  const first = useMemo(() => startingScale(longest.steps, 520, LABEL_HEIGHT), [longest]);
  const scale = store.scale.value === null ? first : limitScale(store.scale.value, longest.steps);
  const scrollTo = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (ref.current !== null && scrollTo.current !== null) ref.current.scrollTop = scrollTo.current;
    scrollTo.current = null;
  }, [scale, ref]);

  const zoom = (factor: number | null, at: number | null): void => {
    const element = ref.current;
    if (element === null || store.axis.peek() !== 'scale') return;
    const next = factor === null ? first : limitScale(scale * factor, longest.steps);
    const middle = element.scrollTop + element.clientHeight / 2;
    const time = at ?? Math.max(0, (middle - MARGIN) / scale);
    const offset = MARGIN + time * scale - element.scrollTop;
    scrollTo.current = Math.max(0, MARGIN + time * next - offset);
    store.scale.value = factor === null ? null : next;
  };
  return { scale, zoom };
}
