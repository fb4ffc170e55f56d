/** Owns runs and their traces, and answers questions about them. Knows no worker, window or clock: what it needs is handed in. */
import { joinSurveys, surveyInSlices, type VariantSurvey } from '../analysis/overview.ts';
import type { FromWorker, ToWorker } from '../protocol/worker.ts';
import { createRun, type Run } from '../sim/run.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import type { RunSpec } from '../sim/spec.ts';
import type { Trace } from '../sim/trace/format.ts';
import { answer } from './answers.ts';

/** What a session needs from its host. */
export interface SessionPorts {
  post(message: FromWorker): void;
  /** Lets other messages in; called between slices. */
  pause(): Promise<void>;
}

/** Rows recorded between two looks at the messages: some hundredths of a second. */
const SLICE = 200_000;

interface Entry {
  readonly scenario: ScenarioRun;
  readonly traces: Trace[];
  readonly surveys: VariantSurvey[];
  current: Run | null;
  cancelled: boolean;
  done: boolean;
}

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

  /** Takes one message. A `run` resolves when it has ended; the others at once. Never rejects. */
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
      case 'query':
        return this.query(message);
    }
  }

  private async run(number: number, scenario: ScenarioRun): Promise<void> {
    if (this.runs.has(number)) {
      this.ports.post({ kind: 'failed', run: number, message: `There is a run ${number} already.` });
      return;
    }
    const entry: Entry = { scenario, traces: [], surveys: [], current: null, cancelled: false, done: false };
    this.runs.set(number, entry);
    try {
      for (const spec of scenario.variants) if (!entry.cancelled) await this.runVariant(number, entry, spec);
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

  private async runVariant(number: number, entry: Entry, spec: RunSpec): Promise<void> {
    const run = createRun(spec);
    entry.current = run;
    await this.ports.pause();
    for (;;) {
      const { done, rows, time } = entry.cancelled ? { done: true, rows: 0, time: 0 } : run.advance(SLICE);
      if (done) break;
      this.ports.post({ kind: 'progress', run: number, variant: spec.variant, rows, time });
      await this.ports.pause();
    }
    entry.traces.push(run.trace);
    const surveyed = await this.surveyed(number, entry, run.trace);
    if (surveyed !== null) entry.surveys.push(surveyed);
  }

  /** A large trace takes seconds: other messages are let in. Null if the run is forgotten meanwhile. */
  private async surveyed(number: number, entry: Entry, trace: Trace): Promise<VariantSurvey | null> {
    const survey = surveyInSlices(trace, entry.scenario);
    while (this.runs.get(number) === entry) {
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

  private query(message: Extract<ToWorker, { kind: 'query' }>): void {
    try {
      const entry = this.runs.get(message.run);
      if (entry === undefined) throw new Error(`Run ${message.run} is not in memory.`);
      if (!entry.done) throw new Error(`Run ${message.run} has not ended yet.`);
      const result = answer(message, entry.traces, () => joinSurveys(entry.scenario, entry.surveys));
      this.ports.post({ kind: 'reply', id: message.id, result });
    } catch (error) {
      this.ports.post({ kind: 'failure', id: message.id, message: messageOf(error) });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
