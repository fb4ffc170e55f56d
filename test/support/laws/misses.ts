/** What holds of domain caching: misses, and processors that are steered. */
import { allNodes } from './calls.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, kindOf } from './rows.ts';

/** A call misses a domain only while no processor idles in it: paths ask for one first. */
export function* misses(trace: PlainTrace): Iterable<string> {
  const { spec, rows } = trace;
  const targets = targetsOf(trace);
  const idle = rows.filter((row) => kindOf(spec, row) === 'idle');
  for (const row of rows) {
    const target = targets.get(row.site);
    if (target === undefined) continue;
    const found = idle.find((one) => one.domain === target && one.start < row.start && endOf(trace, one) > row.start);
    if (found !== undefined) yield `row ${row.index} misses domain ${target}, and row ${found.index} idles in it`;
  }
}

/** Of each site of a miss: the domain. */
function targetsOf({ spec }: PlainTrace): ReadonlyMap<number, number> {
  const nodes = spec.paths.flatMap(({ steps }) => [...allNodes(steps)]);
  return new Map(nodes.flatMap((node) => (node.node === 'miss' ? [[node.work.site, node.target] as const] : [])));
}

/** A processor is steered for nobody's call, and then idles in what it has loaded or runs something. */
export function* steering({ spec, rows }: PlainTrace): Iterable<string> {
  const sites = new Set(
    spec.machines.flatMap(({ system }) => (system.steer === undefined ? [] : [system.steer.load.site])),
  );
  for (const row of rows) {
    if (sites.has(row.site) && (row.call >= 0 || row.thread >= 0)) yield `row ${row.index} is steered for somebody`;
  }
}
