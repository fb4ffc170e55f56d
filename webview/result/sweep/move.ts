/** Arrow keys in the chart. */
import type { Chart, ChartPoint } from '../layout/chart.ts';

/** The point that a key leads to; undefined for keys that mean nothing here. */
export function moved(chart: Chart, from: ChartPoint | null, key: string): ChartPoint | undefined {
  const lines = chart.lines.filter(({ points }) => points.length > 0);
  const line = lines.find(({ column }) => column === from?.column) ?? lines[0];
  const first = line?.points[0];
  if (line === undefined || first === undefined) return undefined;
  if (!/^(Arrow|Home$|End$)/.test(key)) return undefined;
  if (from === null) return first;
  const at = line.points.findIndex(({ value }) => value === from.value);
  switch (key) {
    case 'ArrowRight':
      return line.points[at + 1] ?? from;
    case 'ArrowLeft':
      return line.points[at - 1] ?? from;
    case 'Home':
      return first;
    case 'End':
      return line.points.at(-1) ?? from;
    default:
      return beside(lines, from, key === 'ArrowUp');
  }
}

/** At the same value, the next larger or smaller figure. */
function beside(lines: Chart['lines'], from: ChartPoint, up: boolean): ChartPoint {
  const here = lines
    .flatMap(({ points }) => points.filter(({ value }) => value === from.value))
    .sort((a, b) => a.figure - b.figure || a.column - b.column);
  const at = here.findIndex(({ column }) => column === from.column);
  return here[at + (up ? 1 : -1)] ?? from;
}
