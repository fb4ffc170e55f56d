/** Activities: how one begins and ends. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { Statement } from '../../src/sim/spec/statements.ts';
import { activityOf, newFrame } from './frames.ts';
import { arrive } from './going.ts';
import { detach } from './hands.ts';
import { free, letGo } from './processors.ts';
import { type Activity, Cut, Failure, type Flow, type Thread, type World } from './state.ts';

export function newActivity(w: World, of: Pick<Activity, 'thread' | 'priority' | 'tail'>): Activity {
  const home = at(w.threads, of.thread).domain;
  const frame = newFrame({ call: null, index: -1, outer: null, base: of.thread, values: [], depth: 0 }, home);
  const a = activityOf(of, frame, home);
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
  a.flows.push(live(w, body, thread.domain));
  return a;
}

function* live(w: World, body: readonly Statement[], domain: DomainId): Flow {
  try {
    yield* arrive(w);
    yield* w.run(body, domain);
  } catch (failure) {
    if (failure instanceof Failure)
      w.uncaught.push({ thread: w.me.thread, outcome: failure.outcome, call: failure.call });
    else if (!(failure instanceof Cut)) throw failure;
  }
  endThread(w, w.me);
}

export function endThread(w: World, a: Activity): void {
  a.alive = false;
  for (const joiner of a.joiners) letGo(w, joiner);
  free(w, detach(a, 'stopped'));
}
