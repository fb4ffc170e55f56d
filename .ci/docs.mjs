// `npm run docs`: writes docs/mechanisms, a page for each mechanism of the library.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { main, Refusal, root } from './process.mjs';

const folder = path.join(root, 'docs/mechanisms');

await main(async () => {
  await installProject();
  await build();
  const given = [path.join(root, 'dist/cli.cjs'), 'mechanisms', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Refusal(stderr);
  /** @type {Record<string, string>} */
  const pages = JSON.parse(stdout);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(pages)) writeFileSync(path.join(folder, name), text);
  console.log(`${Object.keys(pages).length} files in docs/mechanisms`);
});
