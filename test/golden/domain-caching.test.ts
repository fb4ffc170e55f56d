import { beforeAll, describe, expect, test } from 'vitest';
import type { IpcServices } from '../../src/language/module.ts';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { runText } from '../support/runs.ts';
import { callsInText, compareGolden } from './path-text.ts';

/** What the sample of domain caching says about itself; the first and the typical call of one that misses first. */
describe('domain caching', () => {
  let services: IpcServices;
  beforeAll(async () => {
    services = await languageWithLibrary();
  });

  test.each(['Steered', 'WhereTheCallsAre', 'Shared', 'Reserved'])('%s', async (scenario) => {
    const { text } = mediaFile('samples', 'domain-caching.ipc');
    const result = await runText(services, text, scenario, `file:///${scenario}.ipc`);
    const { expectations } = result.overview;
    expect(expectations.length).toBeGreaterThan(0);
    expect(expectations.filter(({ passed }) => !passed)).toEqual([]);
    if (scenario === 'Steered') compareGolden('lrpcMP-steered', callsInText(result, 'lrpcMP', 'Null'));
  });
});
