/** The entries of the call picker. */
import type { PathId } from '../sim/spec/ids.ts';
import type { Trace } from '../sim/trace/format.ts';
import { isMade, latencyOfCall, numberOfCall, outcomeInWords, startOfCall, threadName } from './calls.ts';
import type { CallList, CallListItem } from './sequence-models.ts';

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
  let total = 0;
  let number = 0;
  for (let call = 0; call < trace.calls.length; call++) {
    if (trace.calls.path[call] !== path) continue;
    number += isMade(trace, call) ? 1 : 0;
    if (failedOnly && trace.calls.outcome[call] === 0) continue;
    if (total >= from && items.length < count)
      items.push(item(trace, path, call, isMade(trace, call) ? number : numberOfCall(trace, call)));
    total += 1;
  }
  return { total, items };
}

function item(trace: Trace, path: PathId, call: number, number: number): CallListItem {
  return {
    call,
    number,
    path,
    latency: latencyOfCall(trace, call),
    start: startOfCall(trace, call),
    outcome: outcomeInWords(trace, call),
    thread: threadName(trace, trace.calls.thread[call] ?? -1),
  };
}
