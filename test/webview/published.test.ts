/** Published values beside simulated ones, and what the mechanism says of itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paperRun } from './fixtures/real.ts';
import type { Run } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings } from './page.ts';

let run: Run;
beforeAll(async () => {
  run = await paperRun('message-rpc.ipc', 'SpeedUps');
});
afterAll(closeBrowser);

test.each(['light', 'dark', 'hc-dark'] as const)('a miss is told in words, with its cause: %s', async (theme) => {
  const { page, posted, complaints, close } = await openView({ run, theme });
  await page.locator('.findings summary').click();
  const table = page.getByRole('table', { name: 'Published values' });
  await table.waitFor();
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows.map((row) => row.includes('✗'))).toEqual([false, false, true, true]);
  expect(rows[0]).toContain('3 ×');
  expect(rows[0]).toContain('2.955 ×');
  expect(rows[0]).toContain('calibrated, in');
  expect(rows[2]).toContain('predicted');
  expect(rows[2]).toContain('more than 5 %');
  expect(rows[2]).toContain('Only DASH');
  expect(await page.locator('.findings summary').innerText()).toContain(
    '2 of 4 published values missed, with a stated cause',
  );
  await table.getByRole('button', { name: /^line/ }).first().click();
  expect(posted.at(-1)).toMatchObject({ kind: 'reveal' });
  expect(await seriousFindings(page)).toEqual([]);
  if (process.env['SHOTS'] !== undefined) await page.screenshot({ path: `dist/published-${theme}.png` });
  expect(complaints).toEqual([]);
  await close();
});

test('the details pane tells what the mechanism is and how its calls may end', async () => {
  const { page, complaints, close } = await openView({ run: await paperRun('lrpc-tables.ipc', 'TableV') });
  await page.getByText('About lrpc').click();
  const about = await page.locator('.about').innerText();
  expect(about).toContain('Lightweight RPC: the client');
  expect(about).toContain('it ran once or not at all');
  expect(complaints).toEqual([]);
  await close();
});
