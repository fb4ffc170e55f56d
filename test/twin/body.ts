/** Runs the statements of a thread or of a procedure. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { DomainId, StoreId } from '../../src/sim/spec/ids.ts';
import type { Expr, Price, PricedSite } from '../../src/sim/spec/price.ts';
import type { LettingGo, Statement } from '../../src/sim/spec/statements.ts';
import { newThread } from './activity.ts';
import { callProcedure } from './calls.ts';
import {
  fail,
  giveWay,
  goAside,
  lookAtQuantum,
  need,
  needThread,
  pass,
  row,
  wait,
  wouldServeAnother,
} from './going.ts';
import { reachStatement } from './guards.ts';
import { priority, resume } from './hands.ts';
import { isSummoned } from './lending.ts';
import { letGo, makeReady } from './processors.ts';
import { endWait, type Recorded, recordStep, schedule } from './rows.ts';
import { type Activity, Cut, Failure, type Flow, type Kept, type World } from './state.ts';
import { occupySlot, release as unlock } from './steps.ts';
import { elementHeld, hear, noticesOf, unkeep } from './stores.ts';
import { price, value } from './values.ts';

/** One run of a body. */
interface Body {
  readonly domain: DomainId;
  /** The newest thread of each fork. */
  readonly forks: Map<number, Activity>;
}

type Of<K extends Statement['do']> = Extract<Statement, { do: K }>;

/** Statements that leave a row on a processor. */
const RECORDS: ReadonlySet<string> = new Set([
  'compute',
  'raise',
  'fork',
  'yield',
  'signal',
  'keep',
  'release',
  'lock',
  'unlock',
]);

export function* runBody(w: World, statements: readonly Statement[], domain: DomainId): Flow {
  try {
    yield* run(w, { domain, forks: new Map() }, statements);
  } catch (failure) {
    throw stillThere(w, domain, failure);
  }
}

/** An outcome finds nobody in a body whose domain has ended: that body is cut. */
function stillThere(w: World, domain: DomainId, failure: unknown): unknown {
  return failure instanceof Failure && w.dead.has(domain) ? new Cut(domain, { failure }) : failure;
}

/** True if it returned before the end. */
function* run(w: World, body: Body, statements: readonly Statement[]): Flow<boolean> {
  for (const statement of statements) if (yield* runStatement(w, body, statement)) return true;
  return false;
}

function* runStatement(w: World, body: Body, statement: Statement): Flow<boolean> {
  reachStatement(w, body.domain);
  if (statement.do === 'return') return returns(w, w.me, statement.size);
  if (statement.do === 'repeat') return yield* repeat(w, body, statement);
  if (statement.do === 'every') return yield* every(w, body, statement);
  if (statement.do === 'try') return yield* attempt(w, body, statement);
  if (statement.do === 'chance') {
    const happens = w.draw() < value(w, w.me, statement.share);
    return yield* run(w, body, happens ? statement.then : statement.otherwise);
  }
  yield* runSimple(w, body, statement);
  return false;
}

function* runSimple(
  w: World,
  body: Body,
  statement: Exclude<Statement, Of<'return' | 'repeat' | 'every' | 'try' | 'chance'>>,
): Flow {
  if (RECORDS.has(statement.do)) yield* need(w);
  const mark = { site: statement.site, duration: 0, domain: body.domain };
  switch (statement.do) {
    case 'call':
      pass(w);
      return yield* callProcedure(w, statement);
    case 'compute':
      return yield* compute(w, mark, price(w, w.me, statement.time));
    case 'wait':
      return yield* sleep(w, price(w, w.me, statement.time), statement.site);
    case 'raise':
      return yield* fail(w, { ...mark, outcome: statement.outcome });
    case 'fork':
      return yield* row(w, priced(w, mark, statement.price), { end: () => fork(w, w.me, body, statement) });
    case 'keep':
      return yield* keep(w, body, statement);
    case 'release':
      return yield* release(w, body, statement);
    case 'join':
      return yield* join(w, body, statement);
    case 'yield':
      yield* row(w, priced(w, mark, statement.price), { whole: true });
      return yield* giveWay(w);
    case 'signal':
      return yield* row(w, priced(w, mark, statement.price), { end: () => signal(w, statement.condition) });
    case 'await':
      return yield* awaits(w, body, statement);
    case 'lock': {
      yield* occupySlot(w, statement.lock, at(w.stores, statement.lock).used > 0 ? 'lock' : null);
      return yield* row(w, priced(w, mark, statement.price));
    }
    case 'unlock':
      return yield* row(w, priced(w, mark, statement.price), { end: () => unlock(w, w.me, statement.lock) });
    default:
      return assertNever(statement);
  }
}

