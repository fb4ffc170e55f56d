/** Something that is to happen at an instant, outside all threads: a fault, or the end of a time limit. */
import { Activity, Processor } from './state.ts';
import type { World } from './world.ts';

/** Stands in the queue of events like an activity; its only step rings. */
export class Watch extends Activity {
  /** Null: nothing is left to happen. */
  private ring: (() => void) | null;

  constructor(world: World, ring: () => void) {
    super(-1, 0, false, new Processor(-1, world.nowhere.machine, false, -1));
    this.pc = world.ringAt;
    this.ring = ring;
  }

  /** Nothing happens any more; the clock need not come to it. */
  override get isStale(): boolean {
    return this.ring === null;
  }

  disarm(): void {
    this.ring = null;
  }

  sound(): void {
    const { ring } = this;
    this.ring = null;
    ring?.();
  }
}
