/** The call's latency as a strip to scale beside the lifelines; lines lead from each piece to its label. */
import type { JSX } from 'preact';
import { lookOf } from '../base/kinds.ts';
import { within } from '../layout/bars.ts';
import type { Diagram, DrawnLabel } from '../layout/diagram.ts';

const WIDTH = 9;

export function Ribbon({ diagram, from, to }: { diagram: Diagram; from: number; to: number }): JSX.Element {
  const { columns } = diagram;
  const x = columns.laneRight + 4;
  return (
    <g class="ribbon" aria-hidden="true">
      {diagram.steps
        .filter((each) => each.step.onPath && each.bottom >= from && each.top <= to)
        .map((each) => (
          <rect
            key={each.index}
            class={`piece f-${lookOf(each.step.kind).family}`}
            x={x}
            y={each.top}
            width={WIDTH}
            height={Math.max(0.75, each.bottom - each.top - 0.5)}
          />
        ))}
      {within(diagram.labels, from, to).map((label) => (
        <Leader key={label.from} label={label} diagram={diagram} x={x + WIDTH} />
      ))}
    </g>
  );
}

function Leader({ label, diagram, x }: { label: DrawnLabel; diagram: Diagram; x: number }): JSX.Element {
  const step = diagram.steps[label.from]?.step;
  const y = (label.top + label.bottom) / 2;
  const right = diagram.columns.labelLeft - 3;
  const off = step?.onPath === false && label.to - label.from === 1;
  return (
    <path
      class={`leader f-${step === undefined ? 'work' : lookOf(step.kind).family}${off ? ' off' : ''}`}
      d={`M${x} ${label.anchor}h6L${right - 6} ${y}H${right}`}
    />
  );
}
