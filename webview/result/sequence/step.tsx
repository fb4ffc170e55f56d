/** One step of the diagram: an option of the list that keyboard and screen reader walk through. */
import type { JSX } from 'preact';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { isBar, letterOf } from '../base/kinds.ts';
import { stepName } from '../base/words.ts';
import type { Columns } from '../layout/columns.ts';
import type { DrawnStep } from '../layout/diagram.ts';
import { StepArrows } from './arrows.tsx';
import { StepBar } from './bar.tsx';
import { Glyph } from './glyph.tsx';

export interface StepProps {
  readonly id: string;
  readonly drawn: DrawnStep;
  readonly model: SequenceModel;
  readonly sites: readonly Site[];
  readonly columns: Columns;
  readonly scaled: boolean;
  /** Among all that the keyboard stops at, from 1. */
  readonly position: number;
  readonly stops: number;
  readonly active: boolean;
  readonly pinned: boolean;
  /** The editor's cursor stands on a line that this step comes from. */
  readonly atCursor: boolean;
}

export function Step(props: StepProps): JSX.Element {
  const { id, drawn, model, sites, columns, scaled, position, stops, active, pinned, atCursor } = props;
  const { step, index, mark } = drawn;
  const classes = [
    'step',
    step.onPath || step.kind === 'fault' ? '' : 'off',
    pinned ? 'pinned' : '',
    atCursor ? 'at-cursor' : '',
  ];
  return (
    <g
      id={id}
      class={classes.filter(Boolean).join(' ')}
      role="option"
      tabindex={active ? 0 : -1}
      aria-label={stepName(step, sites[step.site], model.lifelines)}
      aria-selected={pinned}
      aria-posinset={position}
      aria-setsize={stops}
      data-row={step.row}
      data-step={index}
      data-kind={step.kind}
    >
      <Row drawn={drawn} columns={columns} scaled={scaled} />
      {step.kind === 'fault' && <FaultLine drawn={drawn} columns={columns} />}
      <StepArrows drawn={drawn} columns={columns} />
      {(isBar(step.kind) || (scaled && step.link === null)) && <StepBar drawn={drawn} inset={scaled ? 0 : 3} />}
      {mark !== null && <MarkSign {...props} x={mark.x} y={mark.y} />}
    </g>
  );
}

/** What reacts to the pointer and shows the focus: the whole row, or the extent of the step to scale. */
function Row({ drawn, columns, scaled }: { drawn: DrawnStep; columns: Columns; scaled: boolean }): JSX.Element {
  if (!scaled)
    return (
      <rect
        class="row"
        x={2}
        y={drawn.top + 0.5}
        width={columns.width - 4}
        height={drawn.bottom - drawn.top - 1}
        rx={3}
      />
    );
  const height = Math.max(4, drawn.bottom - drawn.top);
  const y = (drawn.top + drawn.bottom - height) / 2;
  const left = drawn.step.onPath ? columns.laneLeft : drawn.barX - 10;
  return <rect class="row" x={left} y={y} width={drawn.step.onPath ? columns.laneRight - left : 20} height={height} />;
}

/** What goes wrong concerns the whole picture: from here on it goes otherwise. */
function FaultLine({ drawn, columns }: { drawn: DrawnStep; columns: Columns }): JSX.Element {
  const y = (drawn.markTop + drawn.bottom) / 2;
  return <path class="fault-line" d={`M${columns.laneLeft} ${y}H${columns.laneRight}`} />;
}

function MarkSign({ drawn, scaled, x, y }: StepProps & { x: number; y: number }): JSX.Element | null {
  const { step } = drawn;
  if (!isBar(step.kind))
    return <Glyph kind={step.kind} letter={letterOf(step)} x={x} y={y} off={!step.onPath && step.kind !== 'fault'} />;
  if (scaled && drawn.bottom - drawn.markTop < 16) return null;
  return (
    <text class="bar-letter" x={x} y={y} dy="0.36em">
      {letterOf(step)}
    </text>
  );
}
