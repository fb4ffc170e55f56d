/** What happened in random worlds, counted: a property that nothing tries says nothing. */
import { at } from '../../../src/base/assert.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { plainTrace } from '../laws/plain.ts';

/** Worlds in which it happened, by what happened. */
export class Census {
  private readonly counts = new Map<string, number>();

  note(what: Iterable<string>): void {
    for (const one of new Set(what)) this.counts.set(one, (this.counts.get(one) ?? 0) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** `812 finished, 101 deadlock`, the most frequent first. */
  toString(): string {
    const sorted = [...this.counts].toSorted(([, a], [, b]) => b - a);
    return sorted.map(([what, count]) => `${count} ${what}`).join(', ');
  }
}

/** Words for what a run shows. */
export function* happenings(trace: Trace): Iterable<string> {
  const { spec, rows, calls, end } = plainTrace(trace);
  yield end.reason;
  if (end.uncaught.length > 0) yield 'uncaught outcome';
  for (const { site, outcome } of calls) {
    if (site < -1) yield 'orphan';
    else if (outcome > 0) yield `ends with ${at(spec.outcomes, outcome).name}`;
  }
  for (const row of rows) {
    const { kind, verb, packet } = at(spec.sites, row.site);
    if (kind === 'fault') yield `fault ${verb}`;
    if (packet?.what === 'retransmission') yield 'packet again';
    if (packet?.fate === 'lost') yield 'packet lost';
    if (kind === 'reallocation') yield 'processor lent';
    if (kind === 'exchange' && row.place >= 0) yield 'processors exchanged';
    if (kind === 'wait') yield `waits: ${causeOf(trace, row.site)}`;
  }
  if (spec.machines.length > 1) yield 'several machines';
  for (const path of new Set(calls.map(({ path: each }) => each)))
    if (path >= 0) yield `via ${at(spec.bindings, at(spec.paths, path).binding).mechanism}`;
}

function causeOf({ spec: { machines, sites } }: Trace, site: number): string {
  const causes = machines.flatMap(({ system }) => Object.entries(system.waits));
  return causes.find(([, one]) => one === site)?.[0] ?? at(sites, site).verb;
}
