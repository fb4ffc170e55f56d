import { beforeAll, describe, expect, it } from 'vitest';
import { callsOfPath, latencyOfCall } from '../../src/analysis/calls.ts';
import { heatmap } from '../../src/analysis/heatmap.ts';
import { narrative } from '../../src/analysis/narrative.ts';
import { pathMap } from '../../src/analysis/path-map.ts';
import type { CallSummary } from '../../src/analysis/run-models.ts';
import { sequence } from '../../src/analysis/sequence.ts';
import { variantOverview } from '../../src/analysis/summary.ts';
import { compileScenario, scenarioNames } from '../../src/language/compile/compile.ts';
import type { Trace } from '../../src/sim/trace/format.ts';
import { documentOf, languageWithLibrary, mediaFiles } from '../support/files.ts';
import { runSpec } from '../support/runs.ts';

/** Enough for every path that a sample has, little enough for a test. */
const ROWS = 20_000;

const SAMPLES = mediaFiles('samples').map((file) => ({ name: file.uri.replace(/.*\//, ''), file }));

/** The variants of all scenarios of a file, cut off where they are long. */
async function tracesOf(
  services: Awaited<ReturnType<typeof languageWithLibrary>>,
  file: (typeof SAMPLES)[number]['file'],
) {
  const document = await documentOf(services, file);
  return scenarioNames(document).flatMap((name) => {
    const { run } = compileScenario(services, document, name, { maxRows: ROWS });
    if (run === null) throw new Error(`${name} does not compile`);
    return run.variants.map(runSpec);
  });
}

function onPath({ breakdown }: CallSummary): number {
  return breakdown.reduce((sum, entry) => (entry.onPath ? sum + entry.time : sum), 0);
}

function endedLatencies(trace: Trace, { path }: CallSummary): number {
  const ended = callsOfPath(trace, path).filter((call) => (trace.calls.outcome[call] ?? -1) >= 0);
  return ended.reduce((sum, call) => sum + latencyOfCall(trace, call), 0);
}

/** Loaded once: the library is most of the work. */
const language = languageWithLibrary();

describe.each(SAMPLES)('$name', ({ file }) => {
  let traces: readonly Trace[] = [];
  beforeAll(async () => {
    traces = await tracesOf(await language, file);
  }, 60_000);

  it('has a step for every picosecond of every call', () => {
    for (const trace of traces) {
      for (const summary of variantOverview(trace).calls) {
        expect(onPath(summary)).toBe(endedLatencies(trace, summary));
        for (const call of [summary.firstCall, summary.typicalCall, summary.slowestCall]) {
          const { steps, latency, omitted, shares } = sequence(trace, call);
          expect(omitted).toBe(0);
          expect(steps.reduce((sum, step) => (step.onPath ? sum + step.duration : sum), 0)).toBe(latency);
          expect(shares.reduce((sum, { time }) => sum + time, 0)).toBe(latency);
        }
      }
    }
  });

  it('has heatmaps whose columns add up to the latencies', () => {
    for (const trace of traces) {
      for (const { binding, procedure, latency, count } of variantOverview(trace).calls) {
        const query = {
          variant: 0,
          procedure: `${binding}.${procedure}`,
          grouping: 'overhead',
          from: 0,
          columnsWanted: 1,
        } as const;
        const { columns } = heatmap([trace], { ...query, columns: 'calls' });
        expect(columns.map(({ calls }) => calls)).toEqual(count === 0 ? [] : [count]);
        for (const { total } of columns) expect(Math.abs(total.time - latency.mean)).toBeLessThanOrEqual(0.5);
      }
    }
  });

  it('has maps without loose ends, and a sentence for every step', () => {
    for (const trace of traces) {
      for (const { typicalCall } of variantOverview(trace).calls) {
        const { boxes, edges } = pathMap(trace, typicalCall);
        const ids = new Set(boxes.map(({ id }) => id));
        expect(boxes.every(({ parent }) => parent === null || ids.has(parent))).toBe(true);
        expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
        expect(narrative(trace, typicalCall).lines).toHaveLength(sequence(trace, typicalCall).steps.length);
      }
    }
  });
});

it('maps a processor that changes domains as a reallocation', async () => {
  const sample = SAMPLES.find(({ name }) => name === 'urpc.ipc');
  if (sample === undefined) throw new Error('no sample urpc.ipc');
  const edges = (await tracesOf(await language, sample.file)).flatMap((trace) =>
    variantOverview(trace).calls.flatMap(({ slowestCall }) => pathMap(trace, slowestCall).edges),
  );
  const labels = edges.flatMap(({ kind, label }) => (kind === 'reallocation' ? [label] : []));
  expect(new Set(labels)).toEqual(new Set(['reallocation']));
});
