/** Which call of each procedure is worth its steps: what went wrong says more than how it usually goes. */
import { forEachIndex, type Sliced } from '../base/slices.ts';
import type { Site } from '../sim/spec/site.ts';
import { orphanOf, type Trace } from '../sim/trace/format.ts';
import { isMade } from './calls.ts';
import type { CallSummary } from './run-models.ts';

/** A call that is shown step by step, and why it. */
export interface ShownCall {
  readonly call: number;
  /** Its number among the calls over its binding, from 1, and how many there are: as in `at call 2 of files`. */
  readonly number: number;
  readonly of: number;
  readonly why: Reason;
}

/** `text`: of a disturbance, what happened first. */
export type Reason =
  | { readonly is: 'asked' | 'typical' | 'failed' | 'open' }
  | { readonly is: 'disturbed'; readonly text: string };

/** How many calls were made over a binding. */
export interface CallsOver {
  readonly binding: string;
  readonly calls: number;
}

/** For each binding how many calls were made over it. */
export function* callsOver(trace: Trace): Sliced<readonly CallsOver[]> {
  const { counts } = yield* numbered(trace);
  return trace.spec.bindings.map(({ name }, binding) => ({ binding: name, calls: counts[binding] ?? 0 }));
}

/**
 * For each procedure the first call that did not return; else the first that was disturbed: a fault happened in it, or a packet
 * was lost, doubled or sent again; else the typical one. With a number: the call of that number over the binding, null if it is
 * one of another procedure or if there is none.
 */
export function* shownCalls(
  trace: Trace,
  summaries: readonly CallSummary[],
  wanted: number | null,
): Sliced<readonly (ShownCall | null)[]> {
  const { numbers, counts } = yield* numbered(trace);
  const shown = (call: number, why: Reason): ShownCall => ({
    call,
    number: numbers[call] ?? 0,
    of: counts[bindingOf(trace, call)] ?? 0,
    why,
  });
  if (wanted !== null) {
    return summaries.map(({ path }) => {
      const call = numbers.findIndex((number, each) => number === wanted && trace.calls.path[each] === path);
      return call < 0 ? null : shown(call, { is: 'asked' });
    });
  }
  const failed = firstFailures(trace);
  const disturbed = yield* firstDisturbed(trace);
  return summaries.map(({ path, typicalCall }) => {
    const failure = failed.get(path);
    if (failure !== undefined)
      return shown(failure, { is: (trace.calls.outcome[failure] ?? -1) < 0 ? 'open' : 'failed' });
    const other = disturbed.get(path);
    if (other !== undefined) return shown(other.call, { is: 'disturbed', text: other.text });
    return shown(typicalCall, { is: 'typical' });
  });
}

function bindingOf({ spec, calls }: Trace, call: number): number {
  return spec.paths[calls.path[call] ?? -1]?.binding ?? -1;
}

/** Each call's number over its binding, 0 for binding acts and orphans; and how many each binding has. */
function* numbered(trace: Trace): Sliced<{ readonly numbers: Int32Array; readonly counts: readonly number[] }> {
  const numbers = new Int32Array(trace.calls.length);
  const counts = trace.spec.bindings.map(() => 0);
  yield* forEachIndex(numbers.length, (call) => {
    if (!isMade(trace, call)) return;
    const binding = bindingOf(trace, call);
    numbers[call] = counts[binding] = (counts[binding] ?? 0) + 1;
  });
  return { numbers, counts };
}

/** By path. A run that is stopped leaves calls open with which nothing is wrong. */
function firstFailures({ calls, end }: Trace): ReadonlyMap<number, number> {
  const isStopped = end === null || ['rowLimit', 'timeLimit', 'cancelled'].includes(end.reason);
  const found = new Map<number, number>();
  for (let call = 0; call < calls.length; call++) {
    const [path, outcome] = [calls.path[call] ?? -1, calls.outcome[call] ?? -1];
    const isFailure = outcome > 0 || (outcome < 0 && !isStopped);
    if (isFailure && path >= 0 && orphanOf(calls, call) < 0 && !found.has(path)) found.set(path, call);
  }
  return found;
}

interface Disturbed {
  readonly call: number;
  readonly text: string;
}

/** By path. What disturbs a call disturbs those in whose bodies it was made. */
function* firstDisturbed(trace: Trace): Sliced<ReadonlyMap<number, Disturbed>> {
  const found = new Map<number, Disturbed>();
  const texts = trace.spec.sites.map(disturbanceAt);
  if (texts.every((text) => text === null)) return found;
  for (const { site, call: callOf, length } of trace.rows.chunks) {
    for (let i = 0; i < length; i++) {
      const text = texts[site[i] ?? -1] ?? null;
      if (text !== null) noteDisturbed(trace, callOf[i] ?? -1, text, found);
    }
    yield;
  }
  return found;
}

function noteDisturbed({ calls }: Trace, row: number, text: string, found: Map<number, Disturbed>): void {
  const of = row < 0 ? -1 : orphanOf(calls, row);
  for (let call = of < 0 ? row : of; call >= 0; call = calls.parent[call] ?? -1) {
    const path = calls.path[call] ?? -1;
    if (path >= 0 && call < (found.get(path)?.call ?? Number.POSITIVE_INFINITY)) found.set(path, { call, text });
  }
}

/** What a row of the site says has gone wrong; null for nothing. */
function disturbanceAt({ kind, text, packet }: Site): string | null {
  if (kind === 'fault') return `a fault happened: ${text}`;
  if (packet?.fate === 'lost') return 'a packet was lost';
  if (packet?.fate === 'double') return 'a packet came twice';
  return packet?.what === 'retransmission' ? 'a packet was sent again' : null;
}
