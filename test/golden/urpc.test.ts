import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { runText } from '../support/runs.ts';
import { textRow, traceText } from '../support/trace-text.ts';
import { compareGolden } from './path-text.ts';

/**
 * Whole runs of the samples about user-level threads, row by row: `paths/urpc-<scenario>.txt`. What matters is the order: who runs
 * when, and when a processor changes domains.
 */
const SCENARIOS = [
  ['urpc-editor.ipc', 'EditorExample'],
  ['urpc-editor.ipc', 'ReturnedTooEarly'],
  ['urpc-editor.ipc', 'PatientEditor'],
  ['urpc-editor.ipc', 'EagerEditor'],
  ['urpc-critique.ipc', 'OneProcessorOrder'],
  ['urpc-critique.ipc', 'RealTimeLazy'],
  ['urpc-critique.ipc', 'RealTimePriority'],
  ['urpc-critique.ipc', 'RealTimeMixed'],
  ['urpc-channel-locks.ipc', 'Meeting'],
  ['urpc-failures.ipc', 'ServerEnds'],
  ['urpc-failures.ipc', 'HolderEnds'],
  ['urpc-failures.ipc', 'NobodyCleansUp'],
  ['urpc-failures.ipc', 'Urgent'],
  ['thread-operations.ipc', 'Contended'],
] as const;

describe('user-level threads', () => {
  let services: IpcServices;
  beforeAll(async () => {
    services = await languageWithLibrary();
  });

  test.each(SCENARIOS)('%s: %s', async (file, scenario) => {
    const { text } = mediaFile('samples', file);
    const { overview, traces } = await runText(services, text, scenario, `file:///${scenario}-${file}`);
    expect(overview.expectations.filter(({ passed }) => !passed)).toEqual([]);
    const texts = traces.map((each) => {
      const trace = plainTrace(each);
      return traceText(trace.rows.map((row) => textRow(trace, row)));
    });
    compareGolden(`urpc-${scenario}`, `${texts.join('\n\n')}\n`);
  });
});
