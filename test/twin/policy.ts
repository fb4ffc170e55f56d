/** The operations of user-level threads. */
import { at } from '../../src/base/assert.ts';
import type { PolicyNode, PricedSite } from '../../src/sim/spec.ts';
import { need, row } from './going.ts';
import { assign, detach, freeProcessors, insert, isServed, mayRun } from './hands.ts';
import { announce, isEager, lend, lenderFor, note, summon } from './lending.ts';
import { free } from './processors.ts';
import { beginWait } from './rows.ts';
import type { Activity, Flow, Processor, World } from './state.ts';
import { changeThread, comingThread, finishWorker } from './threads.ts';
import { price } from './values.ts';

export function* policy(w: World, a: Activity, node: PolicyNode): Flow {
  if (node.operation !== 'find') yield* need(w, a);
  if (node.operation === 'find') yield* find(w, a, node);
  else if (node.operation === 'dispatch') yield* dispatch(w, a, node);
  else yield* stop(w, a, node);
}

/** park or finish: no row if it costs nothing. */
function* stop(w: World, a: Activity, node: PolicyNode): Flow {
  const end = node.operation === 'finish' ? (): void => finishWorker(w, a) : (): void => undefined;
  if (price(w, a, node.work.price) === 0) end();
  else yield* work(w, a, node, end);
  const parks = node.operation === 'park' && !a.tail && !isEager(w, a, node);
  if (parks) free(w, detach(a, 'stopped'));
}

function* work(w: World, a: Activity, node: PolicyNode, end?: () => void): Flow {
  const { site } = node.work;
  yield* row(
    w,
    a,
    { site, duration: price(w, a, node.work.price), domain: node.domain },
    end === undefined ? {} : { end },
  );
}

function* dispatch(w: World, a: Activity, node: PolicyNode): Flow {
  const thread = yield* comingThread(w, a, node.domain, node.worker);
  yield* work(w, a, node, () => changeThread(w, a, node.worker, thread));
}

/** The call is a message until a processor of the domain has found it. */
function* find(w: World, a: Activity, node: PolicyNode): Flow {
  const eager = isEager(w, a, node);
  if (!eager) free(w, detach(a, 'message'));
  const kept = detach(a, 'message');
  a.acting = -1;
  note(w, a, { domain: node.domain, sender: a.home, polling: node.idlePolling ?? 0 });
  a.home = node.domain;
  const finder = finderOf(w, a, node, kept);
  if (finder !== null) assign(w, a, finder);
  else post(w, a, eager && kept === null ? a.left : null);
  if (kept !== null && kept !== finder) free(w, kept);
  yield;
  yield* changeDomain(w, a, node);
  yield* work(w, a, node);
}

/** An idle processor of the domain, else one that is lent at once. */
function finderOf(w: World, a: Activity, node: PolicyNode, kept: Processor | null): Processor | null {
  const idle = freeProcessors(w, at(w.spec.domains, node.domain).machine).filter(
    (p) => p !== kept && mayRun(p, node.domain),
  );
  const loaded = idle.find((p) => p.loaded === node.domain);
  if (loaded !== undefined) return loaded;
  if (kept !== null && mayRun(kept, node.domain)) return kept;
  if (isServed(w, node.domain)) return null;
  return a.message === null ? null : lenderFor(w, a.message, kept);
}

function post(w: World, a: Activity, work: Activity | null): void {
  insert(w, at(w.lists, a.home), a);
  beginWait(w, a, 'processor', { thread: a.frame.base });
  announce(w, a);
  if (work !== null) work.promise = { activity: a, wait: a.wait };
  else if (!isServed(w, a.home)) summon(w, a);
}

function* changeDomain(w: World, a: Activity, node: PolicyNode): Flow {
  const p = a.processor;
  if (p === null || p.loaded === node.domain) return;
  for (const part of [node.lend, node.overhead]) if (part !== undefined) yield* lendPart(w, a, p, part);
  lend(w, p, node.domain, node.voluntaryReturn);
  const { refill } = node;
  if (refill === undefined) return;
  const duration = price(w, a, refill.price);
  yield* row(w, a, { site: refill.site, duration, domain: node.domain }, { whole: true });
}

function* lendPart(w: World, a: Activity, p: Processor, part: PricedSite): Flow {
  const domain = p.loaded < 0 ? at(w.spec.machines, p.machine).kernel : p.loaded;
  yield* row(w, a, { site: part.site, duration: price(w, a, part.price), domain }, { whole: true });
}
