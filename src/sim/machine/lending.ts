/** Which processors go to which user-level domains: lending, going back, and giving way to the more urgent. */
import { at } from '../../base/assert.ts';
import type { DomainId } from '../spec/ids.ts';
import type { CallState } from './call-state.ts';
import { Activity, type Processor } from './state.ts';
import type { World } from './world.ts';

/** A processor's look at a message that it has polled for: stands in the queue of events like an activity. */
export class Look extends Activity {
  readonly idler: Processor;
  readonly message: Activity;
  private readonly since: number;
  private readonly find: number;

  constructor(idler: Processor, message: Activity, nowhere: Processor) {
    super(-1, 0, true, nowhere);
    this.idler = idler;
    this.message = message;
    this.since = idler.idleSince;
    this.find = message.finds;
  }

  /** The processor has not idled all the time, or the message was found. */
  override get isStale(): boolean {
    const { idler, message } = this;
    const idles = idler.idle && idler.idleSince === this.since;
    return !idles || message.finds !== this.find || message.comeback !== 'message' || message.line === null;
  }
}

export class Lending {
  private readonly world: World;
  /** Of each pair of sender and receiver (sender × domains + receiver): requests that are not answered. */
  private readonly unanswered = new Map<number, number>();

  constructor(world: World) {
    this.world = world;
  }

  /** The call becomes a message: its first is the request, the next the reply. */
  post(message: Activity): void {
    const { call } = message.frame;
    if (call.askedDomain >= 0) this.settle(call);
    else if (message.sender >= 0) {
      call.asker = message.sender;
      call.askedDomain = message.home;
      this.count(call, 1);
    }
  }

  /** The request of a call is answered, or the call has ended. */
  settle(call: CallState): void {
    if (call.askedDomain < 0) return;
    this.count(call, -1);
    call.askedDomain = -1;
  }

  private count({ asker, askedDomain }: CallState, by: number): void {
    const key = asker * this.world.lists.length + askedDomain;
    this.unanswered.set(key, (this.unanswered.get(key) ?? 0) + by);
  }

  /** The lowest-numbered free processor, but `except`, that is lent to the message at once. */
  lenderFor(message: Activity, except: Processor | null): Processor | null {
    for (const p of at(this.world.domainMachines, message.home).processors) {
      if (p.activity === null && p !== except && this.mayLend(p, message) && this.hasPolled(p, message)) return p;
    }
    return null;
  }

  /** Its domain sent the message, or the sender has no processor that could look after it. */
  private mayLend(p: Processor, { sender }: Activity): boolean {
    if (!p.userLevel || p.dedicated >= 0) return false;
    return p.loaded === sender || sender < 0 || !this.world.isServed(sender);
  }

  private hasPolled(p: Processor, { polling }: Activity): boolean {
    return polling === 0 || (p.idle && this.world.events.now - p.idleSince >= polling);
  }

  /** The entry of the domain that lent the processor, if it goes back to it now. */
  dueReturn(p: Processor): Activity | null {
    const { lists } = this.world;
    if (p.lender < 0 || p.returns === 'kept' || !p.mayRun(p.lender)) return null;
    const entry = lists[p.lender]?.first ?? null;
    if (entry === null) return null;
    const isAnswered = (this.unanswered.get(p.lender * lists.length + p.loaded) ?? 0) === 0;
    const goesBack = isAnswered || (p.returns === 'underpowered' && !this.world.isServed(p.lender));
    return goesBack ? entry : null;
  }

  /** The first entry of a user-level domain that no processor serves and that this free one may go to. */
  underpowered(p: Processor): Activity | null {
    const { lists, domainMachines } = this.world;
    for (const [domain, list] of lists.entries()) {
      if (list.first === null || this.world.isServed(domain) || domainMachines[domain] !== p.machine) continue;
      for (let a: Activity | null = list.first; a !== null; a = a.next) {
        if (a.comeback !== 'message' || (this.mayLend(p, a) && this.hasPolled(p, a))) return a;
      }
    }
    return null;
  }

  /** The processor changes domains for a message: who lent it is where it goes back to. */
  lend(p: Processor, domain: DomainId, returns: Processor['returns']): void {
    const from = p.loaded;
    const goesBack = domain === p.lender;
    this.world.load(p, domain);
    p.lender = goesBack ? -1 : from;
    p.returns = returns;
  }

  /** A processor begins to idle: messages that it polls for first are looked at again. */
  watch(p: Processor): void {
    if (!this.world.polls || !p.userLevel || p.dedicated >= 0) return;
    for (const list of this.world.lists) {
      for (let a = list.first; a !== null; a = a.next) this.schedule(p, a);
    }
  }

  /** A message begins to wait: processors that idle already look at it when they have polled for long enough. */
  announce(message: Activity): void {
    if (message.polling === 0) return;
    for (const p of at(this.world.domainMachines, message.home).processors) {
      if (p.idle && p.userLevel && p.dedicated < 0) this.schedule(p, message);
    }
  }

  private schedule(processor: Processor, message: Activity): void {
    const { events, nowhere, domainMachines } = this.world;
    if (message.comeback !== 'message' || domainMachines[message.home] !== processor.machine) return;
    const time = processor.idleSince + message.polling;
    if (time <= events.now) return;
    events.schedule(time, new Look(processor, message, nowhere));
  }

  /** The processor has polled long enough: true if the message gets it. */
  isDue(look: Look): boolean {
    const { idler, message } = look;
    return !look.isStale && !this.world.isServed(message.home) && this.mayLend(idler, message);
  }

  /** The processor with the least urgent activity gives way to the entry at the end of its present row. */
  summon(entry: Activity): void {
    let chosen: Activity | null = null;
    for (const p of this.world.machineOf(entry).processors) {
      const runs = p.activity;
      if (runs === null || runs.processor !== p || !p.userLevel || p.dedicated >= 0) continue;
      if (runs.priority >= entry.priority || this.summoned(p, runs.priority) !== null) continue;
      if (chosen === null || runs.priority < chosen.priority) chosen = runs;
    }
    chosen?.processor.summon(entry);
  }

  /** Who is to get the processor before an activity of the priority; null if nobody any more. */
  summoned({ summons }: Processor, priority: number): Activity | null {
    if (summons === null) return null;
    const { entry, wait } = summons;
    const waits = entry.line !== null && entry.waits === wait && entry.priority > priority;
    return waits && (entry.comeback !== 'message' || !this.world.isServed(entry.home)) ? entry : null;
  }
}
