/** Pictures for people to look at, in dist/shots/. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lrpcCall, messageCall, nestedCall, urpcCall } from './fixtures/calls.ts';
import { sampleRun } from './fixtures/real.ts';
import { EXPECTATIONS, type Run, runOf } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings } from './page.ts';
import type { ThemeName } from './themes.ts';

const FOLDER = path.join(import.meta.dirname, '../../dist/shots');
beforeAll(() => mkdirSync(FOLDER, { recursive: true }));
afterAll(closeBrowser);

const runs: { [name: string]: Run } = {
  lrpc: runOf({
    title: 'One call over LRPC',
    variants: [{ name: 'lrpc', built: lrpcCall(0, 3, 200) }],
    expectations: EXPECTATIONS,
    notes: ['Two traps, two switches, no copy by the kernel.'],
  }),
  rpc: runOf({
    title: 'Seven copies',
    variants: [{ name: 'rpc', built: messageCall() }],
    expectations: EXPECTATIONS.slice(0, 1),
  }),
  urpc: runOf({ title: 'No kernel on the way', variants: [{ name: 'urpc', built: urpcCall() }] }),
  nested: runOf({ title: 'A server that calls another', variants: [{ name: 'lrpc', built: nestedCall(3) }], count: 1 }),
  compare: runOf({
    title: 'Message RPC against LRPC',
    variants: [
      { name: 'rpc', built: messageCall() },
      { name: 'lrpc', built: lrpcCall(1, 3, 200) },
      { name: 'urpc', built: urpcCall(2) },
    ],
    count: 100_000,
  }),
};

/** Scenarios of the samples, run by the engine. */
const samples: { readonly [name: string]: readonly [string, string] } = {
  tour: ['tour.ipc', 'Tour'],
  six: ['tour.ipc', 'SixWays'],
  one: ['urpc.ipc', 'OneProcessor'],
};
beforeAll(async () => {
  for (const [name, [file, scenario]] of Object.entries(samples)) runs[name] = await sampleRun(file, scenario);
});

interface Shot {
  readonly run: string;
  readonly theme: ThemeName;
  readonly width: number;
  readonly view?: 'sequence' | 'heatmap' | 'map' | 'text';
  readonly axis?: 'compressed' | 'scale';
  readonly variant?: number;
  readonly other?: number;
  readonly before?: (page: Page) => Promise<void>;
}

const write = async (page: Page): Promise<void> => {
  await page.getByLabel('Call of').selectOption('files.Write');
  await page.waitForTimeout(1_500);
};

const shots: readonly Shot[] = [
  { run: 'tour', theme: 'dark', width: 1200 },
  { run: 'tour', theme: 'light', width: 900, before: write },
  { run: 'tour', theme: 'light', width: 1200, axis: 'scale' },
  { run: 'tour', theme: 'light', width: 1300, view: 'map', before: write },
  { run: 'tour', theme: 'light', width: 1200, view: 'text' },
  { run: 'six', theme: 'light', width: 1500, variant: 2, other: 4 },
  { run: 'six', theme: 'dark', width: 620, variant: 2, other: 4 },
  { run: 'six', theme: 'light', width: 620, variant: 2, other: 4, axis: 'scale' },
  {
    run: 'six',
    theme: 'dark',
    width: 1300,
    view: 'heatmap',
    before: (page) => page.getByRole('button', { name: 'Mechanisms' }).click(),
  },
  { run: 'six', theme: 'light', width: 1300, view: 'map', variant: 2 },
  { run: 'lrpc', theme: 'light', width: 1200 },
  { run: 'lrpc', theme: 'dark', width: 1200, axis: 'scale' },
  { run: 'one', theme: 'light', width: 1200 },
  { run: 'one', theme: 'dark', width: 620, axis: 'scale' },
  { run: 'one', theme: 'hc-light', width: 1200, view: 'map' },
  { run: 'rpc', theme: 'dark', width: 1200 },
  { run: 'rpc', theme: 'light', width: 1200, axis: 'scale' },
  { run: 'urpc', theme: 'light', width: 1200 },
  { run: 'urpc', theme: 'hc-dark', width: 1200, axis: 'scale' },
  { run: 'nested', theme: 'hc-light', width: 1000 },
  { run: 'lrpc', theme: 'dark', width: 400 },
  { run: 'rpc', theme: 'light', width: 400, axis: 'scale' },
  { run: 'compare', theme: 'light', width: 1400, other: 1 },
  { run: 'compare', theme: 'dark', width: 1400, other: 1, axis: 'scale' },
  { run: 'compare', theme: 'hc-dark', width: 2000, other: 2 },
  { run: 'compare', theme: 'light', width: 1200, view: 'heatmap' },
  {
    run: 'compare',
    theme: 'dark',
    width: 1200,
    view: 'heatmap',
    before: (page) => page.getByRole('button', { name: 'Mechanisms' }).click(),
  },
  { run: 'compare', theme: 'hc-light', width: 400, view: 'heatmap' },
  { run: 'rpc', theme: 'light', width: 1400, view: 'map' },
  { run: 'lrpc', theme: 'dark', width: 1200, view: 'map' },
  { run: 'nested', theme: 'hc-dark', width: 1200, view: 'map' },
  { run: 'rpc', theme: 'light', width: 1000, view: 'text' },
  { run: 'lrpc', theme: 'hc-light', width: 1200, before: (page) => page.locator('[data-kind=trap]').first().hover() },
  { run: 'rpc', theme: 'dark', width: 1200, before: (page) => page.locator('[data-kind=copy]').nth(1).click() },
  { run: 'rpc', theme: 'light', width: 1200, before: (page) => page.getByRole('button', { name: 'Legend' }).click() },
];

const names = shots.map(
  (shot, i) =>
    [
      `${String(i + 1).padStart(2, '0')}-${shot.run}-${shot.view ?? 'sequence'}-${shot.axis ?? 'compressed'}-${shot.theme}-${shot.width}`,
      shot,
    ] as const,
);

test.each(names)(
  '%s',
  async (name, {
    run: runName,
    theme,
    width,
    view = 'sequence',
    axis = 'compressed',
    variant = 0,
    other = null,
    before,
  }) => {
    const run = runs[runName];
    if (run === undefined) throw new Error(`no run ${runName}`);
    const shown = await openView({
      run,
      theme,
      width,
      height: 900,
      state: { file: run.overview.file, scenario: run.overview.scenario, view, variant, other, call: null, axis },
    });
    await shown.page.waitForSelector(
      { sequence: '[data-step]', heatmap: 'tbody td', map: '[data-layout=tidy] [data-edge]', text: 'ol.lines' }[view],
    );
    await before?.(shown.page);
    await shown.page.waitForTimeout(200);
    await shown.page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
    expect(shown.complaints).toEqual([]);
    expect(await seriousFindings(shown.page)).toEqual([]);
    await shown.close();
  },
);
