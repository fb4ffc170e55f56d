// What a full test run consists of: static checks, Vitest projects, and Mocha files inside VS Code.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withSamples } from '../test/vscode/samples.mjs';
import { packageExtension } from './build.mjs';
import { bin, root, run, vsix } from './process.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} output shown where something failed
 *
 * @typedef {object} Suite
 * @property {string} title
 * @property {() => Promise<Outcome>} run
 */

const results = path.join(root, 'out/results');

/**
 * A tool that either accepts the tree or not: one test.
 * @param {string} title
 * @param {string} command
 * @param {string[]} given
 * @returns {Suite}
 */
function check(title, command, given) {
  return {
    title,
    run: async () => {
      const { code, output } = await run(command, given);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
    },
  };
}

/**
 * @param {string} project a project of vitest.config.ts
 * @returns {Suite}
 */
function vitest(project) {
  const report = path.join(results, `${project}.json`);
  return {
    title: `${project} tests`,
    run: async () => {
      rmSync(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code, output } = await run(bin('vitest'), ['run', '--project', project, ...reporters]);
      return { ...counted(report, code), output };
    },
  };
}

/**
 * A skipped test counts as failed, and so does a file that could not be loaded.
 * @param {string} report
 * @param {number} code
 */
function counted(report, code) {
  try {
    const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numTotalTests - numPassedTests;
    return { passed: numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const bundledSuites = path.join(root, 'out/host-suites');

/** Bundles the files that run inside VS Code, which loads CommonJS. */
export async function bundleHostSuites() {
  const files = readdirSync(path.join(root, 'test/host')).filter((file) => file.endsWith('.test.ts'));
  rmSync(bundledSuites, { recursive: true, force: true });
  mkdirSync(bundledSuites, { recursive: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => `test/host/${file}`),
    outdir: bundledSuites,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return files.map((file) => path.join(bundledSuites, file.replace(/\.ts$/, '.cjs')));
}

/** @type {Suite} */
const host = {
  title: 'tests inside VS Code',
  run: async () => {
    const { runHostSuites } = await import('../test/vscode/host-suites.mjs');
    const suites = await bundleHostSuites();
    /** @type {string[]} */
    const lines = [];
    const print = (/** @type {string} */ line) => lines.push(line);
    const screenshot = path.join(results, 'host-timeout.png');
    const code = await withSamples((workspace) => runHostSuites({ vsix, workspace, suites, print, screenshot }));
    const output = lines.join('\n');
    const result = /^result (.*)$/m.exec(output)?.[1];
    const { passed, failed } = result ? JSON.parse(result) : { passed: 0, failed: 1 };
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1), output };
  },
};

export const staticChecks = [
  check('types', bin('tsc'), ['-b']),
  check('lint', bin('oxlint'), []),
  check('format', bin('biome'), ['check', '.']),
  check('dead code', bin('knip'), []),
];

export const fastSuites = [vitest('unit'), vitest('golden')];

/** @type {Suite} */
const packaging = {
  title: 'package',
  run: async () => {
    await packageExtension();
    return { passed: 1, failed: 0, output: '' };
  },
};

export const slowSuites = [
  packaging,
  check('third-party notices', process.execPath, [path.join(root, '.ci/notices.mjs'), '--check']),
  vitest('property'),
  vitest('papers'),
  vitest('webview'),
  host,
  vitest('e2e'),
];
