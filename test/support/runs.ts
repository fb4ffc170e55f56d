import { overview } from '../../src/analysis/overview.ts';
import type { RunOverview, VariantOverview } from '../../src/analysis/run-models.ts';
import type { IpcServices } from '../../src/language/module.ts';
import { createRun } from '../../src/sim/run.ts';
import type { ScenarioRun } from '../../src/sim/scenario.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { Trace } from '../../src/sim/trace/format.ts';
import { compileText } from './files.ts';

const SLICE = 1_000_000;

/** Runs a spec to its end. */
export function runSpec(spec: RunSpec): Trace {
  const run = createRun(spec);
  while (!run.advance(SLICE).done);
  return run.trace;
}

export interface ScenarioResult {
  readonly run: ScenarioRun;
  readonly traces: readonly Trace[];
  readonly overview: RunOverview;
}

/** Compiles and runs a scenario of a text in all its variants; a text with errors is a failure of the test. */
export async function runText(
  services: IpcServices,
  text: string,
  scenario: string,
  uri = 'file:///scenario.ipc',
): Promise<ScenarioResult> {
  const { run, diagnostics } = await compileText(services, { uri, text }, scenario);
  if (run === null)
    throw new Error(diagnostics.map((d) => `${d.line + 1}:${d.column + 1} ${d.code} ${d.message}`).join('\n'));
  const traces = run.variants.map(runSpec);
  return { run, traces, overview: overview(run, traces) };
}

/** The variant of that name, `''` for the only one. */
export function variantNamed(result: ScenarioResult, name: string): VariantOverview {
  const found = result.overview.variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`no variant '${name}'`);
  return found;
}

/** Mean latency in microseconds. */
export function meanMicroseconds(variant: VariantOverview, procedure: string): number {
  return callsOf(variant, procedure).latency.mean / 1e6;
}

export function callsOf(variant: VariantOverview, procedure: string) {
  const found = variant.calls.find((call) => call.procedure === procedure);
  if (found === undefined) throw new Error(`no calls of '${procedure}'`);
  return found;
}
