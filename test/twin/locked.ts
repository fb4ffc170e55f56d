/** Steps that hold the lock of their store while they last. */
import { at } from '../../src/base/assert.ts';
import type { StepNode, StoreLock } from '../../src/sim/spec/path.ts';
import { type Effects, lookAtQuantum, row, wait } from './going.ts';
import { makeReady } from './processors.ts';
import { endWait, type Recorded, schedule } from './rows.ts';
import type { Flow, World } from './state.ts';
import { price } from './values.ts';

/** The row of a step that holds the lock of its store meanwhile, if that has one. */
export function* underLock(w: World, node: StepNode, step: () => Recorded, effects: Effects = {}): Flow {
  const { locked } = node;
  const { lockedUntil } = at(w.stores, node.queue ?? node.place ?? -1);
  const which = node.verb === 'enqueue' ? 'tail' : node.verb === 'dequeue' ? 'head' : 'pool';
  if (locked !== undefined) yield* untilFree(w, { locked, domain: node.domain }, () => lockedUntil[which] - w.now);
  const recorded = step();
  const start = (): void => {
    if (locked !== undefined) lockedUntil[which] = w.now + recorded.duration;
    effects.start?.();
  };
  yield* row(w, recorded, { ...effects, start });
}

/** Tests the lock until it is free. */
function* untilFree(
  w: World,
  { locked, domain }: { readonly locked: StoreLock; readonly domain: number },
  left: () => number,
): Flow {
  const { site, price: once } = locked.held;
  const mark = { site, domain };
  while (left() > 0) {
    if (locked.spun) yield* row(w, { ...mark, duration: left() });
    else {
      yield* row(w, { ...mark, duration: price(w, w.me, once) }, { whole: true });
      yield* aside(w, left());
    }
  }
}

/** Others use its processor for that long. */
function* aside(w: World, left: number): Flow {
  if (left <= 0) yield* lookAtQuantum(w);
  else {
    const { me } = w;
    const alarm = {};
    const wake = (): void => {
      w.running = me;
      endWait(w, me, -1);
      makeReady(w, me);
    };
    me.alarm = alarm;
    schedule(w, w.now + left, wake, () => me.alarm !== alarm);
    yield* wait(w, 'lock');
  }
}
