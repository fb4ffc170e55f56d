import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileScenario, scenarioNames } from '../../src/language/compile/compile.ts';
import type { IpcServices } from '../../src/language/module.ts';
import type { SourceFile } from '../../src/language/workspace.ts';
import type { ScenarioRun } from '../../src/sim/scenario.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import { documentOf, languageWithLibrary, mediaFiles } from '../support/files.ts';
import { difference } from '../support/laws/compare.ts';
import { violations } from '../support/laws/laws.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { runSpec } from '../support/runs.ts';
import { twinCovers } from '../twin/covers.ts';
import { runTwin } from '../twin/run.ts';

/** The twin is slow: long scenarios are compared up to here. */
const ROWS = 5_000;

const samples = mediaFiles('samples').map((file) => ({ ...file, name: path.basename(file.uri) }));

describe('the samples, in all their variants', () => {
  const runs = new Map<string, readonly (ScenarioRun | null)[]>();
  const specs = new Map<string, readonly RunSpec[]>();

  beforeAll(async () => {
    const services = await languageWithLibrary();
    for (const { uri, text } of samples) {
      const made = await compiled(services, { uri, text });
      runs.set(uri, made);
      specs.set(uri, made.flatMap((run) => run?.variants ?? []).map(shortened));
    }
  });

  test('compile, the same way twice', async () => {
    const again = await languageWithLibrary();
    for (const { uri, text, name } of samples) {
      const first = runs.get(uri) ?? [];
      expect(first, name).not.toContain(null);
      const second = await compiled(again, { uri, text });
      expect(JSON.stringify(second) === JSON.stringify(first), name).toBe(true);
    }
  });

  test.each(samples)('$name', ({ uri }) => {
    const variants = specs.get(uri) ?? [];
    expect(variants).not.toHaveLength(0);
    for (const spec of variants) {
      const trace = plainTrace(runSpec(spec));
      expect(violations(trace)).toEqual([]);
      if (twinCovers(spec)) expect(difference(runTwin(spec), trace)).toBeNull();
    }
  });

  test('the twin runs all of them but those with packets', () => {
    const beyond = samples.filter(({ uri }) => specs.get(uri)?.some((spec) => !twinCovers(spec)));
    const linked = samples.filter(({ text }) => /^link /m.test(text));
    expect(beyond).toEqual(linked);
    expect(linked.length).toBeLessThan(samples.length / 2);
  });
});

async function compiled(services: IpcServices, file: SourceFile): Promise<(ScenarioRun | null)[]> {
  const document = await documentOf(services, file);
  return scenarioNames(document).map((name) => compileScenario(services, document, name).run);
}

function shortened(spec: RunSpec): RunSpec {
  return { ...spec, limits: { ...spec.limits, rows: Math.min(ROWS, spec.limits.rows) } };
}
