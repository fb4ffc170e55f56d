// `npm run papers`: prints the published values beside the simulated ones, and writes docs/validation.md.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { main, root, run } from './process.mjs';

const cli = path.join(root, 'dist/cli.cjs');
const page = path.join(root, 'docs/validation.md');

await main(async () => {
  await installProject();
  await build();
  const { code } = await run(process.execPath, [cli, 'papers'], { cwd: root, inherit: true });
  const { stdout } = spawnSync(process.execPath, [cli, 'papers', '--markdown'], { cwd: root, encoding: 'utf8' });
  writeFileSync(page, stdout);
  process.exitCode = code;
});
