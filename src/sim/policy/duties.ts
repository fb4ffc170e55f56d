/** What a machine does for its links off the path of a call: interrupts, acknowledgements, retransmissions, probes. */
import { at } from '../../base/assert.ts';
import type { CallState } from '../machine/call-state.ts';
import type { Dispatcher } from '../machine/dispatcher.ts';
import { type Activity, GO, ROW, STOP, type Status } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import { undisturbed } from '../path/disturbance.ts';
import { asFunction, type Value, wholeFormula } from '../path/expression.ts';
import type { DomainId } from '../spec/ids.ts';
import type { PricedSite } from '../spec/price.ts';

/** One row after the other on a processor of a machine, then what they come to. */
export interface Duty {
  /** On whose machine; the kernel acts. */
  readonly domain: DomainId;
  readonly call: CallState;
  /** The thread that made the call. */
  readonly caller: number;
  readonly rows: readonly PricedSite[];
  readonly atEnd: (() => void) | null;
}

interface Progress {
  readonly duty: Duty;
  done: number;
}

export class Duties {
  private readonly world: World;
  private readonly dispatcher: Dispatcher;
  /** Where the code of duties begins. */
  entry = 0;
  private readonly progress = new Map<Activity, Progress>();
  private readonly prices = new Map<PricedSite, Value>();

  constructor(world: World, dispatcher: Dispatcher) {
    this.world = world;
    this.dispatcher = dispatcher;
  }

  /** Goes before all that is ready on the machine, without being a thread. */
  begin(duty: Duty): void {
    const { world } = this;
    const work = world.addActivity(duty.caller, 0, true);
    work.thread = -1;
    work.call = duty.call.index;
    work.frame.call = duty.call;
    work.frame.disturbance = undisturbed(duty.domain);
    work.pc = this.entry;
    this.progress.set(work, { duty, done: 0 });
    this.dispatcher.interrupt(work, duty.domain);
  }

  /** What a priced site costs in a call. */
  priceOf(priced: PricedSite, a: Activity): number {
    const known = this.prices.get(priced) ?? asFunction(wholeFormula(this.world, priced.price));
    this.prices.set(priced, known);
    return known(a);
  }

  /** The next row. */
  record(work: Activity): Status {
    const { duty, done } = this.progressOf(work);
    const row = at(duty.rows, done);
    this.world.step(work, row.site, this.priceOf(row, work), 0, -1, work.processor.machine.spec.kernel);
    work.pc = this.entry + 1;
    return ROW;
  }

  /** The end of a row. */
  goOn(work: Activity): Status {
    const progress = this.progressOf(work);
    progress.done += 1;
    if (progress.done < progress.duty.rows.length) {
      work.pc = this.entry;
      return GO;
    }
    this.progress.delete(work);
    progress.duty.atEnd?.();
    this.dispatcher.leave(work, 'stopped');
    this.world.removeActivity(work);
    return STOP;
  }

  private progressOf(work: Activity): Progress {
    const progress = this.progress.get(work);
    if (progress === undefined) throw new Error('defect: work without a duty');
    return progress;
  }
}
