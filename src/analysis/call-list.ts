/** The entries of the call picker. */
import type { PathId } from '../sim/spec/ids.ts';
import type { Trace } from '../sim/trace/format.ts';
import { isMade, latencyOfCall, numberOfCall, startOfCall, threadName } from './calls.ts';
import { outcomeInWords } from './outcomes.ts';
import type { CallList, CallListItem } from './sequence-models.ts';
import { type DomainEnds, domainEnds } from './untold.ts';

/** What part of the list is wanted. */
export interface CallListQuery {
  readonly path: PathId;
  /** 0-based, among those that fit. */
  readonly from: number;
  readonly count: number;
  /** Leaves out calls that returned. */
  readonly failedOnly: boolean;
}

/** Calls of one path in the order of their starts; `total` counts all that fit. */
export function callList(trace: Trace, { path, from, count, failedOnly }: CallListQuery): CallList {
  const items: CallListItem[] = [];
  const ends = domainEnds(trace);
  let total = 0;
  let number = 0;
  for (let call = 0; call < trace.calls.length; call++) {
    if (trace.calls.path[call] !== path) continue;
    number += isMade(trace, call) ? 1 : 0;
    if (failedOnly && trace.calls.outcome[call] === 0) continue;
    if (total >= from && items.length < count)
      items.push(item(trace, call, isMade(trace, call) ? number : numberOfCall(trace, call), ends));
    total += 1;
  }
  return { total, items };
}

function item(trace: Trace, call: number, number: number, ends: DomainEnds): CallListItem {
  return {
    call,
    number,
    path: trace.calls.path[call] ?? -1,
    latency: latencyOfCall(trace, call),
    start: startOfCall(trace, call),
    outcome: outcomeInWords(trace, call, ends),
    thread: threadName(trace, trace.calls.thread[call] ?? -1),
  };
}
