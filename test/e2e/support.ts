/** What the end-to-end tests share: the installed extension in the real workbench, on a folder of their own. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../vscode/workbench.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** The package under test: the one that `npm run package` makes, or another one by name. */
const vsix = process.env['IPC_TRACER_VSIX'] ?? path.join(root, 'dist/ipc-tracer.vsix');

/** Screenshots, to be looked at. */
export const shotFile = (name: string): string => path.join(root, 'dist/shots/e2e', `${name}.png`);

export interface Session extends Workbench {
  readonly folder: string;
}

/** A new folder with a copy of the samples. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ipc-tracer-e2e-'));
  cpSync(path.join(root, 'media/samples'), folder, { recursive: true });
  return folder;
}

export interface SessionOptions extends Partial<WorkbenchOptions> {
  /** A workspace file in the folder, opened in its place. */
  readonly workspace?: string;
}

/**
 * Opens the workbench on a folder of its own.
 * @param file opened in the editor, relative to the folder
 */
export async function startSession(file: string | undefined, options: SessionOptions = {}): Promise<Session> {
  const { workspace, folder = makeFolder(), ...rest } = options;
  const opened = file === undefined ? {} : { file: path.join(folder, file) };
  const settings = { 'editor.minimap.enabled': false, 'editor.wordWrap': 'on', ...rest.settings };
  const workbench = await openWorkbench({
    vsix,
    folder: path.join(folder, workspace ?? ''),
    ...opened,
    ...rest,
    settings,
  });
  const close = async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    workbench.page.setDefaultTimeout(30_000);
    await workbench.ready();
    await workbench.page.locator('#status\\.problems').waitFor({ timeout: 40_000 });
    return { ...workbench, close, folder };
  } catch (error) {
    await workbench.shot(shotFile('no-workbench'));
    await close();
    throw error;
  }
}

/** Opens a file of the folder as a person does: by its name. */
export async function openByName({ page, editorText }: Workbench, name: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input[type=text]').fill(name);
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await editorText.first().waitFor();
}

async function goToLine({ page, folder }: Session, text: string, file: string): Promise<void> {
  const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill(`:${lines.findIndex((each) => each.includes(text)) + 1}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Puts the cursor at the end of the first line with this text; goes there if the line is not in view, or leaves it while the editor still scrolls. */
export async function clickLine(session: Session, text: string, file = 'tour.ipc'): Promise<void> {
  const { editorText, page } = session;
  const line = editorText.filter({ hasText: text }).first();
  // At its beginning: a click into the middle of a long line scrolls the text sideways first.
  const click = (timeout: number) => line.click({ position: { x: 2, y: 8 }, timeout });
  await click(2000).catch(async () => {
    await goToLine(session, text, file);
    await click(20_000);
  });
  await page.keyboard.press('End');
}

/** The tab of the result panel of a scenario. */
export const panelTab = ({ page }: Workbench, scenario: string): Locator =>
  page.locator('.tab.active[data-resource-name^="webview-"]', { hasText: scenario });

/** The status bar's line number: where the cursor is. */
export async function cursorLine(page: Page): Promise<number> {
  const status = await page.locator('#status\\.editor\\.selection').innerText();
  return Number(/Ln (\d+)/.exec(status)?.[1]);
}

export const lenses = ({ page }: Workbench): Locator => page.locator('.codelens-decoration a');

/** The steps of the sequence diagram. */
export const steps = (panel: FrameLocator): Locator => panel.locator('[role=option][data-kind]');

/** The marks of one kind in the sequence diagram. */
export const marks = (panel: FrameLocator, kind: string): Locator => panel.locator(`[role=option][data-kind=${kind}]`);

/** What a view shows when it is ready. */
const contents = {
  Sequence: '[role=option][data-kind]',
  Heatmap: '[role=tabpanel] table',
  'Path map': '[data-edge]',
  Text: '[role=tabpanel] li',
  Sweep: '.sweep-legend li',
} as const;

/** Opens a view of the result panel by its tab. */
export async function openView(panel: FrameLocator, name: keyof typeof contents): Promise<void> {
  await panel.getByRole('tab', { name }).click();
  await panel.locator(contents[name]).first().waitFor();
}

/** What axe-core finds serious or critical inside the result panel. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const frame = page.frames().find((each) => each.url().includes('fake.html'));
  expect(frame, 'a webview is open').toBeDefined();
  const found = await frame?.evaluate(`${source}; axe.run(document, { resultTypes: ['violations'] })`);
  const { violations } = found as { violations: readonly Violation[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}
