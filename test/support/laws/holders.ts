/** What holds of stores: a lock has one holder, an element of a pool serves one call, a queue holds what it may. */
import { at } from '../../../src/base/assert.ts';
import type { RunSpec, StepNode } from '../../../src/sim/spec.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { allNodes } from './calls.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy } from './rows.ts';

interface Held {
  /** What is held: a lock, an element of a pool, a queue. */
  readonly what: string;
  readonly store: number;
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

/** In random programs every step has a site of its own, so a row tells which step it was. */
export function* holders(trace: PlainTrace): Iterable<string> {
  const held = [...intervals(trace)].filter((one) => one.to > one.from);
  for (const [what, all] of groupBy(held, (one) => one.what)) {
    const most = capacity(trace.spec, at(all, 0).store);
    for (const one of all) {
      const together = all.filter((other) => other.from <= one.from && other.to > one.from);
      if (together.length > most) yield `${what} is held ${together.length} times in row ${one.row}`;
    }
  }
}

function capacity({ stores }: RunSpec, index: number): number {
  const store = at(stores, index);
  return store.kind === 'queue' ? (store.capacity ?? Infinity) : 1;
}

function* intervals(trace: PlainTrace): Iterable<Held> {
  const steps = stepsBySite(trace.spec);
  const open: { held: Omit<Held, 'to'>; call: number; place: number }[] = [];
  const endings = groupBy(endedCalls(trace), (one) => one.lastRow);
  for (const row of trace.rows) {
    const step = steps.get(row.site);
    const isTaken = step !== undefined && !endsCall(endings, row) && !(step.verb === 'take' && row.place < 0);
    if (isTaken) yield* release(trace, open, step, row);
    if (isTaken && ACQUIRES.has(step.verb)) open.push({ held: acquired(step, row), call: row.call, place: row.place });
    for (const { call } of endings.get(row.index) ?? [])
      yield* drain(open, (one) => one.call === call, endOf(trace, row));
  }
  yield* drain(open, () => true, trace.end.time);
}

const ACQUIRES: ReadonlySet<string> = new Set(['take', 'lock', 'enqueue']);

function acquired(step: StepNode, row: Row): Omit<Held, 'to'> {
  const store = storeOf(step) ?? -1;
  const what = step.verb === 'take' ? `element ${row.place}` : `${step.verb} ${store}`;
  return { what, store, from: row.start, row: row.index };
}

function storeOf(step: StepNode): number | undefined {
  if (step.verb === 'lock' || step.verb === 'unlock') return step.lock;
  if (step.verb === 'enqueue' || step.verb === 'dequeue') return step.queue;
  return step.place;
}

type Open = { held: Omit<Held, 'to'>; call: number; place: number }[];

/** A giving step ends the newest interval of its call: giving and unlocking at its end, taking out of a queue at its start. */
function* release(trace: PlainTrace, open: Open, step: StepNode, row: Row): Iterable<Held> {
  if (step.verb !== 'give' && step.verb !== 'unlock' && step.verb !== 'dequeue') return;
  const store = storeOf(step);
  const index = open.findLastIndex(
    (one) => one.call === row.call && one.held.store === store && (step.verb !== 'give' || one.place === row.place),
  );
  const [one] = index < 0 ? [] : open.splice(index, 1);
  if (one !== undefined) yield { ...one.held, to: step.verb === 'dequeue' ? row.start : endOf(trace, row) };
}

function* drain(open: Open, which: (one: Open[number]) => boolean, to: number): Iterable<Held> {
  for (const one of open.filter(which)) {
    open.splice(open.indexOf(one), 1);
    yield { ...one.held, to };
  }
}

/** Calls that failed let go what they hold; so does an attached element, which is not told apart here. */
function endedCalls({ calls }: PlainTrace): { call: number; lastRow: number }[] {
  return calls.flatMap(({ outcome, lastRow }, call) => (outcome > 0 ? [{ call, lastRow }] : []));
}

function endsCall(endings: Map<number, { call: number }[]>, row: Row): boolean {
  return endings.get(row.index)?.some((one) => one.call === row.call) ?? false;
}

export function stepsBySite({ paths, bindings }: RunSpec): Map<number, StepNode> {
  const nodes = [
    ...paths.flatMap((path) => [...allNodes(path.steps)]),
    ...bindings.flatMap((binding) => [...allNodes(binding.bind)]),
  ];
  return new Map(nodes.flatMap((node) => (node.node === 'step' ? [[node.site, node] as const] : [])));
}
