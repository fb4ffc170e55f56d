/** What is kept of the runs of one scenario. Of a sweep: the figures of all values, and the traces of the one that is looked at. */

import { joinSurveys, type VariantSurvey } from '../analysis/overview.ts';
import type { RunOverview } from '../analysis/run-models.ts';
import { SweepFold } from '../analysis/sweep.ts';
import type { SweepModel } from '../analysis/sweep-models.ts';
import { formatSwept } from '../analysis/sweep-values.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import { scenarioAt, scenariosOf } from '../sim/sweep.ts';
import type { Trace } from '../sim/trace/format.ts';
import type { Sources } from './answers.ts';

/** The runs whose traces are here. */
interface Opened {
  readonly value: number;
  readonly scenario: ScenarioRun;
  readonly traces: Trace[];
  readonly surveys: VariantSurvey[];
}

/** Takes the runs in their order, and tells what came out. */
export class Results implements Sources {
  private readonly scenario: ScenarioRun;
  private readonly fold: SweepFold | null;
  private opened: Opened | null = null;
  private running: ScenarioRun;
  private value = 0;

  constructor(scenario: ScenarioRun) {
    this.scenario = scenario;
    this.running = scenario;
    this.fold = scenario.sweep === undefined ? null : new SweepFold(scenario.scenario, scenario.sweep);
  }

  /** The scenario, or what it is at each value of its sweep: to be run in this order. */
  *scenarios(): Generator<ScenarioRun> {
    for (const scenario of scenariosOf(this.scenario)) {
      this.running = scenario;
      this.opened ??= { value: 0, scenario, traces: [], surveys: [] };
      yield scenario;
      this.value += 1;
    }
  }

  /** What people read while it runs. */
  nameOf({ variant }: RunSpec): string {
    const { sweep } = this.scenario;
    if (sweep === undefined) return variant;
    const at = `${sweep.parameter} = ${formatSwept(sweep.values[this.value] ?? 0, sweep.unit)}`;
    return variant === '' ? at : `${variant}, ${at}`;
  }

  /** A run has ended. The traces of the first value are kept, of the others only the figures. */
  ran(trace: Trace, surveyed: VariantSurvey): void {
    this.fold?.ran(trace, surveyed);
    if (this.value > 0) return;
    this.opened?.traces.push(trace);
    this.opened?.surveys.push(surveyed);
  }

  /** All variants have run at the present value. */
  endValue(): void {
    this.fold?.endValue(this.running);
  }

  /** What must run so that this value can be looked at; null if it is at hand. Throws if there is no such value. */
  toOpen(value: number): ScenarioRun | null {
    if (!Number.isInteger(value) || value < 0) throw new Error('“value” must be a whole number from 0 on.');
    return value === this.opened?.value ? null : scenarioAt(this.scenario, value);
  }

  /** This value is looked at from now on. */
  open(opened: Opened): void {
    this.opened = opened;
  }

  get traces(): readonly Trace[] {
    return this.opened?.traces ?? [];
  }

  overview(): RunOverview {
    const { scenario = this.scenario, surveys = [], value = 0 } = this.opened ?? {};
    const shown = joinSurveys(scenario, surveys);
    const { sweep } = this.scenario;
    if (this.fold === null || sweep === undefined) return shown;
    const { model, expectations, problems } = this.fold.result();
    const { parameter, unit, values, columns } = model;
    return { ...shown, expectations, problems, sweep: { parameter, unit, values, columns, value } };
  }

  sweep(): SweepModel | null {
    return this.fold?.result().model ?? null;
  }
}
