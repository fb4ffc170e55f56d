/** Everything that a run knows at an instant, and how its rows are written. */
import { at } from '../../base/assert.ts';
import { Random } from '../../base/random.ts';
import type { Bytes, Picoseconds } from '../../base/units.ts';
import { Events } from '../kernel/events.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import type { RunSpec } from '../spec/run.ts';
import { CallRecorder } from '../trace/call-table.ts';
import type { RunEnd, TracePlace } from '../trace/format.ts';
import { Recorder } from '../trace/recorder.ts';
import { type Line, ReadyList } from './lines.ts';
import { Activity, Machine, Processor } from './state.ts';

/** Passes of loops and calls without a row or a step of the clock after which a run counts as endless. */
const MOST_PASSES = 1_000_000;

export class World {
  readonly spec: RunSpec;
  readonly events = new Events<Activity>();
  readonly rows = new Recorder();
  readonly calls = new CallRecorder();
  readonly places: TracePlace[] = [];
  /** Whose cache holds a place: −1 nobody, a processor, −2 several. */
  readonly holder: number[] = [];
  readonly random: Random;
  readonly machines: readonly Machine[];
  readonly processors: readonly Processor[];
  /** The machine of each domain. */
  readonly domainMachines: readonly Machine[];
  /** Stands for a processor where there is none. */
  readonly nowhere: Processor;
  /** Of each domain: whether its threads are user-level, its ready list, and how many processors serve it (index + 1: −1 is none). */
  readonly userLevel: readonly boolean[];
  readonly hasUserLevel: boolean;
  readonly lists: readonly Line<Activity>[];
  readonly serving: Int32Array;
  /** Activities that have not ended, in the order in which they began. */
  readonly activities = new Set<Activity>();
  /** Activities that stand in run queues and ready lists. */
  ready = 0;
  /** Some message is to be polled for before a processor is lent to it. */
  polls = false;
  /** The activity whose event it is; null at the start. */
  running: Activity | null = null;
  /** Who began to wait or to idle in this event. */
  private readonly unsettled: (Activity | Processor)[] = [];
  unsettledCount = 0;
  /** End of the row that was recorded last. */
  until: Picoseconds = 0;
  readonly uncaught: RunEnd['uncaught'][number][] = [];
  /** Something may end waits from outside: sleeps are watched, and there may be orphans. */
  isDisturbed = false;
  /** Domains that have ended. */
  readonly ended = new Set<DomainId>();
  /** Where the code is that a watch runs. */
  ringAt = -1;
  /** Orphans, and the work that they left. */
  orphans = 0;
  /** Why the path that runs now has no end. */
  stuck: string | null = null;
  private passes = 0;
  private passRows = 0;
  private passTime: Picoseconds = 0;

  constructor(spec: RunSpec) {
    this.spec = spec;
    this.random = new Random(spec.seed);
    this.machines = spec.machines.map((machine) => new Machine(machine));
    this.domainMachines = spec.domains.map(({ machine }) => at(this.machines, machine));
    this.nowhere = new Processor(-1, at(this.machines, 0), false, -1);
    this.userLevel = spec.domains.map((domain) => domain.userThreads);
    this.hasUserLevel = this.userLevel.includes(true);
    this.lists = spec.domains.map(() => new ReadyList<Activity>(true));
    this.serving = new Int32Array(spec.domains.length + 1);
    this.processors = this.buildProcessors();
  }

  private buildProcessors(): Processor[] {
    const processors: Processor[] = [];
    for (const machine of this.machines) {
      for (let i = 0; i < machine.spec.processors; i += 1) {
        const placement = machine.spec.placements[i];
        const dedicated = placement?.dedicated === true ? placement.domain : -1;
        const processor = new Processor(processors.length, machine, placement !== undefined, dedicated);
        this.serving[0]! += 1;
        if (placement !== undefined) this.load(processor, placement.domain);
        machine.processors.push(processor);
        processors.push(processor);
      }
    }
    return processors;
  }

  /** `own`: its own thread; `isWork`: it does the work of a `meanwhile`. */
  addActivity(own: number, priority: number, isWork: boolean): Activity {
    const a = new Activity(own, priority, isWork, this.nowhere);
    this.activities.add(a);
    return a;
  }

  removeActivity(a: Activity): void {
    a.alive = false;
    if (a.floor > 0) this.orphans -= 1;
    this.activities.delete(a);
  }

