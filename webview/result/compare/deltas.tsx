/** Between two diagrams whose steps are aligned: how much longer or shorter each step is on the right. */
import type { JSX } from 'preact';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { AxisFormat } from '../base/times.ts';
import type { Rows } from '../layout/axis.ts';

export const DELTA_WIDTH = 84;

interface DeltasProps {
  readonly main: SequenceModel;
  readonly other: SequenceModel;
  readonly format: AxisFormat;
  readonly rows: { readonly main: Rows; readonly other: Rows };
  readonly from: number;
  readonly to: number;
  /** Heads as high as those of the diagrams. */
  readonly grouped: boolean;
}

export function Deltas({ main, other, rows, format, from, to, grouped }: DeltasProps): JSX.Element {
  const right = new Map(rows.other.top.map((top, i) => [top, i]));
  const shown = rows.main.top.flatMap((top, i) => {
    const partner = right.get(top);
    return partner === undefined || top < from || top > to
      ? []
      : [{ top, bottom: rows.main.bottom[i] ?? top, left: i, right: partner }];
  });
  return (
    <div class="side deltas" aria-hidden="true">
      <div class={`heads named${grouped ? ' grouped' : ''}`} style={{ width: `${DELTA_WIDTH}px` }}>
        <div class="head-delta" title="Time of the step on the right minus time of the same step on the left">
          right − left, {format.unit}
        </div>
      </div>
      <svg class="sequence" width={DELTA_WIDTH} height={Math.max(rows.main.height, rows.other.height)}>
        {shown.map(({ top, bottom, left, right: partner }) => (
          <Delta
            key={left}
            format={format}
            y={(top + bottom) / 2}
            difference={(other.steps[partner]?.duration ?? 0) - (main.steps[left]?.duration ?? 0)}
          />
        ))}
      </svg>
    </div>
  );
}

function Delta({ y, difference, format }: { y: number; difference: number; format: AxisFormat }): JSX.Element {
  const sign = difference > 0 ? '+' : '−';
  return (
    <g class={`delta ${difference === 0 ? 'same' : difference > 0 ? 'longer' : 'shorter'}`}>
      <path d={`M2 ${y}h12M${DELTA_WIDTH - 14} ${y}h12`} />
      <text x={DELTA_WIDTH / 2} y={y} dy="0.36em">
        {difference === 0 ? '=' : `${sign}${format.span(Math.abs(difference))}`}
      </text>
    </g>
  );
}
