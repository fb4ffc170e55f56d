import { describe, expect, it } from 'vitest';
import { heatmap } from '../../../src/analysis/heatmap.ts';
import type { HeatmapModel, HeatmapQuery } from '../../../src/analysis/heatmap-models.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { KERNEL, S, site, smallSpec, us } from './small-spec.ts';
import { nullCall, type SmallRow, smallTrace } from './small-trace.ts';

const QUERY: HeatmapQuery = {
  columns: 'calls',
  variant: 0,
  procedure: 'test.Null',
  grouping: 'site',
  from: 0,
  columnsWanted: 10,
};

function calls(count: number, more: (call: number) => readonly SmallRow[] = () => []): Trace {
  const numbers = Array.from({ length: count }, (_, call) => call);
  return smallTrace(
    smallSpec(),
    numbers.flatMap((call) => [...nullCall(call), ...more(call)]),
    numbers.map(() => ({})),
  );
}

function row(model: HeatmapModel, title: string) {
  const found = model.rows.find((each) => each.title === title);
  if (found === undefined) throw new Error(`no row ${title} among ${model.rows.map((each) => each.title).join(', ')}`);
  return found;
}

describe('heatmap of calls', () => {
  it('has a column for each call if there is room', () => {
    const model = heatmap([calls(3)], QUERY);
    expect(model.columns.map(({ title, call, calls: of, total }) => [title, call, of, total.time])).toEqual([
      ['#1', 0, 1, us(157)],
      ['#2', 1, 1, us(157)],
      ['#3', 2, 1, us(157)],
    ]);
    expect(row(model, 'client: copy arguments -> astack').cells[0]).toEqual({ time: us(7), count: 1, bytes: 200 });
    expect(model.calls).toBe(3);
  });

  it('has buckets with means if there are more calls', () => {
    const model = heatmap(
      [calls(5, (call) => (call < 2 ? [] : [{ site: S.unsplit, call, domain: KERNEL, takes: us(call) }]))],
      { ...QUERY, columnsWanted: 2 },
    );
    expect(model.columns.map(({ title, calls: of }) => [title, of])).toEqual([
      ['#1–3', 3],
      ['#4–5', 2],
    ]);
    const unsplit = row(model, 'kernel: run transport');
    expect(unsplit.cells).toEqual([
      { time: us(2) / 3, count: 1 / 3, bytes: 0 },
      { time: us(3.5), count: 1, bytes: 0 },
    ]);
    expect(unsplit.total).toEqual({ time: us(9) / 5, count: 3 / 5, bytes: 0 });
  });

  it('shows a part of the calls', () => {
    const model = heatmap([calls(9)], { ...QUERY, from: 4, count: 2 });
    expect(model.columns.map(({ title }) => title)).toEqual(['#5', '#6']);
    expect(heatmap([calls(9)], { ...QUERY, from: 99 }).columns).toEqual([]);
  });

  it('leaves a cell empty where a call has no such step', () => {
    const model = heatmap(
      [calls(2, (call) => (call === 1 ? [{ site: S.kernelCopy, call, bytes: 9, takes: us(1) }] : []))],
      QUERY,
    );
    expect(row(model, 'kernel: copy message -> buffer').cells).toEqual([null, { time: us(1), count: 1, bytes: 9 }]);
  });

  it('adds up to the mean latency in every column and grouping', () => {
    const trace = calls(4, (call) => [{ site: S.off, call, takes: us(5) }]);
    for (const grouping of ['site', 'kind', 'overhead', 'urpc'] as const) {
      const { columns, rows } = heatmap([trace], { ...QUERY, grouping, columnsWanted: 3 });
      columns.forEach(({ total }, i) => {
        expect(rows.filter(({ onPath }) => onPath).reduce((sum, { cells }) => sum + (cells[i]?.time ?? 0), 0)).toBe(
          total.time,
        );
        expect(total.time).toBe(us(157));
      });
    }
  });

  it('groups by the overheads of the notes, in their order, off the path last', () => {
    const model = heatmap([calls(1, (call) => [{ site: S.off, call, takes: us(5) }])], {
      ...QUERY,
      grouping: 'overhead',
    });
    expect(model.rows.map(({ title }) => title)).toEqual([
      'stub',
      'access validation',
      'context switch',
      'kernel entry and exit',
      'other',
      'other (off the path)',
    ]);
    expect(row(model, 'context switch').total).toEqual({ time: us(33), count: 1, bytes: 0 });
  });

  it('refuses procedures and variants that do not exist', () => {
    expect(() => heatmap([calls(1)], { ...QUERY, procedure: 'test.Add' })).toThrow('test.Add');
    expect(() => heatmap([calls(1)], { ...QUERY, variant: 3 })).toThrow('variant 3');
  });
});

describe('heatmap of mechanisms', () => {
  const other = smallSpec({
    variant: 'rpc',
    sites: smallSpec().sites.map((each, index) =>
      index === S.copyA
        ? site({ ...each, mechanism: 'rpc', text: 'copy arguments -> message' })
        : index === S.validate
          ? site({ ...each, text: 'validate sender' })
          : each,
    ),
  });
  const lrpc = smallTrace(smallSpec({ variant: 'lrpc' }), nullCall());
  const rpc = smallTrace(other, [
    ...nullCall().slice(0, 3),
    { site: S.kernelCopy, takes: us(2), bytes: 200 },
    ...nullCall().slice(3),
  ]);
  const model = heatmap([lrpc, rpc], { ...QUERY, columns: 'mechanisms' });

  it('has a column for each variant', () => {
    expect(model.columns.map(({ title, calls: of, total }) => [title, of, total.time])).toEqual([
      ['lrpc', 1, us(157)],
      ['rpc', 1, us(159)],
    ]);
  });

  it('aligns steps by label, else by text, role and section', () => {
    expect(row(model, 'client: copy arguments -> astack').cells.map((cell) => cell?.time)).toEqual([us(7), us(7)]);
    expect(row(model, 'kernel: validate binding').cells.map((cell) => cell?.time)).toEqual([us(27), undefined]);
    expect(row(model, 'kernel: validate sender').cells.map((cell) => cell?.time)).toEqual([undefined, us(27)]);
    expect(model.rows.filter(({ title }) => title === 'kernel: switch to space')).toHaveLength(2);
  });

  it('puts what only one has where it stands there', () => {
    const titles = model.rows.map(({ title }) => title);
    expect(titles.indexOf('kernel: validate sender')).toBe(titles.indexOf('kernel: validate binding') - 1);
    expect(row(model, 'kernel: copy message -> buffer').site).toEqual({ variant: 1, site: S.kernelCopy });
  });

  it('has an empty column where a variant does not call the procedure', () => {
    const without = heatmap([lrpc, smallTrace(smallSpec({ variant: 'x' }), [], [])], {
      ...QUERY,
      columns: 'mechanisms',
    });
    expect(without.columns[1]).toMatchObject({ title: 'x', call: -1, calls: 0, total: { time: 0 } });
    expect(without.rows.every(({ cells }) => cells[1] === null)).toBe(true);
  });
});
