/** What `run` prints for people. */

import { assumptionsInWords, assumptionsOfAll } from '../analysis/assumptions.ts';
import type {
  Assumption,
  ExpectationResult,
  RunOverview,
  RunProblem,
  VariantOverview,
} from '../analysis/run-models.ts';
import type { SweepMetric } from '../analysis/sweep-metrics.ts';
import { at } from '../base/assert.ts';
import { formatShare, formatTime, listed, plural } from '../base/format.ts';
import { callLines } from './call-report.ts';
import { comparisons } from './comparison.ts';
import { type Place, position } from './diagnostics.ts';
import type { Executed, ExecutedRun, ExecutedSweep, VariantSamples } from './execute.ts';
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
  samples: VariantSamples,
  several: boolean,
  style: Style,
): readonly string[] {
  const head = several ? [style.strong(`── over ${plain(variant.name)} ──`), ''] : [];
  const calls = variant.calls.flatMap((call, i) => callLines(call, variant, samples.calls[i] ?? null, style));
  return [...head, ...calls, ...bindingLines(variant, samples), runLine(variant), ''];
}

/** A binding act that came to nothing is told step by step: there may be no call that would tell it. */
function bindingLines({ bindings, sites }: VariantOverview, { bindings: samples }: VariantSamples): readonly string[] {
  return bindings.flatMap(({ binding, via, time, outcome, call }) => {
    const line = `Binding ${plain(binding)} over ${plain(via)}: ${formatTime(time)}, ${outcome === null ? 'once, before its first call' : plain(outcome)}`;
    const model = samples.find((each) => each.call === call);
    return model === undefined || model.steps.length === 0
      ? [line]
      : [`${line}, step by step:`, ...indented(['', ...stepTable(model, sites, 'the binding act'), ''])];
  });
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
