// Starts VS Code's own server on a loopback address, with a fresh profile in a temporary folder.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { nodeBinary, serverMain } from './paths.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {Record<string, unknown>} [settings] user settings, over the quiet ones below
 * @property {string} [vsix] extension to install first, as `code --install-extension` does
 * @property {boolean} [automation] honour extensionDevelopmentPath and extensionTestsPath; dialogs and toasts are off then
 * @property {boolean} [workspaceTrust] ask for trust as a desktop VS Code does
 * @property {Record<string, string>} [env] added to the environment of the server and its extension host
 *
 * @typedef {object} Server
 * @property {string} authority host and port
 * @property {string} directory server data, removed by stop
 * @property {string | undefined} extension folder of the installed extension
 * @property {() => Promise<void>} stop
 */

const leash = path.join(import.meta.dirname, 'leash.mjs');

/** What a first start would otherwise put in the way of a person or a test. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'window.autoDetectColorScheme': false,
  'editor.cursorBlinking': 'solid',
  'files.simpleDialog.enable': true,
  'remote.autoForwardPorts': false,
};

/**
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'ipc-tracer-vscode-'));
  writeSettings(directory, options);
  // No extension gallery; and the server's sockets go away with its folder.
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: directory, ...options.env };
  try {
    const extension = options.vsix === undefined ? undefined : installExtension(options.vsix, directory, env);
    const child = spawn(process.execPath, [leash, directory, nodeBinary, ...serverArguments(directory, options)], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // the leash ends its process group as a whole
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const stop = async () => {
      child.stdin.end();
      await ended;
    };
    return { authority: `127.0.0.1:${await listening(child)}`, directory, extension, stop };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {string} directory
 * @param {ServerOptions} options
 */
function writeSettings(directory, { settings, workspaceTrust = false }) {
  // This server reads user settings from its disk; a stock VS Code web keeps them in the browser.
  const user = path.join(directory, 'data/User');
  mkdirSync(user, { recursive: true });
  const all = { ...quietSettings, 'security.workspace.trust.enabled': workspaceTrust, ...settings };
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify(all, null, 2));
}

const fixedArguments =
  '--host 127.0.0.1 --port 0 --without-connection-token --accept-server-license-terms --reconnection-grace-time 5 ' +
  '--telemetry-level off --disable-telemetry --disable-update-check --disable-experiments ' +
  '--disable-getting-started-override';

/**
 * @param {string} directory
 * @param {ServerOptions} options
 */
function serverArguments(directory, { automation = false, workspaceTrust = false }) {
  return [
    serverMain,
    ...fixedArguments.split(' '),
    '--server-data-dir',
    directory,
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(automation ? ['--enable-smoke-test-driver'] : []),
  ];
}

/**
 * @param {string} vsix
 * @param {string} directory
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} the folder it was installed to
 */
function installExtension(vsix, directory, env) {
  const install = ['--accept-server-license-terms', '--server-data-dir', directory, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(nodeBinary, [serverMain, ...install], { env, encoding: 'utf8' });
  const extensions = path.join(directory, 'extensions');
  const folder = status === 0 && readdirSync(extensions).find((name) => name.startsWith('ipc-tracer.'));
  if (!folder) throw new Error(`${vsix} could not be installed\n${stdout}${stderr}`);
  return path.join(extensions, folder);
}

/**
 * @param {import('node:child_process').ChildProcessWithoutNullStreams} child
 * @returns {Promise<string>} the port
 */
function listening(child) {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (/** @type {Buffer} */ data) => {
      output += data;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(port);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}\n${output}`)));
  });
}

/**
 * The address of the workbench with a folder, or with the folders that a workspace file names.
 * @param {Server} server
 * @param {string} folder
 * @param {ReadonlyArray<readonly [string, string]>} [payload] what the workbench reads at its start
 */
export function workbenchUrl(server, folder, payload = []) {
  const url = new URL(`http://${server.authority}/`);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  url.searchParams.set('payload', JSON.stringify([['skipWelcome', 'true'], ...payload]));
  return url.href;
}

/**
 * A file of the server's disk as the workbench names it.
 * @param {Server} server
 * @param {string} file
 */
export function remoteUri(server, file) {
  return `vscode-remote://${server.authority}${encodeURI(file)}`;
}
