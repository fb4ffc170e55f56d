import { describe, expect, it } from 'vitest';
import { overview } from '../../../src/analysis/overview.ts';
import type { CallMeasure, ExpectationSpec, ExpectNode, ExpectOperator } from '../../../src/sim/expectation.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { S, smallSpec, us } from './small-spec.ts';
import { nullCall, type SmallRow, smallTrace } from './small-trace.ts';

type Leaf = Extract<ExpectNode, { node: 'call' }>;

const number = (value: number): ExpectNode => ({ node: 'number', value, text: String(value) });
const binary = (left: ExpectNode, operator: ExpectOperator, right: ExpectNode): ExpectNode => ({
  node: 'binary',
  operator,
  left,
  right,
});
const call = (
  measure: CallMeasure,
  attribute: Leaf['attribute'] = 'mean',
  variant: string | null = null,
): ExpectNode => ({ node: 'call', measure, call: 'test.Null', attribute, variant });
const expecting = (condition: ExpectNode, variants: readonly string[] = ['']): ExpectationSpec => ({
  text: 'as written',
  condition,
  variants,
  source: null,
});

function results(traces: readonly Trace[], ...expectations: readonly ExpectationSpec[]) {
  const scenario = {
    file: 'file:///s.ipc',
    scenario: 'Small',
    title: null,
    notes: [],
    variants: traces.map(({ spec }) => spec),
    expectations,
    published: [],
  };
  return overview(scenario, traces).expectations;
}

function result(trace: Trace, condition: ExpectNode) {
  const [found] = results([trace], expecting(condition));
  if (found === undefined) throw new Error('no result');
  return found;
}

const extra: readonly SmallRow[] = [
  { site: S.kernelCopy, call: 1, bytes: 50, takes: us(3) },
  { site: S.exchange, call: 1, place: 1, takes: us(17) },
  { site: S.off, call: 1, takes: us(10) },
];
const trace = smallTrace(smallSpec(), [...nullCall(0), ...nullCall(1), ...extra], [{}, {}]);

describe('values of a call', () => {
  it.each<[CallMeasure, Leaf['attribute'], number, string]>([
    ['latency', 'mean', us(167), 'latency(test.Null).mean = 167 µs'],
    ['latency', 'minimum', us(157), 'latency(test.Null).minimum = 157 µs'],
    ['latency', 'p50', us(157), 'latency(test.Null).p50 = 157 µs'],
    ['latency', 'p95', us(177), 'latency(test.Null).p95 = 177 µs'],
    ['latency', 'maximum', us(177), 'latency(test.Null).maximum = 177 µs'],
    ['work', 'maximum', us(204), 'work(test.Null).maximum = 204 µs'],
    ['copies', 'mean', 2.5, 'copies(test.Null).mean = 2.50'],
    ['kernelCopies', 'maximum', 1, 'kernelCopies(test.Null).maximum = 1'],
    ['userCopies', 'minimum', 2, 'userCopies(test.Null).minimum = 2'],
    ['bytesCopied', 'maximum', 250, 'bytesCopied(test.Null).maximum = 250 bytes'],
    ['traps', 'mean', 2, 'traps(test.Null).mean = 2'],
    ['switches', 'p99', 2, 'switches(test.Null).p99 = 2'],
    ['exchanges', 'mean', 0.5, 'exchanges(test.Null).mean = 0.500'],
    ['swaps', 'mean', 0, 'swaps(test.Null).mean = 0'],
    ['reallocations', 'mean', 0, 'reallocations(test.Null).mean = 0'],
    ['packets', 'mean', 0, 'packets(test.Null).mean = 0'],
  ])('%s, %s', (measure, attribute, value, actual) => {
    expect(result(trace, binary(call(measure, attribute), '==', number(value)))).toMatchObject({
      passed: true,
      actual,
    });
    expect(result(trace, binary(call(measure, attribute), '<', number(value)))).toMatchObject({
      passed: false,
      actual,
    });
  });

  it('throughput is ended calls over the time that they took', () => {
    expect(result(trace, binary(call('throughput'), '==', number(2 / us(334))))).toMatchObject({
      passed: true,
      actual: 'throughput(test.Null) = 5,988 calls/s',
    });
  });

  it('without a call there is no value, and the condition fails', () => {
    const never = result(smallTrace(smallSpec(), [], []), binary(call('latency'), '<', number(us(1))));
    expect(never).toMatchObject({ passed: false, actual: 'latency(test.Null).mean has no value: no such call ended' });
  });
});

