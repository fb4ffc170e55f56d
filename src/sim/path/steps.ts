/** One small function for each kind of step. */
import { assert, assertNever } from '../../base/assert.ts';
import { idleProcessorFor } from '../policy/domain-caching.ts';
import { type Activity, type CallState, GO, ROW, STOP } from '../machine/state.ts';
import type { Store } from '../machine/stores.ts';
import type { PathNode, PathSpec, StepNode, StoreId } from '../spec.ts';
import { END, label, NEEDS, type Parts, WHOLE } from './code.ts';
import { asFunction, type Linear, linear, whole } from './expression.ts';
import { type Place, plainPlace, read, reading, storesOf, trackedPlaces, write, writing } from './places.ts';
import { type Record, recordOf, type RowShape, shapeOf } from './rows.ts';

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

/** Compiles a step at the end of the code. */
export function emitStep(scope: StepScope, node: StepNode): void {
  const shape = shapeOf(scope.parts, node, scope.path);
  switch (node.verb) {
    case 'plain':
      return emitPlain(scope.parts, shape);
    case 'copy':
      return emitCopy(scope.parts, node, shape);
    case 'switch':
      return emitSwitch(scope.parts, node, shape);
    case 'exchange':
      return emitExchange(scope.parts, node, shape);
    case 'swap':
    case 'schedule':
      return emitChange(scope.parts, node, recordOf(scope.parts.world, shape));
    case 'take':
      return emitTake(scope, node, shape);
    case 'give':
      return emitGive(scope.parts, node, shape);
    case 'attach':
      return emitAttach(scope.parts, node, shape);
    case 'lock':
      return emitLock(scope, node, shape);
    case 'unlock':
      return emitUnlock(scope.parts, node, shape);
    case 'enqueue':
      return emitEnqueue(scope.parts, node, shape);
    case 'dequeue':
      return emitDequeue(scope.parts, node, shape);
    default:
      return assertNever(node.verb);
  }
}

/** A row without further effects; the usual one costs the same each time. */
function emitPlain(parts: Parts, shape: RowShape): void {
  const { world, code } = parts;
  const { site, domain, price, bytes, place } = shape;
  if (typeof price !== 'number' || typeof bytes !== 'number' || typeof place !== 'number') {
    return emitRow(parts, recordOf(world, shape));
  }
  const next = code.here + 1;
  code.emit((a) => {
    world.step(a, site, price, bytes, place, domain);
    a.pc = next;
    return ROW;
  }, NEEDS);
}

/** A row after which the next function goes on. */
export function emitRow({ code }: Parts, record: Record): void {
  const next = code.here + 1;
  code.emit((a) => {
    record(a);
    a.pc = next;
    return ROW;
  }, NEEDS);
}

/** Effects at the end of the row before. */
export function emitEnd({ code }: Parts, effect: (a: Activity) => void, marks = END): void {
  const next = code.here + 1;
  code.emit((a) => {
    effect(a);
    a.pc = next;
    return GO;
  }, marks);
}

function emitCopy(parts: Parts, node: StepNode, shape: RowShape): void {
  const places = (store: StoreId | undefined): Place[] => (store === undefined ? [] : trackedPlaces(parts.stores, [store]));
  const [from] = places(node.from);
  const [to] = places(node.to);
  const price = linear(node.price);
  const isUsual = node.content !== undefined && node.place === undefined && (from === undefined || to === undefined);
  if (price !== null && isUsual) {
    return emitUsualCopy(parts, node, shape, { ...price, used: to ?? from ?? -1, isWritten: to !== undefined });
  }
  const record = recordOf(parts.world, shape);
  const readFrom = reading(parts.world, places(node.from));
  const writeTo = writing(parts.world, places(node.to));
  emitRow(parts, (a) => {
    record(a);
    readFrom(a);
    writeTo(a);
  });
}

