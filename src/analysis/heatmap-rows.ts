/** The rows of a heatmap: sites, or the groups that they belong to, aligned across its columns. */
import { assertNever } from '../base/assert.ts';
import type { Overhead, Site, UrpcPart } from '../sim/spec/site.ts';
import type { Trace } from '../sim/trace/format.ts';
import { ASSUMED, isAssumed } from './assumptions.ts';
import { movesBytes } from './counters.ts';
import type { HeatCell, HeatmapGrouping, HeatmapModel, HeatmapRow } from './heatmap-models.ts';
import { mean } from './sums.ts';
import type { SiteTally } from './tally.ts';
import { KIND_WORDS, OVERHEAD_WORDS, URPC_WORDS } from './words.ts';

/** A column before its rows are grouped. */
export interface HeatColumn {
  readonly title: string;
  readonly variant: number;
  /** The first call in it, −1 if it has none. */
  readonly call: number;
  readonly calls: number;
  readonly entries: readonly SiteTally[];
}

/** What a row is, whichever column it is met in. */
type RowHead = Omit<HeatmapRow, 'cells' | 'total'>;

interface Sum {
  readonly time: bigint;
  readonly count: number;
  readonly bytes: number;
}

const NOTHING: Sum = { time: 0n, count: 0, bytes: 0 };

/** Groups the columns' entries to rows. `calls`: how many calls the procedure has in all. */
export function heatmapOf(
  traces: readonly Trace[],
  columns: readonly HeatColumn[],
  grouping: HeatmapGrouping,
  calls: number,
): HeatmapModel {
  const heads = new Map<string, RowHead>();
  const orders: string[][] = [];
  const sums = columns.map((column) => {
    const ofColumn = new Map<string, Sum>();
    const order: string[] = [];
    const seen = new Map<string, number>();
    for (const entry of column.entries) {
      const head = headOf(traces, column.variant, entry, grouping, seen);
      if (!heads.has(head.key)) heads.set(head.key, head);
      if (!ofColumn.has(head.key)) order.push(head.key);
      ofColumn.set(head.key, plus(ofColumn.get(head.key) ?? NOTHING, sumOf(traces, column.variant, entry)));
    }
    orders.push(order);
    return ofColumn;
  });
  const keys = sortedKeys(merged(orders), heads, grouping);
  return {
    columns: columns.map((column, i) => columnOf(column, sums[i] ?? new Map(), heads)),
    rows: keys.flatMap((key) => rowOf(key, heads, columns, sums)),
    calls,
  };
}

function sumOf(traces: readonly Trace[], variant: number, { site, time, count, bytes }: SiteTally): Sum {
  const kind = traces[variant]?.spec.sites[site]?.kind;
  return { time, count, bytes: kind !== undefined && movesBytes(kind) ? bytes : 0 };
}

function plus(a: Sum, b: Sum): Sum {
  return { time: a.time + b.time, count: a.count + b.count, bytes: a.bytes + b.bytes };
}

function cell({ time, count, bytes }: Sum, calls: number): HeatCell {
  return calls === 0
    ? { time: 0, count: 0, bytes: 0 }
    : { time: mean(time, calls), count: count / calls, bytes: bytes / calls };
}

function columnOf(
  { title, variant, call, calls }: HeatColumn,
  sums: ReadonlyMap<string, Sum>,
  heads: ReadonlyMap<string, RowHead>,
): HeatmapModel['columns'][number] {
  const onPath = [...sums].filter(([key]) => heads.get(key)?.onPath === true).map(([, sum]) => sum);
  return { title, variant, call, calls, total: cell(onPath.reduce(plus, NOTHING), calls) };
}

