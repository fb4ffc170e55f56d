/** What holds of rows: order, processors, threads, ends of waits. */
import { at } from '../../../src/base/assert.ts';
import type { MachineSpec } from '../../../src/sim/spec/machine.ts';
import type { RunSpec } from '../../../src/sim/spec/run.ts';
import type { StepKind } from '../../../src/sim/spec/site.ts';
import type { Row } from '../../../src/sim/trace/format.ts';
import type { PlainTrace } from './plain.ts';

export function kindOf(spec: RunSpec, row: Row): StepKind {
  return at(spec.sites, row.site).kind;
}

export function endOf(trace: PlainTrace, row: Row): number {
  return row.duration < 0 ? trace.end.time : row.start + row.duration;
}

export function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The row is what was left of another one when its call was given up: that one ended where it begins. */
export function isRest(trace: PlainTrace, { index, call, site, start }: Row): boolean {
  const entry = trace.calls[call];
  if (entry === undefined || entry.site >= -1 || entry.firstRow !== index) return false;
  const given = -2 - entry.site;
  const before = trace.rows.findLast((row) => row.index < index && row.call === given && row.start < start);
  return before?.site === site && endOf(trace, before) === start;
}

/** Rows are sorted by start; only waits of a run that was not finished are open. */
export function* order(trace: PlainTrace): Iterable<string> {
  let last = 0;
  for (const row of trace.rows) {
    if (row.start < last) yield `row ${row.index} starts before the one before it`;
    if (!Number.isInteger(row.start) || !Number.isInteger(row.duration))
      yield `row ${row.index}: not in whole picoseconds`;
    const open = row.duration < 0;
    if (open && (trace.end.reason === 'finished' || row.processor >= 0)) yield `row ${row.index} is open`;
    if (open && row.duration !== -1) yield `row ${row.index}: duration ${row.duration}`;
    last = row.start;
  }
}

/** A processor executes one step at a time and at each instant either a step or idleness: its rows tile the run. */
export function* processors(trace: PlainTrace): Iterable<string> {
  const occupied = trace.rows.flatMap((row) => occupies(trace.spec, row).map((processor) => ({ processor, row })));
  const groups = groupBy(occupied, (one) => one.processor);
  const count = trace.spec.machines.reduce((sum, machine) => sum + machine.processors, 0);
  for (let processor = 0; processor < count; processor += 1) {
    let until = 0;
    for (const { row } of groups.get(processor) ?? []) {
      if (row.start < until) yield `processor ${processor}: row ${row.index} begins before the one before it has ended`;
      if (row.start > until) yield `processor ${processor}: nothing between ${until} and row ${row.index}`;
      until = endOf(trace, row);
    }
    if (until < trace.end.time) yield `processor ${processor}: nothing from ${until} to the end`;
  }
}

function occupies(spec: RunSpec, row: Row): number[] {
  if (row.processor < 0) return [];
  return kindOf(spec, row) === 'exchange' && row.place >= 0 ? [row.processor, row.place] : [row.processor];
}

/** A thread is on at most one processor. */
export function* threads(trace: PlainTrace): Iterable<string> {
  const acting = trace.rows.filter((row) => row.thread >= 0 && row.processor >= 0);
  for (const [thread, rows] of groupBy(acting, (row) => row.thread)) {
    let last: Row | undefined;
    for (const row of rows) {
      if (last !== undefined && row.start < endOf(trace, last))
        yield `thread ${thread} acts in rows ${last.index} and ${row.index} at once`;
      if (last === undefined || endOf(trace, row) >= endOf(trace, last)) last = row;
    }
  }
}

/** Nobody acts on a processor of another machine than his own: neither a thread nor a domain. */
export function* machines({ spec, rows, threads: table }: PlainTrace): Iterable<string> {
  const home = (domain: number): MachineSpec | undefined => spec.machines[spec.domains[domain]?.machine ?? -1];
  for (const { index, processor, thread, domain } of rows) {
    if (processor < 0) continue;
    const { machine } = machineOf(spec, processor);
    if (domain >= 0 && home(domain) !== machine) yield `row ${index}: domain ${domain} acts on another machine`;
    const own = table[thread]?.domain ?? -1;
    if (own >= 0 && home(own) !== machine) yield `row ${index}: thread ${thread} acts on another machine`;
  }
}

/** A closed wait names a row that had begun when it ended. */
export function* enders(trace: PlainTrace): Iterable<string> {
  for (const row of trace.rows) {
    if (kindOf(trace.spec, row) !== 'wait') continue;
    const ender = trace.rows[row.bytes];
    if (row.bytes !== -1 && ender === undefined) yield `wait ${row.index} was ended by no row ${row.bytes}`;
    if (ender !== undefined && ender.start > endOf(trace, row)) yield `wait ${row.index} was ended by a later row`;
  }
}

/** Whoever is ready waits only while no processor that it may use idles. */
export function* workConservation(trace: PlainTrace): Iterable<string> {
  const { spec } = trace;
  const idle = trace.rows.filter((row) => kindOf(spec, row) === 'idle' && row.duration !== 0);
  const ready = trace.rows.filter((row) => isReady(spec, row) && row.duration !== 0);
  for (const row of ready) {
    for (const other of idle) {
      const together = Math.min(endOf(trace, row), endOf(trace, other)) - Math.max(row.start, other.start);
      if (together > 0 && couldServe(spec, other, row))
        yield `ready in row ${row.index} while processor ${other.processor} idles in row ${other.index}`;
    }
  }
}

function isReady(spec: RunSpec, row: Row): boolean {
  return spec.machines.some(({ system }) => row.site === system.waits.ready || row.site === system.waits.processor);
}

/** For user-level threads and messages only a processor that has their domain loaded; lending follows its own rules. */
export function couldServe(spec: RunSpec, idle: Row, ready: Row): boolean {
  if (ready.domain < 0) return false;
  const { machine, userThreads } = at(spec.domains, ready.domain);
  const owner = machineOf(spec, idle.processor);
  const placement = owner.machine.placements[owner.index];
  const dedicated = placement?.dedicated === true && placement.domain !== ready.domain;
  const loaded = !userThreads || idle.domain === ready.domain;
  return owner.machine === at(spec.machines, machine) && !dedicated && loaded;
}

function machineOf(spec: RunSpec, processor: number): { machine: MachineSpec; index: number } {
  let index = processor;
  for (const machine of spec.machines) {
    if (index < machine.processors) return { machine, index };
    index -= machine.processors;
  }
  throw new Error(`no processor ${processor}`);
}
