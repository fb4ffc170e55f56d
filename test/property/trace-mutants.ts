/** Ways to spoil a trace; each must break a law. */
import type { Row } from '../../src/sim/trace/format.ts';
import { heldFinder, stepFinder } from '../support/laws/holders.ts';
import type { PlainTrace } from '../support/laws/plain.ts';
import { couldServe, endOf, kindOf } from '../support/laws/rows.ts';
import { isInBusyMachine, isLentPoll, lendFromElsewhere } from './processor-mutants.ts';
import { change, changeOfPair, drop, repeat, type Test, type TraceMutant } from './spoil.ts';

const takesTime: Test = (row) => row.duration > 0;
const isStep: Test = (row) => row.duration > 0 && row.processor >= 0 && row.thread >= 0;
const isIdle: Test = (row, trace) => row.duration > 0 && kindOf(trace.spec, row) === 'idle';
const isWaitInside: Test = (row, trace) => kindOf(trace.spec, row) === 'wait' && isInside(row, trace);
const ran: Test = (row, trace) => kindOf(trace.spec, row) === 'procedure' && trace.calls[row.call]?.outcome === 0;

export const TRACE_MUTANTS: readonly TraceMutant[] = [
  { name: 'a step starts later', law: 'processors', apply: change(isStep, (row) => ({ start: row.start + 1 })) },
  {
    name: 'a step takes longer',
    law: 'processors',
    apply: change(isEarlyStep, (row) => ({ duration: row.duration + 1 })),
  },
  { name: 'a step is missing', law: 'processors', apply: drop(isStep) },
  { name: 'a step is there twice', law: 'processors', apply: repeat(isStep) },
  { name: 'an idle row is missing', law: 'processors', apply: drop(isIdle) },
  {
    name: 'a step on another processor',
    law: 'processors',
    apply: change(hasOthers, (row, trace) => ({ processor: other(row, trace) })),
  },
  { name: 'rows in another order', law: 'order', apply: swapRows },
  { name: 'a wait on the path is missing', law: 'attribution', apply: drop(isWaitInside) },
  {
    name: 'a wait on the path is shorter',
    law: 'attribution',
    apply: change(isWaitInside, (row) => ({ duration: row.duration - 1 })),
  },
  { name: 'a step of a call belongs to none', law: 'attribution', apply: change(isInside, () => ({ call: -1 })) },
  { name: 'a call ended one row earlier', law: 'attribution', apply: endEarlier },
  { name: 'a procedure did not run', law: 'procedures', apply: drop(ran) },
  { name: 'a procedure ran twice', law: 'procedures', apply: repeat(ran) },
  { name: 'a call that did not run returned', law: 'procedures', apply: returnFailed },
  { name: 'a thread acts in two places', law: 'threads', apply: actTwice },
  { name: 'an element serves two calls', law: 'holders', apply: shareElement },
  { name: 'an unlock that does nothing', law: 'holders', apply: forgetUnlock },
  { name: 'a lent processor runs something else first', law: 'lending', apply: lendInVain },
  { name: 'a processor is lent by a domain in which it is not', law: 'reallocations', apply: lendFromElsewhere },
  { name: 'a processor leaves a domain and comes to none', law: 'reallocations', apply: drop(isLentPoll) },
  {
    name: 'a processor comes to a domain later than it left the other one',
    law: 'reallocations',
    apply: change(isLentPoll, (row) => ({ start: row.start + 1 })),
  },
  { name: 'a step too many in a busy machine', law: 'busy', apply: repeat(isInBusyMachine) },
  { name: 'two steps under one lock', law: 'brieflyHeld', apply: lockTwice },
  { name: 'a lock is spun on for too long', law: 'brieflyHeld', apply: spinLonger },
  { name: 'a processor idles while somebody is ready', law: 'workConservation', apply: idleInstead },
  {
    name: 'what came later ended a wait',
    law: 'enders',
    apply: change(isEarlyWait, (_, trace) => ({ bytes: trace.rows.length - 1 })),
  },
  { name: 'nobody waits in a deadlock', law: 'ends', apply: hideWaiting },
];

function other(row: Row, { spec }: PlainTrace): number {
  const count = spec.machines.reduce((sum, machine) => sum + machine.processors, 0);
  return (row.processor + 1) % count;
}

function hasOthers(row: Row, trace: PlainTrace): boolean {
  return isStep(row, trace) && other(row, trace) !== row.processor;
}

function isEarlyStep(row: Row, trace: PlainTrace): boolean {
  return isStep(row, trace) && endOf(trace, row) < trace.end.time;
}

/** On the path of its call, neither its first row nor its last. */
function isInside(row: Row, trace: PlainTrace): boolean {
  const call = trace.calls[row.call];
  const off = trace.spec.sites[row.site]?.off === true;
  return takesTime(row, trace) && !off && call !== undefined && row.index > call.firstRow && row.index < call.lastRow;
}

function isEarlyWait(row: Row, trace: PlainTrace): boolean {
  const last = trace.rows.at(-1);
  return kindOf(trace.spec, row) === 'wait' && last !== undefined && endOf(trace, row) < last.start;
}

function overlap(trace: PlainTrace, one: Row, other: Row): boolean {
  return one.start < endOf(trace, other) && other.start < endOf(trace, one);
}

function swapRows(trace: PlainTrace): PlainTrace | null {
  const index = trace.rows.findIndex((row, i) => row.start > (trace.rows[i - 1]?.start ?? row.start));
  const [before, row] = [trace.rows[index - 1], trace.rows[index]];
  if (before === undefined || row === undefined) return null;
  return { ...trace, rows: trace.rows.with(index - 1, row).with(index, before) };
}

