/** The entries of the call picker. */
import type { PathId } from '../sim/spec.ts';
import type { Trace } from '../sim/trace/format.ts';
import { callsOfPath, latencyOfCall, outcomeInWords, startOfCall, threadName } from './calls.ts';
import type { CallList, CallListItem } from './models.ts';

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
export function callList(trace: Trace, query: CallListQuery): CallList {
  const numbered = callsOfPath(trace, query.path).map((call, i) => ({ call, number: i + 1 }));
  const fitting = query.failedOnly ? numbered.filter(({ call }) => trace.calls.outcome[call] !== 0) : numbered;
  const shown = fitting.slice(Math.max(0, query.from), Math.max(0, query.from) + Math.max(0, query.count));
  return { total: fitting.length, items: shown.map(({ call, number }) => item(trace, query.path, call, number)) };
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
