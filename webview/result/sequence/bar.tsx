/** The bar of a step on its actor's lifeline: as long as the step, with the pattern of its kind. */
import type { JSX } from 'preact';
import { lookOf } from '../base/kinds.ts';
import type { DrawnStep } from '../layout/diagram.ts';
import { tornBar } from './shapes.ts';

const WIDTH = 16;
/** A step without duration is still seen. */
const LEAST = 3;

export function StepBar({ drawn, inset }: { drawn: DrawnStep; inset: number }): JSX.Element {
  const { shape, family } = lookOf(drawn.step.kind);
  const middle = (drawn.markTop + drawn.bottom) / 2;
  const half = Math.max(LEAST, drawn.bottom - drawn.markTop - 2 * inset) / 2;
  const top = middle - half;
  const bottom = middle + half;
  const x = drawn.barX - WIDTH / 2;
  const name = `bar f-${family} b-${shape}${drawn.step.onPath ? '' : ' off'}`;
  if (shape === 'torn' && bottom - top > 8) return <path class={name} d={tornBar(x, WIDTH, top, bottom)} />;
  const corner = shape === 'round' ? Math.min(6, half) : 1;
  return (
    <>
      <rect class={name} x={x} y={top} width={WIDTH} height={bottom - top} rx={corner} />
      {shape === 'hatched' && <path class="hatch" d={hatch(x, WIDTH, top, bottom)} />}
    </>
  );
}

/** Lines from lower left to upper right, some pixels apart, at most a hundred. */
function hatch(x: number, width: number, top: number, bottom: number): string {
  const gap = Math.max(6, (bottom - top) / 100);
  const lines: string[] = [];
  for (let y = top + gap; y < bottom; y += gap) {
    const rise = Math.min(width, y - top);
    lines.push(`M${x} ${y.toFixed(1)}l${rise.toFixed(1)} ${(-rise).toFixed(1)}`);
  }
  return lines.join('');
}
