/** The operations of user-level threads. */
import { at } from '../../src/base/assert.ts';
import type { PolicyNode } from '../../src/sim/spec/path.ts';
import type { PricedSite } from '../../src/sim/spec/price.ts';
import { stop as halt, need, row } from './going.ts';
import { assign, detach, freeProcessors, insert, isServed, mayRun } from './hands.ts';
import { announce, isEager, lend, lenderFor, note, summon } from './lending.ts';
import { free } from './processors.ts';
import { beginWait } from './rows.ts';
import type { Activity, Flow, Processor, World } from './state.ts';
import { changeThread, comingThread, finishWorker } from './threads.ts';
import { price } from './values.ts';

export function* policy(w: World, node: PolicyNode): Flow {
  if (node.operation !== 'find') yield* need(w);
  if (node.operation === 'find') yield* find(w, node);
  else if (node.operation === 'dispatch') yield* dispatch(w, node);
  else yield* stop(w, node);
}

/** park or finish: no row if it costs nothing. */
function* stop(w: World, node: PolicyNode): Flow {
  const end = node.operation === 'finish' ? (): void => finishWorker(w, w.me) : (): void => undefined;
  if (price(w, w.me, node.work.price) === 0) end();
  else yield* work(w, node, end);
  const parks = node.operation === 'park' && !w.me.tail && !isEager(w, w.me, node);
  if (parks) free(w, detach(w.me, 'stopped'));
}

function* work(w: World, node: PolicyNode, end?: () => void): Flow {
  const { site } = node.work;
  yield* row(
    w,
    { site, duration: price(w, w.me, node.work.price), domain: node.domain },
    end === undefined ? {} : { end },
  );
}

function* dispatch(w: World, node: PolicyNode): Flow {
  const thread = yield* comingThread(w, node.domain, node.worker);
  yield* work(w, node, () => changeThread(w, w.me, node.worker, thread));
}

/** The call is a message until a processor of the domain has found it. */
function* find(w: World, node: PolicyNode): Flow {
  const eager = isEager(w, w.me, node);
  if (!eager) free(w, detach(w.me, 'message'));
  const kept = detach(w.me, 'message');
  w.me.acting = -1;
  note(w, w.me, { domain: node.domain, sender: w.me.home, polling: node.idlePolling ?? 0 });
  w.me.home = node.domain;
  const finder = finderOf(w, w.me, node, kept);
  if (finder !== null) assign(w, w.me, finder);
  else post(w, w.me, eager && kept === null ? w.me.left : null);
  if (kept !== null && kept !== finder) free(w, kept);
  yield* halt(w);
  yield* changeDomain(w, node);
  yield* work(w, node);
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

function* changeDomain(w: World, node: PolicyNode): Flow {
  const p = w.me.processor;
  if (p === null || p.loaded === node.domain) return;
  for (const part of [node.lend, node.overhead]) if (part !== undefined) yield* lendPart(w, p, part);
  lend(w, p, node.domain, node.voluntaryReturn);
  const { refill } = node;
  if (refill === undefined) return;
  const duration = price(w, w.me, refill.price);
  yield* row(w, { site: refill.site, duration, domain: node.domain }, { whole: true });
}

function* lendPart(w: World, p: Processor, part: PricedSite): Flow {
  const domain = p.loaded < 0 ? at(w.spec.machines, p.machine).kernel : p.loaded;
  yield* row(w, { site: part.site, duration: price(w, w.me, part.price), domain }, { whole: true });
}
