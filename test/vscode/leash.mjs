// Runs the VS Code server on a leash: when the pipe to whoever started it closes, for whatever reason (a stop, Ctrl-C, a
// kill), the server and all that it has started end, and its data goes away.
//   node leash.mjs DATA_FOLDER EXECUTABLE ARGUMENT...
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [directory = '', executable = '', ...given] = process.argv.slice(2);
const server = spawn(executable, given, { stdio: ['ignore', 'inherit', 'inherit'] });
const ended = new Promise((resolve) => server.once('close', resolve));

async function end() {
  server.kill('SIGTERM');
  const impatient = setTimeout(() => server.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(impatient);
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.kill(-process.pid, 'SIGKILL'); // our own group: extension hosts that outlived the server, and ourselves
}

// A terminal's Ctrl-C is for whoever started us; they close the pipe when they are done.
process.on('SIGINT', () => {});
process.stdin.resume();
process.stdin.once('close', () => void end());
void ended.then(() => process.stdin.destroy());
