/** Who gets which processor: run queues, ready lists of user-level domains, lending. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import { assign, detach, freeProcessors, insert, isServed, mayRun, priority, removeFrom, userLevel } from './hands.ts';
import { firstOfAll, summon, summoned, underpowered, watch } from './lending.ts';
import { beginIdle, beginWait, endWait, machineOf } from './rows.ts';
import type { Activity, Comeback, Processor, World } from './state.ts';

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

/** A processor that nobody has any more takes what is ready for it, else idles. */
export function free(w: World, p: Processor | null): void {
  if (p === null) return;
  const next = nextFor(w, p);
  if (next === null) {
    if (w.steer(p)) return;
    p.summons = null;
    beginIdle(w, p);
    watch(w, p);
    return;
  }
  take(w, p, next);
}

/** What a processor would take if it were free. */
function nextFor(w: World, p: Processor): Activity | null {
  const own = ownEntry(w, p);
  const urgent = firstOfAll(w, p, own);
  if (urgent !== null) return urgent;
  const needy = p.dedicated < 0 ? underpowered(w, p) : null;
  if (own !== undefined) return needy !== null && priority(w, needy) > priority(w, own) ? needy : own;
  const ready = firstOfQueue(w, p);
  if (ready !== undefined) return ready;
  return needy;
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