  /** Somebody is left who keeps the run alive. */
  get isAlive(): boolean {
    return this.activities.size > this.orphans;
  }

  load(processor: Processor, domain: DomainId): void {
    processor.loaded = domain;
    processor.lender = -1;
    this.serve(processor, domain);
    if (this.userLevel[domain] === true) processor.userLevel = true;
  }

  /** From now on the processor counts as one of the domain. */
  serve(processor: Processor, domain: DomainId): void {
    this.serving[processor.serves + 1]! -= 1;
    this.serving[domain + 1]! += 1;
    processor.serves = domain;
  }

  isServed(domain: DomainId): boolean {
    return this.serving[domain + 1]! > 0;
  }

  /** The machine on which an activity is or goes on. */
  machineOf(a: Activity): Machine {
    if (a.processor !== this.nowhere) return a.processor.machine;
    return a.home < 0 ? a.stoppedOn : this.domainMachines[a.home]!;
  }

  /** Records a row that takes the activity's processor for `duration`. */
  step(a: Activity, site: SiteId, duration: Picoseconds, bytes: Bytes, place: number, domain: DomainId): void {
    const { now } = this.events;
    a.lastRow = this.rows.row(now, duration, site, a.thread, a.call, bytes, place, a.processor.index, domain);
    this.until = now + duration;
  }

  /** Records a row of what the system does for an activity; the work of a `meanwhile` is outside its call then. */
  systemStep(a: Activity, site: SiteId, duration: Picoseconds, domain: DomainId): void {
    const { call } = a;
    if (a.isWork) a.call = -1;
    this.step(a, site, duration, 0, -1, domain);
    a.call = call;
  }

  /** Who began to wait or to idle in this event and still does gets its row. */
  settle(): void {
    const { unsettled, unsettledCount } = this;
    for (let i = 0; i < unsettledCount; i += 1) {
      const one = unsettled[i]!;
      if (one instanceof Processor) this.openIdle(one);
      else this.openWait(one);
    }
    this.unsettledCount = 0;
  }

  /** It begins to wait or to idle. */
  unsettle(one: Activity | Processor): void {
    this.unsettled[this.unsettledCount++] = one;
  }

  private openWait(a: Activity): void {
    if (!a.waiting || a.waitRow >= 0) return;
    const call = a.isWork ? -1 : a.call;
    a.waitStart = this.events.now;
    a.waitRow = this.rows.row(a.waitStart, -1, a.waitSite, a.waitThread, call, -1, -1, -1, a.home);
    this.firstRowIs(a, a.waitRow);
    a.lastRow = a.waitRow;
  }

  private openIdle(p: Processor): void {
    if (!p.idle || p.idleRow >= 0) return;
    p.idleStart = this.events.now;
    const { poller } = p;
    p.idleRow =
      poller === null
        ? this.rows.row(p.idleStart, -1, p.machine.spec.system.idle, -1, -1, 0, -1, p.index, p.loaded)
        : this.rows.row(p.idleStart, -1, poller.site, poller.thread, poller.call, 0, -1, p.index, poller.domain);
  }

  /** A call that has left no row yet and could not go on at once begins with a later row than expected. */
  firstRowIs(a: Activity, row: number): void {
    if (a.call < 0 || a.isWork || a.lastRow >= a.frame.call.firstRow) return;
    a.frame.call.firstRow = row;
    this.calls.firstRow[a.call] = row;
  }

  /** Ends a wait; its row names the last row of whoever ended it. */
  endWait(a: Activity, ender: number): void {
    if (a.waitRow >= 0) {
      this.rows.endWait(a.waitRow, this.events.now - a.waitStart, ender);
    }
    a.waitRow = -1;
    a.waiting = false;
  }

  endIdle(p: Processor): void {
    if (p.idleRow >= 0) this.rows.close(p.idleRow, this.events.now - p.idleStart);
    p.idleRow = -1;
    p.idle = false;
    if (p.poller === null) return;
    p.poller.processor = null;
    p.poller = null;
  }

  /** Counts a pass of a loop or a call; false if too many leave neither a row nor time. */
  pass(): boolean {
    if (this.rows.length !== this.passRows || this.events.now !== this.passTime) {
      this.passRows = this.rows.length;
      this.passTime = this.events.now;
      this.passes = 0;
    }
    this.passes += 1;
    if (this.passes > MOST_PASSES) this.stuck = 'a loop goes round without taking time';
    return this.stuck === null;
  }
}
