/** Who has which processor, and what getting, loading and leaving one changes. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import { endIdle, endWait, schedule } from './rows.ts';
import { type Activity, type Comeback, Gone, type Processor, type World } from './state.ts';

export function userLevel(w: World, domain: DomainId): boolean {
  return domain >= 0 && at(w.spec.domains, domain).userThreads;
}

export function mayRun(p: Processor, domain: DomainId): boolean {
  return p.dedicated < 0 || p.dedicated === domain;
}

export function freeProcessors(w: World, machine: number): Processor[] {
  return w.processors.filter((p) => p.machine === machine && p.activity === null);
}

/** Has it loaded, or is being lent to it. */
export function isServed(w: World, domain: DomainId): boolean {
  return w.processors.some((p) => (p.coming >= 0 ? p.coming : p.loaded) === domain);
}

export function load(w: World, p: Processor, domain: DomainId): void {
  p.loaded = domain;
  p.coming = -1;
  p.lender = -1;
  if (userLevel(w, domain)) p.userLevel = true;
}

/** Lets go of the processor without freeing it yet; remembers how the activity goes on. */
export function detach(a: Activity, comeback: Comeback): Processor | null {
  const p = a.processor;
  a.processor = null;
  a.comeback = comeback;
  if (p !== null) {
    p.activity = null;
    a.home = p.loaded;
    a.stoppedOn = p.machine;
  }
  return p;
}

export function assign(w: World, a: Activity, p: Processor): void {
  endIdle(w, p);
  endWait(w, a, w.running?.lastRow ?? -1);
  a.processor = p;
  p.activity = a;
  a.since = w.now;
  p.summons = null;
  if (a.comeback === 'start') load(w, p, a.home);
  const loads = a.comeback === 'stopped' || a.comeback === 'message';
  if (loads && userLevel(w, a.home) && p.loaded !== a.home) p.coming = a.home;
  schedule(w, w.now, () => resume(w, a));
}

export function resume(w: World, a: Activity): void {
  w.running = a;
  w.current = a;
  drive(a);
}

/** The innermost flow goes on until it stops; what it ends with goes to the flow around it. */
function drive(a: Activity): void {
  let thrown: { readonly error: unknown } | null = null;
  for (let top = a.flows.at(-1); top !== undefined; top = a.flows.at(-1)) {
    try {
      const { done } = thrown === null ? top.next() : top.throw(thrown.error);
      thrown = null;
      if (done === true) a.flows.pop();
      else if (a.flows.at(-1) === top) return;
    } catch (error) {
      a.flows.pop();
      thrown = { error };
    }
  }
  if (thrown !== null && !(thrown.error instanceof Gone)) throw thrown.error;
}

/** Higher priority first, first in first out among equals. */
export function insert(w: World, line: Activity[], a: Activity): void {
  const lower = line.findIndex((other) => priority(w, other) < priority(w, a));
  line.splice(lower < 0 ? line.length : lower, 0, a);
}

export function priority(w: World, a: Activity): number {
  return a.acting < 0 ? a.priority : at(w.threads, a.acting).priority;
}

export function removeFrom(w: World, a: Activity): void {
  for (const line of [...w.queues, ...w.lists]) {
    const index = line.indexOf(a);
    if (index >= 0) line.splice(index, 1);
  }
}
