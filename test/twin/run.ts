/**
 * The slow twin of the engine: small and obvious, one generator for each activity. It follows docs/engine.md
 * and shares nothing with the engine but the types and the random numbers.
 */
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { Row, RunEnd, TracePlace, TraceThread } from '../../src/sim/trace/format.ts';
import { newThread } from './activity.ts';
import { finishOrphans } from './drops.ts';
import { scheduleFaults } from './faults.ts';
import { beginAll } from './processors.ts';
import { endIdle, settle } from './rows.ts';
import { type CallRow, Stuck, type World } from './state.ts';
import { cutErrands } from './steering.ts';
import { newWorld } from './world.ts';

export interface PlainTrace {
  readonly spec: RunSpec;
  readonly rows: readonly Row[];
  readonly calls: readonly CallRow[];
  readonly threads: readonly TraceThread[];
  readonly places: readonly TracePlace[];
  readonly end: RunEnd;
}

export function runTwin(spec: RunSpec): PlainTrace {
  const w = newWorld(spec);
  for (const { name, domain, priority, body } of spec.threads)
    w.scenario.push(newThread(w, { name, domain, kind: 'user', priority }, body, []));
  scheduleFaults(w);
  beginAll(w);
  settle(w);
  const reason = go(w);
  finishOrphans(w);
  const waiting = w.activities.flatMap(({ wait }) =>
    wait === null ? [] : [{ thread: wait.thread, site: wait.site, holder: -1 }],
  );
  cutErrands(w);
  for (const p of w.processors) endIdle(w, p);
  const threads = w.threads.map(({ name, domain, kind }) => ({ name, domain, kind }));
  const end = {
    reason,
    time: w.now,
    message: null,
    waiting,
    uncaught: w.uncaught,
    missed: [...w.spec.faults.keys()].filter((index) => !w.happened.has(index)),
  };
  return { spec, rows: w.rows, calls: w.calls, threads, places: w.places, end };
}

function go(w: World): RunEnd['reason'] {
  try {
    for (;;) {
      const reason = step(w);
      if (reason !== null) return reason;
    }
  } catch (error) {
    if (error instanceof Stuck) return 'stuck';
    throw error;
  }
}

/** One event; the reason to end if there is none to be taken. */
function step(w: World): RunEnd['reason'] | null {
  while (w.events[0]?.isStale?.() === true) w.events.shift();
  const event = w.events[0];
  if (!w.activities.some((a) => a.alive && a.orphan === null)) return 'finished';
  if (event === undefined) return 'deadlock';
  if (w.rows.length >= w.spec.limits.rows) return 'rowLimit';
  if (event.time > w.spec.limits.time) {
    w.now = w.spec.limits.time;
    return 'timeLimit';
  }
  w.events.shift();
  if (event.time > w.now) w.passes = 0;
  w.now = event.time;
  event.run();
  settle(w);
  return null;
}
