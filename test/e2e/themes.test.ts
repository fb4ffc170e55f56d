// The same pictures in the four themes that every VS Code has.
import { expect, test } from 'vitest';
import { marks, openView, seriousFindings, shotFile, startSession } from './support.ts';

test.each([
  ['Default Light Modern', 'light'],
  ['Default Dark Modern', 'dark'],
  ['Default High Contrast', 'hc-dark'],
  ['Default High Contrast Light', 'hc-light'],
])('%s', async (theme, name) => {
  const session = await startSession('tour.ipc', { theme, size: { width: 1600, height: 1000 } });
  try {
    await session.codeLens('Run');
    const panel = session.panel();
    await marks(panel, 'copy').first().waitFor();
    await marks(panel, 'copy').first().hover();
    await panel.getByRole('tooltip').waitFor();
    await session.shot(shotFile(`20-${name}-diagram`));
    expect(await seriousFindings(session.page)).toEqual([]);
    for (const view of ['Heatmap', 'Path map', 'Text'] as const) {
      await openView(panel, view);
      await session.shot(shotFile(`20-${name}-${view.toLowerCase().replace(' ', '-')}`));
      expect(await seriousFindings(session.page)).toEqual([]);
    }
    expect(session.problems).toEqual([]);
  } finally {
    await session.close();
  }
});
