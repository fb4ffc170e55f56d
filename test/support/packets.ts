/** What a trace tells of packets. */
import { rowAt, type Trace } from '../../src/sim/trace/format.ts';

/** Packets of calls (not of the binding act) in order. */
export function packets(trace: Trace): string[] {
  return Array.from({ length: trace.rows.length }, (_, i) => rowAt(trace.rows, i)).flatMap(({ site, call }) => {
    const { packet } = trace.spec.sites[site] ?? {};
    if (packet === undefined || (trace.calls.path[call] ?? -1) < 0) return [];
    return [`${packet.what}${packet.fate === 'sent' ? '' : ` ${packet.fate}`}`];
  });
}

/** How many steps of calls have that text. */
export function count(trace: Trace, text: string): number {
  let found = 0;
  for (let i = 0; i < trace.rows.length; i += 1) {
    const { site, call } = rowAt(trace.rows, i);
    if (trace.spec.sites[site]?.text === text && (trace.calls.path[call] ?? -1) >= 0) found += 1;
  }
  return found;
}

/** How the calls ended, in order. */
export function outcomes(trace: Trace): string[] {
  return Array.from({ length: trace.calls.length }, (_, call) => call)
    .filter((call) => (trace.calls.path[call] ?? -1) >= 0)
    .map((call) => trace.spec.outcomes[trace.calls.outcome[call] ?? 0]?.name ?? '');
}
