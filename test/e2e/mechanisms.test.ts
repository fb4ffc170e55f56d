// Pictures of paths that are more than one call between two domains: user-level threads, a chain, a lost packet, a domain that ends; and a sweep.
import { expect, test } from 'vitest';
import { openView, seriousFindings, shotFile, startSession } from './support.ts';

test.each([
  ['urpc-editor', ['Path map', 'Text']],
  ['fbufs-pipeline', ['Heatmap', 'Path map', 'Text']],
  ['lost-packets', ['Path map', 'Text']],
  ['failures', ['Path map', 'Text']],
  ['sweep-size', ['Sweep']],
] as const)('%s', async (sample, views) => {
  const session = await startSession(`${sample}.ipc`, { size: { width: 1800, height: 1100 } });
  try {
    await session.codeLens('Run');
    const panel = session.panel();
    await openView(panel, 'Sequence');
    await session.shot(shotFile(`60-${sample}-diagram`));
    expect(await seriousFindings(session.page)).toEqual([]);
    for (const view of views) {
      await openView(panel, view);
      await session.shot(shotFile(`60-${sample}-${view.toLowerCase().replace(' ', '-')}`));
      expect(await seriousFindings(session.page)).toEqual([]);
    }
    expect(session.problems).toEqual([]);
  } finally {
    await session.close();
  }
});
