/** Runs a scenario to its end, keeping of each variant what the reports need instead of its trace. */

import { joinSurveys, survey, type VariantSurvey } from '../analysis/overview.ts';
import type { RunOverview, VariantOverview } from '../analysis/run-models.ts';
import { sequence } from '../analysis/sequence.ts';
import type { SequenceModel } from '../analysis/sequence-models.ts';
import { type CallsOver, callsOver, type ShownCall, shownCalls } from '../analysis/shown-call.ts';
import { SweepFold, type SweepResult } from '../analysis/sweep.ts';
import { finish } from '../base/slices.ts';
import { createRun } from '../sim/run.ts';
import type { ScenarioRun, SweepSpec } from '../sim/scenario.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import { scenariosOf } from '../sim/sweep.ts';
import { orphanOf, type Trace } from '../sim/trace/format.ts';

/** A scenario that has run. */
export type Executed = ExecutedRun | ExecutedSweep;

/** Once in each variant. */
export interface ExecutedRun {
  readonly kind: 'run';
  readonly overview: RunOverview;
  /** For each variant what is shown step by step. */
  readonly samples: readonly VariantSamples[];
}

/** What is shown of one run step by step. */
export interface VariantSamples {
  /** For each called procedure a call; null if `--call` means one of another procedure. */
  readonly calls: readonly (CallSample | null)[];
  /** Binding acts that failed. */
  readonly bindings: readonly SequenceModel[];
  /** How many calls were made, by binding. */
  readonly made: readonly CallsOver[];
}

/** A call that is shown, and what ran on of it. */
export interface CallSample {
  readonly shown: ShownCall;
  readonly model: SequenceModel;
  /** Null if nothing did. */
  readonly orphan: SequenceModel | null;
}

/** Which calls are shown step by step: the telling ones, or those of a number. */
export interface Showing {
  readonly call: number | null;
}

/** At each value of a parameter. */
export interface ExecutedSweep {
  readonly kind: 'sweep';
  readonly scenario: Pick<ScenarioRun, 'scenario' | 'title' | 'notes'>;
  readonly result: SweepResult;
}

/** `showing`: look at single calls too, not only at sums. */
export function execute(scenario: ScenarioRun, showing: Showing | null): Executed {
  return scenario.sweep === undefined ? executeRun(scenario, showing) : executeSweep(scenario, scenario.sweep);
}

function executeRun(scenario: ScenarioRun, showing: Showing | null): ExecutedRun {
  const surveys: VariantSurvey[] = [];
  const samples: VariantSamples[] = [];
  for (const spec of scenario.variants) {
    const trace = traceOf(spec);
    const surveyed = survey(trace, scenario);
    surveys.push(surveyed);
    samples.push(showing === null ? NO_SAMPLES : samplesOf(trace, surveyed.overview, samples.length, showing));
  }
  return { kind: 'run', overview: joinSurveys(scenario, surveys), samples };
}

const NO_SAMPLES: VariantSamples = { calls: [], bindings: [], made: [] };

function samplesOf(trace: Trace, overview: VariantOverview, variant: number, { call }: Showing): VariantSamples {
  const shown = finish(shownCalls(trace, overview.calls, call));
  const failed = overview.bindings.filter(({ outcome }) => outcome !== null);
  return {
    calls: shown.map((each) => each && sampleOf(trace, each, variant)),
    bindings: failed.map((each) => sequence(trace, each.call, variant)),
    made: finish(callsOver(trace)),
  };
}

function sampleOf(trace: Trace, shown: ShownCall, variant: number): CallSample {
  let orphan = shown.call + 1;
  while (orphan < trace.calls.length && orphanOf(trace.calls, orphan) !== shown.call) orphan += 1;
  const ranOn = orphan < trace.calls.length ? sequence(trace, orphan, variant) : null;
  return {
    shown,
    model: sequence(trace, shown.call, variant),
    orphan: ranOn === null || ranOn.steps.length === 0 ? null : ranOn,
  };
}

function executeSweep(scenario: ScenarioRun, sweep: SweepSpec): ExecutedSweep {
  const fold = new SweepFold(scenario.scenario, sweep);
  for (const each of scenariosOf(scenario)) {
    for (const spec of each.variants) {
      const trace = traceOf(spec);
      fold.ran(trace, survey(trace, each));
    }
    fold.endValue(each);
  }
  return { kind: 'sweep', scenario, result: fold.result() };
}

/** Runs to the end. */
export function traceOf(spec: RunSpec): Trace {
  const run = createRun(spec);
  while (!run.advance(Number.MAX_SAFE_INTEGER).done);
  return run.trace;
}

/**
 * Whether the scenario went as its author says it should: no expectation failed, nothing is further from a published value
 * than it may without a stated cause, no problem is an error.
 */
export function wentWell(executed: Executed): boolean {
  const { expectations, problems } = executed.kind === 'sweep' ? executed.result : executed.overview;
  const published = executed.kind === 'sweep' ? [] : executed.overview.published;
  const isExplained = published.every(({ within, because }) => within || because !== null);
  return (
    isExplained && expectations.every(({ passed }) => passed) && problems.every(({ severity }) => severity !== 'error')
  );
}
