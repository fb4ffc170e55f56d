/** Which line is which. An entry hides its line, or shows it again. */
import type { JSX } from 'preact';
import { isAbsent, isAssumedColumn, notesOfGaps } from '../../../src/analysis/sweep-metrics.ts';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { Name } from '../base/text.tsx';
import { lineStyle } from './line-styles.ts';

interface LegendProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly hidden: ReadonlySet<number>;
  readonly onChange: (hidden: ReadonlySet<number>) => void;
}

export function SweepLegend({ model, procedure, hidden, onChange }: LegendProps): JSX.Element {
  const toggle = (column: number): void => {
    const next = new Set(hidden);
    if (!next.delete(column)) next.add(column);
    onChange(next);
  };
  return (
    <ul class="sweep-legend" aria-label="Mechanisms">
      {model.titles.map((title, column) => (
        <li key={column}>
          <Entry
            {...{ model, procedure, column, title }}
            isShown={!hidden.has(column)}
            onToggle={model.columns.length > 1 ? () => toggle(column) : null}
          />
        </li>
      ))}
      {hidden.size > 0 && (
        <li>
          <button type="button" onClick={() => onChange(new Set())}>
            Show all
          </button>
        </li>
      )}
    </ul>
  );
}

interface EntryProps {
  readonly model: SweepModel;
  readonly procedure: number;
  readonly column: number;
  readonly title: string;
  readonly isShown: boolean;
  /** Null where there is only one line. */
  readonly onToggle: (() => void) | null;
}

/** A mechanism without any figure has no line: its notes say why. */
function Entry({ model, procedure, column, title, isShown, onToggle }: EntryProps): JSX.Element {
  const mark = isAssumedColumn(model, column) ? ' *' : '';
  if (isAbsent(model, column, procedure))
    return (
      <span class="sweep-absent">
        <span class="no-line" aria-hidden="true">
          -
        </span>
        <Name text={title} longest={40} /> no figures
        {notesOfGaps(model, column, procedure).map((note) => ` [${note + 1}]`)}
      </span>
    );
  const name = (
    <>
      <LineSample column={column} />
      <Name text={title} longest={40} />
      {mark}
    </>
  );
  if (onToggle === null) return <span class="sweep-entry">{name}</span>;
  return (
    <button
      type="button"
      class="plain sweep-entry"
      aria-pressed={isShown}
      title={isShown ? 'Hide this line' : 'Show this line'}
      onClick={onToggle}
    >
      {name}
    </button>
  );
}

export function LineSample({ column }: { column: number }): JSX.Element {
  const { colour, dash, marker, filled } = lineStyle(column);
  return (
    <svg class={`line-sample ${colour}`} width="44" height="14" aria-hidden="true">
      <path class="sweep-line" d="M2 7H42" stroke-dasharray={dash} />
      <path class={`marker${filled ? ' filled' : ''}`} d={marker} transform="translate(22 7)" />
    </svg>
  );
}
