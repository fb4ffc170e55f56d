// `npm run bench`: bundles the benchmark and runs it in a process of its own.
import path from 'node:path';
import { build as buildBundles } from './build.mjs';
import { installProject } from './install.mjs';
import { main, phase, root, run } from './process.mjs';

const program = path.join(root, 'out/bench.mjs');

async function bundle() {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/main.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    inject: ['src/language/node20.mjs'],
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
}

await main(async () => {
  await installProject();
  await phase('build', async () => {
    await bundle();
    await buildBundles();
  });
  const { code } = await run(process.execPath, [program, ...process.argv.slice(2)], { inherit: true });
  process.exitCode = code;
});
