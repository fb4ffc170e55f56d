/** Who gets which processor: run queues, ready lists of user-level domains, waits. */
import { at } from '../../base/assert.ts';
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import { Lending, Look } from './lending.ts';
import type { Line, RunQueue } from './lines.ts';
import type { Activity, Comeback, Machine, Poller, Processor } from './state.ts';
import { Watch } from './watch.ts';
import type { World } from './world.ts';

export class Dispatcher {
  readonly lending: Lending;
  /** Sends a processor that has nothing to run elsewhere to idle; true if it goes. Null: none does. */
  steer: ((p: Processor) => boolean) | null = null;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.lending = new Lending(world);
  }

  /** All threads become ready together; processors are given out, then who got none waits or idles. */
  start(): void {
    const { world } = this;
    for (const a of world.activities) {
      const list = this.isUserLevel(a.home) ? world.lists[a.home] : undefined;
      if (list === undefined) this.enqueue(a);
      else this.push(list, a);
      this.beginWait(a, this.readySite(a));
    }
    for (const p of world.processors) this.grantNext(p, this.listOf(p)?.first ?? null);
    for (const [domain, list] of world.lists.entries()) this.startUnserved(domain, list);
    for (const machine of world.machines) this.startQueue(machine);
    for (const p of world.processors) if (p.activity === null) this.free(p);
  }

  /** The first thread of a domain without processors gets one that has no placement; else all of them join the run queue. */
  private startUnserved(domain: DomainId, list: Line<Activity>): void {
    const { world } = this;
    if (list.first === null || world.isServed(domain)) return;
    const unplaced = world.machineOf(list.first).processors.find((p) => p.activity === null && !p.placed);
    if (unplaced !== undefined) return this.take(unplaced, list.first);
    for (let a = list.first; a !== null; a = list.first) {
      this.leaveLine(a);
      this.enqueue(a);
    }
  }

  private startQueue(machine: Machine): void {
    for (const a of machine.queue.all()) this.grantNext(this.freeFor(a), a);
  }

  private grantNext(p: Processor | null, a: Activity | null): void {
    if (p !== null && a !== null) this.take(p, a);
  }

  /** Gives a processor, which nobody has, to an activity: it goes on by an event of its own at this instant. */
  grant(p: Processor, a: Activity): void {
    const { world } = this;
    const { now } = world.events;
    if (p.idle) world.endIdle(p);
    world.endWait(a, world.running?.lastRow ?? -1);
    p.activity = a;
    p.machine.busy += 1;
    a.processor = p;
    p.summons = null;
    p.rowsBefore = world.rows.length;
    p.beginQuantum(a, now);
    if (a.comeback === 'start') world.load(p, a.home);
    else if (a.comeback !== 'scheduled') this.comeBack(p, a);
    world.events.schedule(now, a);
  }

  private comeBack(p: Processor, a: Activity): void {
    if (this.isUserLevel(a.home) && p.loaded !== a.home) this.world.serve(p, a.home);
    if (a.comeback !== 'stopped') return;
    a.resumeAt = a.pc;
    a.pc = p.machine.comebackCode;
  }

  private take(p: Processor, a: Activity): void {
    this.leaveLine(a);
    this.grant(p, a);
    if (p.machine.interrupts.first !== null) p.hurry();
  }

  private leaveLine(a: Activity): void {
    a.line?.remove(a);
    this.world.ready -= 1;
  }

  private isUserLevel(domain: DomainId): boolean {
    return this.world.userLevel[domain] === true;
  }

  /** The ready list that a processor serves before anything else. */
  private listOf(p: Processor): Line<Activity> | null {
    const own = p.dedicated >= 0 ? p.dedicated : p.loaded;
    return this.isUserLevel(own) ? (this.world.lists[own] ?? null) : null;
  }

  /** It wants a processor: gets a free one, else stands in line with a `ready` wait. */
  makeReady(a: Activity): void {
    const p = this.freeFor(a);
    if (p !== null) this.grant(p, a);
    else {
      this.enqueue(a);
      this.beginWait(a, this.readySite(a));
      if (this.world.hasUserLevel) this.lending.summon(a);
    }
  }

  private readySite(a: Activity): SiteId {
    return this.world.machineOf(a).spec.system.waits.ready;
  }

  private enqueue(a: Activity): void {
    const { world } = this;
    const list = this.isUserLevel(a.home) && world.isServed(a.home) ? world.lists[a.home] : undefined;
    this.push(list ?? world.machineOf(a).queue, a);
  }

  private push(line: Line<Activity> | RunQueue<Activity>, a: Activity): void {
    line.push(a);
    this.world.ready += 1;
  }

  /** The free processor that a ready activity takes, null if none. */
  private freeFor(a: Activity): Processor | null {
    const machine = this.world.machineOf(a);
    if (machine.busy === machine.processors.length) return null;
    const loaded = machine.freeIn(a.home);
    if (loaded !== null || !this.isUserLevel(a.home)) return loaded ?? machine.freeFor(a.home);
    if (this.world.isServed(a.home)) return null;
    return machine.lendable() ?? machine.freeFor(a.home);
  }

  /** A processor that nobody has any more takes what is ready for it, else idles. */
  free(p: Processor): void {
    const a = this.world.ready > 0 ? this.nextFor(p) : null;
    if (a === null) this.beginIdle(p);
    else this.take(p, a);
  }

  /** What the processor would take if it were free. */
  private nextFor(p: Processor): Activity | null {
    const interrupt = p.machine.interrupts.first;
    if (interrupt !== null) return interrupt;
    const own = this.listOf(p)?.first ?? null;
    const urgent = this.lending.summoned(p, own?.priority ?? Number.NEGATIVE_INFINITY) ?? this.lending.dueReturn(p);
    if (urgent !== null) return urgent;
    const first = own ?? p.machine.queue.firstFor(p);
    if (p.dedicated >= 0 || (first !== null && own === null)) return first;
    const needy = this.lending.underpowered(p);
    return first === null || (needy !== null && needy.priority > first.priority) ? needy : first;
  }

  private beginIdle(p: Processor): void {
    if (this.steer !== null && this.steer(p)) return;
    p.idle = true;
    p.idleSince = this.world.events.now;
    p.summons = null;
    if (p.machine.pollers.length > 0) this.giveToPoller(p);
    this.world.unsettle(p);
    this.lending.watch(p);
  }

  /** Of those who busy-wait and have no processor the one that began last. */
  private giveToPoller(p: Processor): void {
    const poller = p.machine.pollers.findLast(({ processor, domain }) => processor === null && p.mayRun(domain));
    if (poller === undefined) return;
    poller.processor = p;
    p.poller = poller;
  }

  /** It does not look any more: its processor idles, or polls for another. */
  stopPolling(poller: Poller): void {
    const { machine, processor } = poller;
    const index = machine.pollers.indexOf(poller);
    if (index >= 0) machine.pollers.splice(index, 1);
    if (processor === null) return;
    this.world.endIdle(processor);
    this.beginIdle(processor);
  }

  /** The message that it looked for has come: the activity goes on there at once. False: it has no processor. */
  findByPolling(poller: Poller, a: Activity): boolean {
    const { processor } = poller;
    if (processor !== null) {
      a.comeback = 'scheduled';
      a.home = poller.domain;
      this.grant(processor, a);
    }
    this.stopPolling(poller);
    return processor !== null;
  }

  /** Leaves its processor for one that idles in the domain, else for the next one that is free to go on there. */
  look(a: Activity, domain: DomainId): void {
    const finder = at(this.world.domainMachines, domain).freeIn(domain);
    if (finder === null) return this.rejoin(a, 'stopped', domain);
    const left = this.detach(a, 'scheduled');
    a.home = domain;
    this.grant(finder, a);
    if (left !== null) this.free(left);
  }

  /** The activity becomes a message for the domain; eager: the processor that it still has is lent at once. */
  find(a: Activity, domain: DomainId, isEager: boolean, polling: Picoseconds): void {
    const kept = this.detach(a, 'message');
    a.sender = a.home;
    a.home = domain;
    a.finds += 1;
    a.polling = polling;
    this.lending.post(a);
    const finder = this.finderOf(a, kept);
    if (finder === null) this.post(a, isEager && kept === null ? a.leftWork : null);
    else this.grant(finder, a);
    if (kept !== null && kept !== finder) this.free(kept);
  }

  private finderOf(a: Activity, kept: Processor | null): Processor | null {
    const { home } = a;
    const machine = at(this.world.domainMachines, home);
    const loaded = machine.freeIn(home, kept);
    if (loaded !== null) return loaded;
    if (kept?.mayRun(home) === true) return kept;
    return this.world.isServed(home) ? null : this.lending.lenderFor(a, kept);
  }

  /** Nobody finds the message yet; work to which the call left its processor lends it when it has ended. */
  private post(a: Activity, work: Activity | null): void {
    const { world } = this;
    this.push(at(world.lists, a.home), a);
    this.beginWait(a, world.machineOf(a).spec.system.waits.processor, a.frame.caller);
    this.lending.announce(a);
    if (work !== null) work.promise = { message: a, find: a.finds };
    else if (!world.isServed(a.home)) this.lending.summon(a);
  }

  /** Gives the processor to a message if that one still waits; `find`: by which of its finds. */
  takeMessage(p: Processor, message: Activity, find: number): boolean {
    if (message.finds !== find || message.comeback !== 'message' || message.line === null || !p.mayRun(message.home))
      return false;
    this.take(p, message);
    return true;
  }

  /** Takes the processor away without freeing it yet; notes how the activity goes on. */
  detach(a: Activity, comeback: Comeback): Processor | null {
    const p = a.processor;
    a.comeback = comeback;
    if (p === this.world.nowhere) return null;
    a.processor = this.world.nowhere;
    a.home = p.loaded;
    a.stoppedOn = p.machine;
    p.activity = null;
    p.machine.busy -= 1;
    return p;
  }

  /** Lets go of the processor, which serves others. */
  leave(a: Activity, comeback: Comeback): void {
    const p = this.detach(a, comeback);
    if (p !== null) this.free(p);
  }

  /** Begins a wait, without a word about the processor. */
  beginWait(a: Activity, site: SiteId, thread: number = a.thread): void {
    a.waiting = true;
    a.waits += 1;
    a.waitSite = site;
    a.waitThread = thread;
    a.waitRow = -1;
    this.world.unsettle(a);
  }

  /** The activity stands still until somebody lets it go on. */
  wait(a: Activity, site: SiteId): void {
    const p = this.detach(a, 'stopped');
    this.beginWait(a, site);
    if (p !== null) this.free(p);
  }

  /** The activity stands still for a span. */
  sleep(a: Activity, span: Picoseconds, site: SiteId): void {
    const { events, isDisturbed } = this.world;
    this.wait(a, site);
    if (!isDisturbed) return events.schedule(events.now + span, a);
    const watch = new Watch(this.world, () => this.wake(a));
    a.alarm = watch;
    events.schedule(events.now + span, watch);
  }

  /** Ends a wait from outside, whatever it is for: the activity stands nowhere any more. */
  pull(a: Activity): void {
    const { world } = this;
    const { line } = a;
    if (line?.isReady === true) world.ready -= 1;
    line?.remove(a);
    a.alarm?.disarm();
    a.alarm = null;
    for (const other of world.activities) if (other.joiner === a) other.joiner = null;
    world.endWait(a, world.running?.lastRow ?? -1);
  }

  /** Ends the wait of another activity: it becomes ready, with what it was given. */
  letGo(a: Activity, granted = -1): void {
    a.granted = granted;
    this.world.endWait(a, this.world.running?.lastRow ?? -1);
    this.makeReady(a);
  }

  /** The end of a wait for time. */
  wake(a: Activity): void {
    if (a instanceof Look) return this.lookAgain(a);
    this.world.endWait(a, -1);
    this.makeReady(a);
  }

  private lookAgain(look: Look): void {
    if (this.lending.isDue(look)) this.take(look.idler, look.message);
  }

  /** Joins the tail of its line, then lets go of its processor: all that are ready choose in their order among the free ones. */
  rejoin(a: Activity, comeback: Comeback, home: DomainId): void {
    const p = this.detach(a, comeback);
    a.home = home;
    this.enqueue(a);
    this.beginWait(a, this.readySite(a));
    if (p !== null) this.serveAfter(a, p);
  }

  private serveAfter(a: Activity, p: Processor): void {
    const list = this.listOf(p);
    const interrupt = p.machine.interrupts.first ?? this.lending.summoned(p, a.priority);
    if (interrupt !== null) this.take(p, interrupt);
    else if (list !== null && list.first !== null) this.take(p, list.first);
    else {
      const first = p.machine.queue.firstFor(p);
      if (first !== null && first !== a) this.take(p, first);
    }
    if (a.line !== null) this.grantNext(this.freeFor(a), a);
    if (p.activity === null) this.free(p);
  }

  /** True if the processor of the activity would serve another before it. */
  wouldServeAnother(a: Activity): boolean {
    const p = a.processor;
    if (p.machine.interrupts.first !== null) return true;
    const list = this.listOf(p);
    if (list !== null) return list.first !== null && list.first.priority >= a.priority;
    const first = p.machine.queue.firstFor(p);
    return first !== null && first.priority >= a.priority;
  }

  /** It goes on with a processor of the domain's machine: one that idles, else the first that may be looked at. */
  interrupt(a: Activity, domain: DomainId): void {
    const { world } = this;
    const machine = at(world.domainMachines, domain);
    world.endWait(a, world.running?.lastRow ?? -1);
    a.comeback = 'scheduled';
    a.home = domain;
    const idle = machine.idle();
    if (idle !== null) return this.grant(idle, a);
    this.push(machine.interrupts, a);
    this.beginWait(a, this.readySite(a));
    this.cutIn(machine);
  }

  /** The lowest-numbered processor that computes is looked at now; if there is none, the first whose row ends. */
  private cutIn({ processors }: Machine): void {
    const { events } = this.world;
    for (const { activity } of processors) {
      if (activity === null || activity.computeRow !== activity.lastRow || activity.computeEnd <= events.now) continue;
      if (activity.processor.isHurried) continue;
      activity.pc = activity.computeLook;
      activity.processor.hurry();
      events.remove(activity);
      events.schedule(events.now, activity);
      return;
    }
    for (const p of processors) p.hurry();
  }

  /** True if a more urgent entry is to get the processor of the activity; else its summons lapses. */
  isSummoned(a: Activity): boolean {
    const p = a.processor;
    if (p.summons === null || a.isWork) return false;
    if (this.lending.summoned(p, a.priority) !== null) return true;
    p.summons = null;
    return false;
  }

  /** An idle processor is busy from now on with the exchange of an activity that is still elsewhere. */
  occupy(p: Processor, a: Activity): void {
    this.world.endIdle(p);
    p.activity = a;
    p.machine.busy += 1;
    p.beginQuantum(a, this.world.events.now);
  }

  /** The end of an exchange: the activity goes on there, and the processor that it leaves serves others. */
  exchange(a: Activity): void {
    const { partner, processor } = a;
    if (partner === null) return;
    a.partner = null;
    a.processor = partner;
    partner.beginQuantum(a, this.world.events.now);
    processor.activity = null;
    processor.machine.busy -= 1;
    this.free(processor);
  }
}
