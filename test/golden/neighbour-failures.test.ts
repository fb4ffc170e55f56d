import { beforeAll, describe, expect, test } from 'vitest';
import { languageWithLibrary, mediaFile } from '../support/files.ts';
import { runText, type ScenarioResult } from '../support/runs.ts';
import { callsInText, compareGolden, failuresInText } from './path-text.ts';

/** A call during which the server ends, step by step: `paths/server-ends-<mechanism>.txt`; and what the caller is told. */
const ANSWERS: readonly (readonly [mechanism: string, outcome: string])[] = [
  ['doors', 'interrupted'],
  ['lpc', 'callFailed'],
  ['quickLpc', 'callFailed'],
  ['pipe', 'brokenPipe'],
  ['binder', 'deadObject'],
  ['sharedMemory(patience = timed, timeout = 2ms)', 'timedOut'],
  ['sharedMemory(spinning = yes, patience = timed, timeout = 2ms)', 'timedOut'],
  ['messageQueue(patience = timed, timeout = 2ms)', 'timedOut'],
  ['lectureLrpc', 'callFailed'],
];

/** Longer paths: the server ends when its procedure runs. */
const LATER: typeof ANSWERS = [
  ['rpc', 'callFailed'],
  ['restrictedRpc', 'callFailed'],
  ['srcRpc', 'callFailed'],
  ['urpc', 'callFailed'],
];

const textOf = (answers: typeof ANSWERS, instant: string): string => `
machine Firefly profile cvax
interface Files { Write(data: bytes[128]) -> int32 }
domain Editor on Firefly
domain FileServer on Firefly { threads 2 export Files to Editor { Write { compute ${instant === '400us' ? '500us' : '1ms'} } } }
bind files = Editor -> FileServer.Files via lrpc
@compare(${answers.map(([mechanism]) => mechanism).join(', ')})
scenario ServerEnds {
  at ${instant} terminate FileServer
  thread Typist in Editor { files.Write }
}`;

describe.each([
  ['400us', ANSWERS],
  ['1200us', LATER],
])('the server ends during a call, after %s', (instant, answers) => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), textOf(answers, instant), 'ServerEnds');
  });

  test.each(answers)('%s: %s', (mechanism, outcome) => {
    const index = result.overview.variants.findIndex((variant) => variant.name === mechanism);
    const trace = result.traces[index];
    const ends = trace === undefined ? [] : [...trace.calls.outcome].filter((end) => end > 0);
    expect(ends.map((end) => trace?.spec.outcomes[end]?.name)).toContain(outcome);
    compareGolden(`server-ends-${mechanism}`, callsInText(result, mechanism, 'Write'));
  });
});

/** A door that was revoked, a caller that was interrupted, a partner that does not answer in time: `paths/neighbour-<scenario>.txt`. */
test.each(['RevokedDoor', 'InterruptedCaller', 'TimeOut'])('%s', async (scenario) => {
  const { uri, text } = mediaFile('samples', 'neighbours-failures.ipc');
  const result = await runText(await languageWithLibrary(), text, scenario, uri);
  expect(result.overview.expectations.map(({ passed }) => passed)).not.toContain(false);
  compareGolden(`neighbour-${scenario}`, failuresInText(result));
});
