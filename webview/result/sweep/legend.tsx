/** Which line is which. */
import type { JSX } from 'preact';
import type { SweepModel } from '../../../src/analysis/sweep-models.ts';
import { Name } from '../base/text.tsx';
import { lineStyle } from './line-styles.ts';

export function SweepLegend({ model }: { model: SweepModel }): JSX.Element {
  return (
    <ul class="sweep-legend" aria-label="Mechanisms">
      {model.titles.map((title, column) => (
        <li key={column}>
          <LineSample column={column} />
          <Name text={title} longest={40} />
        </li>
      ))}
    </ul>
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
