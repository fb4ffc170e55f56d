/** Names and texts of a scenario file are text, whatever stands in them. */
import { afterAll, expect, test } from 'vitest';
import { HOSTILE, hostileCall } from './fixtures/calls.ts';
import { runOf } from './fixtures/run.ts';
import { closeBrowser, openView, seriousFindings } from './page.ts';

afterAll(closeBrowser);

const built = hostileCall();
const run = runOf({
  title: HOSTILE.repeat(50),
  notes: [`${HOSTILE}\u202E`, 'x'.repeat(10_000)],
  variants: [
    { name: HOSTILE, built },
    { name: '\u2066b', built: hostileCall(1) },
  ],
});

test.each(['sequence', 'heatmap', 'map', 'text'] as const)('hostile names stay text in the view %s', async (name) => {
  const state = {
    file: run.overview.file,
    scenario: 'Tour',
    view: name,
    variant: 0,
    other: null,
    call: null,
    axis: 'scale',
  };
  const { page, complaints, close } = await openView({ run, width: 700, state });
  await page.waitForSelector(
    { sequence: '[data-step]', heatmap: 'tbody td', map: '[data-layout=tidy] [data-edge]', text: 'ol.lines' }[name],
  );
  await page.locator('[data-step], [data-edge], ol.lines li, tbody th').first().hover();
  const seen = await page.evaluate(() => ({
    foreign: document.querySelectorAll('img, b > b, main script').length,
    text: document.body.innerText,
    width: document.documentElement.scrollWidth,
    attributes: [...document.querySelectorAll('[title], [aria-label]')].map(
      (each) => (each.getAttribute('title') ?? '') + (each.getAttribute('aria-label') ?? ''),
    ),
  }));
  expect(seen.foreign).toBe(0);
  expect(seen.text).toContain('<img src=x');
  expect(seen.width).toBeLessThanOrEqual(700);
  for (const text of [seen.text, ...seen.attributes]) expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(Math.max(...seen.attributes.map((text) => text.length))).toBeLessThan(4_500);
  expect(complaints).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await close();
});
