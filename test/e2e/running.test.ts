// Runs that take long, and runs that cannot be.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickLine, cursorLine, lenses, makeFolder, type Session, shotFile, startSession } from './support.ts';

const text = `machine Firefly profile cvax
interface Test { Null() }
domain Client on Firefly
domain Server on Firefly { export Test }
bind test = Client -> Server.Test via lrpc

scenario Endless {
  thread Caller in Client { repeat 1_000_000_000 { test.Null } }
}

scenario Wrong {
  thread Caller in Client { test.Nil }
}
`;

let session: Session;

beforeAll(async () => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'long.ipc'), text);
  session = await startSession('long.ipc', { folder, settings: { 'ipc.run.maxRows': 100_000_000 } });
});
afterAll(() => session.close());

test('a long run shows its progress and can be cancelled; what it has is kept', async () => {
  const { page, codeLens, shot } = session;
  await codeLens('Run', 0);
  const toast = page.locator('.notification-toast', { hasText: 'Running Endless' });
  await toast.waitFor();
  await toast.getByText(/steps/).waitFor();
  await shot(shotFile('60-progress'));
  await toast.getByRole('button', { name: 'Cancel' }).click();
  await toast.waitFor({ state: 'detached' });
  await lenses(session).filter({ hasText: '157 µs · 2 traps · 2 switches' }).filter({ hasText: 'cancelled' }).waitFor();
  await session.panel().getByRole('tab', { name: 'Sequence' }).waitFor();
  await shot(shotFile('61-cancelled'));
});

test('a scenario with an error does not run: the message says why, and Problems and the editor show where', async () => {
  const { page, codeLens, problemRow, shot } = session;
  await clickLine(session, 'machine Firefly', 'long.ipc');
  await codeLens('Run', 1);
  const toast = page.locator('.notification-toast', { hasText: 'Wrong cannot run' });
  await toast.waitFor();
  expect(await toast.innerText()).toContain('long.ipc:12');
  await problemRow('Nil').first().waitFor();
  await expect.poll(() => cursorLine(page)).toBe(12);
  await shot(shotFile('62-refused'));
});

test('nothing was reported on the console on the way', () => {
  // The workbench repeats there what a notification says.
  expect(session.problems.filter((problem) => !problem.startsWith('console: Wrong cannot run'))).toEqual([]);
});
