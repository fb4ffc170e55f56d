/** What `run --csv` prints: a line for each value, variant and procedure, with plain numbers. */
import type { CallSummary, Latency, PerCall, RunOverview, VariantOverview } from '../analysis/run-models.ts';
import { noteAt } from '../analysis/sweep-metrics.ts';
import type { SweepModel } from '../analysis/sweep-models.ts';
import { baseUnit } from '../analysis/sweep-values.ts';
import { unverifiedOf } from '../analysis/unverified.ts';
import { allCopies } from '../analysis/words.ts';
import type { Executed } from './execute.ts';
import { noteText } from './sweep-report.ts';

/** One line. What has no figure is empty. */
interface Line {
  readonly scenario: string;
  readonly procedure: string;
  readonly parameter: string;
  readonly unit: string;
  readonly value: number | null;
  readonly variant: string;
  readonly call: Figures | null;
  readonly assumed: boolean;
  readonly unverified: boolean;
  /** Length of the run. */
  readonly time: number | null;
  readonly note: string;
}

interface Figures {
  readonly count: number;
  readonly failed: number;
  readonly latency: Latency;
  readonly throughput: number | null;
  readonly perCall: PerCall;
}

type Cell = string | number | null;

const KEYS: readonly (readonly [string, (line: Line) => Cell])[] = [
  ['scenario', (line) => line.scenario],
  ['procedure', (line) => line.procedure],
  ['parameter', (line) => line.parameter],
  ['value', (line) => line.value],
  ['unit', (line) => line.unit],
  ['variant', (line) => line.variant],
  ['calls', ({ call }) => call?.count ?? null],
  ['failed', ({ call }) => call?.failed ?? null],
];

/** Figures of calls; those of calls that never returned say nothing and stay empty. */
const FIGURES: readonly (readonly [string, (call: Figures) => Cell])[] = [
  ['latency_mean_ps', ({ latency }) => latency.mean],
  ['latency_min_ps', ({ latency }) => latency.min],
  ['latency_p50_ps', ({ latency }) => latency.p50],
  ['latency_p95_ps', ({ latency }) => latency.p95],
  ['latency_p99_ps', ({ latency }) => latency.p99],
  ['latency_max_ps', ({ latency }) => latency.max],
  ['throughput_per_s', ({ throughput }) => throughput],
  ['copies', ({ perCall }) => allCopies(perCall)],
  ['kernel_copies', ({ perCall }) => perCall.kernelCopies],
  ['bytes_copied', ({ perCall }) => perCall.bytesCopied],
  ['traps', ({ perCall }) => perCall.traps],
  ['switches', ({ perCall }) => perCall.switches],
  ['process_swaps', ({ perCall }) => perCall.processSwaps],
  ['thread_switches', ({ perCall }) => perCall.threadSwitches],
  ['exchanges', ({ perCall }) => perCall.exchanges],
  ['reallocations', ({ perCall }) => perCall.reallocations],
  ['queue_operations', ({ perCall }) => perCall.queueOps],
  ['locks', ({ perCall }) => perCall.locks],
  ['mappings', ({ perCall }) => perCall.mappings],
  ['validations', ({ perCall }) => perCall.validations],
  ['packets', ({ perCall }) => perCall.packets],
  ['unsplit_ps', ({ perCall }) => perCall.unsplit],
];

/** The whole table, with a line of titles (RFC 4180, lines end in a line feed). */
export function csvReport(executed: readonly Executed[]): string {
  const titles = [...KEYS, ...FIGURES].map(([title]) => title);
  const lines = executed.flatMap((each) =>
    each.kind === 'sweep' ? sweepLines(each.result.model) : runLines(each.overview),
  );
  return `${[[...titles, 'run_ps', 'assumed_prices', 'unverified_prices', 'note'], ...lines.map(cellsOf)].map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

function cellsOf(line: Line): Cell[] {
  const { call } = line;
  const returned = call !== null && call.failed < call.count ? call : null;
  return [
    ...KEYS.map(([, of]) => of(line)),
    ...FIGURES.map(([, of]) => (returned === null ? null : of(returned))),
    line.time,
    line.assumed ? 'yes' : 'no',
    line.unverified ? 'yes' : 'no',
    line.note,
  ];
}

function sweepLines(model: SweepModel): Line[] {
  return model.values.flatMap((value, row) =>
    model.columns.flatMap((variant, column) =>
      model.procedures.map((procedure, index): Line => {
        const note = model.notes[noteAt(model, { value: row, column, procedure: index }) ?? -1];
        return {
          scenario: model.scenario,
          procedure,
          parameter: model.parameter,
          unit: baseUnit(model.unit),
          value,
          variant,
          call: model.cells[row]?.[column]?.calls[index] ?? null,
          assumed: model.cells[row]?.[column]?.assumed ?? false,
          unverified: model.cells[row]?.[column]?.unverified ?? false,
          time: model.cells[row]?.[column]?.simulatedTime ?? null,
          note: note === undefined ? '' : noteText({ ...note, variant: '' }),
        };
      }),
    ),
  );
}

function runLines({ scenario, variants }: RunOverview): Line[] {
  return variants.flatMap((variant) => variant.calls.map((call) => runLine(scenario, variant, call)));
}

function runLine(scenario: string, variant: VariantOverview, call: CallSummary): Line {
  return {
    scenario,
    procedure: `${call.binding}.${call.procedure}`,
    parameter: '',
    unit: '',
    value: null,
    variant: variant.name,
    call,
    assumed: variant.assumptions.length > 0,
    unverified: unverifiedOf(call, variant).length > 0,
    time: variant.simulatedTime,
    note: '',
  };
}

/** Quoted where it must be, and where a spreadsheet would take a text for a formula. */
function quoted(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
