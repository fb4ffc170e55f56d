/** Steps that take and give: elements of pools, locks, slots of queues. */
import { assert } from '../../base/assert.ts';
import type { CallState } from '../machine/call-state.ts';
import { type Activity, GO, ROW, STOP } from '../machine/state.ts';
import type { Store } from '../machine/store.ts';
import type { PathNode, PathSpec, StepNode } from '../spec/path.ts';
import type { PoolSpec } from '../spec/stores.ts';
import { type Label, label, NEEDS, type Parts } from './code.ts';
import { emitLockedRow } from './locked-rows.ts';
import { emitEnd, emitRow, type Record, type RowShape, recordOf } from './rows.ts';

/** What the compiler of a path lends to its steps. */
export interface StepScope {
  readonly parts: Parts;
  /** Null: in a binding act. */
  readonly path: PathSpec | null;
  /** Compiles nodes at the present end of the code. */
  readonly walk: (nodes: readonly PathNode[]) => void;
  /** Compiles what follows a row by which the call ends. */
  readonly failed: (outcome: number) => void;
}

/** Compiles the step of that name at the end of the code. */
export function emitTake(scope: StepScope, node: StepNode, shape: RowShape): void {
  const { code, stores, world } = scope.parts;
  const pool = stores.pool(node.place ?? -1);
  assert(pool !== null, `the step at site ${node.site} takes from a pool`);
  const { id, spec } = pool;
  const record = recordOf(world, { ...shape, place: (a) => pool.places[a.granted]! });
  const got = code.here + 1;
  const done = label();
  const { locked } = node;
  code.emit((a) => {
    const free = pool.take();
    const element = free < 0 ? pool.find() : free;
    if (element < 0) return none(a);
    a.granted = element;
    a.frame.call.hold(id, a.granted);
    a.pc = got;
    if (locked !== undefined) return GO;
    record(a);
    a.pc = done.pc;
    return ROW;
  }, NEEDS);
  emitLockedRow(scope.parts, { locked, lock: pool.lock, domain: node.domain, record }, done);
  const none = mayFail(spec) ? emitFailingTake(scope, node, spec) : waiting(scope.parts, pool, 'pool', got);
  done.pc = code.here;
}

function mayFail({ empty, growth }: PoolSpec): boolean {
  return empty === 'fail' || (empty === 'grow' && typeof growth?.outcome === 'number');
}

/** An empty pool ends the call: a row of the take without duration. */
function emitFailingTake(
  { parts, failed }: StepScope,
  node: StepNode,
  { empty, growth }: PoolSpec,
): (a: Activity) => typeof ROW {
  const { code, world } = parts;
  const end = code.here;
  const exhausted = world.spec.outcomes.findIndex(({ name }) => name === 'exhausted');
  failed(empty === 'grow' ? (growth?.outcome ?? exhausted) : exhausted);
  return (a) => {
    world.step(a, node.site, 0, 0, -1, node.domain);
    a.pc = end;
    return ROW;
  };
}

/** The activity waits in the line of a store; it goes on at `got`. */
function waiting(
  { dispatcher, world }: Parts,
  store: Store,
  cause: 'pool' | 'lock' | 'queue',
  got: number,
): (a: Activity) => typeof STOP {
  return (a) => {
    a.pc = got;
    store.waiters.push(a);
    dispatcher.wait(a, world.machineOf(a).spec.system.waits[cause]);
    return STOP;
  };
}

/** The element that the call took last goes back at the end of the row that names it. */
export function emitGive(parts: Parts, node: StepNode, shape: RowShape): void {
  const { stores, world } = parts;
  const pool = stores.pool(node.place ?? -1);
  const record = recordOf(world, shape);
  if (pool === null) return emitRow(parts, record);
  const { locked, domain } = node;
  const done = label();
  const giving: Record = (a) => {
    record(a);
    a.granted = a.frame.call.latest(pool.id);
  };
  emitLockedRow(parts, { locked, lock: pool.lock, domain, record: giving }, done);
  done.pc = parts.code.here;
  if (pool.spec.owner === undefined) {
    return emitEnd(parts, ({ granted, frame: { call } }) => giveBack(pool, granted, call));
  }
  emitEnd(parts, ({ granted, frame: { call } }) => {
    giveBack(pool, granted, call);
    pool.tell(null);
  });
}

