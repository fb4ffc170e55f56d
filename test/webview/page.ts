/** The result panel in a real browser, under the policy that the host gives it, with a host made of fixtures. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RunStatus, ToHost, ToView } from '../../src/protocol/result.ts';
import type { Run } from './fixtures/run.ts';
import { contributedColours, THEMES, type ThemeName } from './themes.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const ORIGIN = 'https://view.test';
const NONCE = 'dGVzdA';

export interface ViewOptions {
  readonly run: Run;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly status?: RunStatus;
  /** What the webview kept when it was last shown. */
  readonly state?: unknown;
  /** Answers instead of the run's: undefined for none at all. */
  readonly answer?: (request: Extract<ToHost, { kind: 'request' }>) => unknown;
  /** Instead of the layout library; null: it is not there. The library itself is given time, however busy the machine is. */
  readonly elkWorker?: string | null;
  /** Milliseconds after which the layout library is given up. */
  readonly elkDeadline?: number;
  readonly reduceMotion?: boolean;
}

export interface View {
  readonly page: Page;
  /** Messages of the panel to the host, in order. */
  readonly posted: readonly ToHost[];
  /** Console errors, failed checks of the policy, errors of the page. */
  readonly complaints: readonly string[];
  readonly send: (message: ToView) => Promise<void>;
  readonly state: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

let browser: Promise<Browser> | null = null;
let bundle: Promise<ReadonlyMap<string, string>> | null = null;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

async function buildOnce(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['webview/result/main.tsx'],
    outfile: 'unused/result.js',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2024',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    mainFields: ['module', 'main'],
    minify: true,
    charset: 'utf8',
  });
  const files = new Map(outputFiles.map((file) => [`/${path.basename(file.path)}`, file.text]));
  files.set('/elk-worker.js', elkScript());
  return files;
}

/** The layout library's worker. */
export function elkScript(): string {
  return readFileSync(path.join(ROOT, 'node_modules/elkjs/lib/elk-worker.min.js'), 'utf8');
}

export async function openView(options: ViewOptions): Promise<View> {
  browser ??= chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  bundle ??= buildOnce();
  const files = await bundle;
  const context = await (await browser).newContext({
    viewport: { width: options.width ?? 1100, height: options.height ?? 800 },
    reducedMotion: options.reduceMotion === true ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const posted: ToHost[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const send = async (message: ToView): Promise<void> =>
    page.evaluate((each) => window.postMessage(each, '*'), message);
  await page.exposeFunction('hostPost', (message: ToHost) => {
    posted.push(message);
    // An answer may come when nobody looks at the page any more.
    react(options, message, send).catch((error: unknown) => {
      if (!page.isClosed()) complaints.push(String(error));
    });
  });
  await page.exposeFunction('hostComplain', (text: string) => complaints.push(text));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const text = textOf(options, files, pathname);
    if (text === undefined) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ body: text, contentType: `${contentType(pathname)}; charset=utf-8` });
  });
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    posted,
    complaints,
    send,
    state: () => page.evaluate(() => Reflect.get(window, 'kept') as unknown),
    close: () => context.close(),
  };
}

function textOf(options: ViewOptions, files: ReadonlyMap<string, string>, pathname: string): string | undefined {
  if (pathname === '/') return html(options);
  if (pathname === '/elk-worker.js' && options.elkWorker !== undefined) return options.elkWorker ?? undefined;
  return files.get(pathname);
}

/** What axe-core finds serious or critical. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  const source = readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const found = await page.evaluate(`${source}; axe.run(document, { resultTypes: ['violations'] })`);
  const { violations } = found as { violations: readonly Violation[] };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join('; ')}`,
    );
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

async function react(options: ViewOptions, message: ToHost, send: (message: ToView) => Promise<void>): Promise<void> {
  if (message.kind === 'ready')
    return send({ kind: 'status', status: options.status ?? { state: 'done', run: 1, stale: false } });
  if (message.kind !== 'request') return;
  try {
    const result = await (options.answer === undefined ? options.run.answer(message) : options.answer(message));
    if (result !== undefined) await send({ kind: 'reply', id: message.id, result });
  } catch (error) {
    await send({ kind: 'failure', id: message.id, message: error instanceof Error ? error.message : String(error) });
  }
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.css')) return 'text/css';
  return pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
}

function html({ theme = 'light', state = null, reduceMotion, elkDeadline = 60_000 }: ViewOptions): string {
  const { bodyClass, variables } = THEMES[theme];
  const policy = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src ${ORIGIN}; connect-src ${ORIGIN}; worker-src blob:; font-src ${ORIGIN}; img-src ${ORIGIN}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>IPC Tracer</title>
<link rel="stylesheet" href="${ORIGIN}/result.css">
<script nonce="${NONCE}">
document.addEventListener('securitypolicyviolation', (event) => hostComplain('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
for (const [name, value] of Object.entries(${JSON.stringify({ ...variables, ...contributedColours(theme) })})) document.documentElement.style.setProperty('--vscode-' + name, value);
window.kept = ${JSON.stringify(state)};
window.acquireVsCodeApi = () => ({ postMessage: (message) => hostPost(message), getState: () => window.kept, setState: (value) => { window.kept = value; } });
</script>
</head>
<body class="${bodyClass}${reduceMotion === true ? ' vscode-reduce-motion' : ''}">
<div id="root" data-elk="${ORIGIN}/elk-worker.js" data-elk-deadline="${elkDeadline}"></div>
<script nonce="${NONCE}" src="${ORIGIN}/result.js"></script>
</body>
</html>`;
}
