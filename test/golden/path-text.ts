import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { outcomeInWords } from '../../src/analysis/outcomes.ts';
import { sequence } from '../../src/analysis/sequence.ts';
import type { SequenceModel } from '../../src/analysis/sequence-models.ts';
import type { Site } from '../../src/sim/spec/site.ts';
import { callsOf, type ScenarioResult } from '../support/runs.ts';

/** The first call of a procedure and the typical one, of the variant of that name, as text. */
export function callsInText(result: ScenarioResult, mechanism: string, procedure: string): string {
  const index = result.overview.variants.findIndex((variant) => variant.name === mechanism);
  const variant = result.overview.variants[index];
  const trace = result.traces[index];
  if (variant === undefined || trace === undefined) throw new Error(`no variant ${mechanism}`);
  const summary = callsOf(variant, procedure);
  const calls = [summary.firstCall, summary.typicalCall].map((call) => sequence(trace, call, index));
  const titles = ['first call', 'typical call'];
  return calls.map((call, i) => `${titles[i]}\n${print(call, variant.sites)}`).join('\n');
}

/** The last call of a variant, as text: where a scenario ends with a failure. */
export function lastCallInText(result: ScenarioResult, index: number): string {
  const [variant, trace] = [result.overview.variants[index], result.traces[index]];
  if (variant === undefined || trace === undefined) throw new Error(`no variant ${index}`);
  const call = trace.calls.length - 1;
  const outcome = trace.spec.outcomes[trace.calls.outcome[call] ?? 0];
  return `${outcome?.name}\n${print(sequence(trace, call, index), variant.sites)}`;
}

/** Every call and binding act that did not return, and what ran on of it, as text. */
export function failuresInText({ traces }: ScenarioResult): string {
  const texts = traces.flatMap((trace) =>
    Array.from({ length: trace.calls.length }, (_, call) => call)
      .filter((call) => trace.calls.outcome[call] !== 0)
      .map((call) => `${outcomeInWords(trace, call)}\n${print(sequence(trace, call), trace.spec.sites)}`),
  );
  return texts.join('\n');
}

/** Compares with `paths/<name>.txt`; a missing file is a failure, `UPDATE_GOLDEN=1` writes it. */
export function compareGolden(name: string, actual: string): void {
  const file = path.join(import.meta.dirname, 'paths', `${name.replaceAll(/[^\w]+/g, '-').replace(/-$/, '')}.txt`);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, actual);
  expect(existsSync(file), `${file} is missing: write it with UPDATE_GOLDEN=1 and read it`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

function print(call: SequenceModel, sites: readonly Site[]): string {
  const lines = call.steps.map((step) => {
    const site = sites[step.site];
    const who = call.lifelines[step.lane]?.domain ?? '';
    const cells = [
      microseconds(step.start).padStart(9),
      microseconds(step.duration).padStart(9),
      (step.processor ?? '-').padEnd(9),
      who.padEnd(10),
      (step.onPath ? step.kind : `(${step.kind})`).padEnd(14),
      (step.letter ?? '').padEnd(1),
      String(step.bytes || '').padStart(4),
      site?.text ?? '',
    ];
    return cells.join('  ').trimEnd();
  });
  return [`${call.title}: ${microseconds(call.latency)} us`, ...lines, ''].join('\n');
}

function microseconds(time: number): string {
  return (time / 1e6).toFixed(3);
}
