import { expect, onTestFinished, test, vi } from 'vitest';
import { Simulator, type WorkerPort } from '../../../src/host/simulator.ts';
import type { FromWorker, ToWorker } from '../../../src/protocol/worker.ts';
import type { ScenarioRun } from '../../../src/sim/scenario.ts';

const scenario: ScenarioRun = {
  file: 'untitled:a',
  scenario: 'A',
  title: null,
  notes: [],
  variants: [],
  expectations: [],
  published: [],
};

/** A worker that does nothing by itself: the test says what it sends. */
class FakeWorker implements WorkerPort {
  readonly received: ToWorker[] = [];
  terminated = 0;
  private readonly listeners: { event: string; listener: (value: never) => void }[] = [];

  postMessage(message: ToWorker): void {
    this.received.push(message);
  }

  on(event: string, listener: (value: never) => void): void {
    this.listeners.push({ event, listener });
  }

  terminate(): Promise<unknown> {
    this.terminated += 1;
    return Promise.resolve();
  }

  send(message: FromWorker): void {
    this.emit('message', message);
  }

  emit(event: string, value: unknown): void {
    for (const each of this.listeners) if (each.event === event) each.listener(value as never);
  }
}

function setUp() {
  const workers: FakeWorker[] = [];
  const lost: { runs: readonly number[]; reason: string }[] = [];
  const start = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  const simulator = new Simulator(start, { lost: (runs, reason) => lost.push({ runs, reason }) });
  const worker = (index: number) => workers[index] ?? new FakeWorker();
  return { simulator, workers, worker, lost };
}

async function finishedRun(on: ReturnType<typeof setUp>): Promise<number> {
  const { run, end } = on.simulator.run(scenario, () => undefined);
  on.worker(on.workers.length - 1).send({ kind: 'done', run });
  await end;
  return run;
}

test('starts its worker with the first run, and one only', async () => {
  const on = setUp();
  expect(on.workers).toHaveLength(0);
  await finishedRun(on);
  await finishedRun(on);
  expect(on.workers).toHaveLength(1);
});

test('passes progress on and ends with the run', async () => {
  const on = setUp();
  const seen: number[] = [];
  const { run, end } = on.simulator.run(scenario, ({ rows }) => seen.push(rows));
  on.worker(0).send({ kind: 'progress', run, variant: '', rows: 10, time: 1 });
  on.worker(0).send({ kind: 'done', run });
  await end;
  on.worker(0).send({ kind: 'progress', run, variant: '', rows: 20, time: 2 });
  expect(seen).toEqual([10]);
});

test('a failed run is rejected with the message of the worker', async () => {
  const on = setUp();
  const { run, end } = on.simulator.run(scenario, () => undefined);
  on.worker(0).send({ kind: 'failed', run, message: 'no memory' });
  await expect(end).rejects.toThrow('no memory');
});

test('each question gets the answer with its number, in any order', async () => {
  const on = setUp();
  const run = await finishedRun(on);
  const first = on.simulator.ask(run, { query: 'sequence', params: { variant: 0, call: 0 } });
  const second = on.simulator.ask(run, { query: 'map', params: { variant: 0, call: 1 } });
  const [a, b] = on.worker(0).received.filter((message) => message.kind === 'query');
  on.worker(0).send({ kind: 'reply', id: b?.id ?? -1, result: 'second' });
  on.worker(0).send({ kind: 'failure', id: a?.id ?? -1, message: 'no such call' });
  await expect(first).rejects.toThrow('no such call');
  await expect(second).resolves.toBe('second');
});

test('a question that is given up is told to the worker, once, and only while it is open', async () => {
  const on = setUp();
  const run = await finishedRun(on);
  const given = new AbortController();
  const question = on.simulator.ask(run, { query: 'overview', params: { value: 3 } }, given.signal);
  const asked = on.worker(0).received.at(-1);
  const id = asked?.kind === 'query' ? asked.id : -1;
  given.abort();
  expect(on.worker(0).received.at(-1)).toEqual({ kind: 'giveUp', run, id });
  on.worker(0).send({ kind: 'failure', id, message: 'cancelled' });
  await expect(question).rejects.toThrow('cancelled');
  const late = new AbortController();
  const other = on.simulator.ask(run, { query: 'overview', params: {} }, late.signal);
  const last = on.worker(0).received.at(-1);
  on.worker(0).send({ kind: 'reply', id: last?.kind === 'query' ? last.id : -1, result: 1 });
  await other;
  late.abort();
  expect(on.worker(0).received.at(-1)).toBe(last);
});

test('a question about a run that is not in memory is rejected at once', async () => {
  const on = setUp();
  const run = await finishedRun(on);
  on.simulator.forget(run);
  await expect(on.simulator.ask(run, { query: 'overview', params: {} })).rejects.toThrow('not in memory');
  expect(on.worker(0).received.at(-1)).toEqual({ kind: 'forget', run });
});

test('a crash rejects what is open, names the lost runs, and the next run starts a new worker', async () => {
  const on = setUp();
  const finished = await finishedRun(on);
  const question = on.simulator.ask(finished, { query: 'overview', params: {} });
  const active = on.simulator.run(scenario, () => undefined);
  on.worker(0).emit('error', new Error('out of memory'));
  on.worker(0).emit('exit', 1);
  await expect(question).rejects.toThrow('out of memory');
  await expect(active.end).rejects.toThrow('out of memory');
  expect(on.lost).toEqual([{ runs: [finished], reason: 'out of memory' }]);
  await finishedRun(on);
  expect(on.workers).toHaveLength(2);
});

test('a late message of a dead worker changes nothing', async () => {
  const on = setUp();
  const { run, end } = on.simulator.run(scenario, () => undefined);
  on.worker(0).emit('exit', 1);
  await expect(end).rejects.toThrow('exit code 1');
  on.worker(0).send({ kind: 'done', run });
  await expect(on.simulator.ask(run, { query: 'overview', params: {} })).rejects.toThrow('not in memory');
});

test('cancel asks once; a worker that does not listen is ended', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const on = setUp();
  const { run, end } = on.simulator.run(scenario, () => undefined);
  const failure = end.catch((error: unknown) => error);
  on.simulator.cancel(run);
  on.simulator.cancel(run);
  expect(on.worker(0).received.filter(({ kind }) => kind === 'cancel')).toHaveLength(1);
  vi.advanceTimersByTime(5000);
  expect(String(await failure)).toContain('did not react');
  expect(on.worker(0).terminated).toBe(1);
});

test('a cancelled run that ends in time keeps its worker', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const on = setUp();
  const { run, end } = on.simulator.run(scenario, () => undefined);
  on.simulator.cancel(run);
  on.worker(0).send({ kind: 'done', run });
  await end;
  vi.advanceTimersByTime(5000);
  expect(on.worker(0).terminated).toBe(0);
});

test('disposing ends the worker and whoever waits for it', async () => {
  const on = setUp();
  const { end } = on.simulator.run(scenario, () => undefined);
  const failure = end.catch((error: unknown) => error);
  await on.simulator.dispose();
  expect(String(await failure)).toContain('closed');
  expect(on.worker(0).terminated).toBeGreaterThan(0);
});
