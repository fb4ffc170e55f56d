/** A run in one line, for the CodeLens. */
import type { CallSummary, RunOverview, VariantOverview } from '../analysis/models.ts';

/** More values than this do not fit beside the code. */
const mostValues = 4;

/**
 * `157 µs · 2 traps · 2 switches` for one call; for several variants or procedures their mean latencies by name. What went
 * wrong comes last.
 */
export function summaryLine(overview: RunOverview): string {
  return [...figures(overview.variants), ...troubles(overview)].join(' · ');
}

function figures(variants: readonly VariantOverview[]): string[] {
  const [first] = variants;
  if (first === undefined || first.calls.length === 0) return ['no calls'];
  if (variants.length > 1) return compared(variants);
  const [call, ...others] = first.calls;
  if (call === undefined) return ['no calls'];
  return others.length === 0 ? oneCall(call) : [list(first.calls.map((each) => `${each.procedure} ${mean(each)}`))];
}

function oneCall(call: CallSummary): string[] {
  const { traps, switches, exchanges, reallocations } = call.perCall;
  return [
    mean(call),
    counted(traps, 'trap', 'traps'),
    counted(switches, 'switch', 'switches'),
    ...(exchanges > 0 ? [counted(exchanges, 'exchange', 'exchanges')] : []),
    ...(reallocations > 0 ? [counted(reallocations, 'reallocation', 'reallocations')] : []),
  ];
}

/** The first procedure in each variant. */
function compared(variants: readonly VariantOverview[]): string[] {
  const procedures = variants[0]?.calls.length ?? 0;
  const values = variants.flatMap(({ name, calls: [call] }) => (call === undefined ? [] : [`${name} ${mean(call)}`]));
  const line = list(values);
  const procedure = variants[0]?.calls[0]?.procedure;
  return [procedures > 1 && procedure !== undefined ? `${procedure}: ${line}` : line];
}

function troubles({ variants, expectations, problems }: RunOverview): string[] {
  const failed = expectations.filter(({ passed }) => !passed).length;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const stopped = variants.some(({ end }) => end.reason !== 'finished');
  return [
    ...(failed > 0 ? [counted(failed, 'expectation failed', 'expectations failed')] : []),
    ...(errors > 0 ? [counted(errors, 'problem', 'problems')] : []),
    ...(stopped ? ['stopped early'] : []),
  ];
}

function list(values: readonly string[]): string {
  const shown = values.slice(0, mostValues).join(', ');
  return values.length > mostValues ? `${shown} … ${values.length} in all` : shown;
}

function mean({ latency, count }: CallSummary): string {
  return count === 0 ? 'did not return' : duration(latency.mean);
}

function counted(count: number, one: string, many: string): string {
  const shown = Number.isInteger(count) ? String(count) : count.toFixed(1);
  return `${shown} ${count === 1 ? one : many}`;
}

const units = [
  { name: 's', size: 1e12 },
  { name: 'ms', size: 1e9 },
  { name: 'µs', size: 1e6 },
  { name: 'ns', size: 1e3 },
  { name: 'ps', size: 1 },
] as const;

/** @param time picoseconds */
function duration(time: number): string {
  const { name, size } = units.find((unit) => time >= unit.size) ?? units[4];
  const value = time / size;
  return `${Number(value.toPrecision(value >= 1000 ? 4 : 3))} ${name}`;
}
