/** The objects that `--json` prints: docs/json.md tells what their fields mean. Names and order are fixed. */

import type { CallSummary, PublishedResult, RunOverview, VariantOverview } from '../analysis/run-models.ts';
import { unverifiedOf } from '../analysis/unverified.ts';
import { at } from '../base/assert.ts';
import type { SourceDiagnostic } from '../language/workspace.ts';
import type { AbsentVariant } from '../sim/scenario.ts';
import type { Executed, ExecutedRun } from './execute.ts';
import { diagnosticObject, problemObject } from './json-problem.ts';
import { sweepObject } from './json-sweep.ts';
import type { LoadedFile } from './language.ts';

/** Version of the object's form. */
const FORMAT = 1;

/** What is printed of an executed scenario. */
type JsonSource = Pick<ExecutedRun, 'kind' | 'overview'> | Exclude<Executed, ExecutedRun>;

/** Milliseconds; the only values that differ between runs. */
export interface Timing {
  readonly load: number;
  readonly run: number;
}

/** `place` tells a problem's file as the reader knows it. */
export function jsonReport(
  file: string,
  executed: readonly JsonSource[],
  place: (uri: string) => string,
  timing: Timing | null,
  diagnostics: readonly SourceDiagnostic[] = [],
): string {
  const overviews = executed.flatMap((each) => (each.kind === 'run' ? [each.overview] : []));
  const scenarios = overviews.flatMap((overview) => [
    ...overview.variants.map((_, variant) => scenarioObject(overview, variant, place)),
    ...overview.absent.map((absent) => absentObject(overview, absent)),
  ]);
  const sweeps = executed.flatMap((each) => (each.kind === 'sweep' ? [sweepObject(each.result, place)] : []));
  const object = {
    version: FORMAT,
    file,
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map((each) => diagnosticObject(each, place)) }),
    scenarios,
    ...(sweeps.length === 0 ? {} : { sweeps }),
    ...(timing === null ? {} : { timing }),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** The one object that `check --json` prints. */
export function checkReport(checked: readonly { readonly file: string; readonly loaded: LoadedFile }[]): string {
  const files = checked.map(({ file, loaded: { diagnostics, place } }) => ({
    file,
    diagnostics: diagnostics.map((each) => diagnosticObject(each, place)),
  }));
  return `${JSON.stringify({ version: FORMAT, files }, null, 2)}\n`;
}

function scenarioObject(overview: RunOverview, index: number, place: (uri: string) => string): object {
  const variant = at(overview.variants, index);
  return {
    name: overview.scenario,
    variant: variant.name,
    simulatedTime: variant.simulatedTime,
    steps: variant.rows,
    calls: variant.calls.map((call) => callObject(call, variant)),
    ...assumedObject(variant),
    processors: processorObjects(variant),
    expectations: ofVariant(overview.expectations, variant, index).map(({ text, passed, actual }) => ({
      text,
      passed,
      actual,
    })),
    published: ofVariant(overview.published, variant, index).map(publishedObject),
    problems: overview.problems
      .filter((problem) => problem.variant === variant.name)
      .map((problem) => problemObject(problem, place)),
  };
}

/** Supplied prices that count in the figures; the field is there only if there are any. */
function assumedObject({ assumptions: assumed }: VariantOverview): object {
  return assumed.length === 0 ? {} : { assumed };
}

/** A compared mechanism that did not run. */
function absentObject({ scenario }: RunOverview, { variant, code, reason, missing }: AbsentVariant): object {
  const nothing = { simulatedTime: 0, steps: 0, calls: [], processors: [], expectations: [], problems: [] };
  return { name: scenario, variant, ...nothing, absent: { code, reason, missing } };
}

/** What compares variants stands with the first. */
function ofVariant<T extends { readonly variant: string }>(
  results: readonly T[],
  { name }: VariantOverview,
  index: number,
): readonly T[] {
  return results.filter(({ variant }) => variant === name || (variant === '' && index === 0));
}

function publishedObject(result: PublishedResult): object {
  const { id, source, evidence, value, unit } = result.fact;
  return {
    fact: id,
    source,
    verified: evidence === 'read',
    text: result.text,
    unit,
    published: value,
    simulated: result.value,
    deviation: result.deviation,
    tolerance: result.tolerance,
    within: result.within,
    because: result.because,
    calibratedBy: result.calibratedBy,
  };
}

function callObject(call: CallSummary, variant: VariantOverview): object {
  const { min, mean, p50, p95, p99, max } = call.latency;
  const { perCall: p } = call;
  return {
    binding: call.binding,
    client: call.client,
    server: call.server,
    procedure: call.procedure,
    mechanism: call.mechanism,
    profile: call.profile,
    count: call.count,
    failed: call.failed,
    untold: call.untold,
    outcomes: outcomeObject(call),
    latency: { min, mean, p50, p95, p99, max },
    throughput: call.throughput,
    ...(call.apart === null ? {} : { apart: call.apart }),
    unverified: unverifiedOf(call, variant),
    perCall: {
      userCopies: p.userCopies,
      kernelCopies: p.kernelCopies,
      bytesCopied: p.bytesCopied,
      traps: p.traps,
      switches: p.switches,
      processSwaps: p.processSwaps,
      threadSwitches: p.threadSwitches,
      exchanges: p.exchanges,
      reallocations: p.reallocations,
      queueOps: p.queueOps,
      locks: p.locks,
      mappings: p.mappings,
      validations: p.validations,
      packets: p.packets,
      unsplit: p.unsplit,
    },
    breakdown: call.breakdown.map(({ site, label, kind, onPath, time, count }) => ({
      site,
      label,
      kind,
      onPath,
      time,
      count,
    })),
  };
}

/** How many calls ended so, whatever is known of them. */
function outcomeObject({ outcomes }: CallSummary): object {
  const counts = new Map<string, number>();
  for (const { outcome, count } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return Object.fromEntries(counts);
}

function processorObjects({ processors }: VariantOverview): readonly object[] {
  return processors.map(({ machine, index, busy }) => ({ machine, index, busy }));
}
