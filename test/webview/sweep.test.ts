/** The view of a sweep: chart, table, keyboard, and the way into a single run. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SweepModel } from '../../src/analysis/sweep-models.ts';
import { sampleRun, textRun } from './fixtures/real.ts';
import type { Run } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings, type View, type ViewOptions } from './page.ts';
import { THEMES, type ThemeName } from './themes.ts';

const FOLDER = path.join(import.meta.dirname, '../../dist/shots');

let sizes: Run;
let view: View;
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  sizes = await sampleRun('sweep-size.ipc', 'Sizes');
}, 60_000);
afterEach(async () => {
  expect(view.complaints.filter((text) => !text.includes('404'))).toEqual([]);
  await view.close();
});
afterAll(closeBrowser);

async function open(options: Partial<ViewOptions> = {}): Promise<View> {
  view = await openView({ run: sizes, ...options });
  await view.page.getByRole('tab', { name: 'Sweep', selected: true }).waitFor();
  return view;
}

const lines = 'g > path.sweep-line';

/** As if a price that nobody has published counted in one column. */
function withAssumed(model: SweepModel, column: number): SweepModel {
  return {
    ...model,
    cells: model.cells.map((row) => row.map((cell, i) => (i === column ? { ...cell, assumed: true } : cell))),
    assumptions: [{ name: 'trap', value: '2 µs', file: 'own.ipc' }],
  };
}

describe('the chart', () => {
  test('has a line for each mechanism, and names the crossovers', async () => {
    const { page } = await open();
    await page.locator(lines).first().waitFor();
    expect(await page.locator(lines).count()).toBe(7);
    expect(await page.locator('.sweep-legend li').allInnerTexts()).toEqual(
      sizes.overview.sweep?.columns.map((name) => expect.stringContaining(name) as unknown),
    );
    const told = await page.locator('.crossovers li').allInnerTexts();
    expect(told.length).toBeGreaterThan(1);
    expect(told[0]).toMatch(/costs more than .* from about .* on \(between .* and .*\)/);
    expect(await page.locator('.crossover').count()).toBe(told.length);
    await page.getByText('Every call ended with tooLarge').first().waitFor();
  });

  test('a line has no points where there are no figures', async () => {
    const { page } = await open();
    await page.locator(lines).first().waitFor();
    const markers = page.locator('.chart-stage g:has(> path.sweep-line)');
    const counts = await markers.evaluateAll((groups) =>
      groups.map((group) => group.querySelectorAll('.marker').length),
    );
    expect(counts.slice(0, 3)).toEqual([6, 6, 12]);
  });

  test('shows another figure, on either kind of axis', async () => {
    const { page } = await open();
    await page.locator('.toolbar select').selectOption('kernelCopies');
    await expect.poll(() => page.locator('.y-title').textContent()).toContain('copies by the kernel (mean per call');
    await page.getByRole('button', { name: 'Linear' }).click();
    await page.locator('.toolbar select').selectOption('latency');
    const linear = await page.locator('.axes text.y').allInnerTexts();
    await page.getByRole('button', { name: 'Logarithmic' }).click();
    await expect.poll(() => page.locator('.axes text.y').allInnerTexts()).not.toEqual(linear);
  });

  test('tells exact figures at the arrow keys, and opens a run with Enter', async () => {
    const { page, posted } = await open();
    const chart = page.locator('.chart-ground');
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.readout .spoken').innerText()).toMatch(/^rpc at size = 0 bytes: \d+ µs$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.readout .spoken').innerText()).toMatch(/^srcRpc at size = 64 bytes: /);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Sequence', selected: true }).waitFor();
    expect(posted.findLast((message) => message.kind === 'request' && message.query === 'overview')).toMatchObject({
      params: { value: 1 },
    });
    await expect.poll(() => page.getByLabel('size =').inputValue()).toBe('1');
    expect(await page.getByLabel('Mechanism').inputValue()).toBe('1');
    await expect.poll(() => posted.at(-1)).toMatchObject({ params: { variant: 1 } });
  });
});

