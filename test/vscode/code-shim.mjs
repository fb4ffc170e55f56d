#!/usr/bin/env node
// Stands in for the `code` executable: takes the switches that @vscode/test-electron passes and runs the suite in our
// VS Code.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHostSuites } from './host-suites.mjs';

const given = process.argv.slice(2);

/** @param {string} name */
const value = (name) => given.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);

/** @param {string | undefined} file a path or a file: address */
function absolute(file) {
  if (file === undefined) throw new Error('switches of a test run expected');
  return path.resolve(file.startsWith('file:') ? fileURLToPath(file) : file);
}

process.exitCode = await runHostSuites({
  extension: absolute(value('extensionDevelopmentPath')),
  tests: absolute(value('extensionTestsPath')),
  workspace: absolute(given.find((each) => !each.startsWith('-'))),
  print: (line) => console.log(line),
});
