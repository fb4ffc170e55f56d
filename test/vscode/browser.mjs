import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

const switches =
  '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync';

/**
 * A headless browser with one context.
 * @param {{ width?: number, height?: number }} [size]
 */
export async function startBrowser({ width = 1400, height = 900 } = {}) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: install one or name it in CHROMIUM');
  const browser = await chromium.launch({
    executablePath,
    args: switches.split(' '),
  });
  // Service workers stay on: a webview's files come through one.
  const context = await browser.newContext({
    viewport: { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { browser, context };
}
