/** Calls and binding acts: entering, ending, failing. */
import { at } from '../../src/base/assert.ts';
import type { Expr, PathNode, Statement } from '../../src/sim/spec.ts';
import { needThread } from './going.ts';
import { load } from './hands.ts';
import { forget } from './lending.ts';
import { type Activity, type Call, Failure, type Flow, type Frame, Stuck, type World } from './state.ts';
import { handOn } from './stores.ts';
import { freeWorker } from './threads.ts';
import { price, value } from './values.ts';

const DEEPEST = 10_000;

export function* callProcedure(w: World, a: Activity, statement: Statement & { do: 'call' }): Flow {
  const path = at(w.spec.paths, statement.path);
  const argumentBytes = price(w, a, statement.argumentBytes);
  const resultBytes = price(w, a, statement.resultBytes);
  const values = statement.values.map((one: Expr) => value(w, a, one));
  yield* bind(w, a, path.binding);
  const binding = at(w.bindings, path.binding);
  binding.calls += 1;
  const first = binding.calls === 1;
  yield* enter(
    w,
    a,
    { path: statement.path, binding: path.binding, first, argumentBytes, resultBytes },
    values,
    path.steps,
    statement.site,
  );
}

/** The binding act, once; again if it failed. */
function* bind(w: World, a: Activity, index: number): Flow {
  const binding = at(w.bindings, index);
  const steps = at(w.spec.bindings, index).bind;
  if (binding.bound || steps.length === 0) return;
  binding.bound = true;
  try {
    yield* enter(w, a, { path: null, binding: index, first: false, argumentBytes: 0, resultBytes: 0 }, [], steps, -1);
  } catch (failure) {
    binding.bound = false;
    throw failure;
  }
}

function* enter(
  w: World,
  a: Activity,
  of: Omit<Call, 'index' | 'held'>,
  values: readonly number[],
  nodes: readonly PathNode[],
  site: number,
): Flow {
  const outer = a.frame;
  if (outer.depth >= DEEPEST) throw new Stuck();
  const call: Call = { ...of, index: w.calls.length, held: [] };
  const path = of.path ?? -1 - of.binding;
  w.calls.push({
    path,
    thread: a.acting,
    parent: outer.call?.index ?? -1,
    site,
    firstRow: -1,
    lastRow: -1,
    outcome: -1,
  });
  a.frame = { call, base: a.acting, workers: [], values, workOf: null, depth: outer.depth + 1 };
  try {
    yield* w.walk(a, nodes);
  } catch (failure) {
    if (failure instanceof Failure) fails(w, a, call, failure, outer);
    throw failure;
  }
  end(w, a, 0, outer);
  yield* needThread(w, a, a.acting);
}

function fails(w: World, a: Activity, call: Call, failure: Failure, outer: Frame): void {
  for (let held = call.held.pop(); held !== undefined; held = call.held.pop()) handOn(w, held);
  if (a.processor !== null) load(w, a.processor, at(w.spec.bindings, call.binding).client);
  end(w, a, failure.outcome, outer);
  failure.call = call.index;
}

/** The caller's thread acts again. */
function end(w: World, a: Activity, outcome: number, outer: Frame): void {
  const { call, base, workers } = a.frame;
  if (call !== null) forget(w, call);
  while (workers.length > 0) freeWorker(w, workers.pop() ?? -1);
  a.acting = base;
  a.frame = outer;
  if (call === null) return;
  const row = at(w.calls, call.index);
  row.outcome = outcome;
  if (row.firstRow >= 0) row.lastRow = a.lastRow;
}
