/** Workers, and who acts. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { StepNode } from '../../src/sim/spec/path.ts';
import { needThread, wait } from './going.ts';
import { letGo } from './processors.ts';
import type { Activity, Flow, World } from './state.ts';
import { workerIsFree } from './values.ts';

/** The thread that a worker's step goes on with; waits for it. */
export function* comingThread(w: World, domain: DomainId, worker: StepNode['worker']): Flow<number> {
  if (worker === 'take') return yield* someWorker(w, domain);
  if (worker !== 'back' && worker !== 'pause') return w.me.acting;
  const before = threadBefore(w.me);
  yield* needThread(w, before);
  return before;
}

/** Who acted before the call took its newest worker. */
function threadBefore(a: Activity): number {
  const { workers, base } = a.frame;
  return workers.length < 2 ? base : at(workers, workers.length - 2);
}

function* someWorker(w: World, domain: DomainId): Flow<number> {
  const { waiters } = at(w.workers, domain);
  const { frame } = w.me;
  if (frame.isPaused === true) return at(frame.workers, frame.workers.length - 1);
  if (workerIsFree(w, domain)) return takeWorker(w, domain);
  waiters.push(w.me);
  yield* wait(w, 'worker');
  return w.me.granted;
}

function takeWorker(w: World, domain: DomainId): number {
  const workers = at(w.workers, domain);
  const thread = workers.free.pop() ?? makeWorker(w, domain);
  at(w.threads, thread).taken = true;
  return thread;
}

function makeWorker(w: World, domain: DomainId): number {
  const workers = at(w.workers, domain);
  const { name, priority } = at(w.spec.domains, domain);
  workers.made += 1;
  w.threads.push({
    name: `${name} worker ${workers.made}`,
    domain,
    kind: 'worker',
    priority,
    taken: false,
    tail: null,
    waiter: null,
  });
  return w.threads.length - 1;
}

/** The thread that comes acts from now on. */
export function changeThread(w: World, a: Activity, worker: StepNode['worker'], thread: number): void {
  const { frame } = a;
  const { workers } = frame;
  // The thread that made the call may have gone on without it.
  const isAlone = frame.base < 0 && workers.length < 2;
  const acted = a.acting;
  const isAgain = frame.isPaused === true;
  const handsOn =
    worker === 'take' && !isAgain && acted >= 0 && workers.at(-1) === acted && areColleagues(w, acted, thread);
  if (handsOn) workers.pop();
  if (worker === 'take' && !isAgain) workers.push(thread);
  if (worker === 'take' || worker === 'pause') frame.isPaused = worker === 'pause' && workers.length > 0;
  if (worker === 'back') freeWorker(w, workers.pop() ?? -1);
  if (worker === 'take') a.acting = thread;
  if (worker === 'back' || worker === 'pause') a.acting = isAlone ? -1 : thread;
  if (handsOn) freeWorker(w, acted);
}

function areColleagues(w: World, one: number, other: number): boolean {
  return at(w.threads, one).domain === at(w.threads, other).domain;
}

/** The call does not need it any more; it is free when no `meanwhile` runs as it either. */
export function freeWorker(w: World, thread: number): void {
  if (thread < 0) return;
  const worker = at(w.threads, thread);
  worker.taken = false;
  if (worker.tail === null) handOnWorker(w, thread);
}

function handOnWorker(w: World, thread: number): void {
  const worker = at(w.threads, thread);
  const { waiters, free } = at(w.workers, worker.domain);
  const waiter = waiters.shift();
  if (waiter === undefined) {
    free.push(thread);
    return;
  }
  worker.taken = true;
  letGo(w, waiter, thread);
}

/** `finish` in the work of a `meanwhile` or on the path: the worker that the call took is free at once. */
export function finishWorker(w: World, a: Activity): void {
  const frame = a.frame.workOf ?? a.frame;
  const thread = a.tail ? a.acting : (frame.workers.at(-1) ?? -1);
  const index = frame.workers.lastIndexOf(thread);
  if (thread < 0 || index < 0) return;
  frame.workers[index] = -1;
  if (a.acting === thread) a.acting = -1;
  at(w.threads, thread).tail = null;
  at(w.threads, thread).taken = false;
  handOnWorker(w, thread);
}

/** The work of a `meanwhile` has ended. */
export function endTail(w: World, a: Activity, thread: number): void {
  if (thread < 0) return;
  const done = at(w.threads, thread);
  if (done.tail !== a) return;
  done.tail = null;
  const { waiter } = done;
  done.waiter = null;
  if (waiter !== null) letGo(w, waiter);
  if (done.kind === 'worker' && !done.taken) handOnWorker(w, thread);
}
