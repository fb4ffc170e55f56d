import { expect, test } from 'vitest';
import type { CallSummary, RunOverview, VariantOverview } from '../../../src/analysis/run-models.ts';
import { summaryLine } from '../../../src/host/summary.ts';
import { noCounts } from '../analysis/small-sweep.ts';

function call(
  procedure: string,
  microseconds: number,
  perCall: Partial<CallSummary['perCall']> = {},
  count = 1,
): CallSummary {
  const time = microseconds * 1e6;
  return {
    path: 0,
    binding: 'test',
    client: 'Client',
    server: 'Server',
    procedure,
    mechanism: 'lrpc',
    via: 'lrpc',
    profile: 'cvax',
    count,
    failed: 0,
    untold: 0,
    throughput: null,
    apart: null,
    outcomes: [],
    latency: { min: time, mean: time, p50: time, p95: time, p99: time, max: time },
    perCall: { ...noCounts, ...perCall },
    breakdown: [],
    typicalCall: 0,
    firstCall: 0,
    slowestCall: 0,
    about: [],
    source: null,
  };
}

function variant(
  name: string,
  calls: readonly CallSummary[],
  reason: VariantOverview['end']['reason'] = 'finished',
): VariantOverview {
  const end = { reason, time: 0, message: null, waiting: [], uncaught: [], missed: [] };
  return { name, end, rows: 0, simulatedTime: 0, sites: [], calls, bindings: [], processors: [], assumptions: [] };
}

function overview(variants: readonly VariantOverview[], more: Partial<RunOverview> = {}): RunOverview {
  return {
    file: 'f',
    scenario: 'S',
    title: null,
    notes: [],
    variants,
    absent: [],
    sweep: null,
    expectations: [],
    published: [],
    problems: [],
    ...more,
  };
}

const lrpc = call('Null', 157, { traps: 2, switches: 2 });

test.each([
  ['one call', overview([variant('', [lrpc])]), '157 µs · 2 traps · 2 switches'],
  ['singular', overview([variant('', [call('P', 0.4, { traps: 1 })])]), '400 ns · 1 trap · 0 switches'],
  [
    'means that are no whole numbers',
    overview([variant('', [call('P', 1500, { traps: 2, switches: 0.25 })])]),
    '1.50 ms · 2 traps · 0.250 switches',
  ],
  [
    'exchanges where there are some',
    overview([variant('', [call('P', 125, { traps: 2, exchanges: 2 })])]),
    '125 µs · 2 traps · 0 switches · 2 exchanges',
  ],
  ['several procedures', overview([variant('', [lrpc, call('Add', 164.2)])]), 'Null 157 µs, Add 164 µs'],
  [
    'several variants',
    overview([variant('lrpc', [lrpc]), variant('srcRpc', [call('Null', 464)])]),
    'lrpc 157 µs, srcRpc 464 µs',
  ],
  [
    'several of both',
    overview([variant('lrpc', [lrpc, lrpc]), variant('srcRpc', [call('Null', 464)])]),
    'Null: lrpc 157 µs, srcRpc 464 µs',
  ],
  [
    'too many',
    overview([
      variant(
        '',
        [1, 2, 3, 4, 5].map((time) => call(`P${time}`, time)),
      ),
    ]),
    'P1 1.00 µs, P2 2.00 µs, P3 3.00 µs, P4 4.00 µs … 5 in all',
  ],
  ['no calls', overview([variant('', [])]), 'no calls'],
  [
    'a call that never returned',
    overview([variant('', [call('P', 0, {}, 0)], 'deadlock')]),
    'did not return · 0 traps · 0 switches · deadlock',
  ],
])('%s', (_what, run, line) => {
  expect(summaryLine(run)).toBe(line);
});

test('times in which assumed prices count have a star', () => {
  const assumptions = [{ name: 'trap', value: '2 µs', file: 'own.ipc' }];
  const assumed = { ...variant('srcRpc', [call('Null', 464)]), assumptions };
  expect(summaryLine(overview([variant('lrpc', [lrpc]), assumed]))).toBe(
    'lrpc 157 µs, srcRpc 464 µs* · * assumed prices',
  );
  expect(summaryLine(overview([{ ...variant('', [lrpc]), assumptions }]))).toBe(
    '157 µs* · 2 traps · 2 switches · * assumed prices',
  );
});

test('what went wrong comes last', () => {
  const expectation = { text: 'x', variant: '', passed: false, actual: 'y', source: null };
  const problem = { severity: 'error', code: 'ipc/failed', message: 'm', variant: '', source: null } as const;
  const run = overview([variant('', [lrpc])], { expectations: [expectation], problems: [problem] });
  expect(summaryLine(run)).toBe('157 µs · 2 traps · 2 switches · 1 expectation failed · 1 problem');
});
