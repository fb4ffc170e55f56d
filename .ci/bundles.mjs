// Every program of the extension, and how it is bundled.
import { build } from 'esbuild';
import { root } from './process.mjs';

/** @typedef {import('esbuild').BuildOptions & { metafile: true }} Bundle */

/** The parser library calls Object.groupBy, which Node 20 lacks. */
const polyfill = { inject: ['src/language/node20.mjs'] };
const node = /** @type {const} */ ({ platform: 'node', target: 'node20', format: 'cjs' });
const browser = /** @type {const} */ ({
  platform: 'browser',
  target: 'es2024',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
});

/** @type {(import('esbuild').BuildOptions & { entry: string })[]} */
const programs = [
  { entry: 'src/host/extension.ts', outfile: 'dist/extension.cjs', ...node, external: ['vscode'] },
  { entry: 'src/server/main.ts', outfile: 'dist/server.cjs', ...node, ...polyfill },
  { entry: 'src/worker/main.ts', outfile: 'dist/worker.cjs', ...node, ...polyfill },
  { entry: 'src/cli/main.ts', outfile: 'dist/cli.cjs', ...node, ...polyfill },
  { entry: 'webview/result/main.tsx', outfile: 'dist/webview/result.js', ...browser },
];

/** The layout library's worker is loaded by the webview as a file of its own, unmodified. */
export const layoutWorker = { from: 'node_modules/elkjs/lib/elk-worker.min.js', to: 'dist/webview/elk-worker.js' };

/**
 * @param {{ dev: boolean }} mode readable and with source maps, or as small as it can be
 * @returns {Bundle[]}
 */
export function bundles({ dev }) {
  return programs.map(({ entry, ...program }) => ({
    ...program,
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    // The language server's UMD builds hide their requires from bundlers; their ES modules do not.
    mainFields: ['module', 'main'],
    metafile: true,
    minify: !dev,
    sourcemap: dev ? 'linked' : false,
  }));
}

/** @returns {Promise<string[]>} the folders of the packages whose code gets into a bundle, relative to the root */
export async function bundledPackages() {
  const results = await Promise.all(bundles({ dev: false }).map((bundle) => build({ ...bundle, write: false })));
  const files = results.flatMap(({ metafile }) => Object.values(metafile.outputs).flatMap(contained));
  const folders = [...files, layoutWorker.from].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** @param {{ inputs: Record<string, { bytesInOutput: number }> }} output */
function contained({ inputs }) {
  return Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0);
}
