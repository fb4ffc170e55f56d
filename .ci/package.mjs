// `npm run package`: makes dist/ipc-tracer.vsix.
import path from 'node:path';
import { packageExtension } from './build.mjs';
import { installProject } from './install.mjs';
import { main, phase, root, vsix } from './process.mjs';

await main(async () => {
  await installProject();
  await phase('package', packageExtension);
  console.log(path.relative(root, vsix));
});
