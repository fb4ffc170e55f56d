/** Two machines, packets, processors that poll, and faults, as they are drawn. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contrast, type Rgb } from '../../webview/result/heatmap/colour.ts';
import { CUT_BEFORE } from '../support/cut-before.ts';
import { sampleRun, textRun } from './fixtures/real.ts';
import type { Run } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings, type View, type ViewOptions } from './page.ts';
import { THEMES, type ThemeName } from './themes.ts';

const FOLDER = path.join(import.meta.dirname, '../../dist/shots');
const runs: { [name: string]: Run } = {};
const SAMPLES: { readonly [name: string]: readonly [string, string] } = {
  lost: ['lost-packets.ipc', 'LostCall'],
  bulk: ['network-rpc.ipc', 'Bulk'],
  pipeline: ['fbufs-pipeline.ipc', 'Pipeline'],
  editor: ['urpc-editor.ipc', 'EditorExample'],
  polling: ['urpc.ipc', 'BothHaveProcessors'],
  ended: ['failures.ipc', 'TerminatedDomain'],
  cut: ['link-cut.ipc', 'ShortCut'],
};
beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, [file, scenario]] of Object.entries(SAMPLES)) runs[name] = await sampleRun(file, scenario);
  runs['cutBefore'] = await textRun(CUT_BEFORE, 'CutBefore');
});

let view: View;
async function open(
  name: string,
  shown: 'sequence' | 'map' | 'text',
  options: Partial<ViewOptions> & { readonly axis?: 'scale' } = {},
): Promise<View> {
  const run = runs[name];
  if (run === undefined) throw new Error(`no run ${name}`);
  const { file, scenario } = run.overview;
  const { axis = 'compressed', ...rest } = options;
  view = await openView({
    run,
    width: 1100,
    height: 900,
    state: { file, scenario, view: shown, variant: 0, other: null, call: null, axis },
    ...rest,
  });
  await view.page
    .locator({ sequence: '[data-step]', map: '[data-layout=tidy] [data-edge]', text: 'ol.lines' }[shown])
    .first()
    .waitFor();
  return view;
}
afterEach(async () => {
  expect(view.complaints).toEqual([]);
  await view.close();
});
afterAll(closeBrowser);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxes = (selector: string): Promise<readonly Box[]> =>
  view.page.locator(selector).evaluateAll((all) =>
    all.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;
}

describe('the sequence of a call between machines', () => {
  test('groups lifelines under their machines, the link between them', async () => {
    const { page } = await open('lost', 'sequence');
    expect(await page.locator('.head-machine').allInnerTexts()).toEqual(['Caller', 'Callee']);
    const heads = await boxes('.head');
    const [caller, callee] = await boxes('.head-machine');
    const link = (await boxes('.head-link'))[0];
    if (caller === undefined || callee === undefined || link === undefined) throw new Error('a head is missing');
    expect(caller.x + caller.width).toBeLessThanOrEqual(link.x);
    expect(link.x + link.width).toBeLessThanOrEqual(callee.x);
    for (const head of heads) expect(head.y).toBeGreaterThanOrEqual(caller.y + caller.height - 1);
  });

  test('a packet slants over the link; a lost one ends on it with a cross; one that is sent again says so', async () => {
    const { page } = await open('lost', 'sequence');
    const band = (await boxes('.lifeline-link .band'))[0];
    if (band === undefined) throw new Error('no link');
    const lost = page.locator('[data-kind=packet] .arrow-lost');
    expect(await page.locator('.labels .word').allTextContents()).toEqual(['lost', 'again']);
    const cross = await lost.locator('.head').boundingBox();
    if (cross === null) throw new Error('no cross');
    expect(cross.x).toBeGreaterThan(band.x);
    expect(cross.x + cross.width).toBeLessThan(band.x + band.width);
    const again = page.locator('[data-kind=packet] .arrow-again');
    const [line, head] = [await again.locator('.line').boundingBox(), await again.locator('.head').boundingBox()];
    if (line === null || head === null) throw new Error('no arrow');
    expect(line.height).toBeGreaterThan(10);
    expect(head.x).toBeGreaterThan(band.x + band.width);
  });

  test.each(['compressed', 'scale'] as const)('a packet arrives above what comes after it (%s)', async (axis) => {
    const { page } = await open('bulk', 'sequence', axis === 'scale' ? { axis } : {});
    const lines = page.locator('[data-kind=packet] .arrow-packet .line');
    const ends = await lines.evaluateAll((all) =>
      all.map((each) => (each.getAttribute('d') ?? '').match(/-?[\d.]+/g)?.map(Number) ?? []),
    );
    for (const [, from = 0, , , to = 0] of ends) expect(to).toBeGreaterThan(from);
    expect(await lines.count()).toBeGreaterThan(2);
  });

  test('a link is crossed out while it is cut', async () => {
    const { page } = await open('cut', 'sequence', { height: 2400 });
    await page.getByRole('button', { name: 'Slowest' }).click();
    await page.locator('.cut').waitFor();
    const [cut, restored] = await boxes('.fault-line');
    const span = (await boxes('.cut rect'))[0];
    if (cut === undefined || restored === undefined || span === undefined) throw new Error('nothing is cut');
    expect(Math.abs(span.y - cut.y)).toBeLessThan(2);
    expect(Math.abs(span.y + span.height - restored.y)).toBeLessThan(2);
    await page.screenshot({ path: path.join(FOLDER, 'network-cut.png') });
  });

  test('the card of a packet tells its journey', async () => {
    const { page } = await open('lost', 'sequence');
    await page.locator('[data-kind=packet]').first().hover();
    const text = await page.locator('.card').innerText();
    expect(text).toContain('never: it is lost on the way');
    expect(text).toContain('ethernet');
    expect(text).toContain('224 bytes');
  });
});

test('processors that poll have dots of their own, a legend and words', async () => {
  const { page } = await open('polling', 'sequence');
  expect(await page.locator('.standby.polls').count()).toBe(3);
  expect(await page.locator('.standby.polls').first().getAttribute('aria-label')).toBe(
    'Firefly 1 polls for messages of Server from 0 to 11.0 µs',
  );
  const marks = await boxes('.glyph');
  for (const bar of await boxes('.standby .bar')) for (const mark of marks) expect(overlap(bar, mark)).toBe(false);
  await page.getByRole('button', { name: 'Legend' }).click();
  expect(await page.locator('.legend').innerText()).toContain('polling');
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect.poll(() => page.locator('.narrative').innerText()).toContain('polls for messages of Server');
});

describe('what goes on beside the steps', () => {
  test('has the same card for the pointer and for the keyboard, which stops at it in the order of time', async () => {
    const { page } = await open('polling', 'sequence');
    const bar = page.locator('.standby.polls').nth(1);
    await bar.hover();
    const card = page.locator('.card');
    await card.waitFor();
    const pointed = await card.innerText();
    expect(pointed).toContain('Polling: Firefly 0');
    expect(pointed).toContain('39.0 µs');
    await page.mouse.move(5, 5);
    const starts: string[] = [];
    await page.locator('[data-step="0"]').focus();
    for (let i = 0; i < 40 && !starts.some((name) => name.startsWith('Firefly 0 polls')); i++) {
      await page.keyboard.press('ArrowDown');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
        .not.toBe(starts.at(-1));
      starts.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
    }
    expect(starts.at(-1)).toMatch(/^Firefly 0 polls for messages of Client from 18\.0 µs/);
    await expect.poll(() => card.innerText()).toBe(pointed);
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'Details' });
    await expect.poll(() => pane.innerText()).toContain('Polling: Firefly 0');
    expect(await bar.getAttribute('aria-selected')).toBe('true');
  });

  test('is counted among the options, each of which has one place', async () => {
    const { page } = await open('polling', 'sequence', { height: 1600 });
    const places = await page
      .locator('[role=option]')
      .evaluateAll((all) =>
        all.map((each) => [Number(each.getAttribute('aria-posinset')), Number(each.getAttribute('aria-setsize'))]),
      );
    expect(places.map(([place]) => place).toSorted((a = 0, b = 0) => a - b)).toEqual(places.map((_, i) => i + 1));
    for (const [, size] of places) expect(size).toBe(places.length);
  });

  test('a link that was cut before the call is crossed out from the first step on, and says since when', async () => {
    const { page } = await open('cutBefore', 'sequence', { height: 2400 });
    await page.getByLabel('Number of the call').fill('2');
    await page.getByLabel('Number of the call').press('Enter');
    await page.locator('.earlier-cut').waitFor();
    const span = (await boxes('.cut rect'))[0];
    const steps = await boxes('.step .row');
    expect(Math.abs((span?.y ?? 0) - (steps[0]?.y ?? 0))).toBeLessThan(2);
    const last = steps.at(-1);
    expect((span?.y ?? 0) + (span?.height ?? 0)).toBeGreaterThan((last?.y ?? 0) + (last?.height ?? 0) - 2);
    await page.locator('.earlier-cut').hover();
    const card = await page.locator('.card').innerText();
    expect(await page.locator('[data-kind=outcome] .arrow-onward').count()).toBe(0);
    expect(card).toContain('Cut: ethernet');
    expect(card).toMatch(/before the call's start/);
    await page.locator('.earlier-cut').click();
    expect(view.posted.findLast(({ kind }) => kind === 'reveal')).toMatchObject({ at: { line: 9 } });
    await page.screenshot({ path: path.join(FOLDER, 'network-cut-before.png') });
    expect(await seriousFindings(page)).toEqual([]);
  });
});

describe('a fault', () => {
  test('crosses the picture, and says what the caller knows', async () => {
    const { page } = await open('ended', 'sequence');
    const line = (await boxes('.fault-line'))[0];
    const heads = await boxes('.head');
    expect(line?.x).toBeLessThanOrEqual(heads[0]?.x ?? 0);
    expect((line?.x ?? 0) + (line?.width ?? 0)).toBeGreaterThan(heads.at(-1)?.x ?? 0);
    await page.locator('[data-kind=fault]').hover();
    const text = await page.locator('.card').innerText();
    expect(text).toContain('The scenario terminates FileServer.');
    expect(text).toContain('the call ended with callFailed (the procedure ran once or not at all)');
  });

  test('stands in the map at its domain, and in the text', async () => {
    const { page } = await open('ended', 'map');
    await page.locator('[data-edge][data-kind=fault]').hover();
    expect(await page.locator('.card').innerText()).toContain('The scenario terminates FileServer.');
    await page.getByRole('tab', { name: 'Text' }).click();
    await expect.poll(() => page.locator('li.fault').innerText()).toContain('terminates FileServer');
  });
});

describe('the path map', () => {
  test.each([
    ['lost', 1000, 800],
    ['lost', 620, 900],
    ['bulk', 1400, 700],
    ['pipeline', 1000, 800],
    ['editor', 800, 800],
    ['ended', 700, 900],
  ] as const)(
    'of %s is seen as a whole in a panel of %i by %i, and no label covers another',
    async (name, width, height) => {
      const { page } = await open(name, 'map', { width, height });
      const panel = page.locator('.scroll.map');
      expect(await panel.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
      expect(await panel.evaluate((each) => each.scrollHeight - each.clientHeight)).toBe(0);
      const labels = await boxes('.label-ground rect');
      expect(labels.length).toBeGreaterThan(2);
      labels.forEach((a, i) => {
        for (const b of labels.slice(i + 1)) expect(overlap(a, b)).toBe(false);
      });
      const places = await boxes('.box-place rect, .box-shared rect');
      for (const label of labels) for (const place of places) expect(overlap(label, place)).toBe(false);
    },
  );

  test('a line that stands for several steps keeps one after the other', async () => {
    const { page } = await open('bulk', 'map');
    const packets = page
      .locator('[data-edge]', { has: page.locator('.glyph') })
      .and(page.locator('[aria-label*="call packet"]'));
    await packets.first().click();
    const pane = page.getByRole('complementary', { name: 'Details' });
    const first = await pane.innerText();
    await packets.first().click();
    await expect.poll(() => pane.innerText()).not.toBe(first);
  });

  test('is drawn about by its ground when it is larger than its panel', async () => {
    const { page } = await open('pipeline', 'map');
    await page.getByRole('group', { name: 'Detail' }).getByRole('button', { name: 'Places' }).click();
    await page.locator('.box-place').first().waitFor();
    for (let i = 0; i < 5; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const panel = page.locator('.scroll.map');
    await panel.evaluate((each) => each.scrollTo(200, 100));
    const frame = await panel.boundingBox();
    if (frame === null) throw new Error('no panel');
    await page.mouse.move(frame.x + 300, frame.y + 200);
    await page.mouse.down();
    await page.mouse.move(frame.x + 250, frame.y + 180);
    await page.mouse.up();
    expect(await panel.evaluate((each) => [each.scrollLeft, each.scrollTop])).toEqual([250, 120]);
    await page.getByRole('button', { name: 'Fit' }).click();
    expect(await panel.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
  });
});

describe('a path map in a narrow panel', () => {
  test.each([
    ['pipeline', 400],
    ['lost', 400],
    ['pipeline', 700],
  ] as const)('of %s shows domains alone where places could not be read (%i wide)', async (name, width) => {
    const { page } = await open(name, 'map', { width, height: 1000 });
    const detail = page.getByRole('group', { name: 'Detail' });
    await detail.getByRole('button', { name: 'Domains', pressed: true }).waitFor();
    expect(await page.locator('.box-place').count()).toBe(0);
    const panel = page.locator('.scroll.map');
    expect(await panel.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    for (const { height } of await boxes('.edge-label .row')) expect(height).toBeGreaterThan(12);
    const labels = await boxes('.label-ground rect');
    labels.forEach((a, i) => {
      for (const b of labels.slice(i + 1)) expect(overlap(a, b)).toBe(false);
    });
    await page.screenshot({ path: path.join(FOLDER, `network-map-${name}-${width}.png`) });
    expect(await seriousFindings(page)).toEqual([]);
    await detail.getByRole('button', { name: 'Places' }).click();
    await page.locator('.box-place').first().waitFor();
  });

  test('of domains says of each step which way it goes', async () => {
    const { page } = await open('pipeline', 'map', { width: 400, height: 1000 });
    await page.getByRole('group', { name: 'Detail' }).getByRole('button', { name: 'Domains', pressed: true }).waitFor();
    const names = await page
      .locator('[data-edge]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names.slice(0, 3)).toEqual([
      expect.stringMatching(/^1 copy A, copy from Camera to Camera, 8 bytes/),
      expect.stringMatching(/^2, 16 trap → kernel, trap from Camera to kernel/),
      expect.stringMatching(/^3 copy B → kernel, copy from Camera to kernel, 8 bytes/),
    ]);
  });

  test('that is larger than its panel is shown from where the call begins', async () => {
    const { page } = await open('pipeline', 'map', { width: 400, height: 700 });
    await page.getByRole('group', { name: 'Detail' }).getByRole('button', { name: 'Places' }).click();
    await page.locator('.box-place').first().waitFor();
    const panel = await page.locator('.scroll.map').boundingBox();
    const client = await page.locator('[data-box=Camera] rect').first().boundingBox();
    if (panel === null || client === null) throw new Error('nothing to see');
    expect(client.x).toBeGreaterThan(panel.x - 1);
    expect(client.y).toBeGreaterThan(panel.y - 1);
    expect(client.y).toBeLessThan(panel.y + panel.height);
  });
});

/** Texts of pictures, which axe-core does not look at, with less contrast to the ground than small letters need. */
async function faintTexts(): Promise<readonly string[]> {
  const found = await view.page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const pixel = (colours: readonly string[], alpha: number): readonly number[] => {
      if (canvas === null) return [0, 0, 0];
      colours.forEach((colour, i) => {
        canvas.globalAlpha = i === 0 ? 1 : alpha;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      });
      return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    };
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll('svg text')].map((text) => {
      let alpha = Number(getComputedStyle(text).fillOpacity);
      for (let each: Element | null = text; each !== null; each = each.parentElement)
        alpha *= Number(getComputedStyle(each).opacity);
      const name = `${text.closest('[class]')?.getAttribute('class') ?? ''}: ${text.textContent ?? ''}`;
      return { name, ground: pixel([ground], 1), ink: pixel([ground, getComputedStyle(text).fill], alpha) };
    });
  });
  return found.filter(({ ground, ink }) => contrast(rgb(ground), rgb(ink)) < 4.5).map(({ name }) => name);
}

function rgb([r = 0, g = 0, b = 0]: readonly number[]): Rgb {
  return [r, g, b];
}

describe('looks right', () => {
  test.each(Object.keys(THEMES) as ThemeName[])('what stands beside the steps, in the theme %s', async (theme) => {
    const { page } = await open('polling', 'sequence', { theme });
    await page.getByRole('button', { name: 'Legend' }).click();
    expect(await faintTexts()).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    const unnamed = await page
      .locator('[role=option]')
      .evaluateAll((all) => all.filter((each) => (each.getAttribute('aria-label') ?? '') === '').length);
    expect(unnamed).toBe(0);
  });

  test.each(Object.keys(THEMES) as ThemeName[])('in the theme %s', async (theme) => {
    const { page } = await open('lost', 'sequence', { theme });
    expect(await faintTexts()).toEqual([]);
    await page.screenshot({ path: path.join(FOLDER, `network-sequence-${theme}.png`) });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Path map' }).click();
    await page.locator('[data-layout=tidy]').waitFor();
    await page.screenshot({ path: path.join(FOLDER, `network-map-${theme}.png`) });
    expect(await faintTexts()).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
