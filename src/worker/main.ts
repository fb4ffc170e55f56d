/** The simulation worker: a session behind the port of a worker thread. */
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../protocol/worker.ts';
import { Session } from './session.ts';

const port = parentPort;
if (port === null) throw new Error('this program runs as a worker thread');

const session = new Session({
  post: (message) => port.postMessage(message),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
});
port.on('message', (message: ToWorker) => void session.handle(message));
