/** Who gets which processor: run queues, ready lists of user-level domains, lending. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec.ts';
import { firstOfAll, summon, summoned, underpowered, watch } from './lending.ts';
import { beginIdle, beginWait, endIdle, endWait, machineOf, schedule } from './rows.ts';
import type { Activity, Comeback, Processor, World } from './state.ts';

function userLevel(w: World, domain: DomainId): boolean {
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
  if (a.flow?.next().done === true) a.flow = null;
}

/** It wants a processor: gets a free one, or queues with a `ready` wait. */
export function makeReady(w: World, a: Activity): void {
  const p = freeFor(w, a);
  if (p !== null) assign(w, a, p);
  else {
    queue(w, a);
    beginWait(w, a, 'ready');
    summon(w, a);
  }
}

/** Ends the wait of another activity: it becomes ready. */
export function letGo(w: World, a: Activity, granted = -1): void {
  a.granted = granted;
  endWait(w, a, w.running?.lastRow ?? -1);
  makeReady(w, a);
}

/** The free processor that a ready activity takes, null if none. */
function freeFor(w: World, a: Activity): Processor | null {
  const free = freeProcessors(w, machineOf(w, a)).filter((p) => mayRun(p, a.home));
  const loaded = free.find((p) => p.loaded === a.home);
  if (loaded !== undefined) return loaded;
  if (!userLevel(w, a.home)) return free[0] ?? null;
  if (isServed(w, a.home)) return null;
  return free.find((p) => p.userLevel && p.dedicated < 0) ?? free[0] ?? null;
}

function queue(w: World, a: Activity): void {
  if (userLevel(w, a.home) && isServed(w, a.home)) {
    insert(w, at(w.lists, a.home), a);
    return;
  }
  insert(w, at(w.queues, machineOf(w, a)), a);
}

/** Higher priority first, first in first out among equals. */
export function insert(w: World, line: Activity[], a: Activity): void {
  const lower = line.findIndex((other) => priority(w, other) < priority(w, a));
  line.splice(lower < 0 ? line.length : lower, 0, a);
}

export function priority(w: World, a: Activity): number {
  return a.acting < 0 ? a.priority : at(w.threads, a.acting).priority;
}

/** A processor that nobody has any more takes what is ready for it, else idles. */
export function free(w: World, p: Processor | null): void {
  if (p === null) return;
  const next = nextFor(w, p);
  if (next === null) {
    p.summons = null;
    beginIdle(w, p);
    watch(w, p);
    return;
  }
  take(w, p, next);
}

export function removeFrom(w: World, a: Activity): void {
  for (const line of [...w.queues, ...w.lists]) {
    const index = line.indexOf(a);
    if (index >= 0) line.splice(index, 1);
  }
}

/** What a processor would take if it were free. */
function nextFor(w: World, p: Processor): Activity | null {
  const own = ownEntry(w, p);
  const urgent = firstOfAll(w, p, own);
  if (urgent !== null) return urgent;
  if (own !== undefined) return own;
  const ready = firstOfQueue(w, p);
  if (ready !== undefined) return ready;
  return p.dedicated < 0 ? underpowered(w, p) : null;
}

function firstOfQueue(w: World, p: Processor): Activity | undefined {
  return at(w.queues, p.machine).find((a) => mayRun(p, a.home));
}

/** Joins the tail of its line; its processor takes who is before it, then it looks for a free one itself. */
export function rejoin(w: World, a: Activity, comeback: Comeback, home?: DomainId): void {
  const p = detach(a, comeback);
  if (home !== undefined) a.home = home;
  queue(w, a);
  beginWait(w, a, 'ready');
  if (p !== null) serveAfter(w, a, p);
}

function serveAfter(w: World, a: Activity, p: Processor): void {
  const own = ownEntry(w, p);
  const urgent = summoned(w, p, priority(w, a));
  const next = urgent ?? own ?? firstOfQueue(w, p);
  if (urgent !== null) take(w, p, urgent);
  else if (next !== undefined && (next === own || next !== a)) take(w, p, next);
  if (a.processor === null) choose(w, a);
  if (p.activity === null) free(w, p);
}

/** The first entry of the user-level domain that it serves: the one it is dedicated to, else the one it has loaded. */
function serveOwn(w: World, p: Processor): void {
  const own = ownEntry(w, p);
  if (own !== undefined) take(w, p, own);
}

function ownEntry(w: World, p: Processor): Activity | undefined {
  return ownList(w, p)?.[0];
}

export function ownList(w: World, p: Processor): Activity[] | null {
  const own = p.dedicated < 0 ? p.loaded : p.dedicated;
  return userLevel(w, own) ? at(w.lists, own) : null;
}

function choose(w: World, a: Activity): void {
  const p = freeFor(w, a);
  if (p !== null) take(w, p, a);
}

function take(w: World, p: Processor, a: Activity): void {
  removeFrom(w, a);
  assign(w, a, p);
}

/** The start: all threads are ready, then processors are handed out. */
export function beginAll(w: World): void {
  for (const a of w.activities) {
    if (userLevel(w, a.home)) insert(w, at(w.lists, a.home), a);
    else insert(w, at(w.queues, machineOf(w, a)), a);
    beginWait(w, a, 'ready');
  }
  for (const p of w.processors) serveOwn(w, p);
  for (const [domain, list] of w.lists.entries()) startDomain(w, domain, list);
  for (const a of w.queues.flat()) choose(w, a);
  for (const p of w.processors) if (p.activity === null) free(w, p);
}

/** Its first thread gets a processor that has no placement; without one all its threads join the run queue. */
function startDomain(w: World, domain: DomainId, list: Activity[]): void {
  const [first] = list;
  if (first === undefined || isServed(w, domain)) return;
  const p = freeProcessors(w, machineOf(w, first)).find((one) => !one.placed);
  if (p !== undefined) take(w, p, first);
  else for (const a of list.splice(0)) queue(w, a);
}
