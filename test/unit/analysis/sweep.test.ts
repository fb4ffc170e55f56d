import { describe, expect, test } from 'vitest';
import { type Questions, survey } from '../../../src/analysis/overview.ts';
import { SweepFold } from '../../../src/analysis/sweep.ts';
import { figureAt, isSweepMetric, metricInfo, noteAt, SWEEP_METRICS } from '../../../src/analysis/sweep-metrics.ts';
import { formatSwept } from '../../../src/analysis/sweep-values.ts';
import type { ExpectationSpec } from '../../../src/sim/expectation.ts';
import type { AbsentVariant, SweepSpec, SweepUnit } from '../../../src/sim/scenario.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { smallSpec, us } from './small-spec.ts';
import { sweptCall } from './small-sweep.ts';
import { nullCall, smallTrace } from './small-trace.ts';

const SWEEP: SweepSpec = {
  parameter: 'size',
  unit: 'size',
  values: [0, 1024],
  columns: ['lrpc', 'rpc'],
  changes: [[]],
  source: null,
};

const QUESTIONS = { expectations: [], published: [] };

const absent: AbsentVariant = {
  variant: 'rpc',
  index: 1,
  code: 'ipc/priceMissing',
  reason: 'Profile p has no price.',
  missing: { profile: 'p', mechanism: 'rpc', prices: ['trap'] },
  source: null,
};

const faster = (limit: number): ExpectationSpec => ({
  text: 'latency(test.Null) < limit',
  condition: {
    node: 'binary',
    operator: '<',
    left: { node: 'call', measure: 'latency', call: 'test.Null', attribute: 'mean', variant: null },
    right: { node: 'number', value: limit, text: 'limit' },
  },
  variants: ['lrpc', 'rpc'],
  source: null,
});

const run = (variant: string, outcome = 0): Trace =>
  smallTrace(
    smallSpec({ variant }),
    nullCall(0),
    [{ outcome }],
    outcome === 0 ? {} : { uncaught: [{ thread: 0, outcome, call: 0 }] },
  );

function add(fold: SweepFold, trace: Trace, questions: Questions): void {
  fold.ran(trace, survey(trace, questions));
}

describe('a sweep is folded', () => {
  test('to a cell for each run, with the reason where there was none', () => {
    const fold = new SweepFold('S', SWEEP);
    for (let value = 0; value < 2; value++) {
      add(fold, run('lrpc'), QUESTIONS);
      fold.endValue({ expectations: [], absent: [absent] });
    }
    const { model } = fold.result();
    expect(model).toMatchObject({ procedures: ['test.Null'], values: [0, 1024], titles: ['lrpc', 'rpc'] });
    expect(model.notes).toEqual([{ variant: 'rpc', text: 'Profile p has no price.', missing: absent.missing }]);
    const [first, second] = [0, 1].map((column) => ({ value: 1, column, procedure: 0 }));
    if (first === undefined || second === undefined) throw new Error('no place');
    expect([figureAt(model, first, 'latency'), figureAt(model, second, 'latency')]).toEqual([us(157), null]);
    expect([noteAt(model, first), noteAt(model, second)]).toEqual([null, 0]);
  });

  test('calls that all end with an outcome have a note, no figure, and are no problem', () => {
    const fold = new SweepFold('S', SWEEP);
    add(fold, run('lrpc', 1), QUESTIONS);
    fold.endValue(QUESTIONS);
    const { model, problems } = fold.result();
    expect(problems).toEqual([]);
    expect(model.notes[0]?.text).toMatch(/^Every call ended with \w+ \(the procedure .*\)\.$/);
    expect(figureAt(model, { value: 0, column: 0, procedure: 0 }, 'traps')).toBeNull();
  });

  test('a sweep that was cancelled keeps the values that have ended', () => {
    const fold = new SweepFold('S', SWEEP);
    add(fold, run('lrpc'), QUESTIONS);
    fold.endValue(QUESTIONS);
    const { model } = fold.result();
    expect(model.values).toEqual([0]);
    expect(model.notes).toEqual([{ variant: 'rpc', text: 'It was not run.', missing: null }]);
  });
});

describe('an expectation', () => {
  const verdicts = (...limits: readonly number[]) => {
    const fold = new SweepFold('S', SWEEP);
    for (const limit of limits) {
      add(fold, run('lrpc'), { ...QUESTIONS, expectations: [faster(limit)] });
      fold.endValue({ expectations: [faster(limit)], absent: [absent] });
    }
    return fold.result().expectations.map(({ variant, passed, actual }) => [variant, passed, actual]);
  };

  test('holds if it holds wherever there are figures', () => {
    expect(verdicts(us(200), us(300))).toEqual([
      ['lrpc', true, 'held at 2 values of size'],
      ['rpc', false, 'latency(test.Null).mean has no value: no such call ended'],
    ]);
  });

  test('fails with the first value at which it does not', () => {
    expect(verdicts(us(200), us(100))[0]).toEqual(['lrpc', false, 'at size = 1 KB: latency(test.Null).mean = 157 µs']);
    expect(verdicts(us(10), us(100))[0]?.[2]).toMatch(/^at every value of size: /);
  });
});

describe('figures', () => {
  test.each(SWEEP_METRICS)('%s has words', (metric) => {
    const { title, definition, of, format } = metricInfo(metric);
    expect([title, definition].every((text) => text.length > 0)).toBe(true);
    expect(format(of(sweptCall(us(100))))).not.toMatch(/NaN|undefined/);
  });

  test('by name', () => expect([isSweepMetric('latency'), isSweepMetric('toString')]).toEqual([true, false]));
});

test.each<[number, SweepUnit, string]>([
  [0, 'size', '0 bytes'],
  [1, 'size', '1 byte'],
  [1448, 'size', '1,448 bytes'],
  [65_536, 'size', '64 KB'],
  [3 * 1024 * 1024, 'size', '3 MB'],
  [18e6, 'time', '18 µs'],
  [1.5e6, 'time', '1.5 µs'],
  [0, 'time', '0'],
  [0.6, 'share', '60 %'],
  [4, 'count', '4'],
  [0.1 + 0.2, 'count', '0.300'],
  [1000 / 1e12, 'events', '1,000/s'],
  [(10 * 125_000) / 1e12, 'throughput', '10.0 Mb/s'],
])('%d %s is shown as %s', (value, unit, text) => expect(formatSwept(value, unit)).toBe(text));
