/** What is where at an instant: processors, activities, and the calls that they are in. */
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import type { MachineSpec } from '../spec/machine.ts';
import type { Catch } from '../spec/statements.ts';
import { CallState } from './call-state.ts';
import { Line, RunQueue } from './lines.ts';

/** What a step of compiled code says about how its activity goes on. */
export const GO = 0;
/** A row was recorded that takes the processor until `World.until`. */
export const ROW = 1;
/** It waits or has ended; whoever lets it go on schedules an event. */
export const STOP = 2;
/** It goes on at once without a processor. */
export const LOOSE = 3;
export type Status = typeof GO | typeof ROW | typeof STOP | typeof LOOSE;

/** The end of a quantum that makes every row's end one to look at. */
const HURRIED = -1;
/** … or, with less haste, because somebody more urgent waits. */
const SUMMONED = -2;

/** What an activity that stands still does when it gets a processor. */
export type Comeback = 'start' | 'scheduled' | 'stopped' | 'message';

/** A thread that busy-waits: it looks for a message on a processor that nobody else wants. */
export interface Poller {
  readonly thread: number;
  readonly call: number;
  readonly domain: DomainId;
  readonly site: SiteId;
  readonly machine: Machine;
  /** Null: others have the processors. */
  processor: Processor | null;
}

export class Processor {
  readonly index: number;
  readonly machine: Machine;
  readonly placed: boolean;
  /** The domain that it never leaves, −1 if it may leave. */
  readonly dedicated: DomainId;
  loaded: DomainId = -1;
  /** The domain that it has loaded or, while it is lent, will load. */
  serves: DomainId = -1;
  /** Has, or once had, a user-level domain loaded. */
  userLevel = false;
  activity: Activity | null = null;
  idle = false;
  /** Who polls on it while it idles. */
  poller: Poller | null = null;
  /** Since when it idles, row or not. */
  idleSince = 0;
  /** The domain from which it was lent last, −1 if it went back or has loaded another one otherwise; and when it goes back. */
  lender: DomainId = -1;
  returns: 'kept' | 'answered' | 'underpowered' = 'kept';
  /** Who is more urgent than what runs, and which of its waits that was. */
  summons: { readonly entry: Activity; readonly wait: number } | null = null;
  /** How many rows there were when its activity got it. */
  rowsBefore = 0;
  /** When its activity got it, and when that time's first quantum is over. */
  since = 0;
  quantumEnd = Number.POSITIVE_INFINITY;
  /** Its open idle row, −1 if there is none yet, and since when. */
  idleRow = -1;
  idleStart = 0;

  constructor(index: number, machine: Machine, placed: boolean, dedicated: DomainId) {
    this.index = index;
    this.machine = machine;
    this.placed = placed;
    this.dedicated = dedicated;
  }

  /** The quantum of the activity begins; the work of a `meanwhile` has none. */
  beginQuantum(a: Activity, now: Picoseconds): void {
    this.since = now;
    this.quantumEnd = a.isWork ? Number.POSITIVE_INFINITY : now + this.machine.quantum;
  }

  /** An interrupt waits: at the end of the present row the processor is looked at as after a quantum. */
  hurry(): void {
    this.quantumEnd = HURRIED;
  }

  get isHurried(): boolean {
    return this.quantumEnd === HURRIED;
  }

  /** Somebody more urgent waits: likewise. */
  summon(entry: Activity): void {
    this.summons = { entry, wait: entry.waits };
    if (!this.isHurried && this.activity?.isWork !== true) this.quantumEnd = SUMMONED;
  }

  /** Looked at for an interrupt or a summons alone: the quantum goes on. False if it is over. */
  isWithinQuantum(now: Picoseconds): boolean {
    if (this.quantumEnd > HURRIED) return false;
    const hasQuantum = this.activity !== null && !this.activity.isWork;
    const end = hasQuantum ? this.since + this.machine.quantum : Number.POSITIVE_INFINITY;
    this.quantumEnd = this.summons === null || !hasQuantum ? end : SUMMONED;
    return now < end;
  }

