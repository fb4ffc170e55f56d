/** Ways to spoil what a trace says of where processors are. */
import type { Row } from '../../src/sim/trace/format.ts';
import { isBusy } from '../support/laws/busy.ts';
import type { PlainTrace } from '../support/laws/plain.ts';
import { isAlone, startsOf } from '../support/laws/reallocations.ts';
import { endOf, kindOf } from '../support/laws/rows.ts';
import { changeOfPair } from './spoil.ts';

/** The poll for which a processor was lent, and more happens on it. */
export function isLentPoll(row: Row, trace: PlainTrace): boolean {
  const own = trace.rows.filter(({ processor }) => processor === row.processor);
  const before = own.slice(0, own.indexOf(row));
  const last = before.findLast((one) => kindOf(trace.spec, one) === 'reallocation');
  const isNext = last !== undefined && last.call === row.call && last.domain !== row.domain;
  const isPoll = kindOf(trace.spec, row) === 'poll' && row.processor >= 0 && row.duration > 0;
  const between = before.slice(before.indexOf(last ?? row) + 1);
  return (
    isPoll &&
    isNext &&
    between.every(({ call, domain }) => call === row.call && domain !== row.domain) &&
    before.length + 1 < own.length
  );
}

/** A processor idled in another domain than the one by which it is lent then. */
export function lendFromElsewhere(trace: PlainTrace): PlainTrace | null {
  const kind = (row: Row): string => kindOf(trace.spec, row);
  const starts = startsOf(trace);
  const next = (row: Row): Row | undefined =>
    trace.rows.find(({ index, processor }) => index > row.index && processor === row.processor);
  const isLentIdle = (idle: Row, lend: Row): boolean =>
    kind(idle) === 'idle' && kind(lend) === 'reallocation' && next(idle) === lend && isAlone(starts, lend);
  const count = trace.spec.domains.length;
  return changeOfPair(trace, isLentIdle, ({ domain }) => ({ domain: (domain + 1) % count }));
}

/** All its processors are busy in the middle of the row. */
export function isInBusyMachine(row: Row, trace: PlainTrace): boolean {
  const { domains, machines } = trace.spec;
  const machineOf = ({ domain }: Row): number => domains[domain]?.machine ?? -1;
  const middle = row.start + row.duration / 2;
  const together = trace.rows.filter(
    (one) =>
      isBusy(trace, one) && machineOf(one) === machineOf(row) && one.start < middle && middle < endOf(trace, one),
  );
  return isBusy(trace, row) && together.length === machines[machineOf(row)]?.processors;
}
