import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { callsOf, meanMicroseconds, runText } from '../support/runs.ts';
import { compareGolden, lastCallInText } from './path-text.ts';

/** What the samples of pools that run out, of queues that are full, and of what A-stacks hold say about themselves. */
const SCENARIOS = [
  ['astacks.ipc', 'Five'],
  ['astacks.ipc', 'Waiting'],
  ['astacks.ipc', 'Growing'],
  ['astacks.ipc', 'Failing'],
  ['astacks.ipc', 'Segment'],
  ['astacks.ipc', 'TooLarge'],
  ['shared-astacks.ipc', 'Apart'],
  ['shared-astacks.ipc', 'OneBusy'],
  ['shared-astacks.ipc', 'BothBusy'],
  ['shared-astacks.ipc', 'OtherSize'],
  ['shared-astacks.ipc', 'Growing'],
  ['e-stacks.ipc', 'Hot'],
  ['e-stacks.ipc', 'AtOnce'],
  ['e-stacks.ipc', 'Reclaimed'],
  ['e-stacks.ipc', 'InUse'],
  ['dispatching.ipc', 'One'],
  ['dispatching.ipc', 'SideBySide'],
  ['dispatching.ipc', 'OneAfterTheOther'],
  ['dispatching.ipc', 'OnePlace'],
  ['lrpc-arguments.ipc', 'ByReference'],
  ['lrpc-arguments.ipc', 'Conformance'],
  ['lrpc-arguments.ipc', 'OnTheStack'],
  ['lrpc-arguments.ipc', 'LargeResults'],
  ['nested-calls.ipc', 'Nested'],
  ['message-queues.ipc', 'Roomy'],
  ['message-queues.ipc', 'Full'],
  ['message-queues.ipc', 'SideBySide'],
  ['message-queues.ipc', 'ByReference'],
] as const;

/** Scenarios whose last call is kept step by step: `paths/pools-<scenario>.txt`. */
const LAST_CALLS = new Set(['Reclaimed', 'InUse', 'BothBusy', 'LargeResults', 'Nested']);

describe('pools and queues', () => {
  let services: IpcServices;
  beforeAll(async () => {
    services = await languageWithLibrary();
  });

  test.each(SCENARIOS)('%s: %s', async (file, scenario) => {
    const { text } = mediaFile('samples', file);
    const result = await runText(services, text, scenario, `file:///${scenario}-${file}`);
    const { overview } = result;
    expect(overview.expectations.length).toBeGreaterThan(0);
    expect(overview.expectations.filter(({ passed }) => !passed)).toEqual([]);
    if (LAST_CALLS.has(scenario)) compareGolden(`pools-${scenario}`, lastCallInText(result, 0));
  });

  test('who waits for a thread behind a door keeps no other door shut', async () => {
    const text = `machine Firefly profile cvax processors 3
      interface Files { Read() }
      interface Clock { Now() }
      domain Editor on Firefly
      domain FileServer on Firefly { threads 1 export Files to Editor { Read { wait 1ms } } }
      domain Timer on Firefly { threads 1 export Clock to Editor }
      bind files = Editor -> FileServer.Files via doors
      bind clock = Editor -> Timer.Clock via doors
      scenario Busy {
        processors Editor, Editor, Editor
        thread First in Editor { files.Read }
        thread Second in Editor { wait 300us files.Read }
        thread Third in Editor { wait 600us clock.Now }
      }`;
    const { overview } = await runText(services, text, 'Busy');
    const [variant] = overview.variants;
    if (variant === undefined) throw new Error('nothing ran');
    expect(callsOf(variant, 'Read').latency.max / 1e6).toBeGreaterThan(1_500);
    expect(meanMicroseconds(variant, 'Now')).toBeLessThan(150);
  });
});
