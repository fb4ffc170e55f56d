/** Sizes of texts in the theme's font. */
import { useMemo } from 'preact/hooks';

export interface Metrics {
  /** Font size in pixels. */
  readonly size: number;
  readonly measure: (text: string) => number;
}

/** Measures in the font of the page, which does not change while the page lives. */
export function useMetrics(): Metrics {
  return useMemo(readMetrics, []);
}

function readMetrics(): Metrics {
  const style = getComputedStyle(document.body);
  const size = Number.parseFloat(style.fontSize) || 13;
  const context = document.createElement('canvas').getContext('2d');
  if (context !== null) context.font = `${size}px ${style.fontFamily}`;
  const known = new Map<string, number>();
  const measure = (text: string): number => {
    const width = known.get(text) ?? context?.measureText(text).width ?? text.length * size * 0.6;
    if (known.size > 20_000) known.clear();
    known.set(text, width);
    return width;
  };
  return { size, measure };
}
