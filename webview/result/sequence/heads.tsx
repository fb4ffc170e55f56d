/** The heads of the lifelines: they stay in view while the steps scroll. */
import type { JSX } from 'preact';
import type { Lifeline } from '../../../src/analysis/sequence-models.ts';
import { Name } from '../base/text.tsx';
import { visible } from '../base/untrusted.ts';
import type { Columns } from '../layout/columns.ts';

const ROLE_TITLES = {
  client: 'The domain that makes the call',
  kernel: 'The kernel: entered by a trap, left by an upcall or a resume',
  server: 'A domain that exports an interface',
  scheduler: 'The scheduler that is a process of its own',
  link: 'The link between the machines: packets are on it while the call stands still or goes on without them',
} as const;

interface HeadsProps {
  readonly lifelines: readonly Lifeline[];
  readonly columns: Columns;
  readonly unit: string;
  /** The mechanism, where two stand side by side. */
  readonly name: string | null;
  /** A row for the machines, also where the diagram beside this one needs it. */
  readonly grouped: boolean;
}

/** Whether the lifelines are on several machines, which are named then. */
export function needsMachines(lifelines: readonly Lifeline[]): boolean {
  return machinesOf(lifelines).length > 1;
}

export function Heads({ lifelines, columns, unit, name, grouped }: HeadsProps): JSX.Element {
  const machines = machinesOf(lifelines);
  return (
    <div
      class={`heads${name === null ? '' : ' named'}${grouped ? ' grouped' : ''}`}
      style={{ width: `${columns.width}px` }}
    >
      {name !== null && (
        <div class="head-name">
          <Name text={name} longest={60} />
        </div>
      )}
      <div class="head-axis" style={{ width: `${columns.axisRight}px` }} title="Time since the start of the call">
        {unit}
      </div>
      {grouped &&
        machines.map(({ machine, from, count }) => (
          <div
            key={from}
            class="head-machine"
            style={{
              left: `${columns.laneLeft + from * columns.laneWidth + 1}px`,
              width: `${count * columns.laneWidth - 2}px`,
            }}
            title={`Machine ${visible(machine, 300)}`}
          >
            <Name text={machine} longest={60} />
          </div>
        ))}
      {lifelines.map((line, lane) => (
        <div
          key={lane}
          class={`head head-${line.role}${columns.laneWidth < 80 ? ' slim' : ''}`}
          style={{ left: `${columns.laneLeft + lane * columns.laneWidth + 1}px`, width: `${columns.laneWidth - 2}px` }}
          title={`${visible(line.domain, 300)}: ${ROLE_TITLES[line.role]}. Threads: ${visible(line.threads.join(', ') || 'none', 300)}`}
        >
          <Name text={headName(line)} longest={40} />
          {line.role !== headName(line) && columns.laneWidth > 52 && <span class="role">{line.role}</span>}
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

interface Machine {
  readonly machine: string;
  readonly from: number;
  readonly count: number;
}

/** Neighbours of one machine, links left out. */
function machinesOf(lifelines: readonly Lifeline[]): readonly Machine[] {
  const found: Machine[] = [];
  lifelines.forEach(({ machine }, lane) => {
    const last = found.at(-1);
    if (machine === null) return;
    if (last?.machine === machine && last.from + last.count === lane)
      found[found.length - 1] = { ...last, count: last.count + 1 };
    else found.push({ machine, from: lane, count: 1 });
  });
  return found;
}

/** Kernels of several machines: the machine's name stands above them. */
function headName({ domain, role, machine }: Lifeline): string {
  return machine !== null && domain === `${role} of ${machine}` ? role : domain;
}
