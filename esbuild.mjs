// Bundles every program of the extension into dist/. `--dev`: readable, with source maps; `--watch`: the same, again on each change.
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build, context } from 'esbuild';

const root = import.meta.dirname;
const flags = new Set(process.argv.slice(2));
const watch = flags.has('--watch');
const dev = watch || flags.has('--dev');

/** The parser library calls Object.groupBy, which Node 20 lacks. */
const polyfill = { inject: ['src/language/node20.mjs'] };
const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = {
  platform: 'browser',
  target: 'es2024',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

const programs = [
  { in: 'src/host/extension.ts', out: 'extension.cjs', ...node, external: ['vscode'] },
  { in: 'src/server/main.ts', out: 'server.cjs', ...node, ...polyfill },
  { in: 'src/worker/main.ts', out: 'worker.cjs', ...node, ...polyfill },
  { in: 'src/cli/main.ts', out: 'cli.cjs', ...node, ...polyfill },
  { in: 'webview/result/main.tsx', out: 'webview/result.js', ...browser },
].filter((program) => existsSync(path.join(root, program.in)));

function options({ in: entry, out, ...rest }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${out}`,
    bundle: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    // The language server's UMD builds hide their requires from bundlers; their ES modules do not.
    mainFields: ['module', 'main'],
    metafile: true,
    minify: !dev,
    sourcemap: dev ? 'linked' : false,
    ...rest,
  };
}

function printSizes(results) {
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) console.log(`${file.padEnd(28)} ${(bytes / 1000).toFixed(0).padStart(6)} KB`);
    }
  }
}

/** The layout library's worker is loaded by the webview as a file of its own, unmodified. */
async function copyLayoutWorker() {
  const target = path.join(root, 'dist/webview/elk-worker.js');
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(path.join(root, 'node_modules/elkjs/lib/elk-worker.min.js'), target);
}

await copyLayoutWorker();
if (watch) {
  const contexts = await Promise.all(programs.map((program) => context(options(program))));
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  printSizes(await Promise.all(programs.map((program) => build(options(program)))));
}