function rowOf(
  key: string,
  heads: ReadonlyMap<string, RowHead>,
  columns: readonly HeatColumn[],
  sums: readonly ReadonlyMap<string, Sum>[],
): readonly HeatmapRow[] {
  const head = heads.get(key);
  if (head === undefined) return [];
  const found = sums.map((ofColumn) => ofColumn.get(key));
  const cells = found.map((sum, i) => (sum === undefined ? null : cell(sum, columns[i]?.calls ?? 0)));
  const all = found.reduce<Sum>((total, sum) => plus(total, sum ?? NOTHING), NOTHING);
  return [
    {
      ...head,
      cells,
      total: cell(
        all,
        columns.reduce((calls, column) => calls + column.calls, 0),
      ),
    },
  ];
}

// ---- what makes two entries the same row ----

function headOf(
  traces: readonly Trace[],
  variant: number,
  entry: SiteTally,
  grouping: HeatmapGrouping,
  seen: Map<string, number>,
): RowHead {
  const site = traces[variant]?.spec.sites[entry.site];
  const head: RowHead = {
    key: 'nested',
    title: KIND_WORDS.nested,
    kind: 'nested',
    overhead: null,
    urpc: null,
    site: null,
    onPath: entry.onPath,
  };
  if (site === undefined) return head;
  const off = entry.onPath ? '' : ' (off the path)';
  switch (grouping) {
    case 'site':
      return {
        ...head,
        key: numbered(siteKey(site), seen),
        title: siteTitle(site) + (isAssumed(site) ? ` (${ASSUMED})` : '') + off,
        kind: site.kind,
        overhead: site.overhead,
        urpc: site.urpc,
        site: { variant, site: entry.site },
      };
    case 'kind':
      return { ...head, key: site.kind + off, title: KIND_WORDS[site.kind] + off, kind: site.kind };
    case 'overhead':
      return {
        ...head,
        key: site.overhead + off,
        title: OVERHEAD_WORDS[site.overhead] + off,
        kind: null,
        overhead: site.overhead,
      };
    case 'urpc':
      return { ...head, key: site.urpc + off, title: URPC_WORDS[site.urpc] + off, kind: null, urpc: site.urpc };
    default:
      return assertNever(grouping);
  }
}

/** Steps of different mechanisms are the same row if their labels agree, else if text, role and section do. */
function siteKey(site: Site): string {
  const where = `${site.off ? 'off' : 'on'} ${site.section}`;
  return site.label === null ? `${where} ${site.role} ${site.text}` : `${where} as ${site.label}`;
}

/** The second step with the same key in a column is another row. */
function numbered(key: string, seen: Map<string, number>): string {
  const number = (seen.get(key) ?? 0) + 1;
  seen.set(key, number);
  return number === 1 ? key : `${key} ${number}`;
}

/** `client: copy arguments -> astack`, as in the file. */
function siteTitle(site: Site): string {
  return site.role === 'system' || site.role === 'thread' ? site.text : `${site.role}: ${site.text}`;
}

/** One order that keeps each column's own: what a column adds stands after what comes before it there. */
function merged(orders: readonly (readonly string[])[]): readonly string[] {
  const keys: string[] = [];
  for (const order of orders) {
    let place = -1;
    for (const key of order) {
      const known = keys.indexOf(key);
      if (known < 0) keys.splice(place + 1, 0, key);
      place = known < 0 ? place + 1 : known;
    }
  }
  return keys;
}

const OVERHEADS = Object.keys(OVERHEAD_WORDS) as Overhead[];
const PARTS = Object.keys(URPC_WORDS) as UrpcPart[];

/** On the path first; classes in the order in which the notes list them. */
function sortedKeys(
  keys: readonly string[],
  heads: ReadonlyMap<string, RowHead>,
  grouping: HeatmapGrouping,
): readonly string[] {
  const rank = (key: string): number => {
    const head = heads.get(key);
    const off = head?.onPath === true ? 0 : 100;
    if (grouping === 'overhead')
      return off + (head?.overhead == null ? OVERHEADS.length : OVERHEADS.indexOf(head.overhead));
    if (grouping === 'urpc') return off + (head?.urpc == null ? PARTS.length : PARTS.indexOf(head.urpc));
    return off;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b));
}
