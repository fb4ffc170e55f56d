/** Work off a call's path: it keeps the processor and who acted; the call goes on without either. */
import { type Activity, LOOSE, type Processor, STOP } from '../machine/state.ts';
import { NEEDS, type Parts } from '../path/code.ts';
import { undisturbed } from '../path/disturbance.ts';

/** Compiles the work and what the call does meanwhile. `emitSteps` compiles the steps at the end of the code. */
export function emitMeanwhile(parts: Parts, emitSteps: () => void): void {
  const { code } = parts;
  const begin = code.here + 1;
  const next = { pc: -1 };
  const end = { pc: -1 };
  code.emit((a) => {
    beginWork(parts, a, begin, end.pc);
    a.pc = next.pc;
    return LOOSE;
  }, NEEDS);
  emitSteps();
  end.pc = code.here;
  code.emit((work) => {
    endWork(parts, work);
    return STOP;
  });
  next.pc = code.here;
}

function beginWork({ world, dispatcher, threads }: Parts, a: Activity, begin: number, end: number): void {
  const { frame } = a;
  const work = world.addActivity(a.own, a.ownPriority, true);
  work.call = a.call;
  work.pc = begin;
  work.frame.call = frame.call;
  work.frame.values = frame.values;
  work.frame.caller = a.thread;
  work.frame.domain = frame.domain;
  work.frame.workOf = frame.workOf ?? frame;
  if (frame.disturbance !== null) work.frame.disturbance = undisturbed(frame.disturbance.acting);
  work.endAt = end;
  work.floor = a.floor;
  if (a.floor > 0) world.orphans += 1;
  frame.call.shared = true;
  threads.actAs(work, a.thread);
  threads.beginWork(work);
  threads.actAs(a, -1);
  a.leftWork = work;
  const p = dispatcher.detach(a, 'stopped');
  if (p !== null) dispatcher.occupy(p, work);
  work.processor = p ?? world.nowhere;
  world.events.schedule(world.events.now, work);
}

function endWork({ world, dispatcher, threads }: Parts, work: Activity): void {
  world.removeActivity(work);
  threads.freeAll(work.frame.workers);
  threads.endWork(work);
  const p = dispatcher.detach(work, 'stopped');
  if (p !== null) serveNext(dispatcher, p, work);
}

/** An eager `find` that still waits gets the processor before anything else. */
function serveNext(dispatcher: Parts['dispatcher'], p: Processor, { promise }: Activity): void {
  if (promise === null || !dispatcher.takeMessage(p, promise.message, promise.find)) dispatcher.free(p);
}
