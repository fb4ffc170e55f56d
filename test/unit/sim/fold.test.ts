/** The state at a row: processors, threads, pools; the same from every side. */
import { expect, test } from 'vitest';
import { at } from '../../../src/base/assert.ts';
import { createRun } from '../../../src/sim/run.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import { ATTACHED, elementsInUse, Fold, FREE, stateAt, type TraceState } from '../../../src/sim/trace/fold.ts';
import { CHUNK_ROWS, rowAt, type Trace } from '../../../src/sim/trace/format.ts';
import { bindLrpc, bindRpc, bindUrpc } from '../../support/mechanisms.ts';
import { BROKEN, SpecBuilder, us } from '../../support/spec.ts';

function traceOf(spec: RunSpec): Trace {
  const run = createRun(spec);
  while (!run.advance(1_000_000).done);
  return run.trace;
}

function rowOf(trace: Trace, step: string, call = 0): number {
  for (let i = 0; i < trace.rows.length; i += 1) {
    const row = rowAt(trace.rows, i);
    if (row.call === call && trace.spec.sites[row.site]?.text === step) return i;
  }
  throw new Error(`no row '${step}'`);
}

/** Two clients of an LRPC and a message RPC on two processors. */
function mixed(count: number): RunSpec {
  const b = new SpecBuilder({ processors: 2, quantum: us(500), dispatch: us(5), restore: us(33) });
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  const lrpc = bindLrpc(b, [client, server], { astacks: 2, caching: true });
  const rpc = bindRpc(b, [client, server], { tail: true });
  for (const path of [lrpc, rpc, lrpc])
    b.thread(client, [{ do: 'repeat', count, body: [b.call(path), b.compute(us(20))] }]);
  return b.build();
}

test('a call step by step: who runs where, what is loaded, what is held', () => {
  const b = new SpecBuilder();
  const client = b.domain('Client');
  const server = b.domain('Server');
  b.place(client);
  b.thread(client, [b.call(bindLrpc(b, [client, server]))]);
  const trace = traceOf(b.build());
  const fold = new Fold(trace);
  const state = (step: string): TraceState => fold.stateAt(rowOf(trace, step));
  expect(state('run stub')).toMatchObject({ time: 0, loaded: Int32Array.of(client), threadRow: Int32Array.of(0) });
  expect(state('take astack').holder[0]).toBe(0);
  expect(state('push linkage').loaded[0]).toBe(client);
  expect(state('switch').loaded[0]).toBe(client);
  expect(state('upcall').loaded[0]).toBe(server);
  expect([...state('upcall').holder]).toEqual([0, FREE, FREE, FREE, FREE, ATTACHED]);
  expect(elementsInUse(trace, state('upcall'), 0)).toBe(1);
  const last = fold.stateAt(trace.rows.length - 1);
  expect([...last.holder]).toEqual([FREE, FREE, FREE, FREE, FREE, ATTACHED]);
  expect(last.processorRow[0]).toBe(trace.rows.length - 1);
});

test('a failure gives back what its calls held', () => {
  const b = new SpecBuilder();
  const domain = b.domain('D');
  const place = b.pool('buffers', 2);
  const path = (body: Parameters<SpecBuilder['bind']>[2]) =>
    b.bind([domain, domain], [b.step('take', domain, us(1), 'take', { place }), b.procedure(domain)], body);
  const inner = path({ body: [b.mark<'raise'>({ do: 'raise', outcome: BROKEN })] });
  const outer = path({ body: [b.call(inner)] });
  b.thread(domain, [{ do: 'try', body: [b.call(outer)], catches: [{ outcome: BROKEN, body: [b.compute(us(1))] }] }]);
  const trace = traceOf(b.build());
  expect([...stateAt(trace, rowOf(trace, 'raise', 1)).holder]).toEqual([0, 1]);
  expect([...stateAt(trace, trace.rows.length - 2).holder]).toEqual([FREE, FREE]);
});

test('idle rows confirm the domain that the rows before them told', () => {
  const b = new SpecBuilder({ processors: 2 });
  const client = b.domain('Client', { userThreads: true });
  const server = b.domain('Server', { userThreads: true });
  b.place(client);
  b.thread(client, [{ do: 'repeat', count: 20, body: [b.call(bindUrpc(b, [client, server])), b.wait(us(5))] }]);
  for (const spec of [b.build(), mixed(20)]) {
    const trace = traceOf(spec);
    const fold = new Fold(trace);
    const kindOf = (row: number) => trace.spec.sites[rowAt(trace.rows, row).site]?.kind;
    let confirmed = 0;
    for (let i = 1; i < trace.rows.length; i += 1) {
      const { processor, domain } = rowAt(trace.rows, i);
      const { processorRow, loaded } = fold.stateAt(i - 1);
      const before = kindOf(i) === 'idle' ? (processorRow[processor] ?? -1) : -1;
      // The row before has not ended yet: if it loads a domain, or nobody acts in it, only the idle row itself tells.
      if (before < 0 || kindOf(before) === 'switch' || rowAt(trace.rows, before).thread < 0) continue;
      expect(loaded[processor]).toBe(domain);
      confirmed += 1;
    }
    expect(confirmed).toBeGreaterThan(10);
  }
});

test('from any side and over the borders of chunks the state is the same', () => {
  const trace = traceOf(mixed(2_500));
  const { length } = trace.rows;
  expect(length).toBeGreaterThan(2 * CHUNK_ROWS);
  const fold = new Fold(trace);
  const rows = [length - 1, 0, CHUNK_ROWS, CHUNK_ROWS - 1, 2 * CHUNK_ROWS + 17, 5, length >> 1];
  const states = rows.map((row) => fold.stateAt(row));
  for (const [i, row] of rows.entries()) expect(stateAt(trace, row)).toEqual(at(states, i));
  expect(rows.map((row) => fold.stateAt(row))).toEqual(states);
});

test('a trace that has grown has room for new threads and elements', () => {
  const run = createRun(mixed(50));
  run.advance(3);
  const fold = new Fold(run.trace);
  expect(fold.stateAt(2).threadRow.length).toBe(run.trace.threads.length);
  while (!run.advance(1_000).done);
  const grown = new Fold(run.trace);
  expect(grown.stateAt(run.trace.rows.length - 1).threadRow.length).toBeGreaterThan(3);
});

test('a row that is not there is a defect', () => {
  const trace = traceOf(mixed(1));
  expect(() => stateAt(trace, trace.rows.length)).toThrow('no row');
  expect(() => stateAt(trace, -1)).toThrow('no row');
});
