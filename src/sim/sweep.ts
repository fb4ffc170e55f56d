/** The scenario at single values of its `@sweep`. */
import { changed } from '../base/changes.ts';
import type { ScenarioRun, SweepSpec } from './scenario.ts';

type Swept = Pick<ScenarioRun, 'variants' | 'expectations' | 'published' | 'absent'>;

/** The scenario at each value in turn, each as a scenario without a sweep. Once if it has none. */
export function* scenariosOf(run: ScenarioRun): Generator<ScenarioRun> {
  const { sweep, ...plain } = run;
  if (sweep === undefined) {
    yield plain;
    return;
  }
  let swept = sweptParts(run);
  for (let index = 0; index < sweep.values.length; index++) {
    if (index > 0) swept = changed(swept, sweep.changes[index - 1] ?? []);
    yield within(sweep, { ...plain, ...swept });
  }
}

/** The scenario at one value, by its index, which must exist. */
export function scenarioAt(run: ScenarioRun, index: number): ScenarioRun {
  let at = 0;
  for (const scenario of scenariosOf(run)) if (at++ === index) return scenario;
  throw new Error(`There is no value ${index}; the sweep has ${run.sweep?.values.length ?? 1}.`);
}

/** What the changes of a sweep are about. */
function sweptParts({ variants, expectations, published, absent = [] }: Swept): Required<Swept> {
  return { variants, expectations, published, absent };
}

function within({ limits }: SweepSpec, scenario: ScenarioRun): ScenarioRun {
  if (limits === undefined) return scenario;
  const variants = scenario.variants.map((spec) => ({
    ...spec,
    limits: { rows: Math.min(spec.limits.rows, limits.rows), time: Math.min(spec.limits.time, limits.time) },
  }));
  return { ...scenario, variants };
}