/** It goes back if the call, or the body of the thread, holds it. */
export function giveBack(store: Store, element: number, call: CallState): void {
  if (element >= 0 && call.drop(store.id, element)) store.give(element);
}

/** Compiles the step of that name at the end of the code. */
export function emitAttach(parts: Parts, node: StepNode, shape: RowShape): void {
  const { stores, world } = parts;
  const { from = -1, to = -1 } = node;
  const pool = stores.pool(to);
  emitRow(parts, recordOf(world, shape));
  if (pool === null) return;
  emitEnd(parts, ({ frame: { call } }) => {
    const thing = call.latest(from);
    const element = call.latest(to);
    if (thing >= 0 && element >= 0 && call.drop(from, thing)) pool.attach(element, from, thing);
  });
}

/** Takes a lock or a slot of a queue; waits while there is none. Then its row, here or (`record` null) in the code that follows. */
export function emitOccupy(
  parts: Parts,
  store: Store,
  cause: 'lock' | 'queue',
  { record, otherwise, done }: { record: Record | null; otherwise: Label | null; done: Label },
): void {
  const { code } = parts;
  const got = code.here + 1;
  const wait = waiting(parts, store, cause, got);
  code.emit((a) => {
    if (store.take() < 0) {
      if (otherwise === null) return wait(a);
      a.pc = otherwise.pc;
      return GO;
    }
    a.frame.call.hold(store.id, 0);
    a.pc = got;
    if (record === null) return GO;
    record(a);
    a.pc = done.pc;
    return ROW;
  }, NEEDS);
}

/** Compiles the step of that name at the end of the code. */
export function emitLock({ parts, walk }: StepScope, node: StepNode, shape: RowShape): void {
  const lock = parts.stores.lock(node.lock ?? -1);
  assert(lock !== null, `the step at site ${node.site} names a lock`);
  const record = recordOf(parts.world, shape);
  const otherwise = label();
  const done = label();
  emitOccupy(parts, lock, 'lock', { record, otherwise: node.otherwise === undefined ? null : otherwise, done });
  parts.code.emit((a) => {
    record(a);
    a.pc = done.pc;
    return ROW;
  });
  if (node.otherwise === undefined) {
    done.pc = parts.code.here;
    return;
  }
  otherwise.pc = parts.code.here;
  walk(node.otherwise);
  done.pc = parts.code.here;
}

/** Compiles the step of that name at the end of the code. */
export function emitUnlock(parts: Parts, node: StepNode, shape: RowShape): void {
  const lock = parts.stores.lock(node.lock ?? -1);
  emitRow(parts, recordOf(parts.world, shape));
  if (lock !== null) emitEnd(parts, ({ frame: { call } }) => giveBack(lock, 0, call));
}

/** Compiles the step of that name at the end of the code. */
export function emitEnqueue(parts: Parts, node: StepNode, shape: RowShape): void {
  const queue = parts.stores.queue(node.queue ?? -1);
  assert(queue !== null, `the step at site ${node.site} names a queue`);
  const { locked, domain } = node;
  const done = label();
  const record = recordOf(parts.world, shape);
  emitOccupy(parts, queue, 'queue', { record: locked === undefined ? record : null, otherwise: null, done });
  emitLockedRow(parts, { locked, lock: queue.tail, domain, record }, done);
  done.pc = parts.code.here;
}

/** Compiles the step of that name at the end of the code. */
export function emitDequeue(parts: Parts, node: StepNode, shape: RowShape): void {
  const queue = parts.stores.queue(node.queue ?? -1);
  const record = recordOf(parts.world, shape);
  if (queue === null) return emitRow(parts, record);
  const { locked, domain } = node;
  const done = label();
  const taking: Record = (a) => {
    record(a);
    giveBack(queue, 0, a.frame.call);
  };
  emitLockedRow(parts, { locked, lock: queue.head, domain, record: taking }, done);
  done.pc = parts.code.here;
}
