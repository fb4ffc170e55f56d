// Everything without a mouse: open, run, walk through the diagram, read a step, go to its line, change the view.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorLine, lenses, type Session, shotFile, startSession, steps } from './support.ts';

let session: Session;

beforeAll(async () => {
  session = await startSession('tour.ipc');
});
afterAll(() => session.close());

test('Ctrl+F5 in a scenario runs it', async () => {
  const { page } = session;
  await lenses(session).first().waitFor();
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+g');
  await page.keyboard.type('36');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+F5');
  await steps(session.panel()).first().waitFor();
});

test('the panel takes the focus, and the arrow keys walk through the steps', async () => {
  const { page, command } = session;
  await command('IPC: Show result of last run');
  const panel = session.panel();
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if ((await panel.locator('[role=option]:focus').count()) > 0) break;
    await page.keyboard.press('Tab');
  }
  expect(await panel.locator('[role=option]:focus').count()).toBe(1);
  await page.keyboard.press('Home');
  const first = await panel.locator('[role=option]:focus').getAttribute('aria-label');
  await page.keyboard.press(']');
  const next = panel.locator('[role=option]:focus');
  expect(await next.getAttribute('aria-label')).not.toBe(first);
  expect(await next.getAttribute('data-kind')).toMatch(/copy|trap|switch/);
  await session.shot(shotFile('50-keyboard'));
});

test('Enter keeps the details, o opens the line', async () => {
  const { page } = session;
  await page.keyboard.press('Enter');
  await session.panel().getByRole('complementary', { name: 'Details' }).getByRole('heading').first().waitFor();
  await page.keyboard.press('o');
  await page.locator('.tab.active', { hasText: 'lrpc.ipc' }).waitFor();
  expect(await cursorLine(page)).toBeGreaterThan(1);
});

test('nothing was reported on the console on the way', () => {
  expect(session.problems).toEqual([]);
});
