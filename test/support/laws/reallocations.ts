/**
 * What holds of reallocations: a processor that leaves a domain had come to it, it goes to the domain of a message, and the rows
 * of both sides meet in time.
 */
import type { PolicyNode } from '../../../src/sim/spec/path.ts';
import type { StepKind } from '../../../src/sim/spec/site.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { type Finds, findsIn } from './lending.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy, kindOf } from './rows.ts';
import { allStatements } from './statements.ts';

export function* reallocations(trace: PlainTrace): Iterable<string> {
  const finds = findsIn(trace.spec);
  // What is left of a call that was given up goes on under another name.
  if (finds.lend.length === 0 || trace.calls.some(({ site }) => site < -1)) return;
  const starts = startsOf(trace);
  const onProcessors = trace.rows.filter(({ processor }) => processor >= 0);
  for (const rows of groupBy(onProcessors, (row) => row.processor).values())
    yield* ofProcessor(trace, finds, starts, rows);
}

/** Who begins or goes on at each instant: one that leaves no row may have loaded its domain in between. */
export function startsOf(trace: PlainTrace): Map<number, Row[]> {
  const forks = new Set(allStatements(trace.spec).flatMap((one) => (one.do === 'fork' ? [one.site] : [])));
  const all = trace.rows.filter((row) => kindOf(trace.spec, row) === 'wait' || forks.has(row.site));
  return groupBy(all, (row) => endOf(trace, row));
}

/** Nobody but its call begins or goes on when the row begins. */
export function isAlone(starts: ReadonlyMap<number, readonly Row[]>, { start, call }: Row): boolean {
  return start > 0 && (starts.get(start) ?? []).every((other) => other.call === call && call >= 0);
}

function* ofProcessor(
  trace: PlainTrace,
  finds: Finds,
  starts: ReadonlyMap<number, readonly Row[]>,
  rows: readonly Row[],
): Iterable<string> {
  let loaded: number | null = null;
  for (const [i, row] of rows.entries()) {
    const polled = finds.lend.filter(({ work, domain }) => work.site === row.site && domain === row.domain);
    const lends = finds.lend.filter(({ lend }) => lend?.site === row.site);
    const isMoved = isAlone(starts, row) && loaded !== null && loaded !== row.domain;
    if (lends.length > 0 && isMoved) yield `row ${row.index} lends a processor that is in domain ${loaded}`;
    if (polled.length > 0 && isMoved) yield `row ${row.index} polls on a processor that is in domain ${loaded}`;
    if (lends.length > 0) yield* otherHalf(trace, rows.slice(i), lends);
    loaded = lends.length > 0 ? (comesTo(rows.slice(i), lends) ?? null) : loadedIn(trace, rows, i, polled, loaded);
  }
}

/** The overhead belongs to the domain that lends, the misses and the poll to the one that gets the processor: one after the other. */
function* otherHalf(trace: PlainTrace, rows: readonly Row[], lends: readonly PolicyNode[]): Iterable<string> {
  const [lend] = rows;
  if (lend === undefined) return;
  let last = lend;
  for (const row of rows.slice(1)) {
    if (row.start !== endOf(trace, last) || row.call !== lend.call) {
      yield `rows ${last.index} and ${row.index} of a reallocation do not meet`;
      return;
    }
    if (lends.some(({ overhead }) => overhead?.site === row.site)) {
      if (row.domain !== lend.domain) yield `row ${row.index} is not of the domain that lends`;
    } else if (!lends.some(({ refill }) => refill?.site === row.site && row.domain !== lend.domain)) {
      const isThere = lends.some(({ work, domain }) => work.site === row.site && domain === row.domain);
      if (!isThere) yield `row ${lend.index} lends a processor that does not come to another domain`;
      return;
    }
    last = row;
  }
}

/** The domain that gets the processor; undefined: the run ends before. */
function comesTo(rows: readonly Row[], lends: readonly PolicyNode[]): number | undefined {
  return rows.find(({ site }) => lends.some(({ work }) => work.site === site))?.domain;
}

/** What may load a domain, or tells that one was loaded. */
const LOADING: ReadonlySet<StepKind> = new Set(['switch', 'exchange', 'reallocation', 'swap', 'poll', 'outcome']);

/** The domain that is loaded in a row, as far as the rows before tell; null: they do not. */
function loadedIn(
  trace: PlainTrace,
  rows: readonly Row[],
  i: number,
  polled: readonly PolicyNode[],
  before: number | null,
): number | null {
  const [row, last] = [rows[i], rows[i - 1]];
  if (row === undefined) return null;
  const kind = kindOf(trace.spec, row);
  if (polled.length > 0 || kind === 'idle') return row.domain;
  if (last === undefined || LOADING.has(kind)) return null;
  const goesOn = row.call === last.call && (row.thread === last.thread || row.call >= 0);
  return goesOn && !endsInVain(trace, last) ? before : null;
}

/** A call that fails leaves its processor in the client's domain, without a row. */
function endsInVain({ calls }: PlainTrace, { call, index }: Row): boolean {
  const entry = calls[call];
  return entry !== undefined && entry.outcome > 0 && entry.lastRow === index;
}
