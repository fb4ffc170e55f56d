/** What holds of machines as a whole, whatever their rows say of single processors. */
import { at } from '../../../src/base/assert.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy, kindOf } from './rows.ts';

/** At no instant are more processors busy in a machine than it has. */
export function* busy(trace: PlainTrace): Iterable<string> {
  const rows = trace.rows.filter((row) => isBusy(trace, row));
  for (const [machine, own] of groupBy(rows, (row) => at(trace.spec.domains, row.domain).machine)) {
    const { processors } = at(trace.spec.machines, machine);
    let now = 0;
    for (const { row, count } of changesOf(trace, own)) {
      now += count;
      if (now > processors) yield `row ${row.index} makes ${now} of ${processors} processors of a machine busy`;
    }
  }
}

/** A row in which a domain of some machine has a processor; rows without length have it at no instant. */
export function isBusy({ spec }: PlainTrace, row: Row): boolean {
  return row.processor >= 0 && row.duration > 0 && row.domain >= 0 && kindOf(spec, row) !== 'idle';
}

interface Change {
  readonly time: number;
  readonly row: Row;
  readonly count: number;
}

/** In the order of their instants; what ends at one comes before what begins then. */
function changesOf(trace: PlainTrace, rows: readonly Row[]): Change[] {
  const changes = rows.flatMap((row): Change[] => {
    const count = kindOf(trace.spec, row) === 'exchange' && row.place >= 0 ? 2 : 1;
    return [
      { time: row.start, row, count },
      { time: endOf(trace, row), row, count: -count },
    ];
  });
  return changes.sort((one, other) => one.time - other.time || one.count - other.count);
}
