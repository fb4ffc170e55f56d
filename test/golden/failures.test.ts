import { beforeAll, describe, expect, test } from 'vitest';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { runText, type ScenarioResult } from '../support/runs.ts';
import { compareGolden, failuresInText } from './path-text.ts';

/** The calls of the sample of failures that did not return, step by step: `paths/failure-<scenario>.txt`. */
const SCENARIOS = [
  'TerminatedDomain',
  'CapturedThread',
  'GivenUp',
  'Forged',
  'NotAuthorised',
  'BindFailed',
  'TerminatedClient',
];

/** Scenarios of samples of their own. */
const OTHERS = [
  ['TimedOut', 'timed-out.ipc'],
  ['Failing', 'astacks.ipc'],
  ['TooLarge', 'astacks.ipc'],
  ['MiddleEnds', 'nested-calls.ipc'],
  ['LastEnds', 'nested-calls.ipc'],
] as const;

describe('failures', () => {
  const results = new Map<string, ScenarioResult>();
  beforeAll(async () => {
    const services = await languageWithLibrary();
    const { text } = mediaFile('samples', 'failures.ipc');
    for (const [name, file] of OTHERS)
      results.set(name, await runText(services, mediaFile('samples', file).text, name, `file:///${name}.ipc`));
    for (const name of SCENARIOS) results.set(name, await runText(services, text, name, `file:///${name}.ipc`));
  });

  test.each([...SCENARIOS, ...OTHERS.map(([name]) => name)])('%s', (name) => {
    const result = results.get(name);
    if (result === undefined) throw new Error(`${name} did not run`);
    expect(result.overview.expectations.map(({ passed }) => passed)).not.toContain(false);
    expect(result.overview.problems.filter(({ severity }) => severity !== 'information')).toEqual([]);
    compareGolden(`failure-${name}`, failuresInText(result));
  });
});
