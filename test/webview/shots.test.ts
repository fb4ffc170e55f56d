/** Pictures for people to look at, in dist/shots/. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lrpcCall, messageCall, nestedCall, urpcCall } from './fixtures/calls.ts';
import { EXPECTATIONS, type Run, runOf } from './fixtures/run.ts';
import { closeBrowser, openView } from './page.ts';
import type { ThemeName } from './themes.ts';

const FOLDER = path.join(import.meta.dirname, '../../dist/shots');
beforeAll(() => mkdirSync(FOLDER, { recursive: true }));
afterAll(closeBrowser);

const runs: { readonly [name: string]: Run } = {
  lrpc: runOf({ title: 'One call over LRPC', variants: [{ name: 'lrpc', built: lrpcCall(0, 3, 200) }], expectations: EXPECTATIONS }),
  rpc: runOf({ title: 'Seven copies', variants: [{ name: 'rpc', built: messageCall() }] }),
  urpc: runOf({ title: 'No kernel on the way', variants: [{ name: 'urpc', built: urpcCall() }] }),
  nested: runOf({ title: 'A server that calls another', variants: [{ name: 'lrpc', built: nestedCall(3) }] }),
};

const shots: readonly (readonly [string, ThemeName, number, 'compressed' | 'scale'])[] = [
  ['lrpc', 'light', 1200, 'compressed'],
  ['lrpc', 'dark', 1200, 'scale'],
  ['rpc', 'dark', 1200, 'compressed'],
  ['rpc', 'light', 1200, 'scale'],
  ['urpc', 'light', 1200, 'compressed'],
  ['urpc', 'hc-dark', 1200, 'scale'],
  ['nested', 'hc-light', 1000, 'compressed'],
  ['lrpc', 'dark', 400, 'compressed'],
  ['rpc', 'light', 400, 'scale'],
];

test.each(shots)('%s in %s, %d wide, %s', async (name, theme, width, axis) => {
  const run = runs[name];
  if (run === undefined) throw new Error(`no run ${name}`);
  const view = await openView({ run, theme, width, height: 900, state: { file: run.overview.file, scenario: 'Tour', view: 'sequence', variant: 0, other: null, call: null, axis } });
  await view.page.waitForSelector('[data-step]');
  await view.page.screenshot({ path: path.join(FOLDER, `sequence-${name}-${axis}-${theme}-${width}.png`) });
  expect(view.complaints).toEqual([]);
  await view.close();
});
