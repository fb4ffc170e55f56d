/**
 * What holds of elements that domains keep: nobody gets one before it is let go, and where the pool has an owner before he has
 * heard of it; and nobody keeps more than he may.
 */
import { at } from '../../../src/base/assert.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Statement } from '../../../src/sim/spec/statements.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { stepFinder } from './holders.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy, isRest } from './rows.ts';
import { allStatements } from './statements.ts';

type Keeping = Extract<Statement, { do: 'keep' | 'release' }>;
type Does = 'keep' | 'letGo' | 'told';

/** One time that a domain keeps an element: from the end of the row to the end of the row after which it is free. */
interface Kept {
  readonly place: number;
  readonly domain: number;
  readonly from: number;
  readonly row: number;
  /** The row that lets it go. */
  gone: number;
  to: number;
}

export function* kept(trace: PlainTrace): Iterable<string> {
  const stepOf = stepFinder(trace);
  const all: Kept[] = [];
  yield* walkKept(trace, all);
  for (const [place, mine] of groupBy(all, (one) => one.place)) {
    for (const row of trace.rows) {
      if (row.place !== place || stepOf(row)?.verb !== 'take') continue;
      const one = mine.find(({ from, to }) => from < row.start && row.start < to);
      if (one !== undefined) yield `row ${row.index} takes what domain ${one.domain} keeps since row ${one.row}`;
    }
  }
}

/** The places that are kept when the run has ended. */
export function stillKept(trace: PlainTrace): number[] {
  const all: Kept[] = [];
  for (const _ of walkKept(trace, all));
  return all.filter(({ to }) => to === Infinity).map(({ place }) => place);
}

/** Fills `all`; tells what is let go in the wrong order. */
function* walkKept(trace: PlainTrace, all: Kept[]): Iterable<string> {
  const sites = keeps(trace.spec);
  const stepOf = stepFinder(trace);
  for (const row of trace.rows) {
    const does = sites.get(row.site);
    const to = endOf(trace, row);
    if (does === 'told' || stepOf(row)?.verb === 'give') hear(trace, all, row, does === 'told');
    if (does === undefined || does === 'told' || row.place < 0) continue;
    if (isRest(trace, row)) {
      // The orphan goes on with what its call began: the same element.
      const begun = all.find((one) => one.place === row.place && one.domain === row.domain && one.to === row.start);
      if (begun !== undefined) begun.to = to;
      continue;
    }
    if (does === 'keep') {
      all.push({ place: row.place, domain: row.domain, from: to, row: row.index, gone: Infinity, to: Infinity });
      continue;
    }
    const oldest = all.find(
      (one) =>
        one.domain === row.domain &&
        one.gone === Infinity &&
        at(trace.places, one.place).store === at(trace.places, row.place).store,
    );
    if (oldest?.place !== row.place) yield `row ${row.index} lets go what is not the oldest`;
    if (oldest === undefined) continue;
    oldest.gone = row.index;
    if (ownerOf(trace, row.place) === undefined || isHeld(trace, stepOf, row)) oldest.to = to;
  }
}

/** The call that took the element has it still when it is let go: it goes back when the call gives it, or fails. */
function isHeld(trace: PlainTrace, stepOf: ReturnType<typeof stepFinder>, letGo: Row): boolean {
  const until = endOf(trace, letGo);
  const own = trace.rows.filter(({ place, start }) => place === letGo.place && start <= until);
  const take = own.findLast((row) => row.index < letGo.index && stepOf(row)?.verb === 'take');
  if (take === undefined) return false;
  const isGiven = own.some(
    (row) =>
      row.index > take.index && stepOf(row)?.verb === 'give' && row.call === take.call && endOf(trace, row) <= until,
  );
  const call = trace.calls[take.call];
  const failed = call !== undefined && call.outcome > 0 ? trace.rows[call.lastRow] : undefined;
  return !isGiven && (failed === undefined || failed.index > letGo.index);
}

/** The owner hears, of all that was let go of the pool, or of what the row's domain has let go. */
function hear(trace: PlainTrace, all: readonly Kept[], row: Row, own: boolean): void {
  const pool = trace.places[row.place]?.store;
  for (const one of all) {
    if (one.gone >= row.index || one.to !== Infinity || ownerOf(trace, one.place) === undefined) continue;
    if (own ? one.domain === row.domain : at(trace.places, one.place).store === pool) one.to = endOf(trace, row);
  }
}

function ownerOf({ spec, places }: PlainTrace, place: number): number | undefined {
  const store = at(spec.stores, at(places, place).store);
  return store.kind === 'pool' ? store.owner : undefined;
}

/** By site: what a row of it does. */
function keeps(spec: RunSpec): Map<number, Does> {
  const keepings = allStatements(spec).filter(({ do: what }) => what === 'keep' || what === 'release');
  return new Map(keepings.flatMap((one) => (one.do === 'keep' || one.do === 'release' ? sitesOf(one) : [])));
}

function sitesOf(statement: Keeping): [number, Does][] {
  const lettings = statement.do === 'keep' ? [statement.letting] : statement.pools;
  const rest = lettings.flatMap(({ letGo, explicit }): [number, Does][] => [
    [letGo.site, 'letGo'],
    ...(explicit === undefined ? [] : [[explicit.told, 'told'] as [number, Does]]),
  ]);
  return statement.do === 'keep' ? [[statement.site, 'keep'], ...rest] : rest;
}
