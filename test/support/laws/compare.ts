/** Whether two executors made the same trace. */
import type { PlainTrace } from './plain.ts';

/** The first difference in words, null if there is none. Messages for people are not compared. */
export function difference(left: PlainTrace, right: PlainTrace): string | null {
  return (
    firstDifference('row', left.rows, right.rows) ??
    firstDifference('call', left.calls, right.calls) ??
    firstDifference('thread', left.threads, right.threads) ??
    firstDifference('place', left.places, right.places) ??
    firstDifference('end', [endOf(left)], [endOf(right)])
  );
}

function firstDifference(what: string, left: readonly object[], right: readonly object[]): string | null {
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const [one, other] = [text(left[i]), text(right[i])];
    if (one !== other) return `${what} ${i}:\n  ${one}\n  ${other}`;
  }
  return null;
}

function text(item: object | undefined): string {
  if (item === undefined) return 'nothing';
  return Object.entries(item)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(', ');
}

function endOf({ end }: PlainTrace): object {
  const { reason, time, waiting, uncaught, missed } = end;
  return {
    reason,
    time,
    waiting: waiting.map(({ thread, site }) => [thread, site]),
    uncaught: uncaught.map((one) => [one.thread, one.outcome, one.call]),
    missed,
  };
}
