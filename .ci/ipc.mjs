// `npm run -s ipc -- ARGUMENTS`: the command line, from the clone. Paths are relative to where npm was called.
import path from 'node:path';
import { build } from './build.mjs';
import { installProject } from './install.mjs';
import { main, root, run } from './process.mjs';

await main(async () => {
  await installProject();
  await build();
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const cli = path.join(root, 'dist/cli.cjs');
  const { code } = await run(process.execPath, [cli, ...process.argv.slice(2)], { cwd, inherit: true });
  process.exitCode = code;
});
