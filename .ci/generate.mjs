// Generates the language's parser and syntax tree types from the grammar.
import { spawnSync } from 'node:child_process';

const options = { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
const args = ['--import', './src/language/node20.mjs', 'node_modules/langium-cli/bin/langium.js', 'generate'];
const run = spawnSync(process.execPath, args, options);
if (run.status !== 0) console.error(run.stdout);
process.exit(run.status ?? 1);
