/** The panel around the diagrams: states of the run, pickers, totals, tabs, what is kept, questions without answers. */
import { afterAll, afterEach, expect, test } from 'vitest';
import { failingCall, lrpcCall, messageCall } from './fixtures/calls.ts';
import { sampleRun } from './fixtures/real.ts';
import { EXPECTATIONS, runOf } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings, type View, type ViewOptions } from './page.ts';

const lrpc = runOf({
  title: 'One call',
  notes: ['Look at the traps.'],
  expectations: EXPECTATIONS,
  variants: [{ name: 'lrpc', built: lrpcCall(0, 3, 200) }],
});
const both = runOf({
  count: 100_000,
  variants: [
    { name: 'rpc', built: messageCall() },
    { name: 'lrpc', built: lrpcCall(1, 3, 200) },
  ],
});

let view: View;
async function open(options: ViewOptions): Promise<View> {
  view = await openView(options);
  return view;
}
afterEach(async () => {
  expect(view.complaints).toEqual([]);
  await view.close();
});
afterAll(closeBrowser);

const requests = (query: string) =>
  view.posted.filter((message) => message.kind === 'request' && message.query === query);

test('says what was run, which expectations held, and what a number means', async () => {
  const { page, posted } = await open({ run: lrpc });
  await page.getByRole('heading', { name: 'One call' }).waitFor();
  expect(await page.locator('header').innerText()).toContain('Look at the traps.');
  expect(await page.locator('.findings').innerText()).toContain('1 of 2 expectations not met');
  await page.getByRole('button', { name: 'line 5' }).click();
  expect(posted.at(-1)).toMatchObject({ kind: 'reveal', at: { line: 4 } });
  const copies = page.getByRole('button', { name: 'copies' });
  expect(await copies.innerText()).toContain('2 (2 user + 0 kernel)');
  await copies.focus();
  const definition = page.locator('.explanation:not([hidden])');
  expect(await definition.innerText()).toContain('Call and return together');
  await page.keyboard.press('Escape');
  await definition.waitFor({ state: 'detached' });
});