  mayRun(domain: DomainId): boolean {
    return this.dedicated < 0 || this.dedicated === domain;
  }
}

export class Machine {
  readonly spec: MachineSpec;
  readonly processors: Processor[] = [];
  /** A thread gives way after this span; Infinity: never. */
  readonly quantum: number;
  /** Processors that are not idle. */
  busy = 0;
  readonly queue = new RunQueue<Activity>();
  /** Packets that have come, and what a machine does for its links: before all who are ready. */
  readonly interrupts = new Line<Activity>(true);
  /** Who busy-waits on it, in the order in which they began to. */
  readonly pollers: Poller[] = [];
  /** Where the code begins that an activity passes when it comes back after a wait. */
  comebackCode = 0;

  constructor(spec: MachineSpec) {
    this.spec = spec;
    this.quantum = spec.quantum > 0 ? spec.quantum : Number.POSITIVE_INFINITY;
  }

  /**
   * The lowest-numbered free processor that has the domain loaded and may run it, rather one on which nobody polls; null if there
   * is none but `except`.
   */
  freeIn(domain: DomainId, except: Processor | null = null): Processor | null {
    let polling: Processor | null = null;
    for (const p of this.processors) {
      if (p.activity !== null || p.loaded !== domain || !p.mayRun(domain) || p === except) continue;
      if (p.poller === null) return p;
      polling ??= p;
    }
    return polling;
  }

  /** The lowest-numbered free processor that may run the domain. */
  freeFor(domain: DomainId): Processor | null {
    let polling: Processor | null = null;
    for (const p of this.processors) {
      if (p.activity !== null || !p.mayRun(domain)) continue;
      if (p.poller === null) return p;
      polling ??= p;
    }
    return polling;
  }

  /** The lowest-numbered free processor, dedicated or not, rather one on which nobody polls. */
  idle(): Processor | null {
    const free = this.processors.filter((p) => p.activity === null);
    return free.find((p) => p.poller === null) ?? free[0] ?? null;
  }

  /** The lowest-numbered free processor that may be lent to a user-level domain. */
  lendable(): Processor | null {
    for (const p of this.processors) {
      if (p.activity === null && p.userLevel && p.dedicated < 0) return p;
    }
    return null;
  }
}

/** No parameters. */
export const NO_VALUES: readonly number[] = [];

/** How a call, or the body of a thread, stands with faults and time limits. */
export interface Disturbance {
  /** Who acts in the node or statement at which it is. */
  acting: DomainId;
  /** The row of the `compute` that it is in, −1: none. */
  computing: number;
  /** It is to end at its next node. */
  isAborted: boolean;
  /** Its procedure does not come back; its procedure has ended. */
  isCaptured: boolean;
  /** It waits with its client for nothing: until its time is over, or it is given up. */
  isStaying: boolean;
  isDone: boolean;
  /** The handlers that were begun. */
  readonly begun: Set<string>;
  /** Its time limit, and whose call it is. */
  timer: { readonly watch: { disarm(): void }; owner: Activity } | null;
}

/** A call that an activity is in, or (at the bottom) the body of its thread. */
export class Frame {
  call = new CallState();
  values: readonly number[] = NO_VALUES;
  /** Workers that the call took, the newest last; −1: `finish` freed it. */
  workers: number[] | null = null;
  /** The newest of them does not act, and the call's next `take` gets it. */
  isPaused = false;
  /** The frame of the call that the work of a `meanwhile` belongs to. */
  workOf: Frame | null = null;
  /** The thread that made the call. */
  caller = -1;
  /** Where the caller's code goes on. */
  returnTo = 0;
  /** Loops and tries of the calling bodies. */
  loops = 0;
  tries = 0;
  /** The body that runs: who acts, where its end leads, which loops and tries are outside it. */
  domain: DomainId = -1;
  bodyEnd = 0;
  bodyLoops = 0;
  bodyTries = 0;
  /** Newest thread of each fork of the body. */
  forks: (Activity | undefined)[] | null = null;
  /** The frame of a call that waits for its binding act. */
  prepared: Frame | null = null;
  /** A handler that runs while the procedure which raised the outcome waits. */
  isHandler = false;
  /** What faults and time limits are about; kept only in runs that have such. */
  disturbance: Disturbance | null = null;
}

