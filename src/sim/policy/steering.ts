/**
 * Idle processors are steered to the domains with the most misses: calls that found no processor idling in the domain that
 * they went to. Bershad and others, TOCS 8(1), 1990, section 3.4: counters, and idle processors that are prodded.
 */
import { at } from '../../base/assert.ts';
import type { Dispatcher } from '../machine/dispatcher.ts';
import { Activity, type Processor } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import type { DomainId } from '../spec/ids.ts';

/** The work of a processor that loads another domain to idle in. */
class Errand extends Activity {
  readonly goal: DomainId;

  constructor(p: Processor, goal: DomainId, nowhere: Processor) {
    super(-1, 0, true, nowhere);
    this.processor = p;
    this.goal = goal;
  }
}

export class Steering {
  private readonly world: World;
  private readonly dispatcher: Dispatcher;
  /** Of each domain. */
  private readonly misses: number[];
  /** Where the code of errands begins. */
  entry = 0;

  constructor(world: World, dispatcher: Dispatcher) {
    this.world = world;
    this.dispatcher = dispatcher;
    this.misses = world.spec.domains.map(() => 0);
    dispatcher.steer = (p) => this.lead(p);
  }

  /** A call found nobody idling in the domain; `steers`: the idle processor that is needed least goes there. */
  miss(domain: DomainId, steers: boolean): void {
    const count = this.countOf(domain) + 1;
    this.misses[domain] = count;
    const { processors, spec } = at(this.world.domainMachines, domain);
    const idle = processors.filter((p) => this.isFree(p));
    if (!steers || spec.system.steer === undefined || idle.some((p) => p.loaded === domain)) return;
    const fewest = Math.min(...idle.map((p) => this.countOf(p.loaded)));
    const chosen = idle.find((p) => this.countOf(p.loaded) === fewest);
    if (chosen !== undefined && fewest < count) this.send(chosen, domain);
  }

  /** A processor that has nothing to run: true if it goes elsewhere to idle. */
  private lead(p: Processor): boolean {
    if (p.machine.spec.system.steer === undefined || p.userLevel) return false;
    const goal = p.dedicated >= 0 ? p.dedicated : this.neediest(p);
    if (goal < 0 || goal === p.loaded) return false;
    this.send(p, goal);
    return true;
  }

  /** The domain with most misses, and more than its own, in which nobody idles; −1: none. */
  private neediest(p: Processor): DomainId {
    const { world, misses } = this;
    let found = -1;
    let most = this.countOf(p.loaded);
    for (const [domain, count] of misses.entries()) {
      if (count <= Math.max(most, 0) || world.domainMachines[domain] !== p.machine) continue;
      if (p.machine.processors.some((other) => other.activity === null && other !== p && other.loaded === domain))
        continue;
      found = domain;
      most = count;
    }
    return found;
  }

  private isFree({ activity, dedicated, userLevel }: Processor): boolean {
    return activity === null && dedicated < 0 && !userLevel;
  }

  /** No domain at all is needed less than any. */
  private countOf(domain: DomainId): number {
    return this.misses[domain] ?? -1;
  }

  private send(p: Processor, goal: DomainId): void {
    const { world, dispatcher } = this;
    const errand = new Errand(p, goal, world.nowhere);
    errand.pc = this.entry;
    dispatcher.occupy(p, errand);
    world.events.schedule(world.events.now, errand);
  }

  /** The first row has ended. */
  arrive(a: Activity): void {
    if (a instanceof Errand) this.world.load(a.processor, a.goal);
  }

  /** Both have: the processor is free. */
  leave(a: Activity): void {
    this.dispatcher.leave(a, 'stopped');
  }

  /** The end of the run cuts what is under way. */
  finish(): void {
    const { rows, events, processors } = this.world;
    for (const { activity } of processors) {
      if (activity instanceof Errand && activity.lastRow >= 0 && rows.endOf(activity.lastRow) > events.now)
        rows.close(activity.lastRow, events.now - rows.startOf(activity.lastRow));
    }
  }
}
