/** What holds of a deadlock: nobody of those who wait could go on, and who is named as the holder holds what they wait for. */
import { at } from '../../../src/base/assert.ts';
import type { PathNode, StepNode } from '../../../src/sim/spec/path.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { allNodes } from './calls.ts';
import { type Held, stepsOf, stillHeld } from './holders.ts';
import { stillKept } from './kept.ts';
import { stillLocked } from './mutexes.ts';
import type { PlainTrace } from './plain.ts';
import { couldServe, endOf, kindOf } from './rows.ts';
import { allStatements } from './statements.ts';

/** Follows from the rows and the spec alone; the engine's own reasons are not asked. */
export function* deadlocks(trace: PlainTrace): Iterable<string> {
  if (trace.end.reason !== 'deadlock') return;
  const held = [...stillHeld(trace), ...stillLocked(trace)];
  const open = trace.rows.filter((row) => row.duration < 0 && kindOf(trace.spec, row) === 'wait');
  for (const row of open) {
    const why = whyNotStuck(trace, held, row);
    if (why !== null) yield `a deadlock, but ${why} (row ${row.index}: ${at(trace.spec.sites, row.site).text})`;
  }
  yield* holdersNamed(trace, held, open);
}

/** Null if nothing can end the wait any more. */
function whyNotStuck(trace: PlainTrace, held: readonly Held[], row: Row): string | null {
  switch (causeOf(trace.spec, row.site)) {
    case 'ready':
      return idlers(trace).some((idle) => couldServe(trace.spec, idle, row))
        ? 'a processor that could serve idles'
        : null;
    case 'time':
    case 'link':
      return 'the wait ends by itself';
    case 'pool':
    case 'lock':
    case 'queue':
      return candidates(trace, row).some((store) => isTaken(trace, held, store)) ? null : 'what it waits for is free';
    case 'worker':
      return workersLeft(trace.spec, trace, row) ? 'a worker could be made' : null;
    case 'captured':
      return trace.rows.some((other) => kindOf(trace.spec, other) === 'fault') ? null : 'nobody captured the call';
    case 'await':
      return signalledSince(trace, row) ? 'it was signalled since' : null;
    default:
      return null;
  }
}

/** `ready`, `pool` …, or what kind of statement it is whose site the wait has. */
function causeOf({ machines, sites }: RunSpec, site: number): string {
  for (const { system } of machines) {
    const [cause] = Object.entries(system.waits).find(([, one]) => one === site) ?? [];
    if (cause !== undefined) return cause;
    if (site === system.network?.link) return 'link';
    if (site === system.network?.packet) return 'packet';
  }
  const { verb } = at(sites, site);
  return verb === 'wait' || verb === 'every' ? 'time' : verb;
}

function idlers(trace: PlainTrace): Row[] {
  const idle = trace.rows.filter((row) => kindOf(trace.spec, row) === 'idle');
  return idle.filter((row) => endOf(trace, row) === trace.end.time);
}

const STORES: Readonly<Record<string, (step: StepNode) => number | undefined>> = {
  pool: ({ verb, place }) => (verb === 'take' ? place : undefined),
  lock: ({ verb, lock }) => (verb === 'lock' ? lock : undefined),
  queue: ({ verb, queue }) => (verb === 'enqueue' ? queue : undefined),
};

/** The stores for which a step of the waiting call can wait. */
function candidates({ spec, calls }: PlainTrace, { call, site }: Row): number[] {
  const storeOf = STORES[causeOf(spec, site)];
  const path = calls[call]?.path;
  if (storeOf === undefined) return [];
  const locks = causeOf(spec, site) === 'lock' ? locksOfBodies(spec) : [];
  // The work of a `meanwhile` waits without a call: any path's.
  const steps = path === undefined ? everyStep(spec) : [...stepsOf(spec, path).values()];
  return [...steps.flatMap((step) => storeOf(step) ?? []), ...locks];
}

function locksOfBodies(spec: RunSpec): number[] {
  return allStatements(spec).flatMap((one) => (one.do === 'lock' ? [one.lock] : []));
}