describe('values of a machine and of outcomes', () => {
  it('count rows on the machine, also outside calls', () => {
    const rows: readonly SmallRow[] = [...nullCall(), { site: S.restore, call: -1 }, { site: S.exchange, place: -1 }];
    const switches: ExpectNode = { node: 'machine', machine: 'Firefly', measure: 'switches' };
    expect(result(smallTrace(smallSpec(), rows), binary(switches, '==', number(4)))).toMatchObject({
      passed: true,
      actual: 'Firefly.switches = 4',
    });
    const exchanges: ExpectNode = { node: 'machine', machine: 'Firefly', measure: 'exchanges' };
    expect(result(trace, binary(exchanges, '==', number(1))).passed).toBe(true);
    expect(
      result(trace, binary({ node: 'machine', machine: 'Dorado', measure: 'traps' }, '==', number(0))).passed,
    ).toBe(false);
  });

  it('count calls that ended with an outcome', () => {
    const failed = smallTrace(smallSpec(), [...nullCall(0), ...nullCall(1)], [{ outcome: 1 }, {}]);
    expect(result(failed, binary({ node: 'failures', outcome: 'exhausted' }, '==', number(1)))).toMatchObject({
      passed: true,
      actual: 'failures(exhausted) = 1',
    });
    expect(result(failed, binary({ node: 'failures', outcome: 'returned' }, '==', number(0))).passed).toBe(true);
  });
});

describe('conditions', () => {
  const yes: ExpectNode = { node: 'truth', value: true };
  const no: ExpectNode = { node: 'truth', value: false };
  const unknown: ExpectNode = binary(
    { node: 'call', measure: 'latency', call: 'x.Y', attribute: 'mean', variant: null },
    '<',
    number(1),
  );

  it.each<[string, ExpectNode, boolean]>([
    ['and', binary(yes, 'and', no), false],
    ['or', binary(no, 'or', yes), true],
    ['not', { node: 'unary', operator: 'not', operand: no }, true],
    ['minus', binary({ node: 'unary', operator: '-', operand: number(2) }, '==', number(-2)), true],
    [
      'arithmetic',
      binary(binary(number(2), '+', number(3)), '==', binary(binary(number(20), '/', number(2)), '-', number(5))),
      true,
    ],
    ['times', binary(binary(number(2), '*', number(3)), '>=', number(6)), true],
    ['unequal', binary(number(2), '!=', number(3)), true],
    ['equal truths', binary(yes, '==', yes), true],
    ['unequal truths', binary(yes, '!=', yes), false],
    ['above', binary(number(2), '>', number(2)), false],
    ['at most', binary(number(2), '<=', number(2)), true],
    ['division by nothing', binary(binary(number(1), '/', number(0)), '>', number(0)), false],
    ['a number alone', number(1), false],
    ['unknown', unknown, false],
    ['not unknown', { node: 'unary', operator: 'not', operand: unknown }, false],
    ['unknown or true', binary(unknown, 'or', yes), true],
    ['unknown and true', binary(unknown, 'and', yes), false],
  ])('%s', (_, condition, passed) => expect(result(trace, condition).passed).toBe(passed));
});

describe('variants', () => {
  const fast = smallTrace(smallSpec({ variant: 'lrpc' }), nullCall());
  const slow = smallTrace(smallSpec({ variant: 'rpc' }), [...nullCall(), { site: S.unsplit, takes: us(157) }]);

  it('are judged one by one where the expectation is meant for them', () => {
    const [lrpc, rpc] = results(
      [fast, slow],
      expecting(binary(call('latency'), '<', number(us(200))), ['lrpc', 'rpc']),
    );
    expect([lrpc?.variant, lrpc?.passed, rpc?.variant, rpc?.passed]).toEqual(['lrpc', true, 'rpc', false]);
  });

  it('are compared where calls name them, and the quotient is told', () => {
    const ratio = binary(call('latency', 'mean', 'rpc'), '/', call('latency', 'mean', 'lrpc'));
    expect(results([fast, slow], expecting(binary(ratio, '>=', number(2)), []))).toEqual([
      {
        text: 'as written',
        variant: '',
        passed: true,
        source: null,
        actual:
          'latency(test.Null).mean over rpc = 314 µs, latency(test.Null).mean over lrpc = 157 µs and their quotient = 2.00',
      },
    ]);
  });
});
