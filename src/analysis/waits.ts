/** Why the holder of a call stood still, and what ended it. */
import { assertNever } from '../base/assert.ts';
import type { DomainId, SiteId } from '../sim/spec/ids.ts';
import type { WaitCause } from '../sim/spec/machine.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import { rowAt, type Trace } from '../sim/trace/format.ts';
import { threadName } from './calls.ts';

/** The cause that a wait row's site stands for; null if it is no wait. */
export function waitCause(spec: RunSpec, site: SiteId): WaitCause | null {
  for (const { system } of spec.machines) {
    for (const [cause, of] of Object.entries(system.waits)) if (of === site) return cause as WaitCause;
  }
  if (spec.sites[site]?.kind !== 'wait') return null;
  return causeOfVerb(spec.sites[site].verb);
}

function causeOfVerb(verb: string): WaitCause {
  if (verb === 'join') return 'join';
  return verb === 'await' ? 'condition' : 'time';
}

/** What a wait waited for: the store, if it is known, and the domain. */
export interface WaitedFor {
  readonly cause: WaitCause;
  readonly store: string | null;
  readonly domain: string | null;
}

/** `every element of astack is in use`: the state that makes the holder wait. */
function causeInWords({ cause, store, domain }: WaitedFor): string {
  const where = domain ?? 'the domain';
  switch (cause) {
    case 'ready':
      return `ready to run in ${where}, but no processor is free`;
    case 'pool':
      return `every element of ${store ?? 'the pool'} is in use`;
    case 'lock':
      return `${store ?? 'the lock'} is held by another call`;
    case 'queue':
      return `${store ?? 'the queue'} is full`;
    case 'worker':
      return `no thread of ${where} is free to take the call up`;
    case 'processor':
      return `the message waits for a processor of ${where}`;
    case 'time':
      return 'the thread waits for its time';
    case 'join':
      return 'the thread waits for the one that it forked';
    case 'condition':
      return 'the thread waits for a signal';
    case 'captured':
      return `the procedure does not come back from ${where}`;
    default:
      return assertNever(cause);
  }
}

/** The cause, and the step that ended the wait where the trace knows one (`ender`: the row, −1 if none). */
export function waitInWords(trace: Trace, waited: WaitedFor, ender: number): string {
  if (ender < 0 || ender >= trace.rows.length) return causeInWords(waited);
  const cause = waited.cause === 'time' ? 'the thread waits' : causeInWords(waited);
  const row = rowAt(trace.rows, ender);
  const text = trace.spec.sites[row.site]?.text ?? 'a step';
  const of = row.thread < 0 ? '' : ` of ${threadName(trace, row.thread)}`;
  return `${cause}, until “${text}”${of} has ended`;
}

/** The domain's name, or null for none. */
export function domainName(spec: RunSpec, domain: DomainId | null): string | null {
  return domain === null ? null : (spec.domains[domain]?.name ?? null);
}
