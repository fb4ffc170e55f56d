/** What holds of calls: attribution, outcomes, how often the procedure ran. */
import { at } from '../../../src/base/assert.ts';
import type { PathNode } from '../../../src/sim/spec/path.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import type { PlainCall, PlainTrace } from './plain.ts';
import { endOf, groupBy, kindOf } from './rows.ts';

/**
 * Every picosecond of a call's latency belongs to exactly one step or wait on its path or on that of a call inside it:
 * these rows follow each other without gap or overlap, from the call's first row to its last.
 */
export function* attribution(trace: PlainTrace): Iterable<string> {
  const rows = rowsOnPaths(trace);
  for (const [index, call] of trace.calls.entries()) {
    const own = rows.get(index) ?? [];
    yield* bounds(trace, index, call, own);
    for (const [i, row] of own.entries()) {
      const before = own[i - 1];
      if (before !== undefined && endOf(trace, before) !== row.start)
        yield `call ${index}: rows ${before.index} and ${row.index} do not meet`;
    }
  }
}

/** The rows on the path of each call and of the calls inside it, in order. */
function rowsOnPaths({ spec, rows, calls }: PlainTrace): Map<number, Row[]> {
  const pairs = rows
    .filter((row) => row.call >= 0 && !at(spec.sites, row.site).off)
    .flatMap((row) => [row.call, ...ancestors(calls, row.call)].map((call) => ({ call, row })));
  const groups = groupBy(pairs, (pair) => pair.call);
  return new Map([...groups].map(([call, group]) => [call, group.map((pair) => pair.row)]));
}

function ancestors(calls: readonly PlainCall[], call: number): number[] {
  const { parent } = at(calls, call);
  return parent < 0 ? [] : [parent, ...ancestors(calls, parent)];
}

/** A call that has ended begins with its first and ends with its last row; an orphan may begin inside a call that it made. */
function* bounds(trace: PlainTrace, index: number, call: PlainCall, own: readonly Row[]): Iterable<string> {
  const firstOwn = own.find((row) => row.call === index || call.site < -1)?.index ?? -1;
  const ended = call.outcome >= 0;
  const last = ended && firstOwn >= 0 ? (own.at(-1)?.index ?? -1) : -1;
  if (call.firstRow !== firstOwn) yield `call ${index} begins with row ${firstOwn}, not with ${call.firstRow}`;
  if (call.lastRow !== last) yield `call ${index} ends with row ${last}, not with ${call.lastRow}`;
  if (!ended && trace.end.reason === 'finished') yield `call ${index} did not end`;
}

/** A call that returned ran its procedure exactly once, in a chain at each hop; one that failed before it never. */
export function* procedures(trace: PlainTrace): Iterable<string> {
  const runs = groupBy(
    trace.rows.filter((row) => row.call >= 0 && kindOf(trace.spec, row) === 'procedure'),
    (row) => row.call,
  );
  for (const [index, call] of trace.calls.entries()) {
    const outcome = trace.spec.outcomes[call.outcome];
    if (call.path < 0 || outcome === undefined || call.site < -1) continue;
    const hops = (runs.get(index) ?? []).map((row) => at(trace.spec.sites, row.site).hop ?? { number: 1, of: 1 });
    const distinct = new Set(hops.map(({ number }) => number)).size;
    if (call.outcome === 0 && distinct !== (hops[0]?.of ?? 1)) yield `call ${index} returned and ran ${distinct} times`;
    if (hops.length > distinct) yield `call ${index} ran ${hops.length} times`;
  }
}

/** An outcome's row stands at the end of the call that failed. Orphans, and calls inside one that was given up, are cut anywhere. */
export function* failures(trace: PlainTrace): Iterable<string> {
  const continued = new Set(trace.calls.map(({ site }) => -2 - site));
  for (const [index, call] of trace.calls.entries()) {
    if (call.outcome <= 0 || call.lastRow < 0 || (continued.has(index) && continued.has(call.parent))) continue;
    if ([index, ...ancestors(trace.calls, index)].some((one) => at(trace.calls, one).site < -1)) continue;
    const last = at(trace.rows, call.lastRow);
    if (!mayFail(trace, last)) yield `call ${index} failed in row ${last.index}, which is no outcome`;
  }
}

function mayFail({ spec }: PlainTrace, row: Row): boolean {
  return kindOf(spec, row) === 'outcome' || failingTakes(spec).has(row.site);
}

function failingTakes({ paths, stores }: PlainTrace['spec']): Set<number> {
  const takes = paths
    .flatMap((path) => [...allNodes(path.steps)])
    .filter((node) => node.node === 'step' && node.verb === 'take');
  return new Set(
    takes.flatMap((node) => (node.node === 'step' && isFailing(stores, node.place ?? -1) ? [node.site] : [])),
  );
}

function isFailing(stores: PlainTrace['spec']['stores'], index: number): boolean {
  const store = at(stores, index);
  return (
    store.kind === 'pool' &&
    (store.empty === 'fail' || (store.empty === 'grow' && typeof store.growth?.outcome === 'number'))
  );
}

/** All nodes of a path, also those inside others. */
export function* allNodes(nodes: readonly PathNode[]): Iterable<PathNode> {
  for (const node of nodes) {
    yield node;
    if (node.node === 'when') yield* allNodes([...node.then, ...node.otherwise]);
    if (node.node === 'meanwhile' || node.node === 'pieces') yield* allNodes(node.steps);
    if (node.node === 'step') yield* allNodes(node.otherwise ?? []);
  }
}
