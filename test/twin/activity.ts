/** Activities: how one begins and ends. */
import { at } from '../../src/base/assert.ts';
import type { DomainId, Statement } from '../../src/sim/spec.ts';
import { detach } from './hands.ts';
import { free, letGo } from './processors.ts';
import { type Activity, Failure, type Flow, type Frame, type Thread, type World } from './state.ts';

export function newActivity(w: World, of: Pick<Activity, 'thread' | 'priority' | 'tail'>): Activity {
  const frame: Frame = { call: null, base: of.thread, workers: [], values: [], workOf: null, depth: 0 };
  const a: Activity = {
    ...of,
    alive: true,
    flow: null,
    acting: of.thread,
    frame,
    processor: null,
    home: at(w.threads, of.thread).domain,
    stoppedOn: 0,
    comeback: 'start',
    wait: null,
    since: 0,
    lastRow: -1,
    granted: -1,
    left: null,
    promise: null,
    message: null,
    joiners: [],
    held: [],
  };
  w.activities.push(a);
  return a;
}

/** A thread of the scenario or of a fork; it is not ready yet. */
export function newThread(
  w: World,
  thread: Pick<Thread, 'name' | 'domain' | 'kind' | 'priority'>,
  body: readonly Statement[],
  values: readonly number[],
): Activity {
  w.threads.push({ ...thread, taken: false, tail: null, waiter: null });
  const a = newActivity(w, { thread: w.threads.length - 1, priority: thread.priority, tail: false });
  a.frame = { ...a.frame, values };
  a.flow = live(w, a, body, thread.domain);
  return a;
}

function* live(w: World, a: Activity, body: readonly Statement[], domain: DomainId): Flow {
  try {
    yield* w.run(a, body, domain);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    w.uncaught.push({ thread: a.thread, outcome: failure.outcome, call: failure.call });
  }
  a.alive = false;
  for (const joiner of a.joiners) letGo(w, joiner);
  free(w, detach(a, 'stopped'));
}
