/** How orphans end. */
import { at } from '../../src/base/assert.ts';
import { detach } from './hands.ts';
import { free } from './processors.ts';
import { endWait, machineOf, record } from './rows.ts';
import { type Activity, type Frame, Gone, type World } from './state.ts';
import { handOn } from './stores.ts';
import { freeWorker } from './threads.ts';

/** The calls that it is in, the outermost first; of an orphan from the one that was given up. */
export function framesOf(a: Activity): Frame[] {
  const frames: Frame[] = [];
  for (let frame: Frame | null = a.frame; frame !== null && frame.call !== null; frame = frame.outer) {
    frames.unshift(frame);
    if (frame === a.orphan?.frame) break;
  }
  return frames;
}

/** It is in the call that was given up itself. */
export function isOrphaned(a: Activity): boolean {
  return !a.tail && a.orphan?.frame === a.frame;
}

/** The orphan comes back to a caller that has gone on. */
export function dropOrphan(w: World, a: Activity): never {
  const { call, workers, index } = a.frame;
  const held = call?.held ?? [];
  for (let one = held.pop(); one !== undefined; one = held.pop()) handOn(w, one);
  while (workers.length > 0) freeWorker(w, workers.pop() ?? -1);
  at(w.calls, index).outcome = a.orphan?.outcome ?? -1;
  return endOrphan(w, a, index);
}

/** Its calls have ended. */
export function endOrphan(w: World, a: Activity, call: number): never {
  const { system, kernel } = at(w.spec.machines, machineOf(w, a));
  const site = system.discard ?? 0;
  record(w, { duration: 0, site, thread: -1, call, bytes: 0, place: -1, processor: -1, domain: kernel });
  a.alive = false;
  free(w, detach(a, 'stopped'));
  throw new Gone();
}

/** At the end of the run orphans are cut where they are, and their entries get their first and last rows. */
export function finishOrphans(w: World): void {
  for (const a of w.activities) {
    if (!a.alive || a.orphan === null) continue;
    const row = w.rows[a.lastRow];
    if (a.wait !== null) endWait(w, a, -1);
    else if (a.processor !== null && row !== undefined && row.start + row.duration > w.now)
      row.duration = w.now - row.start;
    if (a.tail) continue;
    for (const { index } of framesOf(a)) {
      const call = at(w.calls, index);
      call.outcome = a.orphan.outcome;
      if (call.firstRow >= 0) call.lastRow = a.lastRow;
    }
  }
  for (const call of w.calls) if (call.site < -1) call.firstRow = call.lastRow = -1;
  for (const row of w.rows) {
    if (at(w.spec.sites, row.site).off) continue;
    for (let call = w.calls[row.call]; call !== undefined; call = w.calls[call.parent]) {
      if (call.site >= -1) continue;
      if (call.firstRow < 0) call.firstRow = row.index;
      if (call.outcome >= 0) call.lastRow = row.index;
    }
  }
}
