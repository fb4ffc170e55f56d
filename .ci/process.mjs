// Small things that every script here needs: running programs, timing phases, ending with one sentence.
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.dirname(import.meta.dirname);
export const vscodeHost = path.join(root, 'test/vscode');
export const vsix = path.join(root, 'dist/ipc-tracer.vsix');

/** A failure that one sentence explains; no stack trace is shown for it. */
export class Refusal extends Error {}

/**
 * What Ctrl-C does; exiting, unlike dying by the signal, lets everybody clean up.
 * @type {() => void}
 */
let interrupt = () => {
  process.exit(130);
};

/** Resolves at Ctrl-C, which ends the script otherwise. */
export function interrupted() {
  return new Promise((resolve) => {
    interrupt = () => resolve(undefined);
  });
}

/**
 * Runs a script's main function; a refusal ends it with its sentence and exit code 1.
 * @param {() => Promise<void>} script
 */
export async function main(script) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => interrupt());
  try {
    await script();
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * @typedef {object} Ended
 * @property {number} code the exit code; 1 for a program that could not start or was killed
 * @property {string} output both streams, in the order in which they came
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/**
 * Runs a program to its end and keeps what it writes.
 * @param {string} command
 * @param {string[]} [given]
 * @param {{ cwd?: string, env?: Record<string, string>, inherit?: boolean }} [options]
 * @returns {Promise<Ended>}
 */
export function run(command, given = [], { cwd = root, env = {}, inherit = false } = {}) {
  return new Promise((resolve) => {
    const stdio = inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, given, { cwd, env: { ...process.env, ...env }, stdio: /** @type {'pipe'} */ (stdio) });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data) => {
        output += data;
      });
    }
    const end = (/** @type {number} */ code) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/**
 * Runs a program that must succeed.
 * @param {string} command
 * @param {string[]} [given]
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export async function must(command, given = [], options = {}) {
  const { code, output } = await run(command, given, options);
  if (code !== 0) throw new Refusal(`${output.trimEnd()}\n\n${[command, ...given].join(' ')} failed.`);
  return output;
}

/**
 * A program that a dependency brings.
 * @param {string} name
 */
export const bin = (name) => path.join(root, 'node_modules/.bin', name);

/**
 * One line of a script's progress: what it was and how long it took.
 * @param {string} title
 * @param {number} start from performance.now()
 * @param {string} [remark]
 */
export function progress(title, start, remark = '') {
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  return `${title.padEnd(24)} ${seconds} s  ${remark}`.trimEnd();
}

/**
 * Does a piece of work and prints its line.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(title, work) {
  const start = performance.now();
  const result = await work();
  console.error(progress(title, start)); // standard output may be where a script's answer goes
  return result;
}
