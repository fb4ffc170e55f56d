/** What holds of faults: each happens once or is told as missed, and what was given up ends. */
import { at } from '../../../src/base/assert.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy, isRest, kindOf } from './rows.ts';

/** Every row of a fault belongs to one fault of the spec, and every fault has a row or is missed. */
export function* faults(trace: PlainTrace): Iterable<string> {
  const { spec, rows, end } = trace;
  const told = groupBy(
    rows.filter((row) => kindOf(spec, row) === 'fault'),
    (row) => row.site,
  );
  for (const [index, { site, when, what }] of spec.faults.entries()) {
    const [row, ...more] = told.get(site) ?? [];
    told.delete(site);
    if (more.length > 0) yield `fault ${index} happened ${more.length + 1} times`;
    if ((row === undefined) !== end.missed.includes(index))
      yield `fault ${index} has no row, or is missed although it has`;
    if (row !== undefined) yield* shape(row, when.at === 'time' ? when.time : row.start);
    if (row !== undefined && what.does === 'terminate') yield* termination(trace, row, what.domain);
  }
  for (const site of told.keys()) yield `a fault's row at site ${site}, which no fault has`;
  yield* orphans(trace);
}

function* shape(row: Row, time: number): Iterable<string> {
  const { index, start, duration, processor, place, thread, bytes } = row;
  if (start !== time || duration !== 0) yield `fault in row ${index} is at ${start} for ${duration}`;
  if (processor !== -1 || place !== -1 || thread !== -1 || bytes !== 0) yield `fault in row ${index} names too much`;
}

/** Rows of steps that neither wait nor lend before they are recorded: their row is their beginning. */
const PLAIN: ReadonlySet<string> = new Set(['copy', 'trap', 'procedure', 'validate']);

/** No step begins in a domain that has ended. */
function* termination(trace: PlainTrace, fault: Row, domain: number): Iterable<string> {
  for (const row of trace.rows.slice(fault.index + 1)) {
    if (row.domain !== domain || row.processor < 0 || row.start === fault.start || isRest(trace, row)) continue;
    if (PLAIN.has(kindOf(trace.spec, row))) yield `row ${row.index} acts in a domain that has ended`;
  }
}

/** The orphan of a call begins when the call was given up, and has ended when the run has. */
function* orphans(trace: PlainTrace): Iterable<string> {
  for (const [index, orphan] of trace.calls.entries()) {
    if (orphan.site >= -1) continue;
    const call = at(trace.calls, -2 - orphan.site);
    if (orphan.outcome < 0) yield `orphan ${index} did not end`;
    if (orphan.path !== call.path) yield `orphan ${index} is on another path than its call`;
    const [first, last] = [trace.rows[orphan.firstRow], trace.rows[call.firstRow]];
    if (first !== undefined && last !== undefined && first.start < last.start)
      yield `orphan ${index} began before its call`;
    if (first !== undefined && endOf(trace, first) > trace.end.time) yield `orphan ${index} runs on after the end`;
  }
}

/** What is on a link, or begins its way, while it is cut is lost. */
export function* links({ spec, rows }: PlainTrace): Iterable<string> {
  const effects = new Map(spec.faults.map(({ site, what }) => [site, what]));
  const cut = new Set<number>();
  const underWay: Row[] = [];
  for (const row of rows) {
    const what = effects.get(row.site);
    if (what?.does === 'restore') cut.delete(what.link);
    if (what?.does === 'cut') {
      cut.add(what.link);
      const hit = underWay.filter((one) => linkOf(spec, one) === what.link && one.start + one.duration >= row.start);
      for (const one of hit) if (!isLost(spec, one)) yield `packet ${one.index} survived the cut in row ${row.index}`;
    }
    if (linkOf(spec, row) < 0) continue;
    if (cut.has(linkOf(spec, row)) && !isLost(spec, row)) yield `packet ${row.index} got over a link that is cut`;
    underWay.push(row);
  }
}

function linkOf(spec: RunSpec, row: Row): number {
  return at(spec.sites, row.site).packet?.link ?? -1;
}

/** The second of two equal packets has no row of its own for its loss. */
function isLost(spec: RunSpec, row: Row): boolean {
  return at(spec.sites, row.site).packet?.fate !== 'sent';
}
