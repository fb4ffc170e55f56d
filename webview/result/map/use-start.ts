/** A map that is larger than its panel is shown from where the call begins. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { MapGraph } from '../layout/map-graph.ts';
import type { MapLayout } from '../layout/map-layout.ts';

export function useStartInView(
  ref: RefObject<HTMLElement | null>,
  graph: MapGraph | null,
  layout: MapLayout | null,
  scale: number,
): void {
  useLayoutEffect(() => {
    const element = ref.current;
    const first = graph?.edges.find(({ lines }) => lines.some(({ parts }) => parts.some(({ order }) => order === 1)));
    const box = layout?.boxes.find(({ id }) => id === first?.from);
    if (element === null || box === undefined) return;
    element.scrollTo(
      (box.x + box.width / 2) * scale - element.clientWidth / 2,
      (box.y + box.height / 2) * scale - element.clientHeight / 2,
    );
    // What is zoomed afterwards stays where it was put.
  }, [ref, graph, layout]);
}
