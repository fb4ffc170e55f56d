// A panel comes back with the window: from a reference to the scenario, never from a kept trace.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { marks, openByName, type Session, shotFile, startSession } from './support.ts';

let session: Session;

beforeAll(async () => {
  session = await startSession(undefined);
  await openByName(session, 'tour.ipc');
});
afterAll(() => session.close());

/** By the command: it lets the workbench write down what was open. */
async function reloadWindow(): Promise<void> {
  const loaded = session.page.waitForEvent('load');
  await session.command('Developer: Reload Window');
  await loaded;
  await session.ready();
}

test('a hidden panel is built again when it is shown', async () => {
  const { codeLens, command, page } = session;
  await codeLens('Run');
  await marks(session.panel(), 'copy').first().waitFor();
  await session.panel().getByRole('tab', { name: 'Text' }).click();
  await page.keyboard.press('Control+2');
  await command('File: New Untitled Text File');
  await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  await page.locator('.tab[data-resource-name^="webview-"]', { hasText: 'Tour' }).click();
  await session.panel().getByRole('tab', { name: 'Text', selected: true }).waitFor();
});

test('a reload of the window runs the scenario again and shows the same view', async () => {
  await reloadWindow();
  await session.panel().getByRole('tab', { name: 'Text', selected: true }).waitFor({ timeout: 40_000 });
  await session.panel().getByText('The call from Editor to FileServer took 157 µs').waitFor();
});

test('a panel whose file is gone says so', async () => {
  const { folder, shot } = session;
  rmSync(path.join(folder, 'tour.ipc'));
  await reloadWindow();
  await session.panel().getByText('not there any more').waitFor({ timeout: 40_000 });
  await shot(shotFile('30-file-gone'));
});

test('nothing was reported on the console on the way', () => {
  // The workbench's own: a reload cuts off what it was writing, and the file that is gone is looked for.
  const ofReload = /Canceled|tour\.ipc/;
  expect(session.problems.filter((problem) => !ofReload.test(problem))).toEqual([]);
});
