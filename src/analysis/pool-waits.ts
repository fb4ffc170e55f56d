/** Calls that found a pool empty and waited. */
import type { Sliced } from '../base/slices.ts';
import type { PathId, SiteId, StoreId } from '../sim/spec/ids.ts';
import type { Trace } from '../sim/trace/format.ts';
import { type FactsBySite, factsAt, factsOfCall } from './step-facts.ts';

/** The waits of one path's calls for a pool. */
export interface PoolWaits {
  readonly path: PathId;
  /** The pool, if the step after the wait names it. */
  readonly store: StoreId | null;
  readonly waits: number;
  readonly time: bigint;
  /** The first call that waited. */
  readonly first: number;
}

/** One entry for each path and pool, in the order in which the waits ended. */
export function* poolWaits(trace: Trace): Sliced<readonly PoolWaits[]> {
  const collector = new Collector(trace);
  const { sites } = trace.spec;
  const poolWait = new Uint8Array(sites.length);
  for (const { system } of trace.spec.machines) poolWait[system.waits.pool] = 1;
  if (!(yield* hasRowsAt(trace, poolWait))) return [];
  for (const { length, site, call, duration } of trace.rows.chunks) {
    for (let i = 0; i < length; i++) {
      const at = site[i] ?? -1;
      if (poolWait[at] === 1) collector.begin(call[i] ?? -1, duration[i] ?? 0);
      else if (collector.waiting.size > 0) collector.step(call[i] ?? -1, at);
    }
    yield;
  }
  return collector.end();
}

/** Most runs have no such wait, and one column tells. */
function* hasRowsAt(trace: Trace, wanted: Uint8Array): Sliced<boolean> {
  for (const { length, site } of trace.rows.chunks) {
    for (let i = 0; i < length; i++) if (wanted[site[i] ?? -1] === 1) return true;
    yield;
  }
  return false;
}

class Collector {
  /** How long each call that waits has waited, until its next step says for which pool. */
  readonly waiting = new Map<number, number>();
  /** Of each call whether it waits: asked for every row. */
  private readonly waits: Uint8Array;
  private readonly trace: Trace;
  private readonly facts = new Map<PathId, FactsBySite>();
  private readonly found = new Map<string, PoolWaits>();

  constructor(trace: Trace) {
    this.trace = trace;
    this.waits = new Uint8Array(trace.calls.length);
  }

  begin(call: number, duration: number): void {
    if (call < 0 || (this.trace.calls.path[call] ?? -1) < 0) return;
    this.waiting.set(call, Math.max(0, duration));
    this.waits[call] = 1;
  }

  /** A wait for a processor, and what the system does then, may lie between the pool's wait and the step that takes the element. */
  step(call: number, site: SiteId): void {
    const { kind, section } = this.trace.spec.sites[site] ?? {};
    if (this.waits[call] !== 1 || kind === 'wait' || section === 'system') return;
    this.settle(call, factsAt(this.factsOf(call), site).store);
  }

  end(): readonly PoolWaits[] {
    for (const call of this.waiting.keys()) this.settle(call, null);
    return [...this.found.values()];
  }

  private settle(call: number, store: StoreId | null): void {
    const path = this.trace.calls.path[call] ?? -1;
    const key = `${path} ${store}`;
    const known = this.found.get(key) ?? { path, store, waits: 0, time: 0n, first: call };
    const time = known.time + BigInt(this.waiting.get(call) ?? 0);
    this.found.set(key, { ...known, waits: known.waits + 1, time });
    this.waiting.delete(call);
    this.waits[call] = 0;
  }

  private factsOf(call: number): FactsBySite {
    const path = this.trace.calls.path[call] ?? -1;
    const known = this.facts.get(path) ?? factsOfCall(this.trace, call);
    this.facts.set(path, known);
    return known;
  }
}
