/** Runs the statements of a thread or of a procedure. */
import { assertNever, at } from '../../src/base/assert.ts';
import type { DomainId, Expr, LettingGo, Price, PricedSite, Statement, StoreId } from '../../src/sim/spec.ts';
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
import { priority, resume } from './hands.ts';
import { isSummoned } from './lending.ts';
import { letGo, makeReady } from './processors.ts';
import { endWait, type Recorded, recordStep, schedule } from './rows.ts';
import { type Activity, Failure, type Flow, type Kept, type World } from './state.ts';
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

export function* runBody(w: World, a: Activity, statements: readonly Statement[], domain: DomainId): Flow {
  yield* run(w, a, { domain, forks: new Map() }, statements);
}

/** True if it returned before the end. */
function* run(w: World, a: Activity, body: Body, statements: readonly Statement[]): Flow<boolean> {
  for (const statement of statements) if (yield* runStatement(w, a, body, statement)) return true;
  return false;
}

function* runStatement(w: World, a: Activity, body: Body, statement: Statement): Flow<boolean> {
  if (statement.do === 'return') return returns(w, a, statement.size);
  if (statement.do === 'repeat') return yield* repeat(w, a, body, statement);
  if (statement.do === 'every') return yield* every(w, a, body, statement);
  if (statement.do === 'try') return yield* attempt(w, a, body, statement);
  if (statement.do === 'chance') {
    const happens = w.draw() < value(w, a, statement.share);
    return yield* run(w, a, body, happens ? statement.then : statement.otherwise);
  }
  yield* runSimple(w, a, body, statement);
  return false;
}

function* runSimple(
  w: World,
  a: Activity,
  body: Body,
  statement: Exclude<Statement, Of<'return' | 'repeat' | 'every' | 'try' | 'chance'>>,
): Flow {
  if (RECORDS.has(statement.do)) yield* need(w, a);
  const mark = { site: statement.site, duration: 0, domain: body.domain };
  switch (statement.do) {
    case 'call':
      pass(w);
      return yield* callProcedure(w, a, statement);
    case 'compute':
      return yield* compute(w, a, mark, price(w, a, statement.time));
    case 'wait':
      return yield* sleep(w, a, price(w, a, statement.time), statement.site);
    case 'raise':
      return yield* fail(w, a, { ...mark, outcome: statement.outcome });
    case 'fork':
      return yield* row(w, a, priced(w, a, mark, statement.price), { end: () => fork(w, a, body, statement) });
    case 'keep':
      return yield* keep(w, a, body, statement);
    case 'release':
      return yield* release(w, a, body, statement);
    case 'join':
      return yield* join(w, a, body, statement);
    case 'yield':
      yield* row(w, a, priced(w, a, mark, statement.price), { whole: true });
      return yield* giveWay(w, a);
    case 'signal':
      return yield* row(w, a, priced(w, a, mark, statement.price), { end: () => signal(w, statement.condition) });
    case 'await':
      return yield* awaits(w, a, body, statement);
    case 'lock': {
      yield* occupySlot(w, a, statement.lock, at(w.stores, statement.lock).used > 0 ? 'lock' : null);
      return yield* row(w, a, priced(w, a, mark, statement.price));
    }
    case 'unlock':
      return yield* row(w, a, priced(w, a, mark, statement.price), { end: () => unlock(w, a, statement.lock) });
    default:
      return assertNever(statement);
  }
}

function priced(w: World, a: Activity, mark: Recorded, of: Price | undefined): Recorded {
  return of === undefined ? mark : { ...mark, duration: price(w, a, of) };
}

/** What comes before a wait. */
function* works(w: World, a: Activity, { domain }: Body, work: PricedSite | undefined): Flow {
  if (work === undefined) return;
  yield* need(w, a);
  yield* row(w, a, { site: work.site, duration: price(w, a, work.price), domain });
}

function returns(w: World, a: Activity, size: Expr): boolean {
  const { call } = a.frame;
  const bytes = price(w, a, size);
  if (call !== null) call.resultBytes = bytes;
  return true;
}

function* repeat(w: World, a: Activity, body: Body, statement: Of<'repeat'>): Flow<boolean> {
  const count = price(w, a, statement.count);
  for (let i = 0; i < count; i += 1) {
    pass(w);
    if (yield* run(w, a, body, statement.body)) return true;
  }
  return false;
}

function* every(w: World, a: Activity, body: Body, statement: Of<'every'>): Flow<boolean> {
  const first = w.now;
  const limit = statement.limit === null ? Infinity : price(w, a, statement.limit);
  for (let due = first; Math.max(w.now, due) - first < limit; due += price(w, a, statement.period)) {
    pass(w);
    yield* sleep(w, a, due - w.now, statement.site);
    if (yield* run(w, a, body, statement.body)) return true;
  }
  return false;
}