function priced(w: World, mark: Recorded, of: Price | undefined): Recorded {
  return of === undefined ? mark : { ...mark, duration: price(w, w.me, of) };
}

/** What comes before a wait. */
function* works(w: World, { domain }: Body, work: PricedSite | undefined): Flow {
  if (work === undefined) return;
  yield* need(w);
  yield* row(w, { site: work.site, duration: price(w, w.me, work.price), domain });
}

function returns(w: World, a: Activity, size: Expr): boolean {
  const { call } = a.frame;
  const bytes = price(w, a, size);
  if (call !== null) call.resultBytes = bytes;
  return true;
}

function* repeat(w: World, body: Body, statement: Of<'repeat'>): Flow<boolean> {
  const count = price(w, w.me, statement.count);
  for (let i = 0; i < count; i += 1) {
    pass(w);
    if (yield* run(w, body, statement.body)) return true;
  }
  return false;
}

function* every(w: World, body: Body, statement: Of<'every'>): Flow<boolean> {
  const first = w.now;
  const limit = statement.limit === null ? Infinity : price(w, w.me, statement.limit);
  for (let due = first; Math.max(w.now, due) - first < limit; due += price(w, w.me, statement.period)) {
    pass(w);
    yield* sleep(w, due - w.now, statement.site);
    if (yield* run(w, body, statement.body)) return true;
  }
  return false;
}

function* attempt(w: World, body: Body, statement: Of<'try'>): Flow<boolean> {
  try {
    return yield* run(w, body, statement.body);
  } catch (failure) {
    if (!(failure instanceof Failure) || w.dead.has(body.domain)) throw failure;
    const handler = statement.catches.find((one) => one.outcome === failure.outcome);
    if (handler === undefined) throw failure;
    yield* needThread(w, w.me.acting);
    yield* lookAtQuantum(w, failure.summons);
    return yield* run(w, body, handler.body);
  }
}

function* sleep(w: World, time: number, site: number): Flow {
  if (time <= 0) return;
  const { me } = w;
  const wake = (): void => {
    w.running = me;
    endWait(w, me, -1);
    makeReady(w, me);
  };
  const begin = (): void => {
    const alarm = {};
    me.alarm = alarm;
    schedule(w, w.now + time, wake, () => me.alarm !== alarm);
  };
  yield* wait(w, 'time', site, begin);
}

/** One row, cut where the activity gives way or its domain ends; looked at whenever a whole number of quanta has passed. */
function* compute(w: World, mark: { site: number; domain: number }, time: number): Flow {
  const end = w.now + time;
  recordStep(w, w.me, { ...mark, duration: time });
  isSummoned(w, w.me);
  w.me.computesUntil = end;
  do {
    const { me } = w;
    const event = {};
    me.event = event;
    schedule(
      w,
      Math.min(end, nextLook(w, me)),
      () => resume(w, me),
      () => me.event !== event,
    );
    yield;
  } while (w.me.torn === null && w.now < end && !isSummoned(w, w.me) && !wouldServeAnother(w, w.me));
  w.me.computesUntil = -1;
  const part = at(w.rows, w.me.lastRow);
  part.duration = w.now - part.start;
  const rest = end - w.now;
  if (w.me.torn !== null) {
    const { torn } = w.me;
    w.me.torn = null;
    yield* lookAtQuantum(w);
    throw torn;
  }
  if (rest === 0) yield* lookAtQuantum(w);
  else {
    yield* goAside(w);
    yield* compute(w, mark, rest);
  }
}

