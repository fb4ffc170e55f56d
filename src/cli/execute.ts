/** Runs a scenario to its end, keeping of each variant what the reports need instead of its trace. */

import { joinSurveys, survey, type VariantSurvey } from '../analysis/overview.ts';
import type { RunOverview } from '../analysis/run-models.ts';
import { sequence } from '../analysis/sequence.ts';
import type { SequenceModel } from '../analysis/sequence-models.ts';
import { SweepFold, type SweepResult } from '../analysis/sweep.ts';
import { createRun } from '../sim/run.ts';
import type { ScenarioRun, SweepSpec } from '../sim/scenario.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import { scenariosOf } from '../sim/sweep.ts';
import type { Trace } from '../sim/trace/format.ts';

/** A scenario that has run. */
export type Executed = ExecutedRun | ExecutedSweep;

/** Once in each variant. */
export interface ExecutedRun {
  readonly kind: 'run';
  readonly overview: RunOverview;
  /** For each variant, and in it for each called procedure, the call that is shown. */
  readonly samples: readonly (readonly SequenceModel[])[];
}

/** At each value of a parameter. */
export interface ExecutedSweep {
  readonly kind: 'sweep';
  readonly scenario: Pick<ScenarioRun, 'scenario' | 'title' | 'notes'>;
  readonly result: SweepResult;
}

/** `withSamples`: look at single calls too, not only at sums. */
export function execute(scenario: ScenarioRun, withSamples: boolean): Executed {
  return scenario.sweep === undefined ? executeRun(scenario, withSamples) : executeSweep(scenario, scenario.sweep);
}

function executeRun(scenario: ScenarioRun, withSamples: boolean): ExecutedRun {
  const surveys: VariantSurvey[] = [];
  const samples: SequenceModel[][] = [];
  for (const spec of scenario.variants) {
    const trace = traceOf(spec);
    const surveyed = survey(trace, scenario);
    surveys.push(surveyed);
    const shown = withSamples ? surveyed.overview.calls : [];
    samples.push(shown.map(({ typicalCall }) => sequence(trace, typicalCall, samples.length)));
  }
  return { kind: 'run', overview: joinSurveys(scenario, surveys), samples };
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
