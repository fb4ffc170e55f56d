// `npm run test:electron`: the suites that run inside VS Code, by way of @vscode/test-electron and any executable.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { withSamples } from '../test/vscode/samples.mjs';
import { build } from './build.mjs';
import { installProject, installVSCode } from './install.mjs';
import { main, phase, Refusal, root, vscodeHost } from './process.mjs';
import { bundleHostSuites } from './suites.mjs';

await main(async () => {
  const given = process.env.VSCODE_EXECUTABLE;
  await installProject();
  if (given === undefined) await installVSCode();
  await phase('build', build);
  const suites = await bundleHostSuites();
  const code = await withSamples((workspace) =>
    runTests({
      vscodeExecutablePath: given ?? path.join(vscodeHost, 'code-shim.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(vscodeHost, 'in-host.cjs'),
      extensionTestsEnv: { IPC_TRACER_SUITES: JSON.stringify(suites) },
      launchArgs: [workspace, '--disable-workspace-trust'],
    }),
  );
  if (code !== 0) throw new Refusal(`The suites ended with exit code ${code}.`);
});