/** A copy with a price per byte between a place that others use too and one of its own: without detours. */
function emitUsualCopy(
  { code, world, stores }: Parts,
  { site, domain, content, ...node }: StepNode,
  { place }: RowShape,
  { fixed, perByte, used, isWritten }: Linear & { readonly used: Place; readonly isWritten: boolean },
): void {
  const { holder } = world;
  const isArguments = content === 'arguments';
  const placeOf = asFunction(used);
  const plain = typeof place === 'number' ? place : plainPlace(stores, storesOf({ site, domain, ...node }));
  const next = code.here + 1;
  code.emit((a) => {
    const { call } = a.frame;
    const bytes = isArguments ? call.argumentBytes : call.resultBytes;
    const shared = placeOf(a);
    world.step(a, site, whole(fixed + perByte * bytes), bytes, shared < 0 ? plain : shared, domain);
    if (shared >= 0) {
      if (isWritten) write(holder, shared, a.processor.index);
      else read(holder, shared, a.processor.index);
    }
    a.pc = next;
    return ROW;
  }, NEEDS);
}

function emitSwitch(parts: Parts, node: StepNode, shape: RowShape): void {
  const { code, world } = parts;
  const target = node.target ?? node.domain;
  const record = recordOf(world, shape);
  const end = code.here + 1;
  code.emit((a) => {
    if (a.processor.loaded === target) {
      a.pc = end + 1;
      return GO;
    }
    record(a);
    a.pc = end;
    return ROW;
  }, NEEDS);
  emitEnd(parts, (a) => world.load(a.processor, target));
}

/** To a processor that idles in the target; without one, as a switch. */
function emitExchange(parts: Parts, node: StepNode, shape: RowShape): void {
  const { code, world, dispatcher } = parts;
  const target = node.target ?? node.domain;
  const record = recordOf(world, shape);
  const recordMove = recordOf(world, { ...shape, place: (a) => a.partner?.index ?? -1 });
  const otherwise = label();
  const done = label();
  const end = code.here + 1;
  code.emit((a) => {
    const partner = idleProcessorFor(dispatcher, target);
    if (partner === null) {
      a.pc = otherwise.pc;
      return GO;
    }
    a.partner = partner;
    recordMove(a);
    dispatcher.occupy(partner, a);
    a.pc = end;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    dispatcher.exchange(a);
    a.pc = done.pc;
    return GO;
  }, END);
  otherwise.pc = code.here;
  code.emit((a) => {
    if (a.processor.loaded === target) {
      a.pc = done.pc;
      return GO;
    }
    record(a);
    a.pc = otherwise.pc + 1;
    return ROW;
  });
  emitEnd(parts, (a) => world.load(a.processor, target));
  done.pc = code.here;
}

/** swap, schedule: another thread acts for the call. */
function emitChange(parts: Parts, node: StepNode, record: Record): void {
  const { dispatcher } = parts;
  const target = node.target ?? node.domain;
  emitThreadChange(parts, node.worker ?? 'none', target, record, node.verb === 'schedule');
  if (node.verb === 'swap') return;
  const next = parts.code.here + 1;
  parts.code.emit((a) => {
    a.pc = next;
    dispatcher.rejoin(a, 'scheduled', target);
    return STOP;
  }, WHOLE);
}

/** The row of a step that changes who acts, and its end; `whole`: no look at the quantum follows. */
export function emitThreadChange(
  parts: Parts,
  worker: 'take' | 'back' | 'none',
  domain: number,
  record: Record,
  isWhole: boolean,
): void {
  const { code, threads } = parts;
  const end = code.here + (worker === 'take' ? 2 : 1);
  const row = (a: Activity): typeof ROW => {
    record(a);
    a.pc = end;
    return ROW;
  };
  if (worker === 'take') {
    code.emit((a) => {
      a.pc = end - 1;
      const taken = threads.takeWorker(a, domain);
      if (taken < 0) return STOP;
      a.granted = taken;
      return GO;
    }, NEEDS);
    code.emit((a) => {
      a.coming = a.granted;
      return row(a);
    });
  } else if (worker === 'back') {
    code.emit((a) => {
      a.coming = threads.before(a);
      if (!threads.isBusy(a.coming, a)) return row(a);
      threads.waitFor(a.coming, a);
      return STOP;
    }, NEEDS);
  } else code.emit(row, NEEDS);
  const marks = isWhole ? END + WHOLE : END;
  emitEnd(parts, (a) => (worker === 'take' ? threads.enter(a) : worker === 'back' ? threads.back(a) : undefined), marks);
}