function everyStep({ paths }: RunSpec): StepNode[] {
  const nodes: PathNode[] = paths.flatMap(({ steps }) => [...allNodes(steps)]);
  return nodes.filter((node) => node.node === 'step');
}

/** Nobody else can have it: the lock is held, the queue is full, every element of the pool is taken, kept or attached. */
function isTaken(trace: PlainTrace, held: readonly Held[], store: number): boolean {
  const { spec, places } = trace;
  const own = held.filter((one) => one.store === store);
  const what = at(spec.stores, store);
  if (what.kind === 'lock') return own.length === 1;
  if (what.kind === 'queue') return what.capacity !== null && own.length >= what.capacity;
  if (everyStep(spec).some(({ verb, from }) => verb === 'attach' && from === store)) return true;
  const taken = new Set([...own.map(({ place }) => place), ...stillKept(trace)]);
  return places.every((place, index) => place.store !== store || taken.has(index));
}

function workersLeft({ domains }: RunSpec, { threads }: PlainTrace, { domain }: Row): boolean {
  const made = (of: number): number => threads.filter((one) => one.kind === 'worker' && one.domain === of).length;
  const limits = domains.map(({ workers }, of) => workers !== null && made(of) >= workers);
  return domain >= 0 && !limits.some((isAtLimit) => isAtLimit);
}

/** Each signal lets through who awaited first: more signals since than others who awaited before it. */
function signalledSince(trace: PlainTrace, waits: Row): boolean {
  const conditions = { signal: conditionsOf(trace.spec, 'signal'), await: conditionsOf(trace.spec, 'await') };
  const condition = conditions.await.get(waits.site);
  const of = (what: 'signal' | 'await'): Row[] =>
    trace.rows.filter(({ site }) => conditions[what].get(site) === condition);
  const signals = of('signal').filter((row) => endOf(trace, row) > waits.start);
  const before = of('await').filter((row) => row.start <= waits.start && endOf(trace, row) >= waits.start);
  return condition !== undefined && signals.length > before.length - 1;
}

/** By the site of the statement. */
function conditionsOf(spec: RunSpec, what: 'signal' | 'await'): ReadonlyMap<number, number> {
  const statements = allStatements(spec).flatMap((one) => (one.do === 'signal' || one.do === 'await' ? [one] : []));
  return new Map(statements.filter((one) => one.do === what).map(({ site, condition }) => [site, condition]));
}

/** Who is told to hold what a thread waits for does hold such a thing, in a call of his. */
function* holdersNamed(trace: PlainTrace, held: readonly Held[], open: readonly Row[]): Iterable<string> {
  for (const [index, { holder, site, thread }] of trace.end.waiting.entries()) {
    if (!['pool', 'lock', 'queue'].includes(causeOf(trace.spec, site))) continue;
    const row = open.find((one) => one.site === site && one.thread === thread);
    const stores = row === undefined ? [] : candidates(trace, row).filter((store) => isTaken(trace, held, store));
    const owners = new Set(held.filter((one) => stores.includes(one.store)).map((one) => ownerOf(trace, one)));
    if (holder >= 0 && !owners.has(holder))
      yield `thread ${holder} is told to hold what ${index} waits for, and does not`;
    if (holder < 0 && row !== undefined && row.call >= 0 && stores.every((store) => isHeldByLive(trace, held, store)))
      yield `nobody is told to hold what thread ${thread} waits for`;
  }
}

/** The thread whose activity the call is of: that of the outermost call. */
function ownerOf(trace: PlainTrace, { call, thread = -1 }: Pick<Held, 'call' | 'thread'>): number {
  const entry = trace.calls[call];
  return entry === undefined ? thread : ownerOf(trace, { call: entry.parent, thread: entry.thread });
}

function isHeldByLive({ calls }: PlainTrace, held: readonly Held[], store: number): boolean {
  return held.some((one) => one.store === store && (calls[one.call]?.outcome ?? 0) < 0);
}
