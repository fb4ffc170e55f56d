/** `keep` and `release`: a domain holds on to what calls brought it, and lets it go. */
import { assert } from '../../base/assert.ts';
import type { Pool } from '../machine/pool.ts';
import { type Activity, GO, ROW, type Status } from '../machine/state.ts';
import type { StoreId } from '../spec/ids.ts';
import type { LettingGo, Statement } from '../spec/statements.ts';
import { END, label, NEEDS, type Parts } from './code.ts';
import { asFunction, wholeFormula } from './expression.ts';
import type { Linker } from './linker.ts';
import { emitEnd, emitRow } from './rows.ts';

type Of<K extends Statement['do']> = Extract<Statement, { do: K }>;

/** What the compiler of bodies lends to the two statements. */
export interface BodyScope {
  readonly parts: Parts;
  readonly linker: Linker;
  /** Compiles statements at the end of the code. */
  readonly walk: (body: readonly Statement[]) => void;
}

/** Compiles the statement at the end of the code. */
export function emitKeep(scope: BodyScope, { site, pool: id, newest, letting }: Of<'keep'>): void {
  const { parts } = scope;
  const { world } = parts;
  const pool = poolOf(parts, id);
  const most = newest ?? Number.POSITIVE_INFINITY;
  emitRow(parts, (a) => {
    a.granted = a.frame.call.latest(pool.id);
    world.step(a, site, 0, 0, a.granted < 0 ? -1 : pool.places[a.granted]!, a.frame.domain);
  });
  emitEnd(parts, (a) => {
    if (a.granted >= 0) pool.keep(a.granted, a.frame.domain);
  });
  emitLettingGo(scope, pool, letting, () => most);
}

/** Compiles the statement at the end of the code. */
export function emitRelease(scope: BodyScope, { site, count, pools }: Of<'release'>): void {
  const { parts } = scope;
  const { world } = parts;
  emitRow(parts, (a) => world.step(a, site, 0, 0, -1, a.frame.domain));
  const many = count === null ? null : asFunction(wholeFormula(world, count));
  for (const { pool: id, ...letting } of pools) {
    const pool = poolOf(parts, id);
    emitEnd(parts, (a) => {
      a.loops.push(many === null ? 0 : Math.max(0, pool.keptBy(a.frame.domain) - many(a)));
    });
    emitLettingGo(scope, pool, letting, (a) => a.loops.at(-1) ?? 0);
    emitEnd(parts, (a) => void a.loops.pop());
  }
}

function poolOf({ stores }: Parts, id: StoreId): Pool {
  const pool = stores.pool(id);
  assert(pool !== null, `store ${id}, of which a statement keeps elements, is a pool`);
  return pool;
}

/** As long as the domain keeps more than so many, the oldest goes. */
function emitLettingGo(
  scope: BodyScope,
  pool: Pool,
  { letGo, reclaim, explicit }: LettingGo,
  most: (a: Activity) => number,
): void {
  const { world, code } = scope.parts;
  const price = asFunction(wholeFormula(world, letGo.price));
  const [check, reclaims, tells, done] = [code.here, label(), label(), label()];
  const { owner } = pool.spec;
  const go = (a: Activity, pc: number): Status => {
    a.pc = pc;
    return GO;
  };
  code.emit((a) => {
    const element = pool.surplus(a.frame.domain, most(a));
    if (element < 0) return go(a, done.pc);
    a.granted = element;
    world.step(a, letGo.site, price(a), 0, pool.places[element]!, a.frame.domain);
    a.pc = check + 1;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    const { domain } = a.frame;
    if (!pool.unkeep(a.granted)) return go(a, check);
    if (owner !== undefined && scope.linker.guards?.isDead(owner) === true)
      return go(a, reclaim === undefined ? check : reclaims.pc);
    pool.notice(a.granted, domain);
    return go(a, explicit !== undefined && pool.noticesOf(domain) > explicit.gather ? tells.pc : check);
  }, END);
  if (reclaim !== undefined) {
    reclaims.pc = code.here;
    emitReclaim(scope.parts, pool, reclaim, check);
  }
  if (explicit !== undefined) {
    tells.pc = code.here;
    scope.walk(explicit.send);
    emitRow(scope.parts, (a) => world.step(a, explicit.told, 0, 0, -1, a.frame.domain));
    code.emit((a) => {
      pool.tell(a.frame.domain);
      return go(a, check);
    }, END);
  }
  done.pc = code.here;
}

/** The kernel takes the element back, whose owner has ended. */
function emitReclaim(
  { world, code }: Parts,
  pool: Pool,
  { site, price, kernel }: NonNullable<LettingGo['reclaim']>,
  next: number,
): void {
  const cost = asFunction(wholeFormula(world, price));
  code.emit((a) => {
    world.step(a, site, cost(a), 0, pool.places[a.granted]!, kernel);
    a.pc = next;
    return ROW;
  }, NEEDS);
}
