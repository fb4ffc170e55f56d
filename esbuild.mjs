// Bundles every program of the extension into dist/. `--dev`: readable, with source maps; `--watch`: the same, again on each change.
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build, context } from 'esbuild';
import { bundles, layoutWorker } from './.ci/bundles.mjs';

const flags = new Set(process.argv.slice(2));
const watch = flags.has('--watch');
const programs = bundles({ dev: watch || flags.has('--dev') });

async function copyLayoutWorker() {
  await mkdir(path.dirname(layoutWorker.to), { recursive: true });
  await copyFile(layoutWorker.from, layoutWorker.to);
}

function printSizes(results) {
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) console.log(`${file.padEnd(28)} ${(bytes / 1000).toFixed(0).padStart(6)} KB`);
    }
  }
}

process.chdir(import.meta.dirname);
await copyLayoutWorker();
if (watch) {
  const contexts = await Promise.all(programs.map(context));
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  printSizes(await Promise.all(programs.map(build)));
}
