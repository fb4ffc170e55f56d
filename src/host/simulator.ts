/** The host's side of the simulation worker: started by the first run, replaced after a crash. Knows nothing of VS Code. */
import type { RunOverview } from '../analysis/run-models.ts';
import { assertNever } from '../base/assert.ts';
import type { ResultQueries, ResultQuery } from '../protocol/result.ts';
import type { FromWorker, ToWorker } from '../protocol/worker.ts';
import type { ScenarioRun } from '../sim/scenario.ts';

/** A worker thread, as far as it is used here. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  on(event: 'message', listener: (message: FromWorker) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** How far a run is. */
export type Progress = Omit<Extract<FromWorker, { kind: 'progress' }>, 'kind' | 'run'>;

export type Question = {
  readonly [Q in ResultQuery]: { readonly query: Q; readonly params: ResultQueries[Q]['params'] };
}[ResultQuery];

export interface SimulatorEvents {
  /** The worker has died; these finished runs died with it. */
  readonly lost: (runs: readonly number[], reason: string) => void;
}

/** A cancelled run that has not ended after this many milliseconds is ended with its worker. */
const patience = 2000;

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}
interface ActiveRun extends Waiting<void> {
  readonly progress: (progress: Progress) => void;
  impatience: ReturnType<typeof setTimeout> | null;
}

/** Runs scenarios and answers questions about them. */
export class Simulator {
  private readonly start: () => WorkerPort;
  private readonly events: SimulatorEvents;
  private worker: WorkerPort | null = null;
  private lastId = 0;
  private readonly active = new Map<number, ActiveRun>();
  private readonly finished = new Set<number>();
  private readonly questions = new Map<number, Waiting<unknown>>();

  constructor(start: () => WorkerPort, events: SimulatorEvents) {
    this.start = start;
    this.events = events;
  }

  /**
   * Starts a run.
   * @returns its number, and its end; a cancelled run ends as well, with what it has. Rejected if the run failed or the
   *   worker died.
   */
  run(
    scenario: ScenarioRun,
    progress: (progress: Progress) => void,
  ): { readonly run: number; readonly end: Promise<void> } {
    const run = ++this.lastId;
    const end = new Promise<void>((resolve, reject) => {
      this.active.set(run, { resolve, reject, progress, impatience: null });
      this.post({ kind: 'run', run, scenario });
    });
    return { run, end };
  }

  /** Asks the worker to end a run; if it does not listen, the worker is ended. */
  cancel(run: number): void {
    const active = this.active.get(run);
    if (active === undefined || active.impatience !== null) return;
    this.post({ kind: 'cancel', run });
    active.impatience = setTimeout(() => this.lose('it did not react to cancelling'), patience);
  }

  /** Frees what the worker holds of a run. */
  forget(run: number): void {
    if (this.finished.delete(run)) this.worker?.postMessage({ kind: 'forget', run });
  }

  /**
   * The answer to one question about a finished run. Rejected if the worker cannot answer, or not any more.
   * @param givenUp nobody waits for the answer any more: the worker stops what it does for it alone
   */
  ask(run: number, question: Question, givenUp?: AbortSignal): Promise<unknown> {
    if (!this.finished.has(run)) return Promise.reject(new Error(`run ${run} is not in memory`));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.questions.set(id, { resolve, reject });
      givenUp?.addEventListener('abort', () => {
        if (this.questions.has(id)) this.post({ kind: 'giveUp', run, id });
      });
      this.post({ ...question, kind: 'query', run, id }); // a question may carry more than its type says
    });
  }

  async overview(run: number): Promise<RunOverview> {
    return (await this.ask(run, { query: 'overview', params: {} })) as RunOverview;
  }

  async dispose(): Promise<void> {
    const worker = this.worker;
    this.lose('it was closed');
    await worker?.terminate();
  }

  private post(message: ToWorker): void {
    this.worker ??= this.startWorker();
    this.worker.postMessage(message);
  }

  private startWorker(): WorkerPort {
    const worker = this.start();
    const ifCurrent = (act: () => void) => {
      if (this.worker === worker) act();
    };
    worker.on('message', (message) => ifCurrent(() => this.take(message)));
    worker.on('error', (error) => ifCurrent(() => this.lose(error.message)));
    worker.on('exit', (code) => ifCurrent(() => this.lose(`exit code ${code}`)));
    return worker;
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case 'progress':
        this.active.get(message.run)?.progress(message);
        return;
      case 'done':
        this.finished.add(message.run);
        this.settle(message.run)?.resolve();
        return;
      case 'failed':
        this.settle(message.run)?.reject(new Error(message.message));
        return;
      case 'reply':
        this.answered(message.id)?.resolve(message.result);
        return;
      case 'failure':
        this.answered(message.id)?.reject(new Error(message.message));
        return;
      default:
        assertNever(message);
    }
  }

  private settle(run: number): ActiveRun | undefined {
    const active = this.active.get(run);
    this.active.delete(run);
    if (active?.impatience) clearTimeout(active.impatience);
    return active;
  }

  private answered(id: number): Waiting<unknown> | undefined {
    const waiting = this.questions.get(id);
    this.questions.delete(id);
    return waiting;
  }

  /** Nobody waits for a dead worker: whatever is open is rejected, and the next run starts a new one. */
  private lose(reason: string): void {
    const worker = this.worker;
    if (worker === null) return;
    this.worker = null;
    void worker.terminate();
    const error = new Error(reason);
    for (const run of this.active.keys()) this.settle(run)?.reject(error);
    for (const id of this.questions.keys()) this.answered(id)?.reject(error);
    const lost = [...this.finished];
    this.finished.clear();
    if (lost.length > 0) this.events.lost(lost, reason);
  }
}
