import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallSummary } from '../../../src/analysis/run-models.ts';
import { variantOverview } from '../../../src/analysis/summary.ts';
import { S, smallSpec, us, waitSite } from './small-spec.ts';
import { noCounts } from './small-sweep.ts';
import { nullCall, type SmallCall, type SmallRow, smallTrace } from './small-trace.ts';

function only(rows: readonly SmallRow[], calls: readonly SmallCall[] = [{}]): CallSummary {
  const summary = variantOverview(smallTrace(smallSpec(), rows, calls)).calls[0];
  if (summary === undefined) throw new Error('no call');
  return summary;
}

function onPathTime({ breakdown }: CallSummary): number {
  return breakdown.filter(({ onPath }) => onPath).reduce((sum, { time }) => sum + time, 0);
}

describe('summary of a procedure', () => {
  it('names who calls whom over what', () => {
    const { binding, client, server, procedure, mechanism, via, profile } = only(nullCall());
    expect({ binding, client, server, procedure, mechanism, via, profile }).toEqual({
      binding: 'test',
      client: 'Client',
      server: 'Server',
      procedure: 'Null',
      mechanism: 'lrpc',
      via: 'lrpc',
      profile: 'cvax',
    });
  });

  it('counts what one call does', () => {
    const { perCall, latency, count, failed } = only(nullCall());
    expect({ count, failed, mean: latency.mean }).toEqual({ count: 1, failed: 0, mean: us(157) });
    expect(perCall).toEqual({ ...noCounts, userCopies: 2, bytesCopied: 200, traps: 2, switches: 2, validations: 1 });
  });

  it('takes means over calls, which may be fractions', () => {
    const rows = [
      ...nullCall(0),
      ...nullCall(1),
      { site: S.kernelCopy, call: 1, bytes: 100, takes: us(1) },
      { site: S.unsplit, call: 1, takes: us(5) },
    ];
    const { perCall, latency } = only(rows, [{}, {}]);
    expect(perCall).toMatchObject({ kernelCopies: 0.5, bytesCopied: 250, unsplit: us(2.5) });
    expect(latency).toMatchObject({ min: us(157), max: us(163), mean: us(160), p50: us(157) });
  });

  it('counts dispatch and restore after a preemption, and an exchange without an idle processor as a switch', () => {
    const rows = [
      { site: S.dispatch, takes: us(2) },
      { site: S.restore, takes: us(33) },
      { site: S.exchange, place: -1 },
      { site: S.exchange, place: 1 },
    ];
    expect(only(rows).perCall).toMatchObject({ processSwaps: 1, threadSwitches: 1, switches: 2, exchanges: 1 });
  });
});

describe('which calls a summary is about', () => {
  it('shows the median call, the first and the slowest', () => {
    const rows = [0, 1, 2, 3].flatMap((call) => [{ site: S.stub, call, takes: us([9, 3, 5, 9][call] ?? 0) }]);
    expect(only(rows, [{}, {}, {}, {}])).toMatchObject({ typicalCall: 2, firstCall: 0, slowestCall: 0 });
  });

  it('leaves calls out that did not end, with all their rows', () => {
    const summary = only([...nullCall(0), { site: S.stub, call: 1, takes: us(50) }], [{}, { outcome: -1 }]);
    expect(summary).toMatchObject({ count: 1, latency: { max: us(157) } });
    expect(onPathTime(summary)).toBe(us(157));
  });

  it('counts failed calls, and knows a procedure none of whose calls ended', () => {
    expect(only(nullCall(), [{ outcome: 1 }])).toMatchObject({ count: 1, failed: 1 });
    expect(only(nullCall(), [{ outcome: -1 }])).toMatchObject({
      count: 0,
      typicalCall: 0,
      latency: { mean: 0 },
      breakdown: [],
    });
  });

  it('puts work off the path behind and outside the sum', () => {
    const summary = only([...nullCall(), { site: S.off, takes: us(99) }]);
    expect(summary.breakdown.at(-1)).toMatchObject({ label: 'afterSend', onPath: false, time: us(99), count: 1 });
    expect(onPathTime(summary)).toBe(us(157));
  });

  it('does not take the row index in a wait row for bytes', () => {
    const { breakdown, perCall } = only([{ site: waitSite('pool'), takes: us(5), bytes: 777 }]);
    expect(breakdown[0]).toMatchObject({ kind: 'wait', bytes: 0, time: us(5) });
    expect(perCall.bytesCopied).toBe(0);
  });
});

describe('nested calls', () => {
  const rows = [
    { site: S.stub, takes: us(10) },
    { site: S.stub, call: 1, takes: us(3) },
    { site: S.compute, call: 1, takes: us(4) },
    { site: S.give, takes: us(1) },
  ];
  const calls = [{}, { path: 1, parent: 0 }];

  it('count with their whole latency in the breakdown of the caller, and not in its counts', () => {
    const [outer, inner] = variantOverview(smallTrace(smallSpec(), rows, calls)).calls;
    expect(outer?.breakdown.find(({ kind }) => kind === 'nested')).toEqual({
      site: -1,
      label: 'nested calls',
      kind: 'nested',
      onPath: true,
      time: us(7),
      count: 1,
      bytes: 0,
    });
    expect(outer?.latency.mean).toBe(us(18));
    expect(inner).toMatchObject({ binding: 'inner', latency: { mean: us(7) } });
  });

  it('reports binding acts apart, and their time as nested where a body made them', () => {
    const bound = variantOverview(smallTrace(smallSpec(), rows, [{}, { path: -2, parent: 0 }]));
    expect(bound.bindings).toEqual([{ binding: 'inner', via: 'lrpc', call: 1, time: us(7), outcome: null }]);
    expect(bound.calls).toHaveLength(1);
    expect(onPathTime(bound.calls[0] ?? only([]))).toBe(us(18));
  });
});

describe('processors', () => {
  it('are busy in all rows but idle ones; an exchange keeps two busy', () => {
    const rows = [
      { site: S.stub, takes: us(10) },
      { site: S.exchange, takes: us(17), place: 1 },
      { site: S.idle, takes: us(100), call: -1, processor: 1 },
      { site: waitSite('ready'), takes: us(5), processor: -1 },
    ];
    expect(variantOverview(smallTrace(smallSpec(), rows)).processors).toEqual([
      { machine: 'Firefly', index: 0, busy: us(27) },
      { machine: 'Firefly', index: 1, busy: us(17) },
    ]);
  });
});

describe('every picosecond has a step', () => {
  const step = fc.record({
    site: fc.constantFrom(S.stub, S.copyA, S.trap, S.switch, S.off, S.unsplit, waitSite('ready')),
    takes: fc.oneof(fc.nat(1_000_000), fc.constant(2 ** 45)),
    call: fc.nat(4),
  });

  it('whatever the steps: what is on the path adds up to the latencies', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const rows = [...steps].sort((a, b) => a.call - b.call);
        const calls = [0, 1, 2, 3, 4].map((call) => ({ path: call % 2 }));
        const trace = smallTrace(smallSpec(), rows, calls);
        const shown = variantOverview(trace).calls.filter(({ count }) => count > 0);
        const attributed = shown.reduce((sum, call) => sum + BigInt(onPathTime(call)), 0n);
        const latencies = rows.filter(({ site }) => site !== S.off).reduce((sum, { takes }) => sum + BigInt(takes), 0n);
        expect(attributed).toBe(latencies);
        for (const call of shown)
          expect(Math.abs(onPathTime(call) - call.count * call.latency.mean)).toBeLessThanOrEqual(call.count / 2);
      }),
    );
  });
});
