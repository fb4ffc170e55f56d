/** Statements that threads deal with one another by: fork and join, signal and await, lock and unlock, yield. */
import { assert, assertNever } from '../../base/assert.ts';
import { type Activity, GO, STOP } from '../machine/state.ts';
import type { SiteId, StoreId } from '../spec/ids.ts';
import type { Price, PricedSite } from '../spec/price.ts';
import type { Statement } from '../spec/statements.ts';
import { label, type Parts, WHOLE } from './code.ts';
import { asFunction, wholeFormula } from './expression.ts';
import { emitOccupy, giveBack } from './holdings.ts';
import type { Linker } from './linker.ts';
import { emitEnd, emitRow, type Record } from './rows.ts';

type ThreadStatement = Extract<Statement, { do: 'fork' | 'join' | 'yield' | 'signal' | 'await' | 'lock' | 'unlock' }>;

/** Compiles the statement at the end of the code. */
export function emitThreadStatement(parts: Parts, linker: Linker, statement: ThreadStatement): void {
  const { threads } = parts;
  const { site } = statement;
  switch (statement.do) {
    case 'fork':
      emitMark(parts, site, statement.price);
      return emitEnd(parts, (a) => linker.fork(a, statement));
    case 'join':
      return emitStand(parts, (a) => linker.joins(a, statement.fork), statement);
    case 'yield':
      return emitYield(parts, site, statement.price);
    case 'signal':
      emitMark(parts, site, statement.price);
      return emitEnd(parts, () => threads.signal(statement.condition));
    case 'await':
      return emitStand(parts, (a) => threads.awaits(a, statement.condition), statement);
    case 'lock':
      return emitLock(parts, statement.lock, markOf(parts, site, statement.price));
    case 'unlock':
      return emitUnlock(parts, statement.lock, markOf(parts, site, statement.price));
    default:
      return assertNever(statement);
  }
}

/** The row of a statement: without a price it takes no time. */
export function emitMark(parts: Parts, site: SiteId, price?: Price): void {
  emitRow(parts, markOf(parts, site, price));
}

function markOf({ world }: Parts, site: SiteId, price: Price = 0): Record {
  const duration = asFunction(wholeFormula(world, price));
  return (a) => world.step(a, site, duration(a), 0, -1, a.frame.domain);
}

/** Work, if it has a price; then it stands still if the test says so. */
function emitStand(
  parts: Parts,
  mustWait: (a: Activity) => boolean,
  { site, work }: { readonly site: SiteId; readonly work?: PricedSite },
): void {
  const { code, dispatcher } = parts;
  if (work !== undefined) emitMark(parts, work.site, work.price);
  const next = code.here + 1;
  code.emit((a) => {
    a.pc = next;
    if (!mustWait(a)) return GO;
    dispatcher.wait(a, site);
    return STOP;
  });
}

function emitYield(parts: Parts, site: SiteId, price: Price | undefined): void {
  const { code, dispatcher } = parts;
  emitMark(parts, site, price);
  const next = code.here + 1;
  code.emit((a) => {
    a.pc = next;
    if (!dispatcher.wouldServeAnother(a)) return GO;
    dispatcher.rejoin(a, 'stopped', a.processor.loaded);
    return STOP;
  }, WHOLE);
}

/** As the step `lock`, in a body. */
function emitLock(parts: Parts, id: StoreId, record: Record): void {
  const lock = parts.stores.lock(id);
  assert(lock !== null, `store ${id} is a lock`);
  const done = label();
  emitOccupy(parts, lock, 'lock', { record, otherwise: null, done });
  emitRow(parts, record);
  done.pc = parts.code.here;
}

/** As the step `unlock`; who does not hold it lets nothing go. */
function emitUnlock(parts: Parts, id: StoreId, record: Record): void {
  const lock = parts.stores.lock(id);
  emitRow(parts, record);
  if (lock !== null) emitEnd(parts, ({ frame: { call } }) => giveBack(lock, 0, call));
}
