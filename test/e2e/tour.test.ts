// The installed extension, driven as a person would on the first day: open the tour, read, break it, repair it, run it.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copySamples } from '../vscode/samples.mjs';
import { openWorkbench, type Workbench } from '../vscode/workbench.mjs';
import { root, shots } from './places.ts';

const folder = copySamples();
let workbench: Workbench;

beforeAll(async () => {
  const vsix = path.join(root, 'dist/ipc-tracer.vsix');
  workbench = await openWorkbench({ vsix, folder, file: path.join(folder, 'tour.ipc') });
  await workbench.ready();
});

afterAll(async () => {
  await workbench?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the tour in VS Code', () => {
  test('opens as a scenario, with colours and one Run per scenario', async () => {
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: 'IPC scenario' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).nth(1).waitFor();
    expect(await page.locator('.codelens-decoration a', { hasText: 'Run' }).count()).toBe(2);
    const colours = await workbench.editorText
      .locator('span span')
      .evaluateAll((spans) => spans.map((span) => span.className));
    expect(new Set(colours).size).toBeGreaterThan(3);
    await workbench.shot(path.join(shots, 'tour-editor.png'));
  });

  test('shows an invalid binding while it is typed, and a quick fix repairs it', async () => {
    const { page } = workbench;
    const line = workbench.editorText.filter({ hasText: 'export Files to Editor' });
    await line.click();
    await page.keyboard.press('End');
    for (let each = 0; each < ' to Editor {'.length; each += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type(' to Nobody {');
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.shot(path.join(shots, 'tour-diagnostic.png'));
    await page.keyboard.press('Control+z');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  test('runs by CodeLens and shows the diagram', async () => {
    await workbench.codeLens('Run');
    await workbench.panel().getByRole('figure').first().waitFor();
    await workbench.shot(path.join(shots, 'tour-result.png'));
  });

  test('has reported no error on the way', () => expect(workbench.problems).toEqual([]));
});
