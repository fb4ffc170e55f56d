// Runs Mocha files inside the extension host of a real VS Code.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { startBrowser } from './browser.mjs';
import { remoteUri, startServer, workbenchUrl } from './server.mjs';

const mark = '\u200b';
const inHost = path.join(import.meta.dirname, 'in-host.cjs');

/**
 * @typedef {object} SuiteOptions
 * @property {string} [vsix] tested as it will be installed; or
 * @property {string} [extension] the folder of an extension under development
 * @property {string} workspace the folder that VS Code opens
 * @property {string} [tests] the module that VS Code calls; ours if not given
 * @property {string[]} [suites] Mocha files, for our module
 * @property {(line: string) => void} print takes the suites' own lines
 * @property {string} [screenshot] written when the time is over
 * @property {number} [timeout] milliseconds
 */

/**
 * @param {SuiteOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function runHostSuites(options) {
  const env = options.suites === undefined ? {} : { IPC_TRACER_SUITES: JSON.stringify(options.suites) };
  const server = await startServer({ automation: true, env, ...(options.vsix ? { vsix: options.vsix } : {}) });
  try {
    const { browser, context } = await startBrowser();
    const code = await runIn(await context.newPage(), server, options);
    await browser.close();
    return code;
  } finally {
    await server.stop();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {import('./server.mjs').Server} server
 * @param {SuiteOptions} options
 */
async function runIn(page, server, { extension, workspace, tests = inHost, print, screenshot, timeout = 120_000 }) {
  /** @type {string[]} */
  const noise = [];
  page.on('pageerror', (error) => noise.push(`exception: ${error.message}`));
  /** @type {(code: number) => void} */
  let finish = () => {};
  /** @type {Promise<number>} */
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  // The workbench calls these two; the first with all that it and the extension host log.
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _level, /** @type {unknown[]} */ values) => {
    const line = format(...values);
    if (line.startsWith(mark) || tests !== inHost) print(line.replaceAll(mark, ''));
    else noise.push(line);
  });
  await page.exposeFunction('codeAutomationExit', finish);
  page.on('crash', () => finish(70));
  const timer = setTimeout(() => finish(124), timeout);
  const under = extension ?? server.extension;
  if (under === undefined) throw new Error('no extension to test');
  const payload = /** @type {const} */ ([
    ['extensionDevelopmentPath', remoteUri(server, under)],
    ['extensionTestsPath', remoteUri(server, tests)],
  ]);
  await page.goto(workbenchUrl(server, workspace, payload), { waitUntil: 'commit' });
  const code = await finished;
  clearTimeout(timer);
  if (code === 124) print(`timed out after ${timeout / 1000} s`);
  if (code === 124 && screenshot) {
    mkdirSync(path.dirname(screenshot), { recursive: true });
    await page.screenshot({ path: screenshot });
    print(`screenshot: ${screenshot}`);
  }
  if (code !== 0) print(noise.join('\n'));
  return code;
}
