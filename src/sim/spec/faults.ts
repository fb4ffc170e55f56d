/** What goes wrong in a run, and when. */
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, OutcomeId, SiteId } from './ids.ts';

/** One disturbance of a scenario. It happens at most once. */
export interface FaultSpec {
  /** Of the row without duration that tells that it happened: kind `fault`, off the path. */
  readonly site: SiteId;
  readonly when: FaultTrigger;
  readonly what: FaultEffect;
}

/**
 * When a fault happens. `time`: at that instant. `call`: with the call of that number (from 1) over the binding. `packet`: to
 * the packet of that number (from 1) that is sent over the link, or over any (null).
 */
export type FaultTrigger =
  | { readonly at: 'time'; readonly time: Picoseconds }
  | { readonly at: 'call'; readonly binding: number; readonly number: number }
  | { readonly at: 'packet'; readonly link: number | null; readonly number: number };

/**
 * What goes wrong. `terminate` (time, call): a domain ends. `capture` (time: the innermost call of the thread of the scenario;
 * call): the procedure does not come back. `abort` (time): the thread of the scenario gives up its call. `refuse` (call): the
 * first step that can end the call with the outcome does. `cut` (time): the link carries nothing until it is restored: packets on
 * it are lost, and those that are sent over it. The rest (packet): what happens on the way.
 */
export type FaultEffect =
  | { readonly does: 'terminate'; readonly domain: DomainId }
  | { readonly does: 'capture'; readonly thread: number | null }
  | { readonly does: 'abort'; readonly thread: number }
  | { readonly does: 'refuse'; readonly outcome: OutcomeId }
  | { readonly does: 'cut' | 'restore'; readonly link: number }
  | { readonly does: 'drop' | 'duplicate' | 'corrupt' };
