import { beforeAll, describe, expect, test } from 'vitest';
import { languageWithLibrary } from '../support/files.ts';
import { runText, type ScenarioResult } from '../support/runs.ts';
import { callsInText, compareGolden } from './path-text.ts';

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

const text = `
machine Firefly profile cvax
interface Files { Write(data: bytes[128]) -> int32 }
domain Editor on Firefly
domain FileServer on Firefly { threads 2 export Files to Editor { Write { compute 500us } } }
bind files = Editor -> FileServer.Files via lrpc
@compare(${ANSWERS.map(([mechanism]) => mechanism).join(', ')})
scenario ServerEnds {
  at 400us terminate FileServer
  thread Typist in Editor { files.Write }
}`;

describe('the server ends during a call', () => {
  let result: ScenarioResult;
  beforeAll(async () => {
    result = await runText(await languageWithLibrary(), text, 'ServerEnds');
  });

  test.each(ANSWERS)('%s: %s', (mechanism, outcome) => {
    const index = result.overview.variants.findIndex((variant) => variant.name === mechanism);
    const trace = result.traces[index];
    const ends = trace === undefined ? [] : [...trace.calls.outcome].filter((end) => end > 0);
    expect(ends.map((end) => trace?.spec.outcomes[end]?.name)).toContain(outcome);
    compareGolden(`server-ends-${mechanism}`, callsInText(result, mechanism, 'Write'));
  });
});
