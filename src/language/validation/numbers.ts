import { MOST_ELEMENTS, MOST_PASSES, MOST_THREADS } from '../../base/limits.ts';
import type { Unary } from '../generated/ast.ts';
import { emptyRange, negative, notPositive, notWhole, shareRange, tooMany } from './messages/numbers.ts';
import type { Message } from './report.ts';
import type { Subject } from './subject.ts';
import { valueOf } from './values.ts';

/** More processors than this make no sensible machine. */
const MOST_PROCESSORS = 1024;

type Test = (what: string, value: number) => Message | undefined;

const positive: Test = (what, value) => (value > 0 ? undefined : notPositive(what));
const notBelowZero: Test = (what, value) => (value >= 0 ? undefined : negative(what));
const counting: Test = (what, value) => positive(what, value) ?? (Number.isInteger(value) ? undefined : notWhole(what));
const upTo =
  (limit: number): Test =>
  (what, value) =>
    counting(what, value) ?? (value <= limit ? undefined : tooMany(what, limit));
const atMost =
  (limit: number): Test =>
  (what, value) =>
    value <= limit ? undefined : tooMany(what, limit);
const share: Test = (_, value) => (value >= 0 && value <= 1 ? undefined : shareRange());

/** Numbers that are out of their range, as far as they are known before a run. */
export function checkNumbers(subject: Subject): void {
  const { all } = subject;
  const test = (what: string, expression: Unary | undefined, judge: Test): void => {
    const value = valueOf(expression)?.value;
    const message = value === undefined ? undefined : judge(what, value);
    if (message && expression) subject.report(message, { node: expression });
  };
  for (const node of all('Machine')) {
    test('The number of processors', node.processors, upTo(MOST_PROCESSORS));
    test('The quantum', node.quantum, positive);
  }
  for (const node of all('Link')) {
    test('The rate', node.rate, positive);
    test('The delay', node.delay, notBelowZero);
  }
  for (const node of all('Threads')) test('The number of threads', node.count, upTo(MOST_THREADS));
  for (const node of all('Thread')) test('The number of threads', node.count, upTo(MOST_THREADS));
  for (const node of all('Disturbance')) {
    test('The number of the call or packet', node.number, counting);
    test('The time until the link is restored', node.span, positive);
  }
  for (const node of all('Repeat')) test('The number of repetitions', node.count, upTo(MOST_PASSES));
  for (const node of all('CountOf')) test('The number of elements', node.value, atMost(MOST_ELEMENTS));
  for (const node of all('Every')) test('The period', node.time, positive);
  for (const node of all('Compute')) test('Computing time', node.time, notBelowZero);
  for (const node of all('Wait')) test('Waiting time', node.time, notBelowZero);
  for (const node of all('Return')) test('The size of a result', node.size, notBelowZero);
  for (const node of all('Chance')) test('A share', node.share, share);
  for (const node of all('TypeDecl')) test('The size of a type', node.size, notBelowZero);
  for (const node of all('Price')) test('A price', node.value, notBelowZero);
  for (const node of all('SizeOf')) test('The size of a place', node.value, notBelowZero);
  for (const node of all('SharedOf')) test('How much sizes may differ', node.value, notBelowZero);
  checkRanges(subject);
  checkHistograms(subject, test);
}

function checkRanges({ all, report }: Subject): void {
  const ordered = (low: Unary | undefined, high: Unary | undefined): void => {
    const [from, to] = [valueOf(low), valueOf(high)];
    if (low && from && to && from.value > to.value) report(emptyRange(), { node: low });
  };
  for (const node of all('TypeRef')) ordered(node.low, node.high);
  for (const node of all('Bin')) ordered(node.low, node.high);
}

function checkHistograms(
  { all, report }: Subject,
  test: (what: string, expression: Unary | undefined, judge: Test) => void,
): void {
  for (const node of all('Bin')) test('A weight', node.weight, notBelowZero);
  for (const node of all('Histogram')) {
    const weights = node.bins.map((bin) => valueOf(bin.weight)?.value ?? 1);
    if (!weights.some((weight) => weight > 0))
      report(notPositive('The sum of the weights'), { node, property: 'name' });
  }
}
