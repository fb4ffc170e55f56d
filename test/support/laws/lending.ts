/** What holds of processors that are lent: who is lent, what it runs afterwards, and that no processor is in two places. */
import { at } from '../../../src/base/assert.ts';
import type { PathNode, PolicyNode } from '../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { allNodes } from './calls.ts';
import type { PlainTrace } from './plain.ts';
import { groupBy } from './rows.ts';

/** A processor that is lent goes to the domain of the message: what it runs next, but for the system's own rows, is that message's poll. */
export function* lending(trace: PlainTrace): Iterable<string> {
  const finds = findsIn(trace.spec);
  const rows = groupBy(
    trace.rows.filter(({ processor }) => processor >= 0),
    (row) => row.processor,
  );
  const dedicated = dedicatedTo(trace.spec);
  for (const [processor, own] of rows) {
    for (const [i, row] of own.entries()) {
      const candidates = finds.lend.filter(({ lend }) => lend?.site === row.site && row.domain !== -1);
      if (candidates.length === 0) continue;
      const others = candidates.filter(({ domain }) => domain !== row.domain);
      if (others.length === 0) yield `row ${row.index} lends a processor to its own domain`;
      const owner = dedicated[processor] ?? -1;
      if (owner >= 0 && others.every(({ domain }) => domain !== owner))
        yield `row ${row.index} lends a dedicated processor`;
      yield* polls(trace, own.slice(i + 1), row, others, finds.beside);
    }
  }
}

/** `finds`: those that share the row which lends. */
function* polls(
  trace: PlainTrace,
  after: readonly Row[],
  lend: Row,
  finds: readonly PolicyNode[],
  beside: ReadonlySet<number>,
): Iterable<string> {
  const next = after.find(({ site }) => !beside.has(site));
  if (next === undefined || trace.calls.some(({ site }) => site < -1)) return;
  const isPoll = finds.some(({ work, domain }) => next.site === work.site && next.domain === domain);
  if (next.call !== lend.call || !isPoll)
    yield `row ${lend.index} lends a processor, and row ${next.index} is not the poll of its message`;
}

export interface Finds {
  /** What may lend; two of them may share the site of the row that does. */
  readonly lend: readonly PolicyNode[];
  /** Sites of what goes with it: its overhead, and the misses that follow. */
  readonly beside: ReadonlySet<number>;
}

export function findsIn({ paths }: RunSpec): Finds {
  const nodes = paths.flatMap(({ steps }): PathNode[] => [...allNodes(steps)]);
  const lend = nodes.flatMap((node) => (node.node === 'policy' && node.lend !== undefined ? [node] : []));
  const beside = lend.flatMap(({ overhead, refill }) => [overhead?.site ?? -1, refill?.site ?? -1]);
  return { lend, beside: new Set(beside) };
}

/** Of each processor the domain that it never leaves, −1. */
function dedicatedTo({ machines }: RunSpec): number[] {
  return machines.flatMap(({ processors, placements }) =>
    Array.from({ length: processors }, (_, i) => {
      const placement = i < placements.length ? at(placements, i) : undefined;
      return placement?.dedicated === true ? placement.domain : -1;
    }),
  );
}
