/** What `run` prints for people. */

import { assumptionsInWords, assumptionsOfAll } from '../analysis/assumptions.ts';
import { countsInWords } from '../analysis/narrative.ts';
import type {
  Assumption,
  CallSummary,
  ExpectationResult,
  RunOverview,
  RunProblem,
  VariantOverview,
} from '../analysis/run-models.ts';
import type { SequenceModel } from '../analysis/sequence-models.ts';
import type { SweepMetric } from '../analysis/sweep-metrics.ts';
import { KIND_WORDS } from '../analysis/words.ts';
import { at } from '../base/assert.ts';
import { formatCount, formatShare, formatTime, listed, plural } from '../base/format.ts';
import { comparisons } from './comparison.ts';
import { type Place, position } from './diagnostics.ts';
import type { Executed, ExecutedRun, ExecutedSweep } from './execute.ts';
import { plain } from './plain.ts';
import { publishedLines } from './published.ts';
import { stepTable } from './step-table.ts';
import type { Style } from './style.ts';
import { noteText, sweepLines } from './sweep-report.ts';
import { indented } from './table.ts';

/** How a report is written. */
export interface ReportForm {
  readonly style: Style;
  readonly place: Place;
  /** The figure that the tables of a sweep show. */
  readonly metric: SweepMetric;
}

/** Lines about one scenario: in all its variants, or at all values of its sweep. */
export function report(executed: Executed, form: ReportForm): readonly string[] {
  return executed.kind === 'run' ? runReport(executed, form) : sweepReport(executed, form);
}

function sweepReport({ scenario, result }: ExecutedSweep, { style, place, metric }: ReportForm): readonly string[] {
  return [
    ...heading(scenario, style),
    ...assumedLines(result.model.assumptions),
    ...sweepLines(result.model, metric, style),
    ...expectationLines(result.expectations, style),
    ...problemLines(result.problems, style, place),
  ];
}

function runReport({ overview, samples }: ExecutedRun, { style, place }: ReportForm): readonly string[] {
  const several = overview.variants.length + overview.absent.length > 1;
  const variants = overview.variants.flatMap((variant, i) => variantLines(variant, at(samples, i), several, style));
  return [
    ...heading(overview, style),
    ...assumedLines(assumptionsOfAll(overview.variants)),
    ...variants,
    ...comparisonLines(overview, style),
    ...absentLines(overview, style),
    ...expectationLines(overview.expectations, style),
    ...publishedLines(overview.published, style),
    ...problemLines(overview.problems, style, place),
  ];
}

function heading({ scenario, title, notes }: ExecutedSweep['scenario'], style: Style): readonly string[] {
  const name = title === null ? plain(scenario) : `${plain(scenario)}: ${plain(title)}`;
  return [style.strong(name), ...indented(notes.map(plain)), ''];
}

function assumedLines(assumptions: readonly Assumption[]): readonly string[] {
  const words = assumptionsInWords(assumptions);
  return words === null ? [] : [plain(words), ''];
}

function variantLines(
  variant: VariantOverview,
  samples: readonly SequenceModel[],
  several: boolean,
  style: Style,
): readonly string[] {
  const head = several ? [style.strong(`── over ${plain(variant.name)} ──`), ''] : [];
  const calls = variant.calls.flatMap((call, i) => callLines(call, variant, samples[i], style));
  return [...head, ...calls, ...bindingLines(variant), runLine(variant), ''];
}

function callLines(
  call: CallSummary,
  variant: VariantOverview,
  sample: SequenceModel | undefined,
  style: Style,
): readonly string[] {
  const { binding, procedure, via, client, server, profile, count, failed } = call;
  const failures = failed === 0 ? '' : `, ${formatCount(failed)} of them failed`;
  const title = plain(
    `${binding}.${procedure} over ${via}, ${client} to ${server}, profile ${profile}: ${plural(count, 'call')}${failures}`,
  );
  const path =
    sample === undefined
      ? []
      : [
          `Call ${formatCount(sample.number)}${describe(call, sample)}, step by step:`,
          '',
          ...stepTable(sample, variant.sites),
          '',
          sharesLine(sample),
          countsInWords(sample.perCall),
          ...unverifiedLine(sample, variant),
        ];
  return [style.strong(title), ...indented([latencyLine(call), ...outcomesLine(call), '', ...path]), ''];
}

