/** Coordinates: nothing covers anything else, whatever the call looks like. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, heatColour, type Rgb } from '../../webview/result/heatmap/colour.ts';
import { type Alignable, align } from '../../webview/result/layout/align.ts';
import { compressedRows, niceStep, scaledRows, scaleTicks } from '../../webview/result/layout/axis.ts';
import { placeCard } from '../../webview/result/layout/card.ts';
import { clusterSteps } from '../../webview/result/layout/clusters.ts';
import { kernelHalf, layoutColumns } from '../../webview/result/layout/columns.ts';
import { spread } from '../../webview/result/layout/spread.ts';

const ascending = fc
  .array(fc.double({ min: 0, max: 5000, noNaN: true }), { maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b));
const timed = fc
  .array(fc.record({ gap: fc.nat(50_000), duration: fc.nat(900_000) }), { minLength: 1, maxLength: 80 })
  .map((all) => {
    let clock = 0;
    return all.map(({ gap, duration }) => {
      const start = clock;
      clock += gap + (duration % 3 === 0 ? 0 : duration);
      return { start, duration };
    });
  });

describe('labels that are spread', () => {
  test('never overlap, keep their order and stay below the upper edge', () =>
    fc.assert(
      fc.property(ascending, fc.integer({ min: 1, max: 60 }), (wanted, size) => {
        const tops = spread(wanted, size, 6, 3000);
        tops.forEach((top, i) => {
          expect(top).toBeGreaterThanOrEqual(6);
          if (i > 0) expect(top - (tops[i - 1] ?? 0)).toBeGreaterThanOrEqual(size - 1e-6);
        });
      }),
    ));

  test('stay above the lower edge if there is room', () =>
    fc.assert(
      fc.property(ascending, (wanted) => {
        const last = spread(wanted, 20, 0, 1300).at(-1) ?? 0;
        expect(last + 20).toBeLessThanOrEqual(1300 + 1e-6);
      }),
    ));

  test('stay where they are wanted if nothing is in the way', () =>
    expect(spread([10, 50, 90], 20, 0, 500)).toEqual([10, 50, 90]));

  test('share the way if they collide', () => expect(spread([100, 100], 20, 0, 500)).toEqual([90, 110]));
});

describe('clusters', () => {
  test('hold every step once, in order, and are no more than there is room for', () =>
    fc.assert(
      fc.property(
        timed,
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 1e-6, max: 1e-2, noNaN: true }),
        (steps, capacity, scale) => {
          const clusters = clusterSteps(scaledRows(steps, scale), capacity);
          expect(clusters.length).toBeLessThanOrEqual(capacity);
          expect(clusters.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(
            steps.map((_, i) => i),
          );
        },
      ),
    ));

  test('are single steps while there is room', () => {
    const rows = compressedRows([0, 1, 2], 30);
    expect(clusterSteps(rows, 3)).toEqual([0, 1, 2].map((from) => ({ from, to: from + 1 })));
  });
});

describe('the axis', () => {
  test('gives every step a row, also those that take no time', () => {
    const rows = compressedRows([0, 1, 2, 3], 30);
    rows.top.forEach((top, i) => expect((rows.bottom[i] ?? 0) - top).toBe(30));
    expect(rows.top[3]).toBe(rows.bottom[2] ?? 0);
  });

  test('is true to scale', () =>
    fc.assert(
      fc.property(timed, fc.double({ min: 1e-6, max: 1e-3, noNaN: true }), (steps, scale) => {
        const { top, bottom } = scaledRows(steps, scale);
        steps.forEach((step, i) => expect((bottom[i] ?? 0) - (top[i] ?? 0)).toBeCloseTo(step.duration * scale, 6));
      }),
    ));

  test('has ticks at round times, far enough apart', () => {
    const ticks = scaleTicks(157e6, 520 / 157e6, 60, 0, 600);
    expect(ticks.map(({ time }) => time / 1e6)).toEqual([0, 20, 40, 60, 80, 100, 120, 140]);
    fc.assert(fc.property(fc.double({ min: 1, max: 1e15, noNaN: true }), (least) => niceStep(least) >= least));
  });
});

describe('columns', () => {
  const shapes = fc.record({
    width: fc.integer({ min: 320, max: 2400 }),
    lanes: fc.integer({ min: 1, max: 12 }),
    depth: fc.integer({ min: 0, max: 30 }),
    axis: fc.constantFrom('scale' as const, 'compressed' as const),
  });

  test('stand beside each other', () =>
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = layoutColumns(shape);
        const { axisRight, bracketLeft, laneLeft, laneRight, laneWidth, labelLeft, labelWidth, stacked, width } =
          columns;
        expect(axisRight).toBeLessThanOrEqual(bracketLeft);
        expect(bracketLeft).toBeLessThan(laneLeft);
        expect(laneWidth).toBeGreaterThanOrEqual(34);
        if (!stacked) expect(labelLeft).toBeGreaterThanOrEqual(laneRight);
        expect(labelLeft + labelWidth).toBeLessThanOrEqual(width);
        expect(2 * kernelHalf(columns)).toBeLessThan(laneWidth);
      }),
    ));

  test.each([400, 700, 1200, 2000])('three lifelines fit into %d pixels', (width) => {
    for (const axis of ['scale', 'compressed'] as const)
      expect(layoutColumns({ width, lanes: 3, depth: 0, axis }).width).toBe(width);
  });
});

describe('alignment', () => {
  const steps = fc.array(
    fc.record({
      label: fc.option(fc.constantFrom('A', 'B', 'switch', 'callTrap'), { nil: null }),
      text: fc.constantFrom('run stub', 'trap', 'copy'),
      kind: fc.constantFrom('copy', 'trap', 'work'),
      half: fc.constantFrom('call 0', 'return 0'),
    }),
    { maxLength: 30 },
  );

  test('keeps the order of both sides, and pairs only what is alike', () =>
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const rows = align(left, right);
        for (const side of [rows.left, rows.right])
          side.forEach((row, i) => i > 0 && expect(row).toBeGreaterThan(side[i - 1] ?? -1));
        expect(new Set([...rows.left, ...rows.right]).size).toBe(rows.rows);
        rows.left.forEach((row, i) => {
          const partner = rows.right.indexOf(row);
          if (partner >= 0) expect(alike(left[i], right[partner])).toBe(true);
        });
      }),
    ));

  test('is the identity for equal paths', () =>
    fc.assert(fc.property(steps, (path) => align(path, path).rows === path.length)));

  test('pairs labels also in paths too long for the best pairing', () => {
    const long = Array.from(
      { length: 1200 },
      (_, i): Alignable => ({ label: i % 3 === 0 ? `l${i}` : null, text: `${i}`, kind: 'work', half: 'call 0' }),
    );
    const rows = align(
      long,
      long.filter((_, i) => i % 2 === 0),
    );
    expect(rows.right[3]).toBe(rows.left[6]);
  });
});

function alike(a: Alignable | undefined, b: Alignable | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.half === b.half &&
    (a.kind === b.kind || (a.label !== null && a.label === b.label))
  );
}

test('a card stays inside the window and off what it explains', () => {
  const box = fc.record({
    x: fc.integer({ min: 0, max: 1200 }),
    y: fc.integer({ min: 0, max: 780 }),
    width: fc.integer({ min: 50, max: 420 }),
    height: fc.integer({ min: 40, max: 340 }),
  });
  fc.assert(
    fc.property(box, ({ x, y, width, height }) => {
      const target = { left: x, right: x + 1, top: y, bottom: y + 20 };
      const { left, top } = placeCard(target, width, height, 1280, 800);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(1280);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top + height).toBeLessThanOrEqual(800);
      expect(
        top >= target.bottom || top + height <= target.top || left >= target.right || left + width <= target.left,
      ).toBe(true);
    }),
  );
});

test('the text on every cell of a heatmap can be read, whatever the theme', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const rgb = fc.tuple(channel, channel, channel);
  fc.assert(
    fc.property(
      rgb,
      rgb,
      rgb,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (ground: Rgb, text: Rgb, accent: Rgb, share) => {
        const colour = heatColour(ground, text, accent, share);
        expect(contrast(colour.fill, colour.text)).toBeGreaterThanOrEqual(4.5);
      },
    ),
  );
});
