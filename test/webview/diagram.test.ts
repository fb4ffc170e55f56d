/** The picture of a call as coordinates, and its words. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisFormat } from '../../webview/result/base/times.ts';
import { clip, fit, visible } from '../../webview/result/base/untrusted.ts';
import { stepName } from '../../webview/result/base/words.ts';
import { differencesInWords } from '../../webview/result/compare/words.ts';
import { compressedRows, scaledRows, startingScale } from '../../webview/result/layout/axis.ts';
import { layoutColumns } from '../../webview/result/layout/columns.ts';
import { type Diagram, layoutDiagram, MARK } from '../../webview/result/layout/diagram.ts';
import { mapGraph } from '../../webview/result/layout/map-graph.ts';
import { layoutMap } from '../../webview/result/layout/map-own.ts';
import { nextCrossing, partnerOf } from '../../webview/result/layout/partner.ts';
import { stopsOf } from '../../webview/result/layout/stops.ts';
import { keyAction } from '../../webview/result/sequence/keys.ts';
import type { BuiltCall } from './fixtures/build.ts';
import { BIDI, failingCall, lrpcCall, messageCall, nestedCall, urpcCall } from './fixtures/calls.ts';
import { runOf } from './fixtures/run.ts';

const calls: readonly (readonly [string, BuiltCall])[] = [
  ['lrpc', lrpcCall(0, 3, 200)],
  ['rpc', messageCall()],
  ['urpc', urpcCall()],
  ['failing', failingCall()],
  ['nested', nestedCall(20)],
];

function draw({ model, sites }: BuiltCall, axis: 'scale' | 'compressed', width: number, zoom = 1): Diagram {
  const columns = layoutColumns({ width, lanes: model.lifelines.length, depth: 1, axis });
  const rows =
    axis === 'scale'
      ? scaledRows(model.steps, startingScale(model.steps, 500, 20) * zoom)
      : compressedRows(
          model.steps.map((_, i) => i),
          30,
        );
  return layoutDiagram({ model, sites, rows, columns, axis, least: 0 });
}

describe.each(calls)('%s', (_name, built) => {
  test.each([0.05, 1, 20])('labels never overlap on the axis to scale, zoomed by %d', (zoom) => {
    const labels = draw(built, 'scale', 1000, zoom).labels.toSorted((a, b) => a.top - b.top);
    labels.forEach(
      (label, i) => i > 0 && expect(label.top).toBeGreaterThanOrEqual((labels[i - 1]?.bottom ?? 0) - 1e-6),
    );
    expect(labels.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(built.model.steps.length);
  });

  test.each([
    ['scale', 310],
    ['scale', 1000],
    ['compressed', 310],
    ['compressed', 1000],
  ] as const)('marks never cover each other (%s, %d wide)', (axis, width) => {
    const marks = draw(built, axis, width).steps.flatMap(({ mark }) => (mark === null ? [] : [mark]));
    for (const a of marks) {
      const near = marks.filter((b) => b !== a && Math.abs(a.x - b.x) < MARK && Math.abs(a.y - b.y) < MARK - 1e-6);
      expect(near).toEqual([]);
    }
  });

  test('every step has a mark in the compressed picture', () => {
    expect(draw(built, 'compressed', 400).steps.every(({ mark }) => mark !== null)).toBe(true);
  });

  test('each call has its halves in order, without gaps', () => {
    const { brackets } = draw(built, 'compressed', 1000);
    for (const call of new Set(brackets.map((bracket) => bracket.call))) {
      const own = brackets.filter((bracket) => bracket.call === call);
      own.forEach((bracket, i) => i > 0 && expect(bracket.top).toBe(own[i - 1]?.bottom));
      expect(own[0]?.half).toBe('call');
    }
  });
});

test('a copy is an arrow from place to place, a trap one to the kernel', () => {
  const { steps } = draw(messageCall(), 'compressed', 1000);
  const transfers = steps
    .filter(({ step }) => step.kind === 'copy' || step.kind === 'trap')
    .map(({ step, transfer }) => [step.letter ?? step.kind, transfer?.kind, transfer?.from, transfer?.to]);
  expect(transfers).toEqual([
    ['A', 'copy', 0, 0],
    ['trap', 'control', 0, 1],
    ['B', 'copy', 0, 1],
    ['C', 'copy', 1, 2],
    ['E', 'copy', 2, 2],
    ['trap', 'control', 2, 1],
    ['B', 'copy', 2, 1],
    ['C', 'copy', 1, 0],
    ['F', 'copy', 0, 0],
  ]);
});

test('work off the path stands beside its lifeline', () => {
  const { steps } = draw(urpcCall(), 'scale', 1000);
  const client = steps.find(({ step }) => step.lane === 0 && step.onPath)?.barX ?? 0;
  const tails = steps.filter(({ step }) => !step.onPath && step.lane === 0);
  expect(tails.map(({ barX }) => barX > client + 20)).toEqual([true, true]);
});

test('nobody acts while a call waits', () => {
  const built = messageCall();
  const wait = draw(built, 'compressed', 1000).steps.find(({ step }) => step.kind === 'wait');
  const { acting } = draw(built, 'compressed', 1000);
  expect(acting.some(({ top, bottom }) => top < (wait?.bottom ?? 0) && bottom > (wait?.top ?? 0))).toBe(false);
});

describe('keys', () => {
  const { model, sites } = messageCall();
  const kindAt = (index: number | null): string | undefined => (index === null ? undefined : model.steps[index]?.kind);

  test('[ and ] go from copy to trap to switch', () => {
    expect(kindAt(nextCrossing(model.steps, 0, 1))).toBe('copy');
    expect(kindAt(nextCrossing(model.steps, 1, 1))).toBe('trap');
    expect(nextCrossing(model.steps, 0, -1)).toBeNull();
  });

  test('p leads to the other half and back', () => {
    const there = model.steps.findIndex((step) => step.kind === 'trap');
    const back = partnerOf(model.steps, sites, there);
    expect(kindAt(back)).toBe('trap');
    expect(back).toBeGreaterThan(there);
    expect(partnerOf(model.steps, sites, back ?? -1)).toBe(there);
  });

  const standing = (at: number) => ({ model, sites, stops: stopsOf(model), at });

  test('stay inside the call', () => {
    expect(keyAction('ArrowUp', standing(0))).toEqual({ do: 'move', to: 0 });
    expect(keyAction('PageDown', standing(model.steps.length - 2))).toEqual({
      do: 'move',
      to: model.steps.length - 1,
    });
    expect(keyAction('x', standing(0))).toBeNull();
  });
});

describe('words', () => {
  test('a mark says what, how much, who, how long and when', () => {
    const { model, sites } = messageCall();
    const copy = model.steps.find((step) => step.letter === 'B');
    if (copy === undefined) throw new Error('no copy B');
    expect(stepName(copy, sites[copy.site], model.lifelines)).toBe(
      'copy B: copy message → buffer, 200 bytes, by kernel, 35.0 µs, at 98.0 µs',
    );
  });

  test('two mechanisms are compared in sentences', () => {
    const named = (name: string, built: BuiltCall) => ({ ...built.model, name });
    const [first, second] = differencesInWords(named('rpc', messageCall()), named('lrpc', lrpcCall(1, 0, 200)));
    expect(first).toBe('lrpc saves 473 µs against rpc: 227 µs instead of 700 µs, 68 % less.');
    expect(second).toBe(
      'lrpc needs 4 kernel copies, 1 user copy, 1 process swap, 2 thread switches, 1 validation and 2 queue operations fewer.',
    );
  });

  test('times of an axis share unit and decimals, and small spans keep their own', () => {
    const { unit, text, span } = axisFormat(157e6);
    expect([unit, text(18e6), span(33e6), span(0), span(40_000)]).toEqual(['µs', '18.0', '33.0', '0', '40.0 ns']);
  });
});

describe('untrusted text', () => {
  test('cannot change the direction of what stands around it', () => {
    expect(visible(BIDI)).toBe('gnp.[U+202E]exe[U+2066]evil');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        (text) => !/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(visible(text)),
      ),
    );
  });

  test('is cut, never in the middle of a character', () => {
    expect(clip('a😀b', 2)).toBe('a…');
    expect(visible('x'.repeat(10_000)).length).toBeLessThan(2_100);
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 300 }),
        (text, width) => fit(text, width, (each) => each.length * 7).length * 7 <= width,
      ),
    );
  });
});

test('the plain layout of a map puts boxes into their parents and labels apart', () => {
  for (const [name, built] of calls) {
    const model = runOf({ variants: [{ name, built }] }).answer({
      kind: 'request',
      id: 1,
      query: 'map',
      params: { variant: 0, call: 3 },
    });
    const graph = mapGraph(model as Parameters<typeof mapGraph>[0], (text) => text.length * 7, 'places');
    const { boxes, edges, width, height } = layoutMap(graph);
    const placeOf = new Map(boxes.map((box) => [box.id, box]));
    for (const { id, parent } of graph.boxes) {
      const [inner, outer] = [placeOf.get(id), placeOf.get(parent ?? '')];
      if (inner === undefined || outer === undefined) continue;
      expect(inner.x).toBeGreaterThanOrEqual(outer.x);
      expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
      expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    }
    const tops = edges.map((edge) => edge.label.y).sort((a, b) => a - b);
    tops.forEach((top, i) => i > 0 && expect(top - (tops[i - 1] ?? 0)).toBeGreaterThanOrEqual(36));
    for (const { label } of edges) expect(label.x < width && label.y < height).toBe(true);
  }
});
