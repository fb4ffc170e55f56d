/** The texts of a diagram. They stand beside the options that keyboard and screen reader walk through, which have names of their own. */
import type { JSX } from 'preact';
import { useStore } from '../host/context.ts';
import { within } from '../layout/bars.ts';
import type { Diagram, DrawnLabel } from '../layout/diagram.ts';
import { PacketWord } from './arrows.tsx';
import { Label } from './label.tsx';
import type { PanelProps } from './panel-props.ts';

type TextsProps = PanelProps & { readonly diagram: Diagram; readonly from: number; readonly to: number };

export function Texts(props: TextsProps): JSX.Element {
  const { axis, diagram, from, to } = props;
  const shown = within(diagram.labels, from, to);
  return (
    <g class="labels" aria-hidden="true">
      {diagram.steps
        .filter(({ step, arrivalY, top }) => step.kind === 'packet' && arrivalY >= from && top <= to)
        .map((drawn) => (
          <PacketWord key={`packet ${drawn.index}`} drawn={drawn} columns={props.columns} />
        ))}
      {shown.map((label) =>
        axis === 'scale' ? (
          <ScaledText key={label.from} {...props} label={label} />
        ) : (
          <RowText key={label.from} {...props} label={label} />
        ),
      )}
    </g>
  );
}

type OneText = TextsProps & { readonly label: DrawnLabel };

/** When the step starts, and what it is, in its row. */
function RowText({ label, model, sites, columns, metrics, format }: OneText): JSX.Element {
  const start = model.steps[label.from]?.start ?? 0;
  const before = model.steps[label.from - 1]?.start;
  return (
    <g>
      <text
        class={`time${before === start ? ' same' : ''}`}
        x={columns.axisRight - 4}
        y={(label.top + label.bottom) / 2}
        dy="0.36em"
      >
        {format.text(start)}
      </text>
      <Label
        label={label}
        model={model}
        sites={sites}
        columns={columns}
        metrics={metrics}
        format={format}
        scaled={false}
      />
    </g>
  );
}

/** To scale the label lies apart from its mark, and can be pointed at as well. */
function ScaledText({ label, model, sites, columns, metrics, format }: OneText): JSX.Element {
  return (
    <g {...(label.to - label.from > 1 ? { 'data-cluster': label.from } : { 'data-label': label.from })}>
      <rect
        class="row"
        x={columns.labelLeft - 2}
        y={label.top}
        width={columns.labelWidth + 4}
        height={label.bottom - label.top}
      />
      <Label label={label} model={model} sites={sites} columns={columns} metrics={metrics} format={format} scaled />
    </g>
  );
}

/** To scale, the mark and the label of a step lie apart: pointing at one shows the other. */
export function Pointed({ side, axis, columns, diagram }: PanelProps & { diagram: Diagram }): JSX.Element | null {
  const hovered = useStore().hovered.value;
  if (axis === 'compressed' || hovered?.side !== side) return null;
  const drawn = diagram.steps.find((each) => each.step.row === hovered.row);
  const label = drawn && diagram.labels.find((each) => each.from <= drawn.index && drawn.index < each.to);
  if (drawn === undefined || label === undefined) return null;
  const height = Math.max(4, drawn.bottom - drawn.top);
  return (
    <g class="pointed" aria-hidden="true">
      <rect
        x={columns.laneLeft}
        y={(drawn.top + drawn.bottom - height) / 2}
        width={columns.laneRight - columns.laneLeft}
        height={height}
      />
      <rect x={columns.labelLeft - 2} y={label.top} width={columns.labelWidth + 4} height={label.bottom - label.top} />
    </g>
  );
}
