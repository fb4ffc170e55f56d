// Drives the real workbench as a person does: palette, editor, CodeLens, Problems, the result panel.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from './browser.mjs';
import { remoteUri, startServer, workbenchUrl } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * @typedef {object} WorkbenchOptions
 * @property {string} vsix the extension under test
 * @property {string} folder an absolute path; tests hand in a copy they may write to
 * @property {string} [file] an absolute path, opened in the editor
 * @property {string} [theme] as the settings name it
 * @property {Record<string, unknown>} [settings]
 * @property {boolean} [workspaceTrust] ask for trust as a desktop VS Code does
 * @property {{ width: number, height: number }} [size]
 */

/** What the page asks for in vain in this build and nobody misses: parts of a wrapper that is not in use here. */
const missing =
  /404\) was received when fetching the script|_static\/|node_modules\/vsda\/|\/version$|manifest\.json|favicon/;

/** A line of the workbench's own log that has nothing to do with the extension. */
const isForeign = (/** @type {string} */ text) => text.startsWith('%c') && !text.includes('ipc-tracer');

/** @typedef {Awaited<ReturnType<typeof openWorkbench>>} Workbench */

/** @param {WorkbenchOptions} options */
export async function openWorkbench(options) {
  const { theme, settings = {}, ...rest } = options;
  const server = await startServer({
    vsix: rest.vsix,
    workspaceTrust: rest.workspaceTrust ?? false,
    settings: theme === undefined ? settings : { 'workbench.colorTheme': theme, ...settings },
  });
  try {
    const { browser, context } = await startBrowser(rest.size);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const problems = collectProblems(page);
    const payload = rest.file === undefined ? [] : [openFile(remoteUri(server, rest.file))];
    await page.goto(workbenchUrl(server, rest.folder, payload), { waitUntil: 'commit' });
    const close = async () => {
      await browser.close();
      await server.stop();
    };
    return { ...driver(page), page, problems, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * @param {string} uri
 * @returns {readonly [string, string]}
 */
const openFile = (uri) => ['openFile', uri];

/**
 * Everything that must not happen in a healthy session: exceptions, console errors, violated content policies.
 * @param {Page} page
 */
function collectProblems(page) {
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && !missing.test(text) && !isForeign(text)) problems.push(`console: ${text}`);
  });
  return problems;
}

/** @param {Page} page */
function driver(page) {
  const editorText = page.locator('.editor-instance .view-line');

  /** Waits until the workbench shows its editor area. */
  const ready = () => page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 40_000 });

  /**
   * Runs a command by the palette, found by its exact label: the palette's first row may be another command. A palette
   * that was opened before the extension was known does not get its commands later, so it is opened again; so is one whose
   * key went to a window that was busy.
   * @param {string} label with its category, such as `IPC: Run IPC scenario`
   */
  async function command(label) {
    const palette = page.locator('.quick-input-widget');
    const row = palette
      .locator('.monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await page.keyboard.press('F1');
      const input = palette.locator('input[type=text]');
      const found = await input
        .fill(`>${label}`, { timeout: 5000 })
        .then(() => row.waitFor({ timeout: 5000 }))
        .then(
          () => true,
          () => false,
        );
      if (found) break;
      await page.keyboard.press('Escape');
    }
    await row.click();
  }

  /**
   * Clicks a CodeLens. The editor gets the focus first: without it VS Code drops a pending refresh of the lenses and
   * leaves them as dead text.
   * @param {string | RegExp} text
   * @param {number} [index] which of several with this text
   */
  async function codeLens(text, index = 0) {
    await page.keyboard.press('Control+1');
    await page.locator('.codelens-decoration a').filter({ hasText: text }).nth(index).click();
  }

  /** The document inside the extension's visible webview: two frames deep, laid over the editor. */
  const panel = () =>
    page
      .locator('iframe.webview.ready[src*="extensionId=ipc-tracer.ipc-tracer"]')
      .filter({ visible: true })
      .first()
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();

  /**
   * Rows of the Problems view.
   * @param {string | RegExp} text
   */
  const problemRow = (text) => page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });

  /** @param {string} file a PNG file; its folder is made */
  async function shot(file) {
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file });
  }

  return { ready, editorText, command, codeLens, panel, problemRow, shot };
}
