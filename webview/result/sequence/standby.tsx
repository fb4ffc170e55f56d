/** Processors that stand by: dots while one polls, a dashed frame while one idles in the domain. */
import type { JSX } from 'preact';
import { standbyInWords } from '../../../src/analysis/happening.ts';
import type { Lifeline } from '../../../src/analysis/sequence-models.ts';
import { visible } from '../base/untrusted.ts';
import { within } from '../layout/bars.ts';
import type { Diagram } from '../layout/diagram.ts';
import { STANDBY_WIDTH, type StandbyBar } from '../layout/standby.ts';

interface StandbyProps {
  readonly diagram: Diagram;
  readonly lifelines: readonly Lifeline[];
  readonly from: number;
  readonly to: number;
}

export function StandbyShapes({ diagram, lifelines, from, to }: StandbyProps): JSX.Element {
  return (
    <g class="standbys" aria-hidden="true">
      {within(diagram.standby, from, to).map((bar) => (
        <StandbyShape key={bar.span.row} bar={bar} lifelines={lifelines} from={from} to={to} />
      ))}
    </g>
  );
}

function StandbyShape({
  bar,
  lifelines,
  from,
  to,
}: {
  bar: StandbyBar;
  lifelines: readonly Lifeline[];
  from: number;
  to: number;
}): JSX.Element {
  const { span, x } = bar;
  const top = Math.max(bar.top, from - 50);
  const bottom = Math.min(bar.bottom, to + 50);
  return (
    <g class={`standby ${span.polls ? 'polls' : 'idles'}`} data-standby={span.row}>
      <title>{visible(standbyInWords(span, lifelines), 300)}</title>
      <rect x={x - STANDBY_WIDTH / 2} y={top} width={STANDBY_WIDTH} height={Math.max(1, bottom - top)} rx={2} />
      {span.polls && bottom - top > 6 && <path class="dots" d={`M${x} ${top + 4}V${bottom - 2}`} />}
    </g>
  );
}
