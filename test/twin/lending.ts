/** Processors that change user-level domains: lent, given back, taken by the more urgent. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { PolicyNode } from '../../src/sim/spec/path.ts';
import { assign, isServed, load, priority, removeFrom } from './hands.ts';
import { machineOf, schedule } from './rows.ts';
import type { Activity, Message, Processor, World } from './state.ts';

/** Eager for this call: by the policy, or because its thread is above its domain's priority. */
export function isEager(w: World, a: Activity, node: PolicyNode): boolean {
  if (node.reallocation !== 'mixed') return node.reallocation === 'eager';
  const { domain } = at(w.threads, a.thread);
  return a.priority > at(w.spec.domains, domain).priority;
}

/** The first message of a call asks, the second answers. */
export function note(w: World, a: Activity, message: Message): void {
  a.message = message;
  const { call } = a.frame;
  if (call === null) return;
  if (w.asked.some((one) => one.call === call)) forget(w, call);
  else if (message.sender >= 0) w.asked.push({ call, asker: message.sender, domain: message.domain });
}

/** The call has its answer, or has ended. */
export function forget(w: World, call: object): void {
  w.asked = w.asked.filter((one) => one.call !== call);
}

function isLendable(p: Processor): boolean {
  return p.userLevel && p.dedicated < 0;
}

/** It comes from the processor's domain, or from one that has none. */
function concerns(w: World, p: Processor, { sender }: Message): boolean {
  return p.loaded === sender || sender < 0 || !isServed(w, sender);
}

function mayGo(w: World, p: Processor, message: Message): boolean {
  if (!isLendable(p) || !concerns(w, p, message)) return false;
  return message.polling === 0 || (p.idle !== null && w.now - p.idle.since >= message.polling);
}

/** The free processor that is lent at once. */
export function lenderFor(w: World, message: Message, kept: Processor | null): Processor | null {
  const { machine } = at(w.spec.domains, message.domain);
  const free = w.processors.filter((p) => p.machine === machine && p.activity === null && p !== kept);
  return free.find((p) => mayGo(w, p, message)) ?? null;
}

/** What a processor takes before the entries of its own domain, whose first one is `own`. */
export function firstOfAll(w: World, p: Processor, own: Activity | undefined): Activity | null {
  return summoned(w, p, own === undefined ? -Infinity : priority(w, own)) ?? dueReturn(w, p);
}

function dueReturn(w: World, p: Processor): Activity | null {
  if (p.lender < 0 || p.returns === 'kept' || p.dedicated >= 0) return null;
  const [entry] = at(w.lists, p.lender);
  const open = w.asked.some(({ asker, domain }) => asker === p.lender && domain === p.loaded);
  const isDue = !open || (p.returns === 'underpowered' && !isServed(w, p.lender));
  return isDue ? (entry ?? null) : null;
}

/** An entry of a domain without processors that a free processor takes when it has nothing else. */
export function underpowered(w: World, p: Processor): Activity | null {
  for (const [domain, list] of w.lists.entries()) {
    if (at(w.spec.domains, domain).machine !== p.machine || isServed(w, domain)) continue;
    const entry = list.find((a) => a.comeback !== 'message' || (a.message !== null && mayGo(w, p, a.message)));
    if (entry !== undefined) return entry;
  }
  return null;
}

export function lend(w: World, p: Processor, domain: DomainId, returns: PolicyNode['voluntaryReturn']): void {
  const { loaded, lender } = p;
  load(w, p, domain);
  p.lender = lender === domain ? -1 : loaded;
  p.returns = returns ?? 'kept';
}

/** A processor began to idle: it will look at messages that it has to poll for. */
export function watch(w: World, p: Processor): void {
  for (const list of w.lists) for (const a of list) lookLater(w, p, a);
}

/** A message began to wait: idle processors will look at it. */
export function announce(w: World, a: Activity): void {
  for (const p of w.processors) lookLater(w, p, a);
}

function lookLater(w: World, p: Processor, a: Activity): void {
  const { message, wait } = a;
  if (p.idle === null || !isLendable(p) || a.comeback !== 'message' || message === null) return;
  const { since } = p.idle;
  if (at(w.spec.domains, message.domain).machine !== p.machine || since + message.polling <= w.now) return;
  const isStale = (): boolean => p.idle?.since !== since || a.wait !== wait || a.message !== message;
  const look = (): void => {
    w.running = null;
    if (isStale() || isServed(w, message.domain) || !concerns(w, p, message)) return;
    removeFrom(w, a);
    assign(w, a, p);
  };
  schedule(w, since + message.polling, look, isStale);
}

/** The processor with the least urgent activity gives way at the end of its row. */
export function summon(w: World, entry: Activity): void {
  const machine = machineOf(w, entry);
  let chosen: Processor | null = null;
  let least = priority(w, entry);
  for (const p of w.processors) {
    const a = p.activity;
    if (p.machine !== machine || a === null || a.processor !== p || !isLendable(p)) continue;
    if (priority(w, a) >= least || summoned(w, p, priority(w, a)) !== null) continue;
    chosen = p;
    least = priority(w, a);
  }
  if (chosen !== null) chosen.summons = { entry, wait: entry.wait };
}

/** Who is to get the processor before what has that priority. */
export function summoned(w: World, { summons }: Processor, than: number): Activity | null {
  if (summons === null) return null;
  const { entry, wait } = summons;
  const stands = entry.wait === wait && [...w.queues, ...w.lists].some((line) => line.includes(entry));
  if (!stands || priority(w, entry) <= than) return null;
  return entry.comeback === 'message' && isServed(w, entry.home) ? null : entry;
}

/** A more urgent one is to get the activity's processor; a summons that is not followed now lapses. */
export function isSummoned(w: World, a: Activity): boolean {
  const p = a.processor;
  if (p === null || a.tail) return false;
  if (summoned(w, p, priority(w, a)) === null) p.summons = null;
  return p.summons !== null;
}
