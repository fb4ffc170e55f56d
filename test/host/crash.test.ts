import assert from 'node:assert/strict';
import type { Worker } from 'node:worker_threads';
import { afterEach, describe, it } from 'mocha';
import { closeAll, endless, eventually, once, openText, resultPanels, resultTitle, run } from './support.ts';

/** The next worker thread that this process starts: the simulator's. */
function nextWorker(): Promise<Worker> {
  return new Promise((resolve) => process.once('worker', resolve));
}

describe('a crash of the simulator', () => {
  afterEach(closeAll);

  it('ends what runs with an error, and the next run works', async function () {
    this.timeout(40_000);
    const { document } = await openText(once);
    // A run in this suite's first test may find a worker of an earlier suite: end that one by the same means.
    const first = await workerOf(() => run(document, 'Once'));
    await first.terminate();
    const { document: long } = await openText(endless);
    const next = nextWorker();
    const ended = run(long, 'Endless');
    const worker = await next;
    await eventually(() => assert(resultPanels().includes('Endless')));
    await worker.terminate();
    await ended;
    const replacement = nextWorker();
    await run(document, 'Once');
    await replacement;
    assert.match(await resultTitle(document), /^157 µs/);
  });
});

/** Lets an action start a worker. */
async function workerOf(action: () => Thenable<unknown>): Promise<Worker> {
  const started = nextWorker();
  await action();
  return started;
}
