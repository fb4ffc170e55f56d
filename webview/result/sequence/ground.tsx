/** What lies behind the marks: lifelines, the kernel's band, activation bars, halves of calls, ticks. */
import type { JSX } from 'preact';
import type { Lifeline } from '../../../src/analysis/sequence-models.ts';
import type { Tick } from '../layout/axis.ts';
import { type Bar, within } from '../layout/bars.ts';
import type { Bracket } from '../layout/brackets.ts';
import { type Columns, DEEPEST_BRACKET, kernelHalf, laneX, linkWidth } from '../layout/columns.ts';
import type { CutSpan } from '../layout/cuts.ts';
import { barX, type Diagram } from '../layout/diagram.ts';

const BAR = 12;
/** All dashes begin anew after so many pixels. */
const DASHES = 400;

export interface GroundProps {
  readonly diagram: Diagram;
  readonly lifelines: readonly Lifeline[];
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  readonly tickText: (time: number) => string;
}

export function Ground({ diagram, lifelines, from, to, ticks, tickText }: GroundProps): JSX.Element {
  const { columns, height } = diagram;
  // Dashed lines are dear to draw: only as much of them as can be seen, in whole dashes.
  const top = Math.min(height, Math.max(0, Math.floor(from / DASHES) * DASHES));
  const bottom = Math.max(top, Math.min(height, to));
  return (
    <g class="ground" aria-hidden="true">
      {lifelines.map((line, lane) => (
        <LifelineShape key={lane} line={line} lane={lane} columns={columns} top={top} bottom={bottom} />
      ))}
      {within(diagram.cuts, from, to).map((span) => (
        <CutShape key={span.top} span={span} columns={columns} from={from} to={to} />
      ))}
      {ticks.map(({ time, y }) => (
        <g key={time} class="tick">
          <path d={`M${columns.axisRight} ${y}H${columns.laneRight}`} />
          <text x={columns.axisRight - 4} y={y} dy="0.36em">
            {tickText(time)}
          </text>
        </g>
      ))}
      {within(diagram.open, from, to).map((bar, i) => (
        <BarShape key={`o${i}`} bar={bar} columns={columns} name="open" from={from} to={to} />
      ))}
      {within(diagram.acting, from, to).map((bar, i) => (
        <BarShape key={`a${i}`} bar={bar} columns={columns} name="acting" from={from} to={to} />
      ))}
      {within(diagram.brackets, from, to).map((bracket) => (
        <BracketShape key={`${bracket.call} ${bracket.half}`} bracket={bracket} columns={columns} from={from} to={to} />
      ))}
    </g>
  );
}

function LifelineShape({
  line,
  lane,
  columns,
  top,
  bottom,
}: {
  line: Lifeline;
  lane: number;
  columns: Columns;
  top: number;
  bottom: number;
}): JSX.Element {
  const x = laneX(columns, lane);
  const isLink = line.role === 'link';
  const half = isLink ? linkWidth(columns) / 2 : kernelHalf(columns);
  const lines = (at: number): string => `M${at} ${top}V${bottom}`;
  return (
    <g class={`lifeline lifeline-${line.role}`}>
      {(isLink || line.role === 'kernel') && (
        <rect class="band" x={x - half} y={top} width={2 * half} height={bottom - top} />
      )}
      {(isLink || line.role === 'kernel') && <path class="border" d={lines(x - half) + lines(x + half)} />}
      {!isLink && <path class="life" d={lines(x)} />}
    </g>
  );
}

interface CutShapeProps {
  readonly span: CutSpan;
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
}

/** Between bars of a crossing-out pattern. */
const CROSSES = 18;

/** A link that carries nothing is crossed out. */
function CutShape({ span, columns, from, to }: CutShapeProps): JSX.Element {
  const width = linkWidth(columns);
  const x = laneX(columns, span.lane) - width / 2;
  const top = Math.max(span.top, from - 50);
  const bottom = Math.min(span.bottom, to + 50);
  const count = Math.floor(Math.max(0, bottom - top) / CROSSES);
  const lines = Array.from({ length: count }, (_, i) => `M${x} ${top + (i + 1) * CROSSES}l${width} ${-CROSSES}`);
  return (
    <g class="cut">
      <rect x={x} y={top} width={width} height={Math.max(1, bottom - top)} />
      <path d={lines.join('')} />
    </g>
  );
}

function BarShape({
  bar,
  columns,
  name,
  from,
  to,
}: {
  bar: Bar;
  columns: Columns;
  name: string;
  from: number;
  to: number;
}): JSX.Element {
  // Browsers draw very tall rectangles badly: only the part in view is drawn, with its ends outside.
  const top = Math.max(bar.top, from - 50);
  const bottom = Math.min(bar.bottom, to + 50);
  const x = barX(columns, bar.lane, bar.depth) - BAR / 2;
  return <rect class={`activation ${name}`} x={x} y={top} width={BAR} height={Math.max(1, bottom - top)} rx={2} />;
}

const WORDS = { bind: 'binding', call: 'call', body: 'procedure', return: 'return' } as const;

function BracketShape({
  bracket,
  columns,
  from,
  to,
}: {
  bracket: Bracket;
  columns: Columns;
  from: number;
  to: number;
}): JSX.Element {
  const top = Math.max(bracket.top + 1, from - 50);
  const bottom = Math.min(bracket.bottom - 1, to + 50);
  const width = columns.bracketWidth - 2;
  const x = columns.bracketLeft + Math.min(bracket.depth, DEEPEST_BRACKET) * columns.bracketWidth;
  const middle = (Math.max(top, from) + Math.min(bottom, to)) / 2;
  const word = WORDS[bracket.half];
  const seen = Math.min(bottom, to) - Math.max(top, from);
  return (
    <g class={`half half-${bracket.half}`}>
      <rect x={x} y={top} width={width} height={Math.max(1, bottom - top)} rx={2} />
      {width >= 12 && seen > word.length * 7 + 8 && (
        <text transform={`translate(${x + width / 2} ${middle}) rotate(-90)`} dy="0.34em">
          {word}
        </text>
      )}
    </g>
  );
}
