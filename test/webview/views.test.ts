/** Heatmap, path map and text. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { lrpcCall, messageCall } from './fixtures/calls.ts';
import { sampleRun } from './fixtures/real.ts';
import { type Run, runOf } from './fixtures/run.ts';
import { closeBrowser, elkScript, openView, type View, type ViewOptions } from './page.ts';

const both = runOf({
  variants: [
    { name: 'rpc', built: messageCall() },
    { name: 'lrpc', built: lrpcCall(1, 3, 200) },
  ],
});

let view: View;
async function open(name: 'heatmap' | 'map' | 'text', options: Partial<ViewOptions> & { run: Run }): Promise<View> {
  const { file, scenario } = options.run.overview;
  view = await openView({
    state: { file, scenario, view: name, variant: 0, other: null, call: null, axis: 'compressed' },
    ...options,
  });
  return view;
}
afterEach(async () => {
  expect(view.complaints.filter((text) => !text.includes('404'))).toEqual([]);
  await view.close();
});
afterAll(closeBrowser);

describe('heatmap', () => {
  const numbers = (selector: string): Promise<number[]> =>
    view.page.locator(selector).evaluateAll((cells) => cells.map((cell) => Number(cell.textContent)));

  test('is a table whose columns sum to their totals', async () => {
    const { page } = await open('heatmap', { run: both });
    await page.locator('table.heat tbody td').first().waitFor();
    const rows = await page.locator('table.heat tbody tr').count();
    const cells = await numbers('table.heat tbody td:nth-child(2)');
    expect(cells.length).toBe(rows);
    expect(cells.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(700, 1);
    expect(await numbers('table.heat tfoot td:nth-child(2)')).toEqual([700]);
    expect(await page.locator('table.heat th[scope=row]').first().innerText()).toContain('run stub');
  });

  test('counts, bytes, groups and mechanisms', async () => {
    const { page } = await open('heatmap', { run: both });
    await page.locator('table.heat tbody td').first().waitFor();
    await page.getByRole('button', { name: 'Kinds' }).click();
    await page.getByRole('button', { name: 'Count' }).click();
    const copies = page.locator('table.heat tbody tr', { hasText: 'copy' }).locator('td').first();
    await expect.poll(() => copies.innerText()).toBe('7');
    await page.getByRole('button', { name: 'Bytes' }).click();
    await expect.poll(() => copies.innerText()).toBe('1,400');
    expect(await page.locator('table.heat thead .total').count()).toBe(1);
    await page.getByRole('button', { name: 'Mechanisms' }).click();
    await expect.poll(() => page.locator('table.heat thead button').allInnerTexts()).toEqual(['rpc', 'lrpc']);
    expect(await page.locator('table.heat .total').count()).toBe(0);
    await expect
      .poll(() => page.locator('table.heat tbody tr', { hasText: 'queue' }).locator('td').nth(1).innerText())
      .toContain('no such step');
    await page.getByRole('button', { name: 'Seven overheads' }).click();
    await page.getByText('messageTransfer').waitFor();
    await page.getByRole('button', { name: 'Three parts' }).click();
    await expect.poll(() => page.locator('table.heat tbody tr').count()).toBe(1);
  });

  test('a column opens the diagram of its call', async () => {
    const { page, posted } = await open('heatmap', { run: both });
    await page.locator('table.heat thead button').nth(4).click();
    await page.getByRole('tab', { name: 'Sequence', selected: true }).waitFor();
    await expect
      .poll(() => posted.findLast((message) => message.kind === 'request' && message.query === 'sequence'))
      .toMatchObject({ params: { variant: 0, call: 4 } });
    await page.getByRole('tab', { name: 'Heatmap' }).click();
    await page.getByRole('button', { name: 'Mechanisms' }).click();
    await page.locator('table.heat thead button').nth(1).click();
    await expect.poll(() => page.getByLabel('Mechanism').inputValue()).toBe('1');
  });

  test('head and first column stay while it scrolls', async () => {
    const { page } = await open('heatmap', { run: both, width: 340, height: 500 });
    await page.locator('table.heat tbody td').first().waitFor();
    const corner = async (): Promise<number[]> => {
      const [head, first, scroller] = [
        await page.locator('.corner').boundingBox(),
        await page.locator('tbody tr:nth-child(12) th').boundingBox(),
        await page.locator('.heat-scroll').boundingBox(),
      ];
      return [(head?.y ?? 0) - (scroller?.y ?? 0), (first?.x ?? 0) - (scroller?.x ?? 0)];
    };
    await page.locator('.heat-scroll').evaluate((element) => element.scrollTo(30, 300));
    const [top, left] = await corner();
    expect(top).toBeLessThanOrEqual(1);
    expect(left).toBeLessThanOrEqual(1);
  });

  test('of a real run: totals are latencies, and rows lead to their lines', async () => {
    const run = await sampleRun('tour.ipc', 'SixWays');
    const { page, posted } = await open('heatmap', { run, width: 1300 });
    await page.getByRole('button', { name: 'Mechanisms' }).click();
    await expect
      .poll(() => page.locator('table.heat thead button').allInnerTexts())
      .toEqual(['local', 'systemCall', 'rpc', 'srcRpc', 'lrpc', 'lrpcMP']);
    const means = run.overview.variants.map(({ calls }) => (calls[0]?.latency.mean ?? 0) / 1e6);
    const totals = await numbers('table.heat tfoot td:not(.total)');
    totals.forEach((total, i) => expect(total).toBeCloseTo(means[i] ?? 0, 0));
    await page.locator('.row-title .link', { hasText: 'trap' }).first().click();
    await expect.poll(() => posted.at(-1)).toMatchObject({ kind: 'reveal' });
  });
});

test('a heatmap of a few columns fits into a panel of 400 pixels', async () => {
  const run = await sampleRun('tour.ipc', 'SixWays');
  const { page } = await open('heatmap', { run, width: 400 });
  await page.locator('table.heat tbody td').first().waitFor();
  expect(await page.locator('.heat-scroll').evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
});

test('the numbers of the text stand on the lines of their sentences', async () => {
  const { page } = await open('text', { run: both });
  const first = page.locator('ol.lines li').first();
  await first.waitFor();
  const [item, line] = [await first.boundingBox(), await first.getByRole('button').boundingBox()];
  expect((line?.y ?? 0) - (item?.y ?? 0)).toBe(-2);
});

describe('path map', () => {
  test('is laid out by the library, loaded only when it is shown', async () => {
    const wanted: string[] = [];
    const { page } = await open('text', { run: both });
    page.on('request', (request) => wanted.push(new URL(request.url()).pathname));
    await page.locator('ol.lines').waitFor();
    expect(wanted).toEqual([]);
    await page.getByRole('tab', { name: 'Path map' }).click();
    await page.locator('[data-layout=tidy] [data-edge]').first().waitFor();
    expect(wanted).toContain('/elk-worker.js');
    expect(await page.locator('.toolbar').innerText()).not.toContain('Plain layout');
    expect(await page.locator('[data-edge][data-kind=copy]').count()).toBe(7);
    const box = async (title: string) => page.locator(`[data-box="${title}"] rect`).boundingBox();
    const [client, kernel, server] = [await box('Editor'), await box('kernel'), await box('WindowManager')];
    expect((client?.x ?? 0) + (client?.width ?? 0)).toBeLessThanOrEqual(kernel?.x ?? 0);
    expect((kernel?.x ?? 0) + (kernel?.width ?? 0)).toBeLessThanOrEqual(server?.x ?? 0);
  });

  test.each([
    ['light', 1300],
    ['hc-dark', 1100],
  ] as const)('fits into its panel (%s, %i wide)', async (theme, width) => {
    const run = await sampleRun('tour.ipc', 'SixWays');
    const { file, scenario } = run.overview;
    const state = { file, scenario, view: 'map', variant: 2, other: null, call: null, axis: 'compressed' };
    const { page } = await open('map', { run, theme, width, state });
    await page.locator('[data-layout=tidy] [data-edge]').first().waitFor();
    const room = await page.locator('.scroll.map').evaluate((panel) => panel.clientWidth - panel.scrollWidth);
    expect(room).toBe(0);
  });

  test('edges show their card, keep their details and are walked by keyboard', async () => {
    const { page, posted } = await open('map', { run: both });
    await page.locator('[data-layout=tidy] [data-edge]').first().waitFor();
    await page.locator('[data-edge]').first().hover();
    expect(await page.locator('.card').innerText()).toContain('Copy A');
    await page.locator('[data-edge]').nth(2).click();
    expect(posted.at(-1)?.kind).toBe('reveal');
    expect(await page.getByRole('complementary', { name: 'Details' }).innerText()).toContain('Copy B');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
      'from buffer to request',
    );
    await page.keyboard.press('Enter');
    expect(await page.getByRole('complementary', { name: 'Details' }).innerText()).toContain('Copy C');
  });

  test.each([
    ['is missing', { elkWorker: null }],
    ['never answers', { elkWorker: 'onmessage = () => {};', elkDeadline: 1_500 }],
  ])('has a plain layout if the library %s', async (_what, options) => {
    const { page } = await open('map', { run: both, ...options });
    await page.getByText('Plain layout').waitFor({ timeout: 10_000 });
    expect(await page.locator('[data-edge][data-kind=copy]').count()).toBe(7);
    await page.locator('[data-edge]').first().hover();
    expect(await page.locator('.card').innerText()).toContain('Copy A');
  });
});

describe('a path map while the layout library takes its time', () => {
  const slow = `const until = Date.now() + 2500; while (Date.now() < until); ${elkScript()}`;

  test('is plain at once, and tidy when the library is done', async () => {
    const { page } = await open('map', { run: both, elkWorker: slow });
    await page.locator('[data-layout=plain] [data-edge]').first().waitFor();
    expect(await page.locator('.toolbar').innerText()).not.toContain('Plain layout');
    await page.locator('[data-layout=tidy] [data-edge]').first().waitFor();
    expect(await page.getByRole('button', { name: 'Tidy up' }).count()).toBe(0);
  });

  test('stays as it is under the hands of who has begun to look at it, until they want it tidy', async () => {
    const { page } = await open('map', { run: both, elkWorker: slow });
    await page.locator('[data-layout=plain] [data-edge]').first().click();
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await page.locator('[data-layout=tidy] [data-edge]').first().waitFor();
    expect(await page.locator('[data-edge][aria-selected=true]').count()).toBe(1);
  });

  test('comes back at once when the tab is opened again', async () => {
    const { page } = await open('map', { run: both, elkWorker: slow });
    await page.locator('[data-layout=tidy]').waitFor();
    await page.getByRole('tab', { name: 'Text' }).click();
    await page.locator('ol.lines').waitFor();
    await page.getByRole('tab', { name: 'Path map' }).click();
    await page.locator('[data-layout]').waitFor();
    expect(await page.locator('[data-layout]').getAttribute('data-layout')).toBe('tidy');
  });
});

describe('text', () => {
  test('has one line for each step, with the same details', async () => {
    const { page } = await open('text', { run: both });
    const lines = page.locator('ol.lines li');
    await lines.first().waitFor();
    expect(await lines.count()).toBe(messageCall().model.steps.length);
    await lines.nth(1).hover();
    expect(await page.locator('.card').innerText()).toContain('Copy A');
    await lines.nth(2).getByRole('button').click();
    expect(await page.getByRole('complementary', { name: 'Details' }).innerText()).toContain('traps into the kernel');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('validate');
  });

  test('goes to the clipboard', async () => {
    const { page } = await open('text', { run: both });
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await page.getByText('Copied.').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text.split('\n').slice(0, 5)).toEqual([
      'win.Draw over rpc',
      '',
      'The call takes 700 µs.',
      '',
      '1. At 0 µs Editor: run stub (25 µs).',
    ]);
  });
});
