/** What must always hold of a trace; each law tells what breaks it. */

import { brieflyHeld } from './briefly-held.ts';
import { busy } from './busy.ts';
import { attribution, failures, procedures } from './calls.ts';
import { deadlocks } from './deadlocks.ts';
import { faults, links } from './faults.ts';
import { holders } from './holders.ts';
import { kept } from './kept.ts';
import { lending } from './lending.ts';
import { misses, steering } from './misses.ts';
import { mutexes } from './mutexes.ts';
import type { PlainTrace } from './plain.ts';
import { reallocations } from './reallocations.ts';
import { enders, machines, order, processors, threads, workConservation } from './rows.ts';

const LAWS: Readonly<Record<string, (trace: PlainTrace) => Iterable<string>>> = {
  order,
  processors,
  busy,
  threads,
  machines,
  enders,
  workConservation,
  attribution,
  procedures,
  failures,
  holders,
  brieflyHeld,
  mutexes,
  lending,
  reallocations,
  kept,
  misses,
  steering,
  faults,
  links,
  deadlocks,
  ends,
};

/** What breaks a law in a trace; empty if all hold. */
export function violations(trace: PlainTrace): string[] {
  return Object.entries(LAWS).flatMap(([name, law]) => [...law(trace)].map((what) => `${name}: ${what}`));
}

/** A run finishes, meets a limit, or is a deadlock that says who waits. */
function* ends({ end, rows }: PlainTrace): Iterable<string> {
  if (end.reason === 'stuck' || end.reason === 'cancelled') yield `the run ended as ${end.reason}`;
  if (end.reason === 'deadlock' && end.waiting.length === 0) yield 'a deadlock in which nobody waits';
  if (end.reason === 'finished' && end.waiting.length > 0) yield 'finished, and somebody waits';
  const open = rows.filter((row) => row.duration < 0);
  if (open.length !== end.waiting.length) yield `${open.length} open waits, but ${end.waiting.length} are told`;
}
