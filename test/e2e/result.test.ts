// Run, look, point, click: the result panel of the tour, driven as a person would.
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clickLine,
  cursorLine,
  lenses,
  marks,
  openView,
  panelTab,
  type Session,
  seriousFindings,
  shotFile,
  startSession,
} from './support.ts';

let session: Session;
let panel: FrameLocator;

beforeAll(async () => {
  session = await startSession('tour.ipc', { size: { width: 1600, height: 1000 } });
});
afterAll(() => session.close());

test('Run by CodeLens opens the diagram beside the text, and the result stands in the same row', async () => {
  const { codeLens, page, shot } = session;
  await lenses(session).first().waitFor();
  const before = await page.locator('.codelens-decoration').count();
  await codeLens('Run');
  panel = session.panel();
  await marks(panel, 'copy').first().waitFor();
  await lenses(session).filter({ hasText: 'Ping 157 µs' }).waitFor();
  expect(await page.locator('.codelens-decoration').count()).toBe(before);
  await shot(shotFile('10-diagram'));
});

test('choosing another procedure shows its call', async () => {
  await panel.getByLabel('Call of').selectOption('files.Write');
  await panel.getByRole('listbox', { name: /files\.Write/ }).waitFor();
  await lenses(session).filter({ hasText: 'Write' }).waitFor();
});

test.each([
  ['copy', /60\d bytes/],
  ['trap', /trap/i],
  ['switch', /address space/i],
])('hovering a %s says what it is and what it costs', async (kind, what) => {
  await marks(panel, kind).first().hover();
  const card = panel.getByRole('tooltip');
  await card.waitFor();
  const text = await card.innerText();
  expect(text).toMatch(what);
  expect(text).toMatch(/\d (?:ns|µs)/);
  await session.shot(shotFile(`11-hover-${kind}`));
});

test('a click keeps the details and goes to the line of the mechanism', async () => {
  const { page, shot, editorText } = session;
  await marks(panel, 'trap').first().click();
  await page.locator('.tab.active', { hasText: 'lrpc.ipc' }).waitFor();
  await editorText.filter({ hasText: 'client: trap' }).first().waitFor();
  await panel.getByRole('complementary', { name: 'Details' }).getByText(/trap/i).first().waitFor();
  await panel.locator('.step.at-cursor').first().waitFor();
  await shot(shotFile('12-source'));
});

test.each([
  ['Heatmap', '13-heatmap'],
  ['Path map', '14-map'],
  ['Text', '15-text'],
] as const)('the view %s', async (name, file) => {
  await openView(panel, name);
  await session.shot(shotFile(file));
  expect(await seriousFindings(session.page)).toEqual([]);
});

test('the palette runs the scenario at the cursor', async () => {
  const { command, page, shot } = session;
  await page.locator('.tab', { hasText: 'tour.ipc' }).click();
  await clickLine(session, 'scenario SixWays');
  await command('IPC: Run IPC scenario');
  await panelTab(session, 'SixWays').waitFor();
  await lenses(session).filter({ hasText: 'systemCall' }).waitFor();
  await session.panel().getByRole('tab', { name: 'Sequence' }).waitFor();
  await shot(shotFile('16-compare'));
});

test('two mechanisms stand side by side', async () => {
  const side = session.panel();
  await side.getByLabel('Mechanism').selectOption('srcRpc');
  await side.getByLabel('beside').selectOption('lrpc');
  await side.getByRole('listbox').nth(1).waitFor();
  await session.shot(shotFile('16-side-by-side'));
  expect(await seriousFindings(session.page)).toEqual([]);
  await openView(side, 'Heatmap');
  await session.shot(shotFile('16-mechanisms-heatmap'));
});

test('the palette asks where no scenario is at the cursor', async () => {
  const { command, page, shot } = session;
  await clickLine(session, 'interface Files');
  await command('IPC: Run IPC scenario');
  const picks = page.locator('.quick-input-widget .monaco-list-row');
  await picks.filter({ hasText: 'SixWays' }).waitFor();
  await shot(shotFile('17-quick-pick'));
  await picks.filter({ hasText: 'Tour' }).first().click();
  await panelTab(session, 'Tour').waitFor();
});

test('editing the text says so in the panel and takes the result out of the row', async () => {
  const { page, shot } = session;
  await clickLine(session, 'repeat 3 { files.Ping }');
  await page.keyboard.type(' files.Ping');
  await lenses(session).filter({ hasText: 'Ping 157 µs' }).waitFor({ state: 'detached' });
  await session
    .panel()
    .getByText(/changed/i)
    .first()
    .waitFor();
  await shot(shotFile('18-stale'));
});

test('axe-core finds nothing serious in the diagram', async () => {
  expect(await seriousFindings(session.page)).toEqual([]);
});

test('the cursor of the editor stays where a person has put it', async () => {
  await clickLine(session, 'repeat 3 { files.Ping }');
  const line = await cursorLine(session.page);
  await session.codeLens('Run');
  await session.panel().getByRole('tab').first().waitFor();
  expect(await cursorLine(session.page)).toBe(line);
});

test('nothing was reported on the console on the way', () => {
  expect(session.problems).toEqual([]);
});
