/** One executed scenario in all its variants. Each variant is surveyed by itself, so that its trace need not be kept. */
import { finish, type Sliced } from '../base/slices.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace/format.ts';
import { countedOutcomes, evaluateExpectations, type Measurements, measure } from './expectations.ts';
import { problems } from './problems.ts';
import { type Calibrations, calibrationsOf, evaluatePublished } from './published.ts';
import type { RunOverview, RunProblem, VariantOverview } from './run-models.ts';
import { summarise } from './summary.ts';

/** What is kept of a variant's run: all that the overview needs. */
export interface VariantSurvey {
  readonly overview: VariantOverview;
  readonly measured: Measurements;
  readonly calibrations: Calibrations;
  readonly problems: readonly RunProblem[];
}

/** What a scenario asks of its runs. */
export type Questions = Pick<ScenarioRun, 'expectations' | 'published'>;

/** Surveys an ended run in one go. */
export function survey(trace: Trace, questions: Questions): VariantSurvey {
  return finish(surveyInSlices(trace, questions));
}

/** Surveys an ended run in slices. */
export function* surveyInSlices(trace: Trace, { expectations, published }: Questions): Sliced<VariantSurvey> {
  const expressions = [...expectations.map(({ condition }) => condition), ...published.map((each) => each.expression)];
  return {
    overview: yield* summarise(trace),
    measured: yield* measure(trace, expressions),
    calibrations: published.length === 0 ? new Map() : yield* calibrationsOf(trace),
    problems: yield* problems(trace, countedOutcomes(expectations)),
  };
}

/** Joins the surveys of a scenario's variants, in their order. Variants that did not run (after a cancel) are left out. */
export function joinSurveys(scenario: Omit<ScenarioRun, 'variants'>, surveys: readonly VariantSurvey[]): RunOverview {
  const measured = new Map(surveys.map(({ overview, measured: values }) => [overview.name, values]));
  const calibrations = new Map(surveys.map(({ overview, calibrations: prices }) => [overview.name, prices]));
  return {
    file: scenario.file,
    scenario: scenario.scenario,
    title: scenario.title,
    notes: scenario.notes,
    variants: surveys.map(({ overview }) => overview),
    absent: scenario.absent ?? [],
    sweep: null,
    expectations: evaluateExpectations(scenario.expectations, measured),
    published: evaluatePublished(scenario.published, measured, calibrations),
    problems: surveys.flatMap((each) => each.problems),
  };
}

/** The overview of a scenario whose runs have ended; `traces` in the order of the variants. */
export function overview(scenario: ScenarioRun, traces: readonly Trace[]): RunOverview {
  return joinSurveys(
    scenario,
    traces.map((trace) => survey(trace, scenario)),
  );
}
