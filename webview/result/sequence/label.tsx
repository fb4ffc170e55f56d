/** The text beside a mark: what, how much, how long. */
import type { JSX } from 'preact';
import type { SequenceModel, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { kindName, letterOf, lookOf } from '../base/kinds.ts';
import type { AxisFormat } from '../base/times.ts';
import { fit } from '../base/untrusted.ts';
import type { Metrics } from '../base/use-metrics.ts';
import { durationText, stepNote, stepText } from '../base/words.ts';
import type { Columns } from '../layout/columns.ts';
import type { DrawnLabel } from '../layout/diagram.ts';

export interface LabelProps {
  readonly label: DrawnLabel;
  readonly model: SequenceModel;
  readonly sites: readonly Site[];
  readonly columns: Columns;
  readonly metrics: Metrics;
  readonly format: AxisFormat;
  readonly scaled: boolean;
}

export function Label(props: LabelProps): JSX.Element | null {
  const { label, model } = props;
  const step = model.steps[label.from];
  if (step === undefined) return null;
  return label.to - label.from > 1 ? <ClusterLabel {...props} /> : <StepLabel {...props} step={step} />;
}

function StepLabel({
  label,
  model,
  sites,
  columns,
  metrics,
  format,
  scaled,
  step,
}: LabelProps & { step: SequenceStep }): JSX.Element {
  const { labelLeft, labelWidth } = columns;
  const y = columns.stacked ? label.top + 11 : (label.top + label.bottom) / 2;
  const indent = Math.min(step.depth, 6) * 8 + (scaled ? 22 : 0);
  const duration = format.span(step.duration);
  // Texts end at the same place where there is room for it.
  const durationWidth = Math.max(metrics.measure(duration), columns.stacked ? 0 : metrics.measure('000.0')) + 12;
  const room = labelWidth - indent - durationWidth;
  const whole = stepText(step, sites[step.site]);
  const note = stepNote(step, model.lifelines);
  // The note only where it does not cost the text a letter.
  const measure = isWrong(step) ? (each: string): number => BOLD * metrics.measure(each) : metrics.measure;
  const shownNote = note !== null && measure(whole) + metrics.measure(note) + 8 <= room ? note : null;
  const text = fit(whole, room, measure);
  const textWidth = measure(text);
  const x = labelLeft + indent;
  return (
    <g class={`label f-${lookOf(step.kind).family}${labelClass(step)}`}>
      {scaled && <ScaledMark step={step} x={labelLeft + 8} y={y} />}
      <text class="what" x={x} y={y} dy="0.36em">
        {text}
      </text>
      {shownNote !== null && (
        <text class="note" x={x + textWidth + 8} y={y} dy="0.36em">
          {shownNote}
        </text>
      )}
      <text class="duration" x={labelLeft + labelWidth} y={y} dy="0.36em">
        <title>{durationText(step.duration)}</title>
        {duration}
      </text>
      {!scaled && <ShareLine step={step} model={model} columns={columns} y={label.bottom - 3} />}
    </g>
  );
}

/** Bold letters are wider. */
const BOLD = 1.12;

function isWrong({ kind, isLost }: SequenceStep): boolean {
  return isLost || kind === 'fault';
}

function labelClass(step: SequenceStep): string {
  if (isWrong(step)) return ' wrong';
  return step.onPath ? '' : ' off';
}

/** The letter in the colour of the kind, where the mark itself is too small to carry it. */
function ScaledMark({ step, x, y }: { step: SequenceStep; x: number; y: number }): JSX.Element {
  return (
    <g class="chip">
      <rect x={x - 8} y={y - 8} width={16} height={16} rx={lookOf(step.kind).shape === 'ring' ? 8 : 3} />
      <text x={x} y={y} dy="0.36em">
        {letterOf(step)}
      </text>
    </g>
  );
}

const SHORT_SHARE = 60;

/** How large a part of the call's latency the step is. */
function ShareLine({
  step,
  model,
  columns,
  y,
}: {
  step: SequenceStep;
  model: SequenceModel;
  columns: Columns;
  y: number;
}): JSX.Element | null {
  if (step.duration === 0 || model.latency === 0) return null;
  const longest = Math.max(model.latency, step.duration);
  // Across the lifelines of a narrow panel a long line would look like an arrow.
  const room = columns.stacked ? SHORT_SHARE : columns.labelWidth;
  const width = Math.max(1, (room * step.duration) / longest);
  return <rect class="share" x={columns.labelLeft + columns.labelWidth - width} y={y} width={width} height={2.5} />;
}

function ClusterLabel({ label, model, columns, metrics, format }: LabelProps): JSX.Element {
  const y = (label.top + label.bottom) / 2;
  const steps = model.steps.slice(label.from, label.to);
  const time = steps.reduce((sum, step) => sum + (step.onPath ? step.duration : 0), 0);
  const duration = format.span(time);
  const room = columns.labelWidth - 22 - metrics.measure(duration) - 10;
  return (
    <g class="label cluster">
      <text class="what" x={columns.labelLeft + 22} y={y} dy="0.36em">
        {fit(`${steps.length} steps: ${summary(steps)}`, room, metrics.measure)}
      </text>
      <text class="duration" x={columns.labelLeft + columns.labelWidth} y={y} dy="0.36em">
        {duration}
      </text>
    </g>
  );
}

/** `2 traps, copy, work`: kinds in order of appearance. */
function summary(steps: readonly SequenceStep[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of steps) counts.set(kindName(kind), (counts.get(kindName(kind)) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}
