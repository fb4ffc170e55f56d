/** Owns runs and their traces, and answers questions about them. Knows no worker, window or clock: what it needs is handed in. */
import { surveyInSlices, type VariantSurvey } from '../analysis/overview.ts';
import type { FromWorker, ToWorker } from '../protocol/worker.ts';
import { createRun, type Run } from '../sim/run.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import type { Trace } from '../sim/trace/format.ts';
import { answer } from './answers.ts';
import { Results } from './results.ts';

/** What a session needs from its host. */
export interface SessionPorts {
  post(message: FromWorker): void;
  /** Lets other messages in; called between slices. */
  pause(): Promise<void>;
}

/** Rows recorded between two looks at the messages: some hundredths of a second. */
const SLICE = 200_000;

interface Entry {
  readonly results: Results;
  current: Run | null;
  cancelled: boolean;
  done: boolean;
  /** Ends when the value of a sweep that was asked for last has run again. */
  opening: Promise<void>;
  /** The values of a sweep that are asked for, by the question's number. */
  readonly wishes: Map<number, Wish>;
}

/** Somebody wants to look at a value of a sweep. */
interface Wish {
  readonly value: number;
  givenUp: boolean;
}

type Query = Extract<ToWorker, { kind: 'query' }>;

/**
 * Every run ends with one `done` (also if it was cancelled: it keeps what it has) or one `failed`; every query gets one `reply`
 * or one `failure`. A run that is forgotten before its end is cancelled and says nothing more.
 */
export class Session {
  private readonly ports: SessionPorts;
  private readonly runs = new Map<number, Entry>();

  constructor(ports: SessionPorts) {
    this.ports = ports;
  }

  /** Takes one message. A `run` resolves when it has ended, a `query` when it is answered; the others at once. Never rejects. */
  async handle(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case 'run':
        return this.run(message.run, message.scenario);
      case 'cancel':
        return this.cancel(message.run);
      case 'forget':
        this.cancel(message.run);
        this.runs.delete(message.run);
        return;
      case 'giveUp': {
        const wish = this.runs.get(message.run)?.wishes.get(message.id);
        if (wish !== undefined) wish.givenUp = true;
        return;
      }
      case 'query':
        return this.query(message);
    }
  }

  private async run(number: number, scenario: ScenarioRun): Promise<void> {
    if (this.runs.has(number)) {
      this.ports.post({ kind: 'failed', run: number, message: `There is a run ${number} already.` });
      return;
    }
    const results = new Results(scenario);
    const entry: Entry = {
      results,
      current: null,
      cancelled: false,
      done: false,
      opening: Promise.resolve(),
      wishes: new Map(),
    };
    this.runs.set(number, entry);
    try {
      await this.runAll(number, entry);
      entry.done = true;
      if (this.runs.get(number) === entry) this.ports.post({ kind: 'done', run: number });
    } catch (error) {
      if (this.runs.get(number) === entry) {
        this.runs.delete(number);
        this.ports.post({ kind: 'failed', run: number, message: messageOf(error) });
      }
    } finally {
      entry.current = null;
    }
  }

  private async runAll(number: number, entry: Entry): Promise<void> {
    for (const scenario of entry.results.scenarios()) {
      for (const spec of scenario.variants) {
        if (entry.cancelled) return;
        const name = entry.results.nameOf(spec);
        const trace = await this.runVariant(entry, spec, (rows, time) =>
          this.ports.post({ kind: 'progress', run: number, variant: name, rows, time }),
        );
        const surveyed = await this.surveyed(trace, scenario, () => this.runs.get(number) === entry);
        if (surveyed === null) return;
        entry.results.ran(trace, surveyed);
      }
      if (entry.cancelled) return;
      entry.results.endValue();
    }
  }

  private async runVariant(
    entry: Entry,
    spec: RunSpec,
    progress: (rows: number, time: number) => void,
    isCancelled: () => boolean = () => entry.cancelled,
  ): Promise<Trace> {
    const run = createRun(spec);
    entry.current = run;
    await this.ports.pause();
    for (;;) {
      const { done, rows, time } = isCancelled() ? { done: true, rows: 0, time: 0 } : run.advance(SLICE);
      if (done) return run.trace;
      progress(rows, time);
      await this.ports.pause();
    }
  }

  /** A large trace takes seconds: other messages are let in. Null if the run is forgotten meanwhile. */
  private async surveyed(trace: Trace, scenario: ScenarioRun, isWanted: () => boolean): Promise<VariantSurvey | null> {
    const survey = surveyInSlices(trace, scenario);
    while (isWanted()) {
      const { done, value } = survey.next();
      if (done === true) return value;
      await this.ports.pause();
    }
    return null;
  }

  private cancel(number: number): void {
    const entry = this.runs.get(number);
    if (entry === undefined || entry.done) return;
    entry.cancelled = true;
    entry.current?.cancel();
  }

  private async query(message: Query): Promise<void> {
    try {
      const entry = this.runs.get(message.run);
      if (entry === undefined) throw new Error(`Run ${message.run} is not in memory.`);
      if (!entry.done) throw new Error(`Run ${message.run} has not ended yet.`);
      const value = message.query === 'overview' ? message.params.value : undefined;
      if (value !== undefined) await this.open(entry, message.id, { value, givenUp: false });
      this.ports.post({ kind: 'reply', id: message.id, result: answer(message, entry.results) });
    } catch (error) {
      this.ports.post({ kind: 'failure', id: message.id, message: messageOf(error) });
    }
  }

  /** Runs the scenario again at one value of its sweep, unless its traces are here; one such wish after the other. */
  private open(entry: Entry, id: number, wish: Wish): Promise<void> {
    entry.wishes.set(id, wish);
    const opened = entry.opening
      .catch(() => undefined)
      .then(() => this.runValue(entry, wish))
      .finally(() => entry.wishes.delete(id));
    entry.opening = opened;
    return opened;
  }

  /** What was looked at before stays if the wish is given up. */
  private async runValue(entry: Entry, wish: Wish): Promise<void> {
    const { value } = wish;
    const scenario = entry.results.toOpen(value);
    if (scenario === null) return;
    const traces: Trace[] = [];
    const surveys: VariantSurvey[] = [];
    for (const spec of scenario.variants) {
      const trace = await this.runVariant(
        entry,
        spec,
        () => undefined,
        () => wish.givenUp,
      );
      const surveyed = await this.surveyed(trace, scenario, () => !wish.givenUp);
      if (surveyed === null) throw new Error('The runs of this value were cancelled.');
      traces.push(trace);
      surveys.push(surveyed);
    }
    entry.results.open({ value, scenario, traces, surveys });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
