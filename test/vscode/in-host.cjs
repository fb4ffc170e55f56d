// The extensionTestsPath: runs, inside VS Code's extension host, the Mocha files that IPC_TRACER_SUITES names (JSON; the
// host inherits the server's environment). CommonJS, because VS Code requires it.
const { format } = require('node:util');
const Mocha = require('mocha');

/** Tells the suite's lines from all that the workbench logs to the same place. */
const mark = '\u200b';

exports.run = () => {
  Mocha.reporters.Base.consoleLog = (...line) => console.log(mark + format(...line));
  const mocha = new Mocha({ ui: 'bdd', timeout: 90_000, color: false, reporter: 'spec', forbidOnly: true });
  for (const file of JSON.parse(process.env.IPC_TRACER_SUITES)) mocha.addFile(file);
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failed) => {
      const { passes, pending } = runner.stats;
      console.log(`${mark}result ${JSON.stringify({ passed: passes, failed: failed + pending })}`);
      if (failed + pending > 0) reject(new Error(`${failed + pending} failed`));
      else if (passes === 0) reject(new Error('no test ran'));
      else resolve();
    });
  });
};
