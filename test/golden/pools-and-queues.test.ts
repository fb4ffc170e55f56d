import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { runText } from '../support/runs.ts';

/** What the samples of pools that run out and of queues that are full say about themselves. */
const SCENARIOS = [
  ['astacks.ipc', 'Five'],
  ['astacks.ipc', 'Waiting'],
  ['astacks.ipc', 'Growing'],
  ['astacks.ipc', 'Failing'],
  ['astacks.ipc', 'Segment'],
  ['astacks.ipc', 'TooLarge'],
  ['message-queues.ipc', 'Roomy'],
  ['message-queues.ipc', 'Full'],
  ['message-queues.ipc', 'SideBySide'],
  ['message-queues.ipc', 'ByReference'],
] as const;

describe('pools and queues', () => {
  let services: IpcServices;
  beforeAll(async () => {
    services = await languageWithLibrary();
  });

  test.each(SCENARIOS)('%s: %s', async (file, scenario) => {
    const { text } = mediaFile('samples', file);
    const { overview } = await runText(services, text, scenario, `file:///${scenario}-${file}`);
    expect(overview.expectations.length).toBeGreaterThan(0);
    expect(overview.expectations.filter(({ passed }) => !passed)).toEqual([]);
  });
});