function emitTake(scope: StepScope, node: StepNode, shape: RowShape): void {
  const { code, stores, world } = scope.parts;
  const pool = stores.pool(node.place ?? -1);
  assert(pool !== null, `the step at site ${node.site} takes from a pool`);
  const { id, spec } = pool;
  const record = recordOf(world, { ...shape, place: (a) => pool.places[a.granted]! });
  const got = code.here + 1;
  const done = label();
  code.emit((a) => {
    const element = pool.take();
    if (element < 0 && spec.empty !== 'grow') return none(a);
    a.granted = element < 0 ? pool.grow() : element;
    a.frame.call.hold(id, a.granted);
    record(a);
    a.pc = done.pc;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    record(a);
    a.pc = done.pc;
    return ROW;
  });
  const none = spec.empty === 'fail' ? emitFailingTake(scope, node) : waiting(scope.parts, pool, 'pool', got);
  done.pc = code.here;
}

/** An empty pool ends the call: a row of the take without duration. */
function emitFailingTake({ parts, failed }: StepScope, node: StepNode): (a: Activity) => typeof ROW {
  const { code, world } = parts;
  const end = code.here;
  failed(world.spec.outcomes.findIndex(({ name }) => name === 'exhausted'));
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
function emitGive(parts: Parts, node: StepNode, shape: RowShape): void {
  const { stores, world } = parts;
  const pool = stores.pool(node.place ?? -1);
  const record = recordOf(world, shape);
  if (pool === null) return emitRow(parts, record);
  emitRow(parts, (a) => {
    record(a);
    a.granted = a.frame.call.latest(pool.id);
  });
  emitEnd(parts, ({ granted, frame: { call } }) => giveBack(pool, granted, call));
}

function giveBack(store: Store, element: number, call: CallState): void {
  if (element >= 0 && call.drop(store.id, element)) store.give(element);
}

function emitAttach(parts: Parts, node: StepNode, shape: RowShape): void {
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

/** Takes a lock or a slot of a queue; waits while there is none. */
function emitOccupy(parts: Parts, store: Store, cause: 'lock' | 'queue', record: Record, otherwise: { pc: number } | null): void {
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
    record(a);
    a.pc = got + 1;
    return ROW;
  }, NEEDS);
  emitRow(parts, record);
}

function emitLock({ parts, walk }: StepScope, node: StepNode, shape: RowShape): void {
  const lock = parts.stores.lock(node.lock ?? -1);
  assert(lock !== null, `the step at site ${node.site} names a lock`);
  const record = recordOf(parts.world, shape);
  if (node.otherwise === undefined) return emitOccupy(parts, lock, 'lock', record, null);
  const otherwise = label();
  const done = label();
  emitOccupy(parts, lock, 'lock', record, otherwise);
  parts.code.emit((a) => {
    a.pc = done.pc;
    return GO;
  });
  otherwise.pc = parts.code.here;
  walk(node.otherwise);
  done.pc = parts.code.here;
}

function emitUnlock(parts: Parts, node: StepNode, shape: RowShape): void {
  const lock = parts.stores.lock(node.lock ?? -1);
  emitRow(parts, recordOf(parts.world, shape));
  if (lock !== null) emitEnd(parts, ({ frame: { call } }) => giveBack(lock, 0, call));
}

function emitEnqueue(parts: Parts, node: StepNode, shape: RowShape): void {
  const queue = parts.stores.queue(node.queue ?? -1);
  assert(queue !== null, `the step at site ${node.site} names a queue`);
  emitOccupy(parts, queue, 'queue', recordOf(parts.world, shape), null);
}

function emitDequeue(parts: Parts, node: StepNode, shape: RowShape): void {
  const queue = parts.stores.queue(node.queue ?? -1);
  const record = recordOf(parts.world, shape);
  emitRow(parts, (a) => {
    record(a);
    if (queue !== null) giveBack(queue, 0, a.frame.call);
  });
}
