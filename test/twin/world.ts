/** The twin's world at the start of a run. */
import { at } from '../../src/base/assert.ts';
import { Random } from '../../src/base/random.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { StoreSpec } from '../../src/sim/spec/stores.ts';
import type { TracePlace } from '../../src/sim/trace/format.ts';
import { runBody } from './body.ts';
import { walk } from './path.ts';
import type { Processor, Store, World } from './state.ts';
import { steer } from './steering.ts';

export function newWorld(spec: RunSpec): World {
  const places: TracePlace[] = [];
  const stores = spec.stores.map((store, index) => newStore(store, index, places));
  const random = new Random(spec.seed);
  const w: World = {
    spec,
    now: 0,
    events: [],
    rows: [],
    pending: [],
    calls: [],
    threads: [],
    workers: spec.domains.map(() => ({ free: [], made: 0, waiters: [] })),
    places,
    holder: places.map(() => -1),
    processors: newProcessors(spec),
    queues: spec.machines.map(() => []),
    lists: spec.domains.map(() => []),
    stores,
    misses: spec.domains.map(() => 0),
    given: [],
    conditions: spec.conditions.map(() => ({ waiters: [], signals: 0 })),
    bindings: spec.bindings.map(() => ({ calls: 0, bound: false })),
    activities: [],
    asked: [],
    uncaught: [],
    walk: (nodes) => walk(w, nodes),
    run: (body, domain) => runBody(w, body, domain),
    steer: (p) => steer(w, p),
    draw: () => random.next(),
    running: null,
    current: null,
    get me() {
      if (w.current === null) throw new Error('nobody goes on');
      return w.current;
    },
    dead: new Set(),
    happened: new Set(),
    scenario: [],
    passes: 0,
  };
  return w;
}

function newProcessors(spec: RunSpec): Processor[] {
  const all = spec.machines.flatMap((machine, index) =>
    Array.from({ length: machine.processors }, (_, i) => ({ machine: index, placement: machine.placements[i] })),
  );
  return all.map(({ machine, placement }, index) => ({
    index,
    machine,
    placed: placement !== undefined,
    dedicated: placement?.dedicated === true ? placement.domain : -1,
    loaded: placement?.domain ?? -1,
    userLevel: placement !== undefined && at(spec.domains, placement.domain).userThreads,
    activity: null,
    coming: -1,
    idle: null,
    lender: -1,
    returns: 'kept' as const,
    summons: null,
  }));
}

function newStore(spec: StoreSpec, store: number, places: TracePlace[]): Store {
  const count = spec.kind === 'pool' ? spec.count : 0;
  const elements = Array.from({ length: count }, (_, element) => element);
  const place = (spec.kind === 'place' ? [-1] : elements).map((element) => places.push({ store, element }) - 1);
  const free = spec.kind === 'pool' && spec.order === 'lifo' ? elements.toReversed() : elements;
  return {
    free: [...free],
    attached: elements.map(() => new Map<number, number>()),
    kept: [],
    parked: [],
    noticed: [],
    place,
    used: 0,
    lockedUntil: { pool: 0, tail: 0, head: 0 },
    waiters: [],
  };
}