function* attempt(w: World, a: Activity, body: Body, statement: Of<'try'>): Flow<boolean> {
  try {
    return yield* run(w, a, body, statement.body);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const handler = statement.catches.find((one) => one.outcome === failure.outcome);
    if (handler === undefined) throw failure;
    yield* needThread(w, a, a.acting);
    yield* lookAtQuantum(w, a, failure.summons);
    return yield* run(w, a, body, handler.body);
  }
}

function* sleep(w: World, a: Activity, time: number, site: number): Flow {
  if (time <= 0) return;
  const wake = (): void => {
    w.running = a;
    endWait(w, a, -1);
    makeReady(w, a);
  };
  yield* wait(w, a, 'time', site, () => schedule(w, w.now + time, wake));
}

/** One row, cut where the activity gives way; looked at whenever a whole number of quanta has passed. */
function* compute(w: World, a: Activity, mark: { site: number; domain: number }, time: number): Flow {
  const end = w.now + time;
  const part = recordStep(w, a, { ...mark, duration: time });
  isSummoned(w, a);
  do {
    schedule(w, Math.min(end, nextLook(w, a)), () => resume(w, a));
    yield;
  } while (w.now < end && !isSummoned(w, a) && !wouldServeAnother(w, a));
  part.duration = w.now - part.start;
  const rest = end - w.now;
  if (rest === 0) yield* lookAtQuantum(w, a);
  else {
    yield* goAside(w, a);
    yield* compute(w, a, mark, rest);
  }
}

function nextLook(w: World, a: Activity): number {
  const quantum = a.processor === null || a.tail ? 0 : at(w.spec.machines, a.processor.machine).quantum;
  if (quantum === 0) return Infinity;
  return a.since + (Math.floor((w.now - a.since) / quantum) + 1) * quantum;
}

/** The domain keeps what the call took last; what it has beyond the newest goes, the oldest first. */
function* keep(w: World, a: Activity, body: Body, statement: Of<'keep'>): Flow {
  const { pool, newest, site, letting } = statement;
  const { domain } = body;
  const { kept, place } = at(w.stores, pool);
  const element = elementHeld(a, pool);
  const end = (): unknown => element !== null && kept.push({ element, domain, chosen: false });
  yield* row(w, a, { site, duration: 0, domain, place: element === null ? -1 : at(place, element) }, { end });
  yield* letOldGo(w, a, body, { pool, ...letting }, newest ?? Infinity);
}

/** The domain lets go of what it has kept longest, pool by pool. */
function* release(w: World, a: Activity, body: Body, { site, count, pools }: Of<'release'>): Flow {
  yield* row(w, a, { site, duration: 0, domain: body.domain });
  for (const letting of pools) {
    const all = keptBy(w, letting.pool, body.domain).length;
    yield* letOldGo(w, a, body, letting, count === null ? 0 : Math.max(0, all - price(w, a, count)));
  }
}

/** As long as the domain keeps more than so many, the oldest goes. */
function* letOldGo(
  w: World,
  a: Activity,
  body: Body,
  letting: LettingGo & { readonly pool: StoreId },
  most: number,
): Flow {
  const { pool, letGo: going, explicit } = letting;
  const { domain } = body;
  const { place } = at(w.stores, pool);
  for (;;) {
    const mine = keptBy(w, pool, domain);
    const [oldest] = mine;
    if (oldest === undefined || mine.length <= most) return;
    oldest.chosen = true;
    yield* need(w, a);
    const mark = { site: going.site, duration: price(w, a, going.price), domain, place: at(place, oldest.element) };
    let tells = false;
    const end = (): void => {
      unkeep(w, pool, oldest);
      tells = explicit !== undefined && noticesOf(w, pool, domain) > explicit.gather;
    };
    yield* row(w, a, mark, { end });
    if (!tells || explicit === undefined) continue;
    yield* run(w, a, body, explicit.send);
    yield* need(w, a);
    yield* row(w, a, { site: explicit.told, duration: 0, domain }, { end: () => hear(w, pool, domain) });
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

function* join(w: World, a: Activity, body: Body, statement: Of<'join'>): Flow {
  yield* works(w, a, body, statement.work);
  const other = body.forks.get(statement.fork);
  if (other?.alive !== true) return;
  other.joiners.push(a);
  yield* wait(w, a, 'join', statement.site);
}

function signal(w: World, condition: number): void {
  const awaited = at(w.conditions, condition);
  const waiter = awaited.waiters.shift();
  if (waiter === undefined) awaited.signals += 1;
  else letGo(w, waiter);
}

function* awaits(w: World, a: Activity, body: Body, statement: Of<'await'>): Flow {
  yield* works(w, a, body, statement.work);
  const awaited = at(w.conditions, statement.condition);
  if (awaited.signals > 0) {
    awaited.signals -= 1;
    return;
  }
  awaited.waiters.push(a);
  yield* wait(w, a, 'condition', statement.site);
}