describe('lines and figures of the chart', () => {
  test('lines are named where they end, with the notes that say why', async () => {
    const { page } = await open();
    await page.locator('.line-end').first().waitFor();
    const names = await page.locator('.line-end text').allTextContents();
    expect(names.toSorted()).toEqual(
      ['local', 'lrpc', 'lrpcMP', 'rpc [1]', 'srcRpc [2]', 'systemCall', 'urpc'].toSorted(),
    );
    const tops = await page
      .locator('.line-end text')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top).sort((a, b) => a - b));
    tops.forEach((top, i) => i > 0 && expect(top - (tops[i - 1] ?? 0)).toBeGreaterThanOrEqual(15));
  });

  test('the legend hides lines, and the crossovers that they have', async () => {
    const { page } = await open();
    await page.locator(lines).first().waitFor();
    const before = await page.locator('.crossover').count();
    await page.getByRole('button', { name: 'urpc', exact: true }).click();
    expect(await page.locator(lines).count()).toBe(6);
    expect(await page.locator('.crossover').count()).toBeLessThan(before);
    expect((await page.locator('.crossovers li').allInnerTexts()).join(' ')).not.toContain('urpc');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator(lines).count()).toBe(7);
    expect(await page.locator('.crossover').count()).toBe(before);
  });

  test('has its figures as a table for who does not see it', async () => {
    const { page } = await open();
    const table = page.getByRole('table');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'size',
      ...(sizes.overview.sweep?.columns ?? []),
    ]);
    expect(await table.getByRole('row').nth(12).getByRole('cell').first().textContent()).toBe('- [1]');
  });

  test('figures in which assumed prices count are marked in line, legend, table and readout', async () => {
    const answer: ViewOptions['answer'] = async (request) => {
      const given = await sizes.answer(request);
      return request.query === 'sweep' ? withAssumed(given as SweepModel, 2) : given;
    };
    const { page } = await open({ answer });
    await page.locator('.marker.assumed').first().waitFor();
    expect(await page.locator('.marker.assumed').count()).toBe(12);
    expect(await page.locator('.sweep-legend li').nth(2).innerText()).toMatch(/lrpc\s+\*/);
    expect(await page.locator('.line-end text').allTextContents()).toContain('lrpc *');
    await page.getByText('* assumed prices count in this figure').waitFor();
    expect(await page.locator('.assumed.note').innerText()).toContain('trap = 2 µs (own.ipc)');
    await page.locator('.chart-ground').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.readout li').nth(2).innerText()).toMatch(/µs\*/);
    await page.screenshot({ path: path.join(FOLDER, 'sweep-assumed.png') });
  });

  test('a click opens the run that is nearest', async () => {
    const { page } = await open();
    const chart = page.locator('.chart-ground');
    const marker = page.locator('.chart-stage g.f-switch .marker').last();
    const [at, frame] = [await marker.boundingBox(), await chart.boundingBox()];
    if (at === null || frame === null) throw new Error('nothing is drawn');
    await chart.click({ position: { x: at.x + at.width / 2 - frame.x, y: at.y + at.height / 2 - frame.y } });
    await page.getByRole('tab', { name: 'Sequence', selected: true }).waitFor();
    await expect.poll(() => page.getByLabel('size =').inputValue()).toBe('11');
  });
});

describe('the table', () => {
  test('has all figures, gaps with notes, and opens runs', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Table' }).click();
    const rows = page.locator('.sweep-table tbody tr');
    expect(await rows.count()).toBe(12);
    expect(await rows.nth(6).locator('td').first().innerText()).toBe('- [1]');
    await rows.nth(6).locator('td').nth(2).getByRole('button').click();
    await page.getByRole('tab', { name: 'Sequence', selected: true }).waitFor();
    await expect.poll(() => page.getByLabel('size =').inputValue()).toBe('6');
    await page.getByLabel('size =').selectOption('3');
    await expect.poll(() => page.locator('.totals').innerText()).toContain('254');
  });
});

