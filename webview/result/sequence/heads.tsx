/** The heads of the lifelines: they stay in view while the steps scroll. */
import type { JSX } from 'preact';
import type { Lifeline } from '../../../src/analysis/models.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import type { Columns } from '../layout/columns.ts';

const ROLE_TITLES = {
  client: 'The domain that makes the call',
  kernel: 'The kernel: entered by a trap, left by an upcall or a resume',
  server: 'A domain that exports an interface',
  scheduler: 'The scheduler that is a process of its own',
} as const;

interface HeadsProps {
  readonly lifelines: readonly Lifeline[];
  readonly columns: Columns;
  readonly unit: string;
  /** The mechanism, where two stand side by side. */
  readonly name: string | null;
}

export function Heads({ lifelines, columns, unit, name }: HeadsProps): JSX.Element {
  return (
    <div class={name === null ? 'heads' : 'heads named'} style={{ width: `${columns.width}px` }}>
      {name !== null && (
        <div class="head-name">
          <Name text={name} longest={60} />
        </div>
      )}
      <div class="head-axis" style={{ width: `${columns.axisRight}px` }} title="Time since the start of the call">
        {unit}
      </div>
      {lifelines.map((line, lane) => (
        <div
          key={lane}
          class={`head head-${line.role}${columns.laneWidth < 80 ? ' slim' : ''}`}
          style={{ left: `${columns.laneLeft + lane * columns.laneWidth + 1}px`, width: `${columns.laneWidth - 2}px` }}
          title={`${visible(line.domain, 300)}: ${ROLE_TITLES[line.role]}. Threads: ${visible(line.threads.join(', ') || 'none', 300)}`}
        >
          <Name text={headName(line)} longest={40} />
          {line.role !== line.domain && columns.laneWidth > 52 && <span class="role">{line.role}</span>}
        </div>
      ))}
      {!columns.stacked && (
        <div class="head-steps" style={{ left: `${columns.labelLeft}px`, width: `${columns.labelWidth}px` }}>
          <span>step</span>
          <span>takes, {unit}</span>
        </div>
      )}
    </div>
  );
}

/** Kernels of several machines: the machine's name stands above the role. */
function headName({ domain, role }: Lifeline): string {
  const prefix = `${role} of `;
  return domain.startsWith(prefix) ? domain.slice(prefix.length) : domain;
}
