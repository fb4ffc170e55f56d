/** What goes wrong: at instants, and with calls. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { FaultSpec } from '../../src/sim/spec/faults.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import { cutAll, cutWait } from './cuts.ts';
import { framesOf } from './drops.ts';
import { splitHandled } from './orphans.ts';
import { schedule } from './rows.ts';
import { type Activity, Cut, type World } from './state.ts';
import { tell } from './told.ts';

type Tell = (domain: DomainId) => void;

/** Faults at instants take the first places. */
export function scheduleFaults(w: World): void {
  for (const [index, fault] of w.spec.faults.entries()) {
    if (fault.when.at !== 'time') continue;
    schedule(w, fault.when.time, () => {
      const running = { lastRow: -1 };
      w.running = running;
      strike(w, fault, (domain) => {
        running.lastRow = tell(w, index, -1, domain);
      });
    });
  }
}

function strike(w: World, { what }: FaultSpec, telling: Tell): void {
  switch (what.does) {
    case 'terminate':
      return terminate(w, what.domain, telling);
    case 'capture':
      return capture(w, what.thread ?? -1, telling);
    case 'abort':
      return abort(w, what.thread, telling);
    case 'refuse':
    case 'drop':
    case 'duplicate':
    case 'corrupt':
    case 'cut':
    case 'restore':
      return;
    default:
      return assertNever(what);
  }
}

function terminate(w: World, domain: DomainId, telling: Tell): void {
  if (w.dead.has(domain)) return;
  telling(domain);
  w.dead.add(domain);
  cutAll(w, domain);
}

function capture(w: World, thread: number, telling: Tell): void {
  const a = w.scenario[thread];
  if (a?.alive !== true) return;
  const frame = framesOf(a).findLast(({ call, done, captured }) => call?.path !== null && !done && !captured);
  if (frame === undefined) return;
  telling(at(w.spec.threads, thread).domain);
  frame.captured = true;
}

function abort(w: World, thread: number, telling: Tell): void {
  const a = w.scenario[thread];
  if (a?.alive !== true) return;
  const frames = framesOf(a);
  const [frame] = frames;
  if (frame === undefined || frame.call === null || frame.call.path === null || frame.aborted) return;
  telling(at(w.spec.threads, thread).domain);
  const isHome = frames.length === 1 && frame.acting === at(w.spec.bindings, frame.call.binding).client;
  if (!isHome) return splitHandled(w, a, frame);
  frame.aborted = true;
  if (a.wait !== null) cutWait(w, a, new Cut(-1));
}

/** When the row of a procedure has been recorded. */
export function strikeAtProcedure(w: World, a: Activity): void {
  const { call, index } = a.frame;
  if (call === null) return;
  for (const [fault, { when, what }] of w.spec.faults.entries()) {
    if (when.at !== 'call' || when.binding !== call.binding || when.number !== call.number || w.happened.has(fault))
      continue;
    if (what.does === 'terminate') terminate(w, what.domain, (domain) => void tell(w, fault, index, domain));
    if (what.does === 'capture') {
      tell(w, fault, index, at(w.spec.bindings, call.binding).server);
      a.frame.captured = true;
    }
  }
}
