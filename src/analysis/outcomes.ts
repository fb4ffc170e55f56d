/** How calls and binding acts ended, in words, and what is known then. */
import { at } from '../base/assert.ts';
import type { OutcomeSpec } from '../sim/spec/run.ts';
import { orphanOf, type Trace } from '../sim/trace/format.ts';
import { type DomainEnds, domainEnds, isUntold } from './untold.ts';

/** How often the procedure ran, as far as the caller knows. */
const RAN: { readonly [ran in OutcomeSpec['ran']]: string } = {
  never: 'the procedure did not run',
  once: 'the procedure ran once',
  maybe: 'the procedure ran once or not at all',
};

/** A binding act comes before every call, whatever the outcome says of calls. */
const NOTHING_CALLED = 'nothing was called, so no procedure ran';

/** There is no caller who could know anything. */
const NOBODY_TOLD = 'its client had ended: nobody is left who is told';

/**
 * What is known of a call or binding act that ended with an outcome: `the procedure did not run`. `ends` is what
 * {@link domainEnds} finds.
 */
export function knownOf(trace: Trace, call: number, ends: DomainEnds): string {
  if (isUntold(trace, call, ends)) return NOBODY_TOLD;
  if ((trace.calls.path[call] ?? -1) < 0) return NOTHING_CALLED;
  return RAN[trace.spec.outcomes[trace.calls.outcome[call] ?? 0]?.ran ?? 'maybe'];
}

/** `ended with exhausted (the procedure did not run)`, `did not end`; null for a call that returned. */
export function outcomeInWords(trace: Trace, call: number, ends: DomainEnds = domainEnds(trace)): string | null {
  const outcome = trace.calls.outcome[call] ?? -1;
  if (outcome < 0) return 'did not end';
  if (outcome === 0) return null;
  const { name } = at(trace.spec.outcomes, outcome);
  if (orphanOf(trace.calls, call) >= 0) return `ran on after ${name}, without a caller`;
  return `ended with ${name} (${knownOf(trace, call, ends)})`;
}
