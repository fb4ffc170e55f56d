/** `keep`: a domain holds on to what a call brought it. */
import { assert } from '../../base/assert.ts';
import { type Activity, GO, ROW, type Status } from '../machine/state.ts';
import type { Statement } from '../spec.ts';
import { END, NEEDS, type Parts } from './code.ts';
import { asFunction, wholeFormula } from './expression.ts';
import { emitEnd, emitRow } from './rows.ts';

/** Compiles the statement at the end of the code. */
export function emitKeep(parts: Parts, statement: Extract<Statement, { do: 'keep' }>): void {
  const { world, stores, code } = parts;
  const { site, newest, letGo } = statement;
  const pool = stores.pool(statement.pool);
  assert(pool !== null, `the statement at site ${site} names a pool`);
  const price = asFunction(wholeFormula(world, letGo.price));
  const most = newest ?? Number.POSITIVE_INFINITY;
  const go = (a: Activity, pc: number): Status => {
    a.pc = pc;
    return GO;
  };
  emitRow(parts, (a) => {
    a.granted = a.frame.call.latest(pool.id);
    world.step(a, site, 0, 0, a.granted < 0 ? -1 : pool.places[a.granted]!, a.frame.domain);
  });
  emitEnd(parts, (a) => {
    if (a.granted >= 0) pool.keep(a.granted, a.frame.domain);
  });
  const check = code.here;
  code.emit((a) => {
    const element = pool.surplus(a.frame.domain, most);
    if (element < 0) return go(a, check + 2);
    a.granted = element;
    world.step(a, letGo.site, price(a), 0, pool.places[element]!, a.frame.domain);
    a.pc = check + 1;
    return ROW;
  }, NEEDS);
  code.emit((a) => {
    pool.letGo(a.granted);
    return go(a, check);
  }, END);
}
