// An invalid binding, typed as a person types it: squiggle, message, Problems, and the quick fix behind the light bulb.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickLine, lenses, type Session, shotFile, startSession } from './support.ts';

let session: Session;

beforeAll(async () => {
  session = await startSession('tour.ipc');
});
afterAll(() => session.close());

test('a scenario file opens with colours and one row of CodeLens for each scenario', async () => {
  const { page, editorText, shot } = session;
  await page.locator('.statusbar-item', { hasText: 'IPC scenario' }).waitFor();
  await lenses(session).filter({ hasText: 'Run' }).first().waitFor();
  const colours = await editorText
    .locator('span span')
    .evaluateAll((spans) => spans.map((span) => span.getAttribute('class')));
  expect(new Set(colours).size).toBeGreaterThan(3);
  await shot(shotFile('01-editor'));
});

test('typing an invalid binding shows a squiggle, and hovering it says what is wrong and what to do', async () => {
  const { page, shot } = session;
  await clickLine(session, 'bind files = Editor');
  await page.keyboard.press('Enter');
  await page.keyboard.type('bind back = FileServer -> Editor.Files via lrpc', { delay: 10 });
  await page.keyboard.press('Escape');
  await page.locator('.squiggly-error').first().waitFor();
  const line = session.editorText.filter({ hasText: 'bind back' });
  await line.getByText('Editor').first().hover();
  const hover = page.locator('.monaco-hover', { hasText: 'does not export' }).first();
  await hover.waitFor();
  expect(await hover.innerText()).toContain('Add "export Files"');
  await shot(shotFile('02-invalid-binding'));
  await page.mouse.move(5, 5);
});

test('Problems lists it with its code', async () => {
  const { page, command, problemRow, shot } = session;
  await command('Problems: Focus on Problems View');
  await problemRow(/does not export Files.*notExported/s)
    .first()
    .waitFor();
  await shot(shotFile('03-problems'));
  await page.keyboard.press('Control+j');
  await clickLine(session, 'bind back');
  expect(await page.locator('.squiggly-error').count()).toBeGreaterThan(0);
});

test('the light bulb offers to create the export, and doing so removes the squiggle', async () => {
  const { page, editorText, shot } = session;
  await editorText.filter({ hasText: 'bind back' }).getByText('Editor').first().click();
  await page.locator('.codicon-light-bulb, .codicon-lightbulb, .lightBulbWidget').first().click();
  const action = page.locator('.action-widget .monaco-list-row.action', { hasText: /export/i }).first();
  await action.waitFor();
  await shot(shotFile('04-light-bulb'));
  await action.click();
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Home'); // the new line is above: only lines in view exist in the page
  await editorText.filter({ hasText: 'export Files' }).nth(1).waitFor();
  await shot(shotFile('05-fixed'));
});

test('go to definition opens the mechanism in the library', async () => {
  const { page, editorText, shot } = session;
  await editorText.filter({ hasText: 'bind files' }).getByText('lrpc').first().click();
  await page.keyboard.press('F12');
  await page.locator('.tab.active', { hasText: 'lrpc.ipc' }).waitFor();
  await editorText.filter({ hasText: 'mechanism lrpc' }).first().waitFor();
  await shot(shotFile('06-library'));
});

test('nothing was reported on the console on the way', () => {
  expect(session.problems).toEqual([]);
});
