import assert from 'node:assert/strict';
import threads from 'node:worker_threads';
import { after, afterEach, before, describe, it } from 'mocha';
import { closeAll, endless, eventually, once, openText, resultPanels, resultTitle, run } from './support.ts';

const { Worker } = threads;

/** The threads that run the simulator's program; VS Code and other extensions have threads of their own. */
const simulators: InstanceType<typeof Worker>[] = [];

class ObservedWorker extends Worker {
  constructor(...given: ConstructorParameters<typeof Worker>) {
    super(...given);
    if (String(given[0]).endsWith('worker.cjs')) simulators.push(this);
  }
}

describe('a crash of the simulator', () => {
  before(() => {
    threads.Worker = ObservedWorker;
  });
  after(() => {
    threads.Worker = Worker;
  });
  afterEach(closeAll);

  it('ends what runs with an error, and the next run works', async () => {
    const { document: long } = await openText(endless);
    const ended = run(long, 'Endless');
    await eventually(() => assert(resultPanels().includes('Endless')));
    await simulators.at(-1)?.terminate();
    await ended;
    const { document } = await openText(once);
    await run(document, 'Once');
    assert.match(await resultTitle(document), /^157 µs/);
    assert(simulators.length > 1, 'a new simulator was started');
  });

  it('between two runs is not noticed by the second', async () => {
    const { document } = await openText(once);
    await run(document, 'Once');
    const started = simulators.length;
    await simulators.at(-1)?.terminate();
    await run(document, 'Once');
    assert.match(await resultTitle(document), /^157 µs/);
    assert.equal(simulators.length, started + 1);
  });
});
