// Restricted mode, several folders, no file at all: scenarios run wherever there is a text.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lenses, makeFolder, marks, shotFile, startSession } from './support.ts';

const text = `machine Firefly profile cvax
interface Test { Null() }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc
scenario Once { thread Caller in Client { test.Null } }
`;

test('a folder that is not trusted', async () => {
  const session = await startSession('tour.ipc', {
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'always' },
  });
  try {
    await session.page.locator('.monaco-dialog-box .monaco-button', { hasText: "No, I don't trust" }).click();
    await session.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await session.codeLens('Run');
    await marks(session.panel(), 'copy').first().waitFor();
    await session.shot(shotFile('40-restricted'));
    expect(session.problems).toEqual([]);
  } finally {
    await session.close();
  }
});

test('a workspace of two folders: the list has the scenarios of both', async () => {
  const folder = makeFolder();
  const folders = ['first', 'second'].map((name) => {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'a.ipc'), text.replace('Once', `In_${name}`));
    return { path: name };
  });
  writeFileSync(path.join(folder, 'both.code-workspace'), JSON.stringify({ folders }));
  const session = await startSession(undefined, { folder, workspace: 'both.code-workspace' });
  try {
    await session.command('IPC: Run IPC scenario');
    const picks = session.page.locator('.quick-input-widget .monaco-list-row');
    await picks.filter({ hasText: 'In_first' }).waitFor();
    await session.shot(shotFile('41-two-folders'));
    await picks.filter({ hasText: 'In_second' }).click();
    await marks(session.panel(), 'trap').first().waitFor();
    expect(session.problems).toEqual([]);
  } finally {
    await session.close();
  }
});

test('an untitled text that was never saved', async () => {
  const session = await startSession(undefined);
  const { page, command } = session;
  try {
    await command('File: New Untitled Text File');
    await command('Change Language Mode');
    await page.locator('.quick-input-widget input[type=text]').fill('IPC scenario');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'IPC scenario' }).first().click();
    await page.locator('.statusbar-item', { hasText: 'IPC scenario' }).waitFor();
    await page.keyboard.press('Control+1');
    await page.keyboard.insertText(text);
    await lenses(session).filter({ hasText: 'Run' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+F5');
    await marks(session.panel(), 'trap').first().waitFor();
    await lenses(session).filter({ hasText: '157 µs · 2 traps · 2 switches' }).waitFor();
    await session.shot(shotFile('42-untitled'));
    expect(session.problems).toEqual([]);
  } finally {
    await session.close();
  }
});
