/** Expectations and problems of all runs of a sweep, each told once with the values where it was so. */

import { capitalised, plural } from '../base/format.ts';
import type { SweepSpec } from '../sim/scenario.ts';
import type { Judgement } from './expectations.ts';
import type { ExpectationResult, RunProblem } from './run-models.ts';
import { formatSwept } from './sweep-values.ts';

interface Judged {
  readonly first: ExpectationResult;
  /** The first that is not met although everything was measured. */
  failure: ExpectationResult | null;
  readonly failedAt: number[];
  held: number;
}

interface Met {
  readonly problem: RunProblem;
  readonly values: number[];
}

export class SweepVerdicts {
  private readonly sweep: SweepSpec;
  private readonly judged = new Map<string, Judged>();
  private readonly problems = new Map<string, Met>();

  constructor(sweep: SweepSpec) {
    this.sweep = sweep;
  }

  /** What became of the expectations at one value. */
  expected(judgements: readonly Judgement[], value: number): void {
    for (const { result, known } of judgements) {
      const key = JSON.stringify([result.text, result.variant, result.source]);
      const entry = this.judged.get(key) ?? { first: result, failure: null, failedAt: [], held: 0 };
      this.judged.set(key, entry);
      if (result.passed) entry.held += 1;
      else if (known) {
        entry.failure ??= result;
        entry.failedAt.push(value);
      }
    }
  }

  /** What the runs at one value met. */
  met(problems: readonly RunProblem[], value: number): void {
    for (const problem of problems) {
      const key = JSON.stringify([problem.code, problem.variant, problem.source]);
      const entry = this.problems.get(key) ?? { problem, values: [] };
      this.problems.set(key, entry);
      entry.values.push(value);
    }
  }

  result(): { readonly expectations: readonly ExpectationResult[]; readonly problems: readonly RunProblem[] } {
    return {
      expectations: [...this.judged.values()].map((entry) => this.expectation(entry)),
      problems: [...this.problems.values()].map((entry) => this.problem(entry)),
    };
  }

  private expectation({ first, failure, failedAt, held }: Judged): ExpectationResult {
    const { text, variant, source } = first;
    const result = { text, variant, source };
    if (failure !== null) return { ...result, passed: false, actual: `${this.where(failedAt)} ${failure.actual}` };
    if (held === 0) return { ...result, passed: false, actual: first.actual };
    return { ...result, passed: true, actual: `held at ${plural(held, 'value')} of ${this.sweep.parameter}` };
  }

  private problem({ problem, values }: Met): RunProblem {
    return { ...problem, message: `${capitalised(this.where(values))} ${problem.message}` };
  }

  /** `at size = 4 KB and 3 more values:`. */
  private where(values: readonly number[]): string {
    const { parameter, unit } = this.sweep;
    const all = values.length === this.sweep.values.length && values.length > 1;
    if (all) return `at every value of ${parameter}:`;
    const [first = 0] = values;
    const more = values.length > 1 ? ` and ${plural(values.length - 1, 'more value')}` : '';
    return `at ${parameter} = ${formatSwept(this.sweep.values[first] ?? 0, unit)}${more}:`;
  }
}