function endEarlier(trace: PlainTrace): PlainTrace | null {
  const index = trace.calls.findIndex((call) => call.lastRow > call.firstRow && call.firstRow >= 0);
  const call = trace.calls[index];
  return call === undefined
    ? null
    : { ...trace, calls: trace.calls.with(index, { ...call, lastRow: call.lastRow - 1 }) };
}

function returnFailed(trace: PlainTrace): PlainTrace | null {
  const began = new Set(trace.rows.filter((row) => kindOf(trace.spec, row) === 'procedure').map((row) => row.call));
  const index = trace.calls.findIndex((call, i) => call.path >= 0 && call.outcome > 0 && !began.has(i));
  const call = trace.calls[index];
  return call === undefined ? null : { ...trace, calls: trace.calls.with(index, { ...call, outcome: 0 }) };
}

function actTwice(trace: PlainTrace): PlainTrace | null {
  const which = (first: Row, second: Row): boolean =>
    isStep(first, trace) && isStep(second, trace) && overlap(trace, first, second) && first.thread !== second.thread;
  return changeOfPair(trace, which, ({ thread }) => ({ thread }));
}

/** While a call is between taking and giving back, another one takes the same. */
function shareElement(trace: PlainTrace): PlainTrace | null {
  const stepOf = stepFinder(trace);
  const takes = (row: Row): boolean => takesTime(row, trace) && row.place >= 0 && stepOf(row)?.verb === 'take';
  const givenBack = ({ index, call, place }: Row): Row | undefined =>
    trace.rows.find(
      (row) => row.index > index && row.call === call && row.place === place && stepOf(row)?.verb === 'give',
    );
  const stillHolds = (first: Row, second: Row): boolean => {
    const give = givenBack(first);
    return give !== undefined && endOf(trace, give) > second.start && second.start >= first.start;
  };
  const which = (first: Row, second: Row): boolean =>
    takes(first) &&
    takes(second) &&
    first.site === second.site &&
    first.call !== second.call &&
    stillHolds(first, second);
  return changeOfPair(trace, which, ({ place }) => ({ place }));
}

/** The only unlock of a call, after which another call locks. */
function forgetUnlock(trace: PlainTrace): PlainTrace | null {
  const stepOf = stepFinder(trace);
  const lockOf = (row: Row, verb: 'lock' | 'unlock'): number | undefined => {
    const step = stepOf(row);
    return step?.verb === verb ? step.lock : undefined;
  };
  const isOnly = (unlock: Row): boolean =>
    trace.rows.filter((row) => row.call === unlock.call && stepOf(row)?.verb === 'unlock').length === 1;
  const isHeld = (unlock: Row): boolean =>
    trace.rows.some(
      (row) => row.index < unlock.index && row.call === unlock.call && lockOf(row, 'lock') === lockOf(unlock, 'unlock'),
    );
  const isLockedAgain = (unlock: Row): boolean =>
    trace.rows.some(
      (row) =>
        isEarlyStep(row, trace) &&
        row.start >= endOf(trace, unlock) &&
        lockOf(row, 'lock') === lockOf(unlock, 'unlock'),
    );
  const which: Test = (row) =>
    lockOf(row, 'unlock') !== undefined &&
    trace.calls[row.call]?.outcome === 0 &&
    isOnly(row) &&
    isHeld(row) &&
    isLockedAgain(row);
  return change(which, () => ({ site: trace.spec.machines[0]?.system.dispatch.site ?? 0 }))(trace);
}

/** The poll that a processor was lent for is another step. */
function lendInVain(trace: PlainTrace): PlainTrace | null {
  const kind = (row: Row): string => kindOf(trace.spec, row);
  const lent = trace.rows.find((row) => kind(row) === 'reallocation');
  const poll = trace.rows.find(
    (row) => lent !== undefined && row.index > lent.index && row.call === lent.call && kind(row) === 'poll',
  );
  if (poll === undefined) return null;
  return {
    ...trace,
    rows: trace.rows.with(poll.index, { ...poll, site: trace.spec.machines[0]?.system.dispatch.site ?? 0 }),
  };
}

function lockTwice(trace: PlainTrace): PlainTrace | null {
  const stepOf = stepFinder(trace);
  const end = (row: Row): string | undefined => {
    const step = takesTime(row, trace) ? stepOf(row) : undefined;
    return step?.locked === undefined || step.queue === undefined ? undefined : `${step.verb} ${step.queue}`;
  };
  const which = (first: Row, second: Row): boolean => first.index < second.index && end(first) === end(second);
  return changeOfPair(
    trace,
    (first, second) => end(first) !== undefined && which(first, second),
    ({ start }) => ({ start }),
  );
}

function spinLonger(trace: PlainTrace): PlainTrace | null {
  const findsOf = heldFinder(trace);
  const spins: Test = (row) => findsOf(row)?.locked?.spun === true && endOf(trace, row) < trace.end.time;
  return change(spins, ({ duration }) => ({ duration: duration + 1 }))(trace);
}

function idleInstead(trace: PlainTrace): PlainTrace | null {
  const { spec } = trace;
  const isReady = (row: Row): boolean =>
    takesTime(row, trace) && spec.machines.some(({ system }) => row.site === system.waits.ready);
  const idle = (): Partial<Row> => ({ site: spec.machines[0]?.system.idle ?? 0, thread: -1, call: -1 });
  const which = (first: Row, second: Row): boolean =>
    isReady(first) && isStep(second, trace) && overlap(trace, first, second) && couldServe(spec, second, first);
  return changeOfPair(trace, which, idle);
}

function hideWaiting(trace: PlainTrace): PlainTrace | null {
  return trace.end.reason === 'deadlock' ? { ...trace, end: { ...trace.end, waiting: [] } } : null;
}
