// Builds what is older than its sources.
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { bin, must, root, vsix } from './process.mjs';

const sources = ['src', 'webview', 'media', 'package.json', 'package-lock.json', 'esbuild.mjs', 'langium-config.json'];
const papers = ['README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD-PARTY-NOTICES', '.vscodeignore'];

/**
 * The newest change below a file or folder, in milliseconds.
 * @param {string} file
 * @returns {number}
 */
function newest(file) {
  if (!existsSync(file)) return 0;
  const status = statSync(file);
  if (!status.isDirectory()) return status.mtimeMs;
  const inside = readdirSync(file).filter((name) => name !== 'generated');
  return Math.max(0, ...inside.map((name) => newest(path.join(file, name))));
}

/**
 * @param {string} target
 * @param {string[]} from
 */
function isStale(target, from) {
  const built = newest(target);
  return from.some((each) => newest(path.join(root, each)) > built);
}

/**
 * @param {string} target
 * @param {string[]} from
 * @param {() => Promise<unknown>} make
 */
async function renew(target, from, make) {
  const start = new Date();
  if (!isStale(target, from)) return;
  rmSync(target, { force: true }); // what cannot be made must not be found
  await make();
  // The bundler leaves a file alone whose bytes are the same; what changed while it worked is newer still.
  utimesSync(target, start, start);
}

/** The parser's code, made from the grammar. */
export async function generate() {
  await must('npm', ['run', '-s', 'generate']);
}

/** The bundles in dist/. */
export function build() {
  return renew(path.join(root, 'dist/cli.cjs'), sources, () => must('npm', ['run', '-s', 'build']));
}

/** The extension as one installable file. Packaging builds first: it is the manifest's vscode:prepublish script. */
export function packageExtension() {
  const given = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  ];
  return renew(vsix, [...sources, ...papers], () => must(bin('vsce'), given));
}