function describe({ count, latency }: CallSummary, sample: SequenceModel): string {
  const outcome = sample.outcome === null ? '' : `, which ${plain(sample.outcome)}`;
  return count > 1 && latency.min !== latency.max ? ` (its latency is the median)${outcome}` : outcome;
}

function latencyLine({ latency, count }: CallSummary): string {
  if (count === 0) return 'No call ended.';
  const one = latency.min === latency.max;
  if (one) return `Latency (round trip): ${formatTime(latency.mean)}${count > 1 ? ' for every call' : ''}`;
  const values = (['mean', 'min', 'p50', 'p95', 'p99', 'max'] as const).map(
    (name) => `${name} ${formatTime(latency[name])}`,
  );
  return `Latency (round trip): ${values.join(' · ')}`;
}

/** What the callers of those that failed know. */
function outcomesLine({ outcomes }: CallSummary): readonly string[] {
  if (outcomes.length === 0) return [];
  const ends = outcomes.map(({ outcome, ran, count }) => `${formatCount(count)} with ${plain(outcome)} (${ran})`);
  return [`Ended otherwise: ${ends.join(', ')}`];
}

function sharesLine({ shares, latency }: SequenceModel): string {
  const parts = shares
    .filter(({ time }) => time > 0)
    .map(
      ({ kind, time, count }) => `${KIND_WORDS[kind]} ${formatTime(time)} (${formatShare(time, latency)}, ${count}×)`,
    );
  return parts.length === 0 ? 'No step takes time.' : `Where the time goes: ${parts.join(', ')}`;
}

/** Prices whose source nobody has seen are named wherever they are used. */
function unverifiedLine({ steps }: SequenceModel, { sites }: VariantOverview): readonly string[] {
  const parameters = steps.flatMap(({ site }) => sites[site]?.cost?.parameters ?? []);
  const names = [...new Set(parameters.filter(({ unverified }) => unverified).map(({ name }) => plain(name)))];
  return names.length === 0 ? [] : [`Prices not verified against the paper: ${names.join(', ')}`];
}

function bindingLines({ bindings }: VariantOverview): readonly string[] {
  return bindings.map(
    ({ binding, via, time, outcome }) =>
      `Binding ${plain(binding)} over ${plain(via)}: ${formatTime(time)}, ${outcome === null ? 'once, before its first call' : plain(outcome)}`,
  );
}

function runLine({ rows, simulatedTime, processors, end }: VariantOverview): string {
  const busy = processors.map(
    ({ machine, index, busy: time }) => `${plain(machine)} ${index} ${formatShare(time, simulatedTime)}`,
  );
  const stopped = end.reason === 'finished' ? '' : `; stopped early (${end.reason})`;
  return `Run: ${plural(rows, 'step')} in ${formatTime(simulatedTime)} of simulated time; processors busy: ${listed(busy)}${stopped}`;
}

function comparisonLines(overview: RunOverview, style: Style): readonly string[] {
  if (overview.variants.length + overview.absent.length < 2) return [];
  return comparisons(overview).flatMap(({ title, lines }) => [
    style.strong(`${title}, compared`),
    ...indented(lines),
    '',
  ]);
}

/** Compared mechanisms that did not run. */
function absentLines({ absent }: RunOverview, style: Style): readonly string[] {
  if (absent.length === 0) return [];
  const lines = absent.map(({ variant, reason, missing }) => `- ${noteText({ variant, text: reason, missing })}`);
  return [style.strong('Not run'), ...indented(lines), ''];
}

function expectationLines(expectations: readonly ExpectationResult[], style: Style): readonly string[] {
  if (expectations.length === 0) return [];
  const lines = expectations.map(({ text, passed, actual, variant }) => {
    const mark = passed ? style.good('✓') : style.bad('✗ failed:');
    const where = variant === '' ? '' : ` [${plain(variant)}]`;
    return `${mark} ${plain(text)}${where}: ${plain(actual)}`;
  });
  return [style.strong('Expectations'), ...indented(lines), ''];
}

function problemLines(problems: readonly RunProblem[], style: Style, place: Place): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ severity, code, message, source, variant }) => {
    const at = source === null ? '' : `${position(source, place)}: `;
    const mark = severity === 'error' ? style.bad(severity) : severity;
    const where = variant === '' ? '' : ` [${plain(variant)}]`;
    return `${at}${code} ${mark}: ${plain(message)}${where}`;
  });
  return [style.strong('Problems'), ...indented(lines), ''];
}
