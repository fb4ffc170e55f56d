/** A run in one line, for the CodeLens. */
import type { CallSummary, RunOverview, SweepHead, VariantOverview } from '../analysis/run-models.ts';
import { formatTime, plural } from '../base/format.ts';

/** More values than this do not fit beside the code. */
const mostValues = 4;

/**
 * `157 µs · 2 traps · 2 switches` for one call; for several variants or procedures their mean latencies by name. What went
 * wrong comes last.
 */
export function summaryLine(overview: RunOverview): string {
  const { sweep } = overview;
  const found = sweep === null ? figures(overview.variants) : [swept(sweep)];
  const isAssumed = overview.variants.some(({ assumptions }) => assumptions.length > 0);
  return [...found, ...(isAssumed ? ['* assumed prices'] : []), ...troubles(overview)].join(' · ');
}

function figures(variants: readonly VariantOverview[]): string[] {
  const [first] = variants;
  if (first === undefined || first.calls.length === 0) return ['no calls'];
  if (variants.length > 1) return compared(variants);
  const [call, ...others] = first.calls;
  if (call === undefined) return ['no calls'];
  if (others.length === 0) return oneCall(call, first);
  return [list(first.calls.map((each) => `${each.procedure} ${mean(each, first)}`))];
}

/** `size: 12 values × 7 mechanisms`. */
function swept({ parameter, values, columns }: SweepHead): string {
  const across = columns.length > 1 ? ` × ${columns.length} mechanisms` : '';
  return `${parameter}: ${plural(values.length, 'value')}${across}`;
}

function oneCall(call: CallSummary, variant: VariantOverview): string[] {
  const { traps, switches, exchanges, reallocations } = call.perCall;
  return [
    mean(call, variant),
    plural(traps, 'trap'),
    plural(switches, 'switch', 'switches'),
    ...(exchanges > 0 ? [plural(exchanges, 'exchange')] : []),
    ...(reallocations > 0 ? [plural(reallocations, 'reallocation')] : []),
  ];
}

/** The first procedure in each variant. */
function compared(variants: readonly VariantOverview[]): string[] {
  const procedures = variants[0]?.calls.length ?? 0;
  const values = variants.flatMap((variant) => {
    const [call] = variant.calls;
    return call === undefined ? [] : [`${variant.name} ${mean(call, variant)}`];
  });
  const line = list(values);
  const procedure = variants[0]?.calls[0]?.procedure;
  return [procedures > 1 && procedure !== undefined ? `${procedure}: ${line}` : line];
}

function troubles({ variants, expectations, problems }: RunOverview): string[] {
  const failed = expectations.filter(({ passed }) => !passed).length;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const ends = new Set(variants.flatMap(({ end: { reason } }) => (reason === 'finished' ? [] : [endings[reason]])));
  return [
    ...(failed > 0 ? [plural(failed, 'expectation failed', 'expectations failed')] : []),
    ...(errors > 0 ? [plural(errors, 'problem')] : []),
    ...ends,
  ];
}

const endings = {
  rowLimit: 'stopped at the step limit',
  timeLimit: 'stopped at the time limit',
  deadlock: 'deadlock',
  cancelled: 'cancelled',
  stuck: 'stuck',
} as const satisfies Record<Exclude<VariantOverview['end']['reason'], 'finished'>, string>;

function list(values: readonly string[]): string {
  const shown = values.slice(0, mostValues).join(', ');
  return values.length > mostValues ? `${shown} … ${values.length} in all` : shown;
}

/** With a star if prices count in it that nobody has published. */
function mean({ latency, count }: CallSummary, { assumptions }: VariantOverview): string {
  return count === 0 ? 'did not return' : `${formatTime(latency.mean)}${assumptions.length > 0 ? '*' : ''}`;
}