test('the runs of another value can be cancelled: what was shown stays', async () => {
  const asked: number[] = [];
  const { page, posted } = await open({
    answer: (request) => {
      if (request.query !== 'overview' || request.params.value === undefined) return sizes.answer(request);
      asked.push(request.id);
      return asked.length > 1 ? sizes.answer(request) : undefined;
    },
  });
  await page.getByRole('tab', { name: 'Text' }).click();
  const before = await page.getByLabel('size =').inputValue();
  await page.getByLabel('size =').selectOption('10');
  await page.getByText('the runs at size = 32 KB').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('the runs at size').waitFor({ state: 'detached' });
  expect(posted.at(-1)).toEqual({ kind: 'giveUp', id: asked[0] });
  expect(await page.getByLabel('size =').inputValue()).toBe(before);
  expect(await page.locator('ol.lines li').count()).toBeGreaterThan(3);
  await page.getByLabel('size =').selectOption('10');
  await expect.poll(() => page.getByLabel('size =').inputValue()).toBe('10');
  await expect.poll(() => page.getByText('the runs at size').count()).toBe(0);
});

test('the value that was looked at is restored', async () => {
  const { file, scenario } = sizes.overview;
  const { page, state } = await open({
    state: { file, scenario, view: 'sweep', value: 4, variant: 2, other: null, call: null, axis: 'compressed' },
  });
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect.poll(() => page.getByLabel('size =').inputValue()).toBe('4');
  await expect.poll(state).toMatchObject({ view: 'text', value: 4 });
});

test('prices that are missing or assumed are said', async () => {
  const run = await textRun(
    `profile poor { trap = 2us measured "x"  run call = 1us measured "x"  copy = 1us + 2ns/byte measured "x" }
     machine M profile poor
     interface I { P(data: bytes[..8KB]) }
     domain A on M domain B on M { export I }
     bind b = A -> B.I via local
     parameter size = 1KB
     @compare(local, systemCall, lrpc) @sweep(size = 0 .. 8KB step 1KB)
     scenario S { thread T in A { b.P(size) } }`,
    'S',
  );
  const { page } = await open({ run });
  await expect.poll(() => page.locator('.sweep-notes').innerText()).toContain('lrpc: Profile poor has no price');
  expect(await page.locator('.sweep-absent').innerText()).toMatch(/lrpc\s+no figures \[1\]/);
  expect(await page.locator('.sweep-notes code').innerText()).toMatch(/^profile poor \{ in lrpc \{ .* = … \} \}$/);
  await page.screenshot({ path: path.join(FOLDER, 'sweep-missing.png') });
});

test('a compared mechanism that did not run has a line above the others, without a sweep, too', async () => {
  const run = await textRun(
    `profile poor { trap = 2us measured "x"  run call = 1us measured "x"  copy = 1us + 2ns/byte measured "x" }
     machine M profile poor
     interface I { P(data: bytes[64]) }
     domain A on M domain B on M { export I }
     bind b = A -> B.I via local
     @compare(local, lrpc) scenario S { thread T in A { b.P } }`,
    'S',
  );
  view = await openView({ run });
  const { page } = view;
  await expect.poll(() => page.locator('header .absent').allInnerTexts()).toHaveLength(1);
  expect(await page.locator('header .absent').innerText()).toMatch(
    /^Not run: lrpc: Profile poor has no price .* profile poor \{ in lrpc \{ .* = … \} \}$/,
  );
});

describe('looks right', () => {
  test.each(Object.keys(THEMES) as ThemeName[])('in the theme %s', async (theme) => {
    const { page } = await open({ theme, width: 1200, height: 900 });
    await page.locator(lines).first().waitFor();
    await page.locator('.chart-ground').hover({ position: { x: 600, y: 200 } });
    await page.screenshot({ path: path.join(FOLDER, `sweep-${theme}.png`) });
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('in a narrow panel', async () => {
    const { page } = await open({ width: 420, height: 900, theme: 'dark' });
    await page.locator(lines).first().waitFor();
    await page.screenshot({ path: path.join(FOLDER, 'sweep-narrow.png') });
    await page.getByRole('button', { name: 'Table' }).click();
    await page.screenshot({ path: path.join(FOLDER, 'sweep-table.png') });
    expect(await seriousFindings(page)).toEqual([]);
  });
});
