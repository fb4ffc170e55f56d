/** Runs a scenario from text to result: compile, simulate, keep the result, tell the panel. */
import { type CancellationToken, CancellationTokenSource, l10n, type TextDocument, workspace } from 'vscode';
import { formatCount, formatTime } from '../base/format.ts';
import type { CompileResult } from '../protocol/language.ts';
import type { ScenarioRun } from '../sim/scenario.ts';
import type { Limits } from '../sim/spec/run.ts';
import { messageOf, noSuchScenario, scenarioHasErrors, simulationFailed, type UserError } from './errors.ts';
import { shown } from './labels.ts';
import type { Language } from './language-client.ts';
import { withLateProgress } from './late-progress.ts';
import type { ResultPanel } from './panel.ts';
import { type Results, snapshot } from './results.ts';
import type { Progress, Simulator } from './simulator.ts';
import { sameTarget, type Target } from './targets.ts';

export interface RunsHost {
  readonly language: Language;
  readonly simulator: Simulator;
  readonly results: Results;
  limits(): Limits;
  log(message: string): void;
  /** Where the result of a run is shown. */
  panel(target: Target): ResultPanel;
  /** Something runs now, or nothing does any more. */
  running(active: boolean): void;
}

interface ActiveRun {
  readonly target: Target;
  readonly cancellation: CancellationTokenSource;
}

export class Runs {
  private readonly host: RunsHost;
  private active: readonly ActiveRun[] = [];
  private lastTarget: Target | undefined;

  constructor(host: RunsHost) {
    this.host = host;
  }

  /** The scenario that was run last, whether the run succeeded or not. */
  get last(): Target | undefined {
    return this.lastTarget;
  }

  /**
   * Runs a scenario; an earlier run of it that goes on is cancelled.
   * @throws UserError if the scenario has errors, or if the simulator fails; the panel, if there is one, shows it as well
   */
  async run(target: Target): Promise<void> {
    this.cancel(target);
    this.lastTarget = target;
    const run: ActiveRun = { target, cancellation: new CancellationTokenSource() };
    this.setActive([...this.active, run]);
    try {
      await withLateProgress(l10n.t('Running {0}', shown(target.scenario)), run.cancellation, (token, report) =>
        this.compileAndSimulate(run, token, report),
      );
    } finally {
      this.setActive(this.active.filter((each) => each !== run));
      run.cancellation.dispose();
    }
  }

  /** Ends the run of a scenario, or all runs. What they have so far is shown, unless their panel is closed. */
  cancel(target?: Target): void {
    const meant = this.active.filter((run) => target === undefined || sameTarget(run.target, target));
    for (const { cancellation } of meant) cancellation.cancel();
  }

  private async compileAndSimulate(
    active: ActiveRun,
    token: CancellationToken,
    report: (message: string) => void,
  ): Promise<void> {
    const { target } = active;
    const document = await workspace.openTextDocument(target.uri);
    const text = document.getText();
    const start = performance.now();
    const compiled = await this.compile(document, target, token);
    if (token.isCancellationRequested) return;
    if (compiled.run === null) throw refusal(target, compiled);
    const compiledAt = performance.now();
    const panel = this.host.panel(target);
    const run = await this.simulate(compiled.run, panel, token, report);
    const end = performance.now();
    this.host.log(
      `${target.scenario}: compiled in ${milliseconds(start, compiledAt)}, simulated in ${milliseconds(compiledAt, end)}`,
    );
    if (panel.disposed || this.isOutdated(active)) {
      this.host.simulator.forget(run);
      return;
    }
    const texts = new Map([...snapshot(compiled.imports), [target.uri.toString(), text]]);
    this.host.results.set({ ...target, overview: await this.host.simulator.overview(run), texts });
    panel.show({ state: 'done', run, stale: this.host.results.isStale(target) });
  }

  private async compile(document: TextDocument, target: Target, token: CancellationToken): Promise<CompileResult> {
    try {
      return await this.host.language.compile(document, target.scenario, token);
    } catch (error) {
      if (token.isCancellationRequested) return { run: null, diagnostics: [], imports: [] };
      throw error;
    }
  }

  private async simulate(
    compiled: ScenarioRun,
    panel: ResultPanel,
    token: CancellationToken,
    report: (message: string) => void,
  ): Promise<number> {
    const { simulator } = this.host;
    const { scenario } = compiled;
    if (panel.run !== undefined) simulator.forget(panel.run);
    const started = simulator.run(limited(compiled, this.host.limits()), (progress) => {
      panel.show({ state: 'running', scenario, ...progress });
      report(progressText(progress));
    });
    panel.show({ state: 'running', scenario, variant: '', rows: 0, time: 0 });
    const listener = token.onCancellationRequested(() => simulator.cancel(started.run));
    try {
      await started.end;
      return started.run;
    } catch (error) {
      const failure = simulationFailed(scenario, messageOf(error));
      panel.show({ state: 'failed', message: failure.message });
      throw failure;
    } finally {
      listener.dispose();
    }
  }

  /** A newer run of the same scenario is under way. */
  private isOutdated({ target }: ActiveRun): boolean {
    return this.active.filter((run) => sameTarget(run.target, target)).length > 1;
  }

  private setActive(active: readonly ActiveRun[]): void {
    this.active = active;
    this.host.running(active.length > 0);
  }
}

/** The limits of the settings hold where the scenario's own are not stricter. */
function limited(run: ScenarioRun, { rows, time }: Limits): ScenarioRun {
  const variants = run.variants.map((variant) => ({
    ...variant,
    limits: { rows: Math.min(variant.limits.rows, rows), time: Math.min(variant.limits.time, time) },
  }));
  return { ...run, variants, ...(run.sweep === undefined ? {} : { sweep: { ...run.sweep, limits: { rows, time } } }) };
}

function refusal(target: Target, { diagnostics: [first] }: CompileResult): UserError {
  if (first === undefined) return noSuchScenario(target.scenario, target.uri);
  return scenarioHasErrors(target.scenario, first.at, first.message);
}

const milliseconds = (from: number, to: number): string => `${Math.round(to - from)} ms`;

function progressText({ variant, rows, time }: Progress): string {
  const text = l10n.t('{0} steps, {1} simulated', formatCount(rows), formatTime(time));
  return variant === '' ? text : `${shown(variant)}: ${text}`;
}
