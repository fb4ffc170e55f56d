import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCli } from '../../../src/cli/cli.ts';
import { NO_STYLE } from '../../../src/cli/style.ts';
import { factsText, mediaFile, mediaFiles } from '../../support/files.ts';
import { golden } from './golden.ts';

/** What people read who run a sample. */
it.each(['tour', 'urpc', 'scheduler-process', 'sweep-size'])('run %s.ipc', async (name) => {
  const { uri, text } = mediaFile('samples', `${name}.ipc`);
  const output: string[] = [];
  const code = await runCli(['run', `${name}.ipc`], {
    files: {
      folder: path.dirname(fileURLToPath(uri)),
      library: () => Promise.resolve(mediaFiles('library')),
      facts: () => Promise.resolve(factsText()),
      papers: () => Promise.resolve({ files: [], reasons: '[]' }),
      samples: () => Promise.resolve([]),
      read: () => Promise.resolve(text),
      imports: undefined,
    },
    version: '',
    style: NO_STYLE,
    out: (written) => output.push(written),
    err: (written) => output.push(written),
    now: () => 0,
  });
  expect(code).toBe(0);
  expect(output.join('')).toBe(golden(`${name}.txt`, output.join('')));
});
