/** What holds of locks that bodies lock and unlock: one holder at a time. */
import { at } from '../../../src/base/assert.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Statement } from '../../../src/sim/spec/statements.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import type { Held } from './holders.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy } from './rows.ts';
import { allStatements } from './statements.ts';

type LockStatement = Extract<Statement, { do: 'lock' | 'unlock' }>;

interface Span {
  readonly lock: number;
  readonly holder: string;
  readonly from: number;
  readonly row: number;
  to: number;
}

export function* mutexes(trace: PlainTrace): Iterable<string> {
  // What a thread held whose call was given up is another thread's from then on.
  if (trace.calls.some(({ site }) => site < -1)) return;
  for (const [lock, all] of groupBy(intervals(trace), (one) => one.lock)) {
    const held = all.filter(({ from, to }) => to > from);
    for (const { from, row } of held) {
      const together = held.filter((other) => other.from <= from && other.to > from);
      if (together.length > 1) yield `lock ${lock} is held ${together.length} times in row ${row}`;
    }
  }
}

/** From the row that locks to the end of the one that unlocks, or of the call in whose body that was, if it failed. */
function intervals(trace: PlainTrace): Span[] {
  const statements = locksIn(trace.spec);
  const all: Span[] = [];
  for (const row of trace.rows) {
    const statement = statements.get(row.site);
    if (statement === undefined) continue;
    const { lock } = statement;
    const holder = row.call < 0 ? `thread ${row.thread}` : `call ${row.call}`;
    if (statement.do === 'lock') all.push({ lock, holder, from: row.start, row: row.index, to: failedAt(trace, row) });
    else {
      const mine = all.findLast(
        (one) => one.lock === lock && one.holder === holder && one.to === failedAt(trace, row) && one.from <= row.start,
      );
      if (mine !== undefined) mine.to = Math.min(mine.to, endOf(trace, row));
    }
  }
  return all;
}

function failedAt(trace: PlainTrace, { call }: Row): number {
  const entry = trace.calls[call];
  const last = entry !== undefined && entry.outcome > 0 ? trace.rows[entry.lastRow] : undefined;
  return last === undefined ? Infinity : endOf(trace, last);
}

function locksIn(spec: RunSpec): Map<number, LockStatement> {
  const found = allStatements(spec).filter((one) => one.do === 'lock' || one.do === 'unlock');
  return new Map(found.map((statement) => [statement.site, statement]));
}

/** Locks of bodies that are held when the run has ended: by which call, or (call −1) by which thread's own body. */
export function stillLocked(trace: PlainTrace): (Held & { readonly thread: number })[] {
  const left = intervals(trace).filter(({ to }) => to === Infinity);
  return left.map(({ lock, from, row }) => {
    const { call, thread } = at(trace.rows, row);
    return { what: `lock ${lock}`, store: lock, call, thread, place: -1, from, to: trace.end.time, row };
  });
}
