import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { violations } from '../support/laws/laws.ts';
import { plainTrace } from '../support/laws/plain.ts';
import { runText } from '../support/runs.ts';
import { callsInText, compareGolden, failuresInText } from './path-text.ts';

/** Calls between machines, step by step: `paths/network-<scenario>.txt`. */
const SCENARIOS = [
  ['network-rpc.ipc', 'Simple', 'Count'],
  ['network-rpc.ipc', 'Pause', 'Count'],
  ['network-rpc.ipc', 'Long', 'Sort'],
  ['network-rpc.ipc', 'Bulk', 'Deliver'],
  ['lost-packets.ipc', 'LostCall', 'Deliver'],
  ['lost-packets.ipc', 'LostResult', 'Deliver'],
  ['lost-packets.ipc', 'Duplicate', 'Deliver'],
  ['lost-packets.ipc', 'Corrupt', 'Deliver'],
  ['process-pool.ipc', 'Peak', 'Deliver'],
  ['process-pool.ipc', 'HintRight', 'Deliver'],
  ['process-pool.ipc', 'HintWrong', 'Deliver'],
  ['remote-exceptions.ipc', 'Resume', 'Deliver'],
  ['remote-exceptions.ipc', 'Unwind', 'Deliver'],
  ['server-crash.ipc', 'ServerCrash', 'Deliver'],
  ['server-crash.ipc', 'BrokenBinding', 'Deliver'],
  ['import-export.ipc', 'NobodyKnown', 'Deliver'],
  ['import-export.ipc', 'NotExported', 'Deliver'],
  ['link-cut.ipc', 'ShortCut', 'Deliver'],
  ['link-cut.ipc', 'LostBefore', 'Deliver'],
  ['link-cut.ipc', 'LostAfter', 'Deliver'],
] as const;

/** Samples of calls that fail: these calls are told. */
const FAILING: readonly string[] = [
  'server-crash.ipc BrokenBinding',
  'server-crash.ipc ServerCrash',
  'import-export.ipc NobodyKnown',
  'import-export.ipc NotExported',
  'link-cut.ipc LostBefore',
  'link-cut.ipc LostAfter',
];

describe('calls between machines', () => {
  let services: IpcServices;
  beforeAll(async () => {
    services = await languageWithLibrary();
  });

  test.each([
    ['OneSideOrBoth', 'birrellNelson(callerWaits = polling, serverWaits = polling)'],
    ['NoProcessorToSpare', 'birrellNelson(callerWaits = polling)'],
  ])('busy-waiting.ipc %s over %s', async (scenario, variant) => {
    const { text } = mediaFile('samples', 'busy-waiting.ipc');
    const result = await runText(services, text, scenario, `file:///${scenario}.ipc`);
    expect(result.overview.expectations.map(({ passed }) => passed)).not.toContain(false);
    for (const trace of result.traces) expect(violations(plainTrace(trace))).toEqual([]);
    compareGolden(`network-${scenario}`, callsInText(result, variant, 'Count'));
  });

  test.each(SCENARIOS)('%s %s', async (file, scenario, procedure) => {
    const result = await runText(services, mediaFile('samples', file).text, scenario, `file:///${scenario}.ipc`);
    expect(result.overview.expectations.map(({ passed }) => passed)).not.toContain(false);
    for (const trace of result.traces) expect(violations(plainTrace(trace))).toEqual([]);
    const fails = FAILING.includes(`${file} ${scenario}`);
    const text = fails ? failuresInText(result) : callsInText(result, '', procedure);
    compareGolden(`network-${scenario}`, text);
  });
});
