/** Calls and binding acts: entering, ending, failing. */
import { at } from '../../src/base/assert.ts';
import type { PathNode } from '../../src/sim/spec/path.ts';
import type { Expr } from '../../src/sim/spec/price.ts';
import type { Statement } from '../../src/sim/spec/statements.ts';
import { afterCut } from './cuts.ts';
import { dropOrphan, endOrphan, isOrphaned } from './drops.ts';
import { newFrame } from './frames.ts';
import { needThread } from './going.ts';
import { load } from './hands.ts';
import { forget } from './lending.ts';
import { type Activity, type Call, Cut, Failure, type Flow, Stuck, type World } from './state.ts';
import { handOn } from './stores.ts';
import { freeWorker } from './threads.ts';
import { price, value } from './values.ts';

const DEEPEST = 10_000;

export function* callProcedure(w: World, statement: Statement & { do: 'call' }): Flow {
  const path = at(w.spec.paths, statement.path);
  const argumentBytes = price(w, w.me, statement.argumentBytes);
  const resultBytes = price(w, w.me, statement.resultBytes);
  const values = statement.values.map((one: Expr) => value(w, w.me, one));
  yield* bind(w, path.binding);
  const binding = at(w.bindings, path.binding);
  binding.calls += 1;
  const first = binding.calls === 1;
  yield* enter(
    w,
    { path: statement.path, binding: path.binding, number: binding.calls, first, argumentBytes, resultBytes },
    values,
    path.steps,
    statement.site,
  );
}

/** The binding act, once; again if it failed. */
function* bind(w: World, index: number): Flow {
  const binding = at(w.bindings, index);
  const steps = at(w.spec.bindings, index).bind;
  if (binding.bound || steps.length === 0) return;
  binding.bound = true;
  try {
    yield* enter(
      w,
      { path: null, binding: index, number: binding.calls + 1, first: false, argumentBytes: 0, resultBytes: 0 },
      [],
      steps,
      -1,
    );
  } catch (failure) {
    binding.bound = false;
    throw failure;
  }
}

function* enter(
  w: World,
  of: Omit<Call, 'held'>,
  values: readonly number[],
  nodes: readonly PathNode[],
  site: number,
): Flow {
  const outer = w.me.frame;
  if (outer.depth >= DEEPEST) throw new Stuck();
  const call: Call = { ...of, held: [] };
  const index = w.calls.length;
  const path = of.path ?? -1 - of.binding;
  w.calls.push({ path, thread: w.me.acting, parent: outer.index, site, firstRow: -1, lastRow: -1, outcome: -1 });
  const { client } = at(w.spec.bindings, of.binding);
  w.me.frame = newFrame({ call, index, outer, base: w.me.acting, values, depth: outer.depth + 1 }, client);
  w.me.flows.push(callFlow(w, call, w.walk(nodes)));
  // The call has a flow of its own: what is around it may go on without it.
  yield;
  yield* needThread(w, w.me.acting);
}

/** A call from its first step, or from where it ends otherwise, to its end. */
export function* callFlow(w: World, call: Call, steps: Flow): Flow {
  try {
    yield* whole(w, steps);
    w.me.frame.timer = null;
    if (isOrphaned(w.me)) dropOrphan(w, w.me);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const { orphan, frame } = w.me;
    fails(w, w.me, call, failure);
    if (orphan?.frame === frame) endOrphan(w, w.me, frame.index);
    throw failure;
  }
  end(w, w.me, 0);
}

/** The steps; where they are cut, what comes instead. */
function* whole(w: World, steps: Flow): Flow {
  for (let next: Flow | null = steps; next !== null; ) {
    try {
      yield* next;
      next = null;
    } catch (cut) {
      if (!(cut instanceof Cut)) throw cut;
      next = afterCut(w, cut);
    }
  }
}

function fails(w: World, a: Activity, call: Call, failure: Failure): void {
  const { index } = a.frame;
  for (let held = call.held.pop(); held !== undefined; held = call.held.pop()) handOn(w, held);
  a.frame.timer = null;
  if (a.processor !== null) load(w, a.processor, at(w.spec.bindings, call.binding).client);
  end(w, a, failure.outcome);
  failure.call = index;
}

/** The caller's thread acts again. */
function end(w: World, a: Activity, outcome: number): void {
  const { call, base, workers, index, outer } = a.frame;
  if (call === null || outer === null) return;
  forget(w, call);
  while (workers.length > 0) freeWorker(w, workers.pop() ?? -1);
  a.acting = base;
  a.frame = outer;
  const row = at(w.calls, index);
  row.outcome = outcome;
  if (row.firstRow >= 0) row.lastRow = a.lastRow;
}
