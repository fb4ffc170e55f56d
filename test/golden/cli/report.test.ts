import { describe, expect, it } from 'vitest';
import { overview } from '../../../src/analysis/overview.ts';
import { sequence } from '../../../src/analysis/sequence.ts';
import { shownCalls } from '../../../src/analysis/shown-call.ts';
import { finish } from '../../../src/base/slices.ts';
import type { ExecutedRun } from '../../../src/cli/execute.ts';
import { jsonReport } from '../../../src/cli/json.ts';
import { report } from '../../../src/cli/report.ts';
import { NO_STYLE } from '../../../src/cli/style.ts';
import type { ExpectationSpec } from '../../../src/sim/expectation.ts';
import type { PublishedSpec } from '../../../src/sim/published.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { at, CLIENT, KERNEL, S, SERVER, smallSpec, us, waitSite } from '../../unit/analysis/small-spec.ts';
import { nullCall, type SmallRow, smallTrace } from '../../unit/analysis/small-trace.ts';
import { golden } from './golden.ts';

const EXPECTATIONS: readonly ExpectationSpec[] = [
  {
    text: 'latency(test.Null) <= 160us',
    condition: {
      node: 'binary',
      operator: '<=',
      left: { node: 'call', measure: 'latency', call: 'test.Null', attribute: 'mean', variant: null },
      right: { node: 'number', value: us(160), text: '160us' },
    },
    variants: ['lrpc', 'lrpc(extra = yes)'],
    source: at(2),
  },
];

const MEAN = { node: 'call', measure: 'latency', call: 'test.Null', attribute: 'mean', variant: null } as const;
const published = (id: string, value: number, because: string | null): PublishedSpec => ({
  fact: {
    id,
    system: 'LRPC',
    quantity: 'Null',
    value,
    unit: 'us',
    conditions: '',
    source: 'A paper, Table 4',
    evidence: because === null ? 'read' : 'memory',
    derivedFrom: [],
  },
  value: { is: 'number', value },
  unit: 1e6,
  basis: { id, derivedFrom: [] },
  text: 'latency(test.Null)',
  expression: MEAN,
  variants: ['lrpc'],
  tolerance: null,
  because,
  source: at(3),
});
const PUBLISHED = [published('small.null', 157, null), published('small.other', 100, 'it is another machine')];

const extra = (call: number): readonly SmallRow[] => [
  { site: waitSite('pool'), call, takes: us(5), bytes: -1, processor: -1 },
  { site: S.take, call, takes: us(0.5), place: 2 },
  { site: S.kernelCopy, call, bytes: 200, takes: us(35), domain: KERNEL },
  { site: S.off, call, takes: us(9) },
  { site: S.unsplit, call, takes: us(1.667), domain: KERNEL },
];

function executed(traces: readonly Trace[], notes: readonly string[]): ExecutedRun {
  const variants = traces.map(({ spec }) => spec);
  const scenario = {
    file: 'file:///small.ipc',
    scenario: 'Small',
    title: 'A small scenario',
    notes,
    variants,
    expectations: EXPECTATIONS,
    published: PUBLISHED,
  };
  const made = overview(scenario, traces);
  const samples = made.variants.flatMap(({ calls }, variant) =>
    traces.slice(variant, variant + 1).map((trace) => ({
      calls: finish(shownCalls(trace, calls, null)).map(
        (shown) => shown && { shown, model: sequence(trace, shown.call, variant), orphan: null },
      ),
      bindings: [],
      made: [],
    })),
  );
  return { kind: 'run', overview: made, samples };
}

const place = (): string => 'small.ipc';

describe('report', () => {
  const bind: readonly SmallRow[] = [{ site: S.trap, call: 0, takes: us(18) }];
  const plainRun = smallTrace(
    smallSpec({ variant: 'lrpc' }),
    [...bind, ...nullCall(1), ...nullCall(2)],
    [{ path: -1 }, {}, {}],
  );
  const nested: readonly SmallRow[] = [
    ...nullCall(0).slice(0, 9),
    { site: S.stub, call: 1, takes: us(10), domain: SERVER },
    { site: S.trap, call: 1, takes: us(18), domain: SERVER },
    { site: S.compute, call: 1, takes: us(4), domain: CLIENT },
    ...nullCall(0).slice(9),
    ...extra(0),
  ];
  const odd = smallTrace(
    smallSpec({ variant: 'lrpc(extra = yes)' }),
    nested,
    [{ outcome: 1 }, { path: 1, parent: 0 }],
    {
      uncaught: [{ thread: 0, outcome: 1, call: 0 }],
    },
  );
  const both = executed([plainRun, odd], ['A note with a bidi character: \u202E.']);

  it('is a table for each call, then what compares the variants', () => {
    const text = `${report(both, { style: NO_STYLE, place, metric: 'latency' }).join('\n')}\n`;
    expect(text).toBe(golden('report.txt', text));
  });

  it('is one object as JSON', () => {
    const json = jsonReport('small.ipc', [both], place, null);
    expect(json).toBe(golden('report.json', json));
    expect(jsonReport('small.ipc', [both], place, null)).toBe(json);
  });

  it('has times only if they are asked for', () => {
    const object: unknown = JSON.parse(jsonReport('small.ipc', [], place, { load: 1, run: 2 }));
    expect(object).toEqual({ version: 1, file: 'small.ipc', scenarios: [], timing: { load: 1, run: 2 } });
  });
});
