/** What any engine must at least do: an event queue and the columns of the trace, without a model. */
import { Events } from '../src/sim/kernel/events.ts';
import { Recorder } from '../src/sim/trace/recorder.ts';

/** Records rows of so many activities; each has one event in the queue unless it precedes all others. */
export function bareLoop(rows: number, activities: number): number {
  const events = new Events<number>();
  const recorder = new Recorder();
  for (let i = 0; i < activities; i += 1) events.schedule(i, i);
  let current = events.take();
  while (recorder.length < rows) {
    const { now, first } = events;
    const duration = 1_000 + ((recorder.length * 7_919) & 1_023);
    recorder.row(now, duration, recorder.length & 31, current, current, 0, -1, current, 1);
    const until = now + duration;
    if (until < first) events.now = until;
    else current = events.replace(until, current);
  }
  return recorder.length;
}
