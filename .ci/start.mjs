// `npm start`: from a fresh clone to the tour, in the terminal and in VS Code. `--once [FILE.png]`: runs the tour in a
// headless browser instead of waiting for a person, writes a screenshot, and ends.
import path from 'node:path';
import { copySamples, withSamples } from '../test/vscode/samples.mjs';
import { packageExtension } from './build.mjs';
import { installProject, installVSCode, onPath } from './install.mjs';
import { interrupted, main, must, phase, Refusal, run, vsix } from './process.mjs';

const tour = 'tour.ipc';

async function tourInTerminal() {
  const { code } = await run(process.execPath, ['dist/cli.cjs', 'run', `media/samples/${tour}`], { inherit: true });
  if (code !== 0) throw new Refusal(`The tour ended with exit code ${code}.`);
}

/**
 * The VS Code that a person already has.
 * @param {string} code its executable
 */
async function tourInInstalledVSCode(code) {
  await phase('install the extension', () => must(code, ['--install-extension', vsix, '--force']));
  const folder = copySamples(); // stays: the editor goes on when we have ended
  await must(code, [folder, '--goto', path.join(folder, tour)]);
  console.log(`VS Code is open on ${folder}. Press "Run" above a scenario.`);
}

async function tourInBrowser() {
  const { remoteUri, startServer, workbenchUrl } = await import('../test/vscode/server.mjs');
  await withSamples(async (folder) => {
    const server = await startServer({ vsix });
    const file = remoteUri(server, path.join(folder, tour));
    console.log(`\nVS Code with IPC Tracer:\n\n  ${workbenchUrl(server, folder, [['openFile', file]])}\n`);
    console.log('Open the address in a browser and press "Run" above a scenario. Ctrl-C ends the server.');
    await interrupted();
    await server.stop();
  });
}

/** @param {string} screenshot */
async function tourOnce(screenshot) {
  const { openWorkbench } = await import('../test/vscode/workbench.mjs');
  await withSamples(async (folder) => {
    const size = { width: 1500, height: 940 };
    const settings = { 'editor.minimap.enabled': false, 'editor.wordWrap': 'on' };
    const workbench = await openWorkbench({ vsix, folder, file: path.join(folder, tour), size, settings });
    try {
      await workbench.ready();
      await workbench.page.keyboard.press('Control+b'); // more room without the side bar
      await workbench.codeLens('Run');
      await workbench.panel().locator('[role=option]').first().waitFor();
      await workbench.page.locator('.codelens-decoration a', { hasText: 'Ping' }).waitFor();
      await workbench.page.locator('.notification-toast').waitFor({ state: 'detached' });
      await workbench.shot(screenshot);
      if (workbench.problems.length > 0) throw new Refusal(workbench.problems.join('\n'));
    } catch (error) {
      await workbench.shot(screenshot);
      console.error(workbench.problems.join('\n'));
      throw error;
    } finally {
      await workbench.close();
    }
  });
  console.log(`Screenshot: ${path.relative(process.cwd(), screenshot)}`);
}

await main(async () => {
  const [mode, file = 'dist/tour.png'] = process.argv.slice(2);
  if (mode !== undefined && mode !== '--once') throw new Refusal('usage: npm start [-- --once [FILE.png]]');
  const code = process.env.CODE ?? (onPath('code') ? 'code' : undefined);
  await installProject();
  if (mode === '--once' || code === undefined) await installVSCode();
  await phase('build and package', packageExtension);
  await tourInTerminal();
  if (mode === '--once') await phase('tour in VS Code', () => tourOnce(path.resolve(file)));
  else if (code !== undefined) await tourInInstalledVSCode(code);
  else await tourInBrowser();
});