function nextLook(w: World, a: Activity): number {
  const quantum = a.processor === null || a.tail ? 0 : at(w.spec.machines, a.processor.machine).quantum;
  if (quantum === 0) return Infinity;
  return a.since + (Math.floor((w.now - a.since) / quantum) + 1) * quantum;
}

/** The domain keeps what the call took last; what it has beyond the newest goes, the oldest first. */
function* keep(w: World, body: Body, statement: Of<'keep'>): Flow {
  const { pool, newest, site, letting } = statement;
  const { domain } = body;
  const { kept, place } = at(w.stores, pool);
  const element = elementHeld(w.me, pool);
  const end = (): unknown => element !== null && kept.push({ element, domain, chosen: false });
  yield* row(w, { site, duration: 0, domain, place: element === null ? -1 : at(place, element) }, { end });
  yield* letOldGo(w, body, { pool, ...letting }, newest ?? Infinity);
}

/** The domain lets go of what it has kept longest, pool by pool. */
function* release(w: World, body: Body, { site, count, pools }: Of<'release'>): Flow {
  yield* row(w, { site, duration: 0, domain: body.domain });
  for (const letting of pools) {
    const all = keptBy(w, letting.pool, body.domain).length;
    yield* letOldGo(w, body, letting, count === null ? 0 : Math.max(0, all - price(w, w.me, count)));
  }
}

/** As long as the domain keeps more than so many, the oldest goes. */
function* letOldGo(w: World, body: Body, letting: LettingGo & { readonly pool: StoreId }, most: number): Flow {
  const { pool, letGo: going, explicit, reclaim } = letting;
  const { domain } = body;
  const { place } = at(w.stores, pool);
  for (;;) {
    const mine = keptBy(w, pool, domain);
    const [oldest] = mine;
    if (oldest === undefined || mine.length <= most) return;
    oldest.chosen = true;
    yield* need(w);
    const mark = { site: going.site, duration: price(w, w.me, going.price), domain, place: at(place, oldest.element) };
    let tells = false;
    let reclaims = false;
    const end = (): void => {
      reclaims = unkeep(w, pool, oldest);
      tells = explicit !== undefined && noticesOf(w, pool, domain) > explicit.gather;
    };
    yield* row(w, mark, { end });
    if (reclaims && reclaim !== undefined) {
      yield* need(w);
      const { site, kernel } = reclaim;
      yield* row(w, {
        site,
        duration: price(w, w.me, reclaim.price),
        domain: kernel,
        place: at(place, oldest.element),
      });
    }
    if (reclaims || !tells || explicit === undefined) continue;
    yield* run(w, body, explicit.send);
    yield* need(w);
    yield* row(w, { site: explicit.told, duration: 0, domain }, { end: () => hear(w, pool, domain) });
  }
}

function keptBy(w: World, pool: StoreId, domain: DomainId): Kept[] {
  return at(w.stores, pool).kept.filter((one) => one.domain === domain && !one.chosen);
}

/** The thread is made at the end of the row. */
function fork(w: World, a: Activity, body: Body, statement: Of<'fork'>): void {
  const thread = { name: statement.name, domain: body.domain, kind: 'fork' as const, priority: priority(w, a) };
  const made = newThread(w, thread, statement.body, a.frame.values);
  body.forks.set(statement.fork, made);
  makeReady(w, made);
}

function* join(w: World, body: Body, statement: Of<'join'>): Flow {
  yield* works(w, body, statement.work);
  let other = body.forks.get(statement.fork);
  while (other !== undefined && other.heir !== null) other = other.heir;
  if (other?.alive !== true) return;
  other.joiners.push(w.me);
  yield* wait(w, 'join', statement.site);
}

function signal(w: World, condition: number): void {
  const awaited = at(w.conditions, condition);
  const waiter = awaited.waiters.shift();
  if (waiter === undefined) awaited.signals += 1;
  else letGo(w, waiter);
}

function* awaits(w: World, body: Body, statement: Of<'await'>): Flow {
  yield* works(w, body, statement.work);
  const awaited = at(w.conditions, statement.condition);
  if (awaited.signals > 0) {
    awaited.signals -= 1;
    return;
  }
  awaited.waiters.push(w.me);
  yield* wait(w, 'condition', statement.site);
}
