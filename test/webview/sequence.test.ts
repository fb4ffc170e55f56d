/** The sequence diagram in a browser: pointing, clicking, walking, zooming, choosing. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { lrpcCall, messageCall, nestedCall, urpcCall } from './fixtures/calls.ts';
import { runOf } from './fixtures/run.ts';
import { closeBrowser, openView, type View, type ViewOptions } from './page.ts';

const rpc = runOf({ title: 'Seven copies', variants: [{ name: 'rpc', built: messageCall() }] });
const both = runOf({
  variants: [
    { name: 'rpc', built: messageCall() },
    { name: 'lrpc', built: lrpcCall(1, 3, 200) },
  ],
});

let view: View;
async function open(options: ViewOptions): Promise<View> {
  view = await openView(options);
  await view.page.waitForSelector('[role=option]');
  return view;
}
afterEach(async () => {
  expect(view.complaints).toEqual([]);
  await view.close();
});
afterAll(closeBrowser);

const focusedName = (): Promise<string | null> =>
  view.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
const details = () => view.page.getByRole('complementary', { name: 'Details' });

test('every step is a mark with a name', async () => {
  const { page } = await open({ run: rpc, height: 1400 });
  const marks = page.locator('[role=option]');
  expect(await marks.count()).toBe(messageCall().model.steps.length);
  const names = await marks.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
  expect(names[2]).toBe('trap: trap, by Editor, to kernel, 18.0 µs, at 60.0 µs');
  expect(names.every((name) => name.length > 10)).toBe(true);
  expect(await page.locator('[role=option][data-kind=copy] .letter').allTextContents()).toEqual([
    'A',
    'B',
    'C',
    'E',
    'B',
    'C',
    'F',
  ]);
});

test.each([
  ['copy', 'copies 200 bytes from arguments to message', '1.667 µs/argument'],
  ['trap', 'traps into the kernel', 'LRPC Table V'],
  ['switch', 'switches the processor to the address space', '33.0 µs'],
])('pointing at a %s shows its card', async (kind, what, cost) => {
  const { page } = await open({ run: rpc });
  await page.locator(`[data-kind=${kind}]`).first().hover();
  const card = page.locator('.card[role=tooltip]');
  await card.waitFor();
  expect(await card.innerText()).toContain(what);
  expect(await card.innerText()).toContain(cost);
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);
  await card.waitFor({ state: 'detached' });
});

test('a click keeps the details and opens the line of the mechanism; links open the others', async () => {
  const { page, posted } = await open({ run: rpc });
  await page.locator('[data-kind=copy]').nth(1).click();
  const revealed = posted.filter(({ kind }) => kind === 'reveal');
  expect(revealed.length).toBe(1);
  expect(revealed[0]).toMatchObject({ at: { uri: 'ipc-library:/rpc.ipc' } });
  const text = await details().innerText();
  expect(text).toContain('Copy B: copy message → buffer');
  expect(text).toContain('5.0 % of 700 µs');
  expect(text).toContain('lrpc: The stack is mapped in both domains');
  await details().getByRole('button', { name: 'Call in the scenario' }).click();
  await details().getByRole('button', { name: 'Line of the profile' }).click();
  await expect.poll(() => posted.filter(({ kind }) => kind === 'reveal').length).toBe(3);
  expect(posted.at(-1)).toMatchObject({ at: { uri: 'ipc-library:/cvax.ipc', line: 8 } });
  await details().getByRole('button', { name: 'Let go' }).click();
  expect(await details().innerText()).toContain('Where the 700 µs go');
});

test('by keyboard: one stop, then step by step, to the next copy, trap or switch, and to the other half', async () => {
  const { page, posted } = await open({ run: rpc });
  await page.locator('#mark-main-100').focus();
  expect(await page.locator('[role=option][tabindex="0"]').count()).toBe(1);
  const walk = async (...keys: readonly string[]): Promise<string | null> => {
    for (const key of keys) {
      const before = await focusedName();
      await page.keyboard.press(key);
      await expect.poll(focusedName).not.toBe(before);
    }
    return focusedName();
  };
  expect(await walk('ArrowDown')).toContain('copy A');
  expect(await walk(']')).toContain('trap');
  expect(await walk('p')).toContain('at 472 µs');
  expect(await walk('p')).toContain('at 60.0 µs');
  expect(await walk('End')).toContain('copy F');
  expect(await walk('[', '[')).toContain('switch');
  expect(await walk('Home')).toContain('run stub');
  await walk('ArrowDown');
  expect(await page.locator('.card').innerText()).toContain('arguments');
  await page.keyboard.press('Enter');
  expect(await details().innerText()).toContain('Copy A');
  await page.keyboard.press('o');
  await expect.poll(() => posted.at(-1)?.kind).toBe('reveal');
});

test('the marks are in view when they have the focus', async () => {
  const { page } = await open({ run: rpc, height: 500 });
  await page.locator('#mark-main-100').focus();
  await page.keyboard.press('End');
  await expect.poll(focusedName).toContain('copy F');
  const last = await page.locator('[role=option]:focus .row').boundingBox();
  expect(last?.y).toBeLessThan(480);
});

test('to scale: true lengths, zoom by button and key around the same place', async () => {
  const { page } = await open({ run: rpc });
  await page.getByRole('button', { name: 'To scale' }).click();
  const height = async (): Promise<number> => Number(await page.locator('svg.sequence').getAttribute('height'));
  const bar = async (index: number): Promise<number> =>
    (
      await page
        .locator(`#mark-main-${100 + index} .bar`)
        .first()
        .boundingBox()
    )?.height ?? 0;
  expect((await bar(14)) / (await bar(2))).toBeCloseTo(120 / 18, 0);
  const first = await height();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(height).toBeGreaterThan(first * 1.4);
  await page.locator('#mark-main-112').focus();
  const before = await page.locator('#mark-main-112').boundingBox();
  await page.keyboard.press('+');
  await expect.poll(height).toBeGreaterThan(first * 2);
  const after = await page.locator('#mark-main-112').boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(40);
  await page.keyboard.press('0');
  await expect.poll(height).toBe(first);
});

test('zoomed out, steps that have no room share a label, which opens on a click', async () => {
  const { page } = await open({ run: rpc });
  await page.getByRole('button', { name: 'To scale' }).click();
  for (let i = 0; i < 6; i++) await page.getByRole('button', { name: 'Zoom out' }).click();
  const clusters = page.locator('[data-cluster]');
  await clusters.first().waitFor();
  expect(await clusters.first().textContent()).toMatch(/\d+ steps: /);
  const labels = await page.locator('.labels .what').count();
  await clusters.first().click();
  await expect.poll(() => page.locator('.labels .what').count()).toBeGreaterThan(labels);
});

test('work off the path is dashed and named so', async () => {
  const { page } = await open({ run: runOf({ variants: [{ name: 'urpc', built: urpcCall() }] }) });
  const off = page.locator('[role=option].off');
  expect(await off.count()).toBe(4);
  expect(await off.first().getAttribute('aria-label')).toContain('off the path');
  expect(
    await off
      .nth(1)
      .locator('.bar')
      .evaluate((bar) => getComputedStyle(bar).strokeDasharray),
  ).not.toBe('none');
});

test('a call of 2,000 steps stays small in the page and quick', async () => {
  const built = nestedCall(155);
  expect(built.model.steps.length).toBeGreaterThan(2000);
  const { page } = await open({ run: runOf({ variants: [{ name: 'lrpc', built }] }) });
  expect(await page.locator('[role=option]').count()).toBeLessThan(90);
  const spent = await page.evaluate(async () => {
    const scroller = document.querySelector('.scroll');
    if (scroller === null) throw new Error('nothing scrolls');
    let least = Number.POSITIVE_INFINITY;
    for (let i = 1; i <= 20; i++) {
      const started = performance.now();
      scroller.scrollTop = i * 2500;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      least = Math.min(least, performance.now() - started);
    }
    return least;
  });
  // The least of twenty: what it costs when nobody else uses the machine.
  expect(spent).toBeLessThan(150);
  await page.locator('#mark-main-100').focus();
  await page.keyboard.press('End');
  await expect.poll(focusedName).toContain('run call');
  await page.getByRole('button', { name: 'To scale' }).click();
  await page.waitForTimeout(300);
  expect(await page.locator('[role=option]').count()).toBeLessThan(200);
});

describe('two mechanisms side by side', () => {
  test('equal labels stand in one row, and the difference is told in words', async () => {
    const { page } = await open({ run: both, width: 1500, height: 1400 });
    await page.getByLabel('beside').selectOption('lrpc');
    await page.locator('#mark-other-100').waitFor();
    const top = async (name: string): Promise<number> =>
      (await page.locator(name).locator('.row').boundingBox())?.y ?? 0;
    const [left, right] = [
      page.locator('[id^=mark-main][data-kind=switch]').first(),
      page.locator('[id^=mark-other][data-kind=switch]').first(),
    ];
    expect((await left.locator('.row').boundingBox())?.y).toBe((await right.locator('.row').boundingBox())?.y);
    expect(await top('#mark-main-101')).toBe(await top('#mark-other-102'));
    const words = await page.getByRole('region', { name: 'Difference' }).innerText();
    expect(words).toContain('lrpc saves 473 µs against rpc');
    expect(words).toContain('4 kernel copies');
    await page.locator('[id^=mark-other][data-kind=trap]').first().hover();
    expect(await page.locator('.card').innerText()).toContain('of 227 µs');
    await page.getByRole('button', { name: 'To scale' }).click();
    await expect.poll(() => page.locator('.deltas').count()).toBe(0);
    await page.getByRole('button', { name: '⇄ Swap' }).click();
    await expect.poll(() => page.locator('.head-name').first().innerText()).toBe('lrpc');
  });

  test('a narrow panel scrolls both together', async () => {
    const { page } = await open({
      run: both,
      width: 420,
      state: {
        file: both.overview.file,
        scenario: 'Tour',
        view: 'sequence',
        variant: 0,
        other: 1,
        call: null,
        axis: 'compressed',
      },
    });
    await page.locator('#mark-other-100').waitFor();
    expect(await page.locator('.scroll').evaluate((element) => element.scrollWidth)).toBeGreaterThan(570);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  });
});

test('the line of the editor’s cursor is marked', async () => {
  const { page, send } = await open({ run: rpc });
  await send({ kind: 'cursor', uri: 'ipc-library:/rpc.ipc', line: 22 });
  await expect.poll(() => page.locator('.step.at-cursor').count()).toBe(1);
  expect(await page.locator('.step.at-cursor').getAttribute('data-kind')).toBe('trap');
});

test.each([400, 700, 1200, 2000])('nothing is wider than a panel of %d pixels', async (width) => {
  const { page } = await open({ run: rpc, width });
  for (const axis of ['To scale', 'Compressed']) {
    await page.getByRole('button', { name: axis }).click();
    await page.waitForTimeout(100);
    const [inner, outer] = await page
      .locator('.scroll')
      .evaluate((element) => [element.scrollWidth, element.clientWidth]);
    expect(inner).toBeLessThanOrEqual((outer ?? 0) + 1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
