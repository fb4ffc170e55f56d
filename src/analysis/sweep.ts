/** Folds the runs of a sweep, one after the other, to what is kept of them. */

import { listed } from '../base/format.ts';
import type { AbsentVariant, ScenarioRun, SweepSpec } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace/format.ts';
import { callsOfPath, hasEnded } from './calls.ts';
import { judgeExpectations, type Measurements } from './expectations.ts';
import { throughput } from './measure.ts';
import { knownOf } from './outcomes.ts';
import type { VariantSurvey } from './overview.ts';
import type { Assumption, CallSummary, ExpectationResult, RunProblem } from './run-models.ts';
import type { SweepCell, SweepModel, SweepNote, SweptCall } from './sweep-models.ts';
import { SweepVerdicts } from './sweep-verdicts.ts';
import { domainEnds } from './untold.ts';
import { unverifiedOf } from './unverified.ts';

/** What is left of a sweep when all its runs have ended. */
export interface SweepResult {
  readonly model: SweepModel;
  readonly expectations: readonly ExpectationResult[];
  readonly problems: readonly RunProblem[];
}

/** Of a cell whose run was not made. */
const NOT_RUN = { assumed: false, unverified: false, simulatedTime: null } as const;

/** Takes the ended runs of one value after the other, in the order of the values. */
export class SweepFold {
  private readonly scenario: string;
  private readonly sweep: SweepSpec;
  private readonly procedures: string[] = [];
  private readonly cells: SweepCell[][] = [];
  private readonly notes: SweepNote[] = [];
  private readonly assumptions = new Map<string, Assumption>();
  /** By mechanism. */
  private readonly unverified = new Map<string, Set<string>>();
  /** What calls went over, as shown. */
  private readonly mechanisms = new Set<string>();
  private readonly verdicts: SweepVerdicts;
  private open: { readonly name: string; readonly survey: VariantSurvey; readonly cell: SweepCell }[] = [];

  constructor(scenario: string, sweep: SweepSpec) {
    this.scenario = scenario;
    this.sweep = sweep;
    this.verdicts = new SweepVerdicts(sweep);
  }

  /** A run at the present value has ended; its trace is not needed any more. */
  ran(trace: Trace, surveyed: VariantSurvey): void {
    const calls: (SweptCall | null)[] = this.procedures.map(() => null);
    for (const call of surveyed.overview.calls) {
      this.mechanisms.add(call.via);
      calls[this.procedure(call)] = this.sweptCall(trace, call);
    }
    this.open.push({
      name: trace.spec.variant,
      survey: surveyed,
      cell: {
        calls,
        note: null,
        assumed: this.assumes(surveyed),
        unverified: this.doubts(surveyed),
        simulatedTime: surveyed.overview.simulatedTime,
      },
    });
  }

  /** All runs of the present value have ended. */
  endValue({ expectations, absent = [] }: Pick<ScenarioRun, 'expectations' | 'absent'>): void {
    const value = this.cells.length;
    this.cells.push(
      this.sweep.columns.map((name, index) =>
        this.cellOf(
          name,
          absent.find((each) => each.index === index),
        ),
      ),
    );
    const measured = new Map(this.open.map(({ name, survey: found }) => [name, measuredOf(found)]));
    this.verdicts.expected(judgeExpectations(expectations, measured), value);
    this.verdicts.met(
      this.open.flatMap(({ survey: found, cell }) => untold(found.problems, cell)),
      value,
    );
    this.open = [];
  }

  /** What was found in all values that have ended. */
  result(): SweepResult {
    const { parameter, unit, values, columns } = this.sweep;
    const cells = this.cells.map((row) =>
      row.map((cell) => ({ ...cell, calls: this.procedures.map((_, i) => cell.calls[i] ?? null) })),
    );
    const model: SweepModel = {
      scenario: this.scenario,
      parameter,
      unit,
      values: values.slice(0, cells.length),
      columns,
      titles: columns.map((name) => (name === '' ? listed([...this.mechanisms]) : name)),
      procedures: this.procedures,
      cells,
      notes: this.notes,
      assumptions: [...this.assumptions.values()],
      unverified: [...this.unverified].map(([mechanism, prices]) => ({ mechanism, prices: [...prices] })),
    };
    return { model, ...this.verdicts.result() };
  }

  private cellOf(name: string, absent: AbsentVariant | undefined): SweepCell {
    if (absent !== undefined)
      return {
        calls: [],
        note: this.note({ variant: name, text: absent.reason, missing: absent.missing }),
        ...NOT_RUN,
      };
    const found = this.open.find((each) => each.name === name);
    return (
      found?.cell ?? {
        calls: [],
        note: this.note({ variant: name, text: 'It was not run.', missing: null }),
        ...NOT_RUN,
      }
    );
  }

  private assumes({ overview: { assumptions } }: VariantSurvey): boolean {
    for (const each of assumptions) this.assumptions.set(`${each.name} ${each.file}`, each);
    return assumptions.length > 0;
  }

  private doubts({ overview }: VariantSurvey): boolean {
    let any = false;
    for (const call of overview.calls) {
      const found = unverifiedOf(call, overview);
      if (found.length === 0) continue;
      any = true;
      this.unverified.set(call.via, new Set([...(this.unverified.get(call.via) ?? []), ...found]));
    }
    return any;
  }

  private procedure({ binding, procedure }: CallSummary): number {
    const name = `${binding}.${procedure}`;
    const known = this.procedures.indexOf(name);
    return known >= 0 ? known : this.procedures.push(name) - 1;
  }

  private sweptCall(trace: Trace, { path, count, failed, latency, perCall }: CallSummary): SweptCall {
    const ended = callsOfPath(trace, path).filter((call) => hasEnded(trace, call));
    const rate = ended.length === 0 ? 0 : throughput(trace, ended) * 1e12;
    const note = failed === 0 ? null : this.note(outcomeNote(trace, ended, failed));
    return { count, failed, latency, throughput: rate, perCall, note };
  }

  private note(note: SweepNote): number {
    const known = this.notes.findIndex(({ variant, text }) => variant === note.variant && text === note.text);
    return known >= 0 ? known : this.notes.push(note) - 1;
  }
}

/** How calls end is told by the notes of the cell: that nobody catches it is no problem of a sweep. */
function untold(problems: readonly RunProblem[], { calls }: SweepCell): readonly RunProblem[] {
  const isTold = calls.some((call) => call !== null && call.failed > 0);
  return problems.filter(({ code }) => code !== 'ipc/uncaught' || !isTold);
}

/** Calls that never return are not measured; how many there are is. */
function measuredOf({ overview, measured }: VariantSurvey): Measurements {
  const lost = overview.calls
    .filter(({ count, failed }) => failed === count)
    .map(({ binding, procedure }) => `(${binding}.${procedure})`);
  return new Map([...measured].map(([name, value]) => [name, lost.some((call) => name.includes(call)) ? null : value]));
}

function outcomeNote(trace: Trace, ended: readonly number[], failed: number): SweepNote {
  const ends = domainEnds(trace);
  const failures = ended.filter((call) => (trace.calls.outcome[call] ?? 0) > 0);
  const outcomes = new Set(
    failures.map(
      (call) => `${trace.spec.outcomes[trace.calls.outcome[call] ?? 0]?.name} (${knownOf(trace, call, ends)})`,
    ),
  );
  const which = failed === ended.length ? 'Every call' : 'Some of the calls';
  return { variant: trace.spec.variant, text: `${which} ended with ${listed([...outcomes])}.`, missing: null };
}
