import { beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../../src/base/assert.ts';
import { languageWithLibrary, mediaFile } from '../../support/files.ts';
import { plainTrace } from '../../support/laws/plain.ts';
import { runText, type ScenarioResult } from '../../support/runs.ts';

const { text } = mediaFile('samples', 'urpc-editor.ipc');

/** Procedures that ran and processors that were lent, in their order: who acted, and for which thread's call. */
function events(result: ScenarioResult): string[] {
  const trace = at(result.traces, 0);
  const found: string[] = [];
  for (const row of plainTrace(trace).rows) {
    const { kind } = at(trace.spec.sites, row.site);
    const domain = at(trace.spec.domains, row.domain).name;
    if (kind === 'procedure') found.push(`${domain} serves`);
    if (kind === 'reallocation') found.push(`${domain} lends`);
  }
  return found;
}

describe('the editor example of the URPC notes', () => {
  let lazy: ScenarioResult;
  let early: ScenarioResult;
  beforeAll(async () => {
    const language = await languageWithLibrary();
    lazy = await runText(language, text, 'EditorExample');
    early = await runText(language, text, 'ReturnedTooEarly');
  });

  test('the window manager answers in parallel; one lending serves both calls, one brings the processor back', () => {
    expect(events(lazy)).toEqual([
      'WindowManager serves',
      'Editor lends',
      'FileCache serves',
      'FileCache serves',
      'FileCache lends',
    ]);
  });

  test('a processor that goes back with the first reply has to be lent once more', () => {
    expect(events(early)).toEqual([
      'WindowManager serves',
      'Editor lends',
      'FileCache serves',
      'FileCache lends',
      'Editor lends',
      'FileCache serves',
      'FileCache lends',
    ]);
  });
});
