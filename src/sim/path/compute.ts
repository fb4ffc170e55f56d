/** `compute`: time of a body's own, which the quantum may cut. */
import { type Activity, ROW, type Status } from '../machine/state.ts';
import type { Statement } from '../spec/statements.ts';
import { COMPUTES, NEEDS, type Parts } from './code.ts';
import { asFunction, wholeFormula } from './expression.ts';

/** One row; if its quantum ends before, it is looked at again and again whether another would be served. */
export function emitCompute({ code, world, dispatcher }: Parts, { time, site }: Statement & { do: 'compute' }): void {
  const span = asFunction(wholeFormula(world, time));
  const look = code.here + 1;
  const rest = look + 1;
  const done = rest + 1;
  const begin = (a: Activity, duration: number): Status => {
    world.step(a, site, duration, 0, -1, a.frame.domain);
    if (a.frame.disturbance !== null) a.frame.disturbance.computing = a.lastRow;
    if (world.until > a.processor.quantumEnd) {
      a.computeEnd = world.until;
      return goOn(a);
    }
    a.pc = done;
    return ROW;
  };
  const goOn = (a: Activity): Status => {
    const { now, first } = world.events;
    const isAwaited = world.ready > 0 && (dispatcher.isSummoned(a) || dispatcher.wouldServeAnother(a));
    const next = nextLook(a, now, isAwaited ? now : first);
    a.pc = a.computeEnd > next ? look : done;
    world.until = a.computeEnd > next ? next : a.computeEnd;
    return ROW;
  };
  const beginCutting = (a: Activity, duration: number): Status => {
    const status = begin(a, duration);
    a.computeEnd = world.rows.startOf(a.lastRow) + duration;
    a.computeRow = a.lastRow;
    a.computeLook = look;
    return status;
  };
  const start = world.spec.links.length === 0 ? begin : beginCutting;
  code.emit((a) => start(a, span(a)), NEEDS);
  code.emit(goOn, COMPUTES);
  code.emit((a) => start(a, a.computeRest));
}

/**
 * The next instant after `now`, but not before `from`, at which a whole number of quanta has passed since the activity
 * got its processor. Before the next event nothing changes who is ready, so that there is nothing to look at.
 */
function nextLook(a: Activity, now: number, from: number): number {
  const { since, machine } = a.processor;
  const { quantum } = machine;
  const passed = Math.max(Math.floor((now - since) / quantum) + 1, Math.ceil((from - since) / quantum));
  return since + passed * quantum;
}