test('the first, the typical, the slowest, the next and any call', async () => {
  const { page } = await open({ run: lrpc });
  const number = page.getByRole('spinbutton', { name: 'Number of the call' });
  await expect.poll(() => number.inputValue()).toBe('4');
  await page.getByRole('button', { name: 'First' }).click();
  await expect.poll(() => number.inputValue()).toBe('1');
  expect(await page.getByRole('button', { name: 'Call before' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Call after' }).click();
  await expect.poll(() => number.inputValue()).toBe('2');
  await number.fill('5');
  await number.press('Enter');
  await expect.poll(() => requests('sequence').at(-1)).toMatchObject({ params: { call: 4 } });
  await expect.poll(() => page.getByRole('button', { name: 'Call after' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Slowest' }).click();
  await expect.poll(() => number.inputValue()).toBe('4');
});

test('only the failed calls, one after the other', async () => {
  const failing = runOf({ variants: [{ name: 'lrpc', built: failingCall() }], count: 9 });
  const { page } = await open({ run: failing });
  const { outcome } = failingCall().model;
  expect(outcome).not.toBeNull();
  await page
    .locator('.total.outcome')
    .getByText(outcome ?? '')
    .waitFor();
  await page.getByRole('checkbox', { name: 'failed only' }).check();
  await expect.poll(() => requests('sequence').at(-1)).toMatchObject({ params: { call: 2 } });
  await page.getByRole('button', { name: 'Call after' }).click();
  await expect.poll(() => requests('sequence').at(-1)).toMatchObject({ params: { call: 5 } });
  expect(await page.locator('.call-picker').innerText()).toContain('of 3 failed');
});

test('a call that failed is one click away, also that of another procedure, and says what the caller knows', async () => {
  const run = await sampleRun('timed-out.ipc', 'TimedOut');
  const { page } = await open({ run });
  const shown = page.getByLabel('Call of');
  expect(await shown.inputValue()).toBe('files.Read');
  expect(await shown.locator('option').allInnerTexts()).toContain('files.Scan (1 failed)');
  await page.getByRole('button', { name: 'Show the call that failed' }).click();
  await expect.poll(() => shown.inputValue()).toBe('files.Scan');
  await page.getByText(/^ended with timedOut \(/).waitFor();
  expect(await page.getByRole('button', { name: 'Show the call that failed' }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  await shown.selectOption('files.Read');
  await page.getByRole('button', { name: 'Show the call that failed' }).waitFor();
});

test('a binding act that failed is shown where nothing was called, and is one click away from what was', async () => {
  const failed = await open({ run: await sampleRun('failures.ipc', 'BindFailed') });
  await failed.page.getByText(/^ended with bindFailed/).waitFor();
  await failed.page.locator('[role=option]').first().waitFor();
  expect(await failed.page.locator('.half text').allTextContents()).toEqual(['binding']);
  expect(await failed.page.getByLabel('Call of').locator('option').allInnerTexts()).toEqual(['bind files (failed)']);
  for (const name of ['Path map', 'Text', 'Heatmap']) {
    await failed.page.getByRole('tab', { name }).click();
    expect(await failed.page.getByText('This view failed').count()).toBe(0);
  }
  await failed.page.getByText('No call ended in this run').waitFor();
  expect(failed.complaints).toEqual([]);
  await failed.close();
  const { page } = await open({ run: await sampleRun('failures.ipc', 'NotAuthorised') });
  await page.getByRole('button', { name: 'Show the binding that failed' }).click();
  await page.getByText(/^ended with notAuthorised/).waitFor();
});

test('beside another call the strip names exchanges and reallocations only where one of them has some', async () => {
  const run = await sampleRun('tour.ipc', 'SixWays');
  const { page } = await open({ run, width: 1400 });
  await page.getByLabel('Mechanism').selectOption('srcRpc');
  await page.getByLabel('beside').selectOption('lrpc');
  await expect.poll(() => page.locator('.totals').innerText()).toContain('switches');
  expect(await page.locator('.totals').innerText()).not.toMatch(/exchange|reallocation/);
  await page.getByLabel('beside').selectOption('lrpcMP');
  await expect
    .poll(() => page.locator('.totals-row').allInnerTexts())
    .toEqual([expect.stringMatching(/0 exchanges/), expect.stringMatching(/[12] exchanges?/)]);
});

test('another mechanism shows its own typical call and totals', async () => {
  const { page } = await open({ run: both, width: 600 });
  await page.getByRole('button', { name: 'copies' }).waitFor();
  expect(await page.getByRole('button', { name: 'copies' }).innerText()).toContain('7 (3 user + 4 kernel)');
  await page.getByLabel('Mechanism').selectOption('lrpc');
  await expect.poll(() => page.getByRole('button', { name: 'copies' }).innerText()).toContain('2 (2 user + 0 kernel)');
  await page.getByLabel('beside').selectOption('rpc');
  await expect.poll(() => page.locator('.totals-row').count()).toBe(2);
});

test('a run on its way shows its progress and can be cancelled', async () => {
  const { page, posted, send } = await open({
    run: lrpc,
    status: { state: 'running', scenario: 'Tour', variant: 'lrpc', rows: 0, time: 0 },
  });
  await page.getByRole('progressbar').waitFor();
  await send({
    kind: 'status',
    status: { state: 'running', scenario: 'Tour', variant: 'lrpc', rows: 1_234_567, time: 5e12 },
  });
  await page.getByText('1,234,567 steps recorded, 5.00 s simulated').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => posted.at(-1)?.kind).toBe('cancel');
  await send({ kind: 'status', status: { state: 'done', run: 7, stale: false } });
  await page.locator('[role=option]').first().waitFor();
});

test('a failed run says why', async () => {
  const { page, posted } = await open({
    run: lrpc,
    status: { state: 'failed', message: 'tour.ipc:3:1 there is no machine' },
  });
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('there is no machine');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect.poll(() => posted.at(-1)?.kind).toBe('rerun');
});

test('a changed file is said, and a new run takes the place of the old one', async () => {
  const { page, posted, send } = await open({ run: lrpc });
  await page.locator('[role=option]').first().waitFor();
  await send({ kind: 'status', status: { state: 'done', run: 1, stale: true } });
  await page.getByText('The file was changed after this run').waitFor();
  expect(requests('overview').length).toBe(1);
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect.poll(() => posted.at(-1)?.kind).toBe('rerun');
  await send({ kind: 'status', status: { state: 'done', run: 2, stale: false } });
  await expect.poll(() => requests('sequence').length).toBe(2);
  expect(await page.getByText('The file was changed').count()).toBe(0);
});

test('a run without calls says why', async () => {
  const [variant] = lrpc.overview.variants;
  if (variant === undefined) throw new Error('no variant');
  const overview = {
    ...lrpc.overview,
    variants: [
      {
        ...variant,
        calls: [],
        end: { ...variant.end, reason: 'deadlock' as const, message: 'T1 waits for lock L, held by T2' },
      },
    ],
  };
  const { page } = await open({
    run: { ...lrpc, overview, answer: (request) => (request.query === 'overview' ? overview : lrpc.answer(request)) },
  });
  await page.getByRole('heading', { name: 'No call ended in this run' }).waitFor();
  expect(await page.locator('header').innerText()).toContain('T1 waits for lock L');
});

test('what is shown is kept, and comes back', async () => {
  await open({
    run: both,
    state: {
      file: both.overview.file,
      scenario: 'Tour',
      view: 'heatmap',
      variant: 1,
      other: null,
      call: 17,
      axis: 'scale',
    },
  });
  await view.page.getByRole('tab', { name: 'Heatmap', selected: true }).waitFor();
  expect(requests('sequence')).toEqual([expect.objectContaining({ params: { variant: 1, call: 17 } })]);
  await view.page.getByRole('tab', { name: 'Text' }).click();
  await expect
    .poll(() => view.state())
    .toEqual({
      file: both.overview.file,
      scenario: 'Tour',
      view: 'text',
      variant: 1,
      other: null,
      call: 17,
      axis: 'scale',
    });
});

test.each([
  [null],
  ['nonsense'],
  [{ view: 'other' }],
  [{ file: 'f', scenario: 'Tour', view: 'map', variant: 99, other: -3, call: 'x' }],
])('kept state that is not ours (%j) does no harm', async (state) => {
  await open({ run: lrpc, state });
  await expect.poll(() => view.page.locator('[role=option]').count()).toBeGreaterThan(5);
});

test('tabs are one stop, and the arrow keys change them', async () => {
  const { page } = await open({ run: lrpc });
  await page.getByRole('tab', { name: 'Sequence' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Heatmap', selected: true }).waitFor();
  await page.keyboard.press('End');
  await page.getByRole('tab', { name: 'Text', selected: true }).waitFor();
  expect(await page.locator('[role=tab][tabindex="0"]').count()).toBe(1);
});

test('a question without an answer says that it is still being computed, and can be given up and asked again', async () => {
  let answers = false;
  const { page } = await open({
    run: lrpc,
    answer: (request) => (request.query === 'sequence' && !answers ? undefined : lrpc.answer(request)),
  });
  await page.getByText('Still computing the diagram').waitFor({ timeout: 6_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Not computed: the diagram').waitFor();
  answers = true;
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect.poll(() => page.locator('[role=option]').count()).toBeGreaterThan(5);
});

test('a failed answer is shown where the answer would stand', async () => {
  const { page } = await open({
    run: lrpc,
    answer: (request) => {
      if (request.query === 'sequence') throw new Error('there is no call 99');
      return lrpc.answer(request);
    },
  });
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('No answer for the diagram: there is no call 99');
});

test('a comparison opens side by side where there is room', async () => {
  const wide = await open({ run: both, width: 1200 });
  await expect.poll(() => wide.page.locator('svg[role=listbox]').count()).toBe(2);
  await wide.close();
  const narrow = await open({ run: both, width: 500 });
  await narrow.page.locator('[role=option]').first().waitFor();
  expect(await narrow.page.locator('svg[role=listbox]').count()).toBe(1);
});

test('a view that fails says so, logs it, and leaves the others alone', async () => {
  const { page, posted } = await open({
    run: lrpc,
    answer: (request) => (request.query === 'narrative' ? { title: 'x' } : lrpc.answer(request)),
  });
  await page.getByRole('tab', { name: 'Text' }).click();
  await page.getByText('This view failed').waitFor();
  expect(posted.some(({ kind }) => kind === 'log')).toBe(true);
  await page.getByRole('tab', { name: 'Sequence' }).click();
  await expect.poll(() => page.locator('[role=option]').count()).toBeGreaterThan(5);
});

test('the parts of the latency lead to their steps', async () => {
  const { page } = await open({ run: lrpc });
  await page.locator('[role=option]').first().waitFor();
  const traps = page.locator('.share-row', { hasText: 'trap' });
  await traps.click();
  const name = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
  await expect.poll(name).toContain('trap, by Editor');
  await traps.click();
  await expect.poll(name).toContain('trap, by WindowManager');
});

test.each([
  [480, false],
  [900, true],
])(
  'the diagram has most of a panel %i high; what it sums up is below it where there is room',
  async (height, isShown) => {
    const { page } = await open({ run: lrpc, width: 860, height });
    await page.locator('[role=option]').first().waitFor();
    const pane = page.getByRole('complementary', { name: 'Details' });
    expect(await pane.isVisible()).toBe(isShown);
    const [diagram, stage] = [await page.locator('.scroll').boundingBox(), await page.locator('.stage').boundingBox()];
    expect((diagram?.height ?? 0) / (stage?.height ?? 1)).toBeGreaterThan(0.67);
    await page.locator('[role=option]').nth(2).click();
    await expect.poll(() => pane.isVisible()).toBe(true);
  },
);
