/** Work off a call's path. */
import { at } from '../../src/base/assert.ts';
import type { PathNode } from '../../src/sim/spec/path.ts';
import { newActivity } from './activity.ts';
import { newFrame } from './frames.ts';
import { assign, detach, mayRun, removeFrom, resume } from './hands.ts';
import { free } from './processors.ts';
import { schedule } from './rows.ts';
import { type Activity, Cut, Failure, type Flow, type World } from './state.ts';
import { endTail, freeWorker } from './threads.ts';

/** The work keeps the processor and the acting thread; the call goes on without either. */
export function meanwhile(w: World, a: Activity, steps: readonly PathNode[]): void {
  const { frame, acting, since } = a;
  const work = newActivity(w, { thread: a.thread, priority: a.priority, tail: true });
  work.frame = { ...newFrame({ ...frame, base: acting }, frame.acting), workOf: frame.workOf ?? frame };
  work.orphan = a.orphan;
  work.acting = acting;
  work.since = since;
  work.processor = detach(a, 'stopped');
  if (work.processor !== null) work.processor.activity = work;
  if (acting >= 0) at(w.threads, acting).tail = work;
  a.acting = -1;
  a.left = work;
  work.flows.push(doWork(w, steps));
  schedule(w, w.now, () => resume(w, work));
}

function* doWork(w: World, steps: readonly PathNode[]): Flow {
  try {
    yield* w.walk(steps);
  } catch (failure) {
    if (!(failure instanceof Failure || failure instanceof Cut)) throw failure;
  }
  endWork(w, w.me);
}

export function endWork(w: World, a: Activity): void {
  a.alive = false;
  while (a.frame.workers.length > 0) freeWorker(w, a.frame.workers.pop() ?? -1);
  endTail(w, a, a.frame.base);
  leaveProcessor(w, a);
}

/** An eager `find` that still waits gets the processor before anything else. */
function leaveProcessor(w: World, a: Activity): void {
  const p = detach(a, 'stopped');
  const message = a.promise;
  if (p === null || message === null || message.activity.wait !== message.wait || !mayRun(p, message.activity.home))
    return free(w, p);
  removeFrom(w, message.activity);
  assign(w, message.activity, p);
}
