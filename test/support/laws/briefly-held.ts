/** What holds of the locks of pools and of ends of queues: one row at a time, and who finds one held finds it so. */
import type { StepNode } from '../../../src/sim/spec/path.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import { heldFinder, stepFinder } from './holders.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, isRest } from './rows.ts';

interface Hold {
  readonly from: number;
  to: number;
  readonly row: number;
}

export function* brieflyHeld(trace: PlainTrace): Iterable<string> {
  const holds = holdsOf(trace);
  for (const all of holds.values()) {
    for (const [i, { from, row }] of all.entries()) {
      const before = all[i - 1];
      if (before !== undefined && before.to > from) yield `row ${row} takes the lock that row ${before.row} has`;
    }
  }
  const findsOf = heldFinder(trace);
  for (const row of trace.rows) {
    const finds = isRest(trace, row) ? undefined : findsOf(row);
    if (finds === undefined) continue;
    const holder = holds.get(lockOf(finds))?.find(({ from, to }) => from <= row.start && row.start < to);
    if (holder === undefined) yield `row ${row.index} finds a lock held that nobody holds`;
    else if (finds.locked?.spun === true && endOf(trace, row) !== holder.to && !wasGivenUp(trace, row))
      yield `row ${row.index} spins until another instant than the end of row ${holder.row}`;
  }
}

/** Of each lock who has it when; what is left of a row whose call was given up goes on to hold it. */
function holdsOf(trace: PlainTrace): Map<string, Hold[]> {
  const stepOf = stepFinder(trace);
  const holds = new Map<string, Hold[]>();
  for (const row of trace.rows) {
    const step = stepOf(row);
    if (step?.locked === undefined || isFailure(row, step)) continue;
    const all = holds.get(lockOf(step)) ?? [];
    holds.set(lockOf(step), all);
    const cut = isRest(trace, row) ? all.find(({ to }) => to === row.start) : undefined;
    if (cut === undefined) all.push({ from: row.start, to: endOf(trace, row), row: row.index });
    else cut.to = endOf(trace, row);
  }
  return holds;
}

/** A take from a pool that is empty ends the call, and takes nothing. */
function isFailure(row: Row, { verb }: StepNode): boolean {
  return verb === 'take' && row.place < 0;
}

function wasGivenUp({ calls }: PlainTrace, { call }: Row): boolean {
  return calls.some(({ site }) => site === -2 - call);
}

function lockOf({ verb, queue, place }: StepNode): string {
  return verb === 'enqueue' || verb === 'dequeue' ? `${verb} ${queue}` : `pool ${place}`;
}