/** A `try` that is open. */
export interface OpenTry {
  readonly depth: number;
  readonly loops: number;
  /** Where each outcome is handled. */
  readonly handlers: ReadonlyMap<number, number>;
  readonly catches: readonly Catch[];
  /** Behind the try. */
  readonly done: { readonly pc: number };
}

/** One flow of control: a thread of the scenario, one made by `fork`, or the work of a `meanwhile`. */
export class Activity {
  // What every step reads comes first, so that it lies close together.
  pc = 0;
  processor: Processor;
  /** Acting thread, −1: nobody acts. */
  thread: number;
  call = -1;
  lastRow = -1;
  frame = new Frame();
  /** The element or worker that was handed to it, or that it takes with the present row. */
  granted = -1;
  depth = 0;
  readonly frames: Frame[] = [this.frame];
  readonly loops: number[] = [];
  waiting = false;
  /** While it is in a ready line: the priority by which it stands there. */
  priority: number;
  next: Activity | null = null;
  previous: Activity | null = null;
  line: Line<Activity> | null = null;
  /** Without a processor: the domain in which it goes on, and how. */
  home: DomainId = -1;
  comeback: Comeback = 'start';
  /** The machine that it stopped on: where it goes on if nothing was loaded there. */
  stoppedOn: Machine;
  /** Where it goes on after what the system does first. */
  resumeAt = 0;
  waitSite: SiteId = -1;
  waitThread = -1;
  /** Its open wait row, −1 if there is none yet, and since when. */
  waitRow = -1;
  waitStart = 0;
  /** The thread that acts from the end of the present row. */
  coming = -1;
  /** The processor that it goes to at the end of an exchange. */
  partner: Processor | null = null;
  /** The work to which the call left its processor last; of a work: the message (and which of its finds) that gets the processor at its end. */
  leftWork: Activity | null = null;
  promise: { readonly message: Activity; readonly find: number } | null = null;
  /** How many times it became a message. */
  finds = 0;
  /** Of a message: the domain that it comes from, and how long an idle processor polls before it is lent to it. */
  sender: DomainId = -1;
  polling = 0;
  /** How many times it began to wait. */
  waits = 0;
  /** End of a `compute` that may be cut; what was left of it when it was. */
  computeEnd = 0;
  computeRest = 0;
  /** Of a `compute` that an interrupt may cut: its row, and where the code is that looks at it. */
  computeRow = -1;
  computeLook = 0;
  readonly tries: OpenTry[] = [];
  joiner: Activity | null = null;
  alive = true;
  /** An orphan (and work that it left): the depth of its outermost call, and the outcome with which that was given up. 0: none. */
  floor = 0;
  givenUp = 0;
  /** Who goes on for its thread since it is an orphan. */
  heir: Activity | null = null;
  /** Is told who goes on. */
  onHeir: ((heir: Activity) => void) | null = null;
  /** What ends its sleep, where sleeps may be cut. */
  alarm: { disarm(): void } | null = null;
  /** Where the code of its end is. */
  endAt = 0;
  /** Its own thread, and that thread's priority. */
  readonly own: number;
  readonly ownPriority: number;
  /** Work of a `meanwhile`. */
  readonly isWork: boolean;

  constructor(own: number, priority: number, isWork: boolean, nowhere: Processor) {
    this.own = own;
    this.thread = own;
    this.ownPriority = priority;
    this.priority = priority;
    this.isWork = isWork;
    this.processor = nowhere;
    this.stoppedOn = nowhere.machine;
  }

  /** Its event means nothing any more. */
  get isStale(): boolean {
    return false;
  }
}
