// `npm test`: everything. `npm run check` (--fast): what needs neither a browser nor VS Code.
import { generate } from './build.mjs';
import { installProject, installVSCode } from './install.mjs';
import { main, phase, progress } from './process.mjs';
import { fastSuites, slowSuites, staticChecks } from './suites.mjs';

/** @typedef {import('./suites.mjs').Suite} Suite */

/**
 * @param {unknown} error
 * @returns {import('./suites.mjs').Outcome}
 */
function crashed(error) {
  return { passed: 0, failed: 1, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/**
 * Runs a suite and prints its line.
 * @param {Suite} suite
 */
async function runSuite(suite) {
  const start = performance.now();
  const outcome = await suite.run().catch(crashed);
  const { passed, output } = outcome;
  // A suite in which nothing ran says nothing.
  const failed = passed + outcome.failed === 0 ? 1 : outcome.failed;
  if (failed > 0) console.log(output.trimEnd());
  const counts = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`;
  console.log(progress(suite.title, start, counts));
  return { passed, failed };
}

await main(async () => {
  const fast = process.argv.includes('--fast');
  await installProject();
  if (!fast) await installVSCode();
  await phase('generate', generate);
  const outcomes = await Promise.all(staticChecks.map(runSuite));
  for (const suite of fast ? fastSuites : [...fastSuites, ...slowSuites]) outcomes.push(await runSuite(suite));
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
