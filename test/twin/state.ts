/** What the slow twin knows about a run at an instant: plain arrays and objects. */
import type { Picoseconds } from '../../src/base/units.ts';
import type { DomainId, SiteId, StoreId } from '../../src/sim/spec/ids.ts';
import type { HandledEvent, PathNode } from '../../src/sim/spec/path.ts';
import type { RunSpec } from '../../src/sim/spec/run.ts';
import type { Statement } from '../../src/sim/spec/statements.ts';
import type { Row, RunEnd, TracePlace, TraceThread } from '../../src/sim/trace/format.ts';

/** Yields whenever its activity stops; somebody else has scheduled, or will schedule, that it goes on. */
export type Flow<T = void> = Generator<undefined, T>;

export interface World {
  readonly spec: RunSpec;
  now: Picoseconds;
  /** Sorted by time, then by the order in which they were scheduled. */
  readonly events: { readonly time: Picoseconds; readonly run: () => void; readonly isStale?: () => boolean }[];
  readonly rows: Mutable<Row>[];
  /** Rows that who began to wait or to idle in the present event gets at its end, if it still does. */
  pending: { readonly still: () => boolean; readonly record: () => void }[];
  readonly calls: Mutable<CallRow>[];
  readonly threads: Thread[];
  /** Of each domain: free workers, the one freed last at the end, and who waits for one. */
  readonly workers: { readonly free: number[]; made: number; readonly waiters: Activity[] }[];
  readonly places: TracePlace[];
  /** Whose cache holds a place: −1 nobody, a processor, −2 several. */
  readonly holder: number[];
  readonly processors: Processor[];
  /** Run queue of each machine; messages and ready threads of each domain. */
  readonly queues: Activity[][];
  readonly lists: Activity[][];
  readonly stores: Store[];
  /** Of each domain: calls that found nobody idling in it. */
  readonly misses: number[];
  /** Elements of pools in the order in which they were given back last. */
  given: { readonly store: StoreId; readonly element: number }[];
  /** Of each condition: who awaits it, and signals that nobody has awaited yet. */
  readonly conditions: { readonly waiters: Activity[]; signals: number }[];
  /** Calls entered over each binding, and whether its binding act was begun. */
  readonly bindings: { calls: number; bound: boolean }[];
  readonly activities: Activity[];
  /** Requests that are not answered: the call, the domain that asks and the one that is asked. */
  asked: { readonly call: object; readonly asker: DomainId; readonly domain: DomainId }[];
  readonly uncaught: RunEnd['uncaught'][number][];
  /** Walks a path; runs a body. They need each other, so they meet here. */
  readonly walk: (nodes: readonly PathNode[]) => Flow;
  readonly run: (body: readonly Statement[], domain: DomainId) => Flow;
  /** A processor without work may go elsewhere to idle; false if it stays. */
  readonly steer: (p: Processor) => boolean;
  /** The next value in [0, 1). */
  readonly draw: () => number;
  /** Whose event it is; null in the start. */
  running: { readonly lastRow: number } | null;
  current: Activity | null;
  /**
   * The activity that goes on now. Flows ask for it anew after each stop: what is left of a call that was given up goes on
   * as another activity than the bodies around the call.
   */
  readonly me: Activity;
  /** Domains that have ended. */
  readonly dead: Set<DomainId>;
  /** Faults that have happened. */
  readonly happened: Set<number>;
  /** Of each thread of the spec: the activity that goes on for it. */
  readonly scenario: Activity[];
  /** Passes and calls since the last row or step of the clock. */
  passes: number;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface CallRow {
  readonly path: number;
  readonly thread: number;
  readonly parent: number;
  readonly site: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly outcome: number;
}

export interface Thread extends TraceThread {
  readonly priority: number;
  /** Of a worker: a call has it. */
  taken: boolean;
  /** The work of a `meanwhile` that runs as this thread, and who waits for its end. */
  tail: Activity | null;
  waiter: Activity | null;
}

export interface Processor {
  readonly index: number;
  readonly machine: number;
  readonly placed: boolean;
  /** The domain that it never leaves, −1. */
  readonly dedicated: DomainId;
  loaded: DomainId;
  /** Has, or once had, a user-level domain loaded. */
  userLevel: boolean;
  activity: Activity | null;
  /** The domain that it is lent to and will load, −1. */
  coming: DomainId;
  idle: { row: Mutable<Row> | null; readonly since: Picoseconds } | null;
  /** The domain that it was lent from, −1; when it goes back. */
  lender: DomainId;
  returns: 'kept' | 'answered' | 'underpowered';
  /** Who is more urgent than what runs, and its wait. */
  summons: { readonly entry: Activity; readonly wait: Wait | null } | null;
}

/** A call on its way to a processor of a domain. */
export interface Message {
  readonly domain: DomainId;
  readonly sender: DomainId;
  readonly polling: Picoseconds;
}

/** What an activity that has no processor does when it gets one. */
export type Comeback = 'start' | 'scheduled' | 'stopped' | 'message';

export interface Activity {
  readonly thread: number;
  /** Of its own thread. */
  readonly priority: number;
  /** Work of a `meanwhile`. */
  readonly tail: boolean;
  alive: boolean;
  /** Of its body, and of each call that it is in; the innermost goes on. */
  readonly flows: Flow[];
  /** −1: nobody acts. */
  acting: number;
  frame: Frame;
  processor: Processor | null;
  /** Without a processor: the domain in which it goes on. */
  home: DomainId;
  /** The machine that it stopped on: where it goes on if nothing was loaded there. */
  stoppedOn: number;
  comeback: Comeback;
  wait: Wait | null;
  /** When its quantum began. */
  since: Picoseconds;
  lastRow: number;
  /** The element or worker that was handed over to it while it waited. */
  granted: number;
  /** The last work that it left its processor to; of a work: the message that gets its processor at its end. */
  left: Activity | null;
  promise: { readonly activity: Activity; readonly wait: Wait | null } | null;
  /** The last message that it was. */
  message: Message | null;
  joiners: Activity[];
  /** Locks that the body of its thread holds. */
  held: Held[];
  /** The sleep that it is in, the end of the `compute` that it is in (−1), and its event. */
  alarm: object | null;
  computesUntil: Picoseconds;
  event: object | null;
  /** It is cut when it goes on. */
  torn: Cut | null;
  /** What is left of a call that was given up, and the outcome that the call had; its frames begin with that call. */
  orphan: { readonly frame: Frame; readonly outcome: number } | null;
  /** Who goes on for its thread. */
  heir: Activity | null;
}

export interface Wait {
  readonly site: SiteId;
  readonly domain: DomainId;
  readonly thread: number;
  row: Mutable<Row> | null;
}

/** The call that an activity is in (null at the bottom), and who acts for it. */
export interface Frame {
  readonly call: Call | null;
  /** Of the call in the table; −1 outside. */
  index: number;
  /** The call around it. */
  outer: Frame | null;
  /** The domain of the node or statement at which it is. */
  acting: DomainId;
  aborted: boolean;
  captured: boolean;
  /** Its procedure's body has ended. */
  done: boolean;
  readonly begun: Set<HandledEvent>;
  /** A time limit. */
  timer: object | null;
  /** It waits with its client until its time limit is over, or it is cut otherwise. */
  stays: boolean;
  /** The thread that came in; −1: it goes on without this orphan. */
  base: number;
  /** Workers taken, the newest last; −1: `finish` freed it. */
  readonly workers: number[];
  /** The newest does not act, and the next `take` gets it. */
  isPaused?: boolean;
  /** The parameters that formulas read: the call's, in a fork those of the body that made it. */
  readonly values: readonly number[];
  /** In the work of a `meanwhile`: the frame of the call it belongs to. */
  readonly workOf: Frame | null;
  readonly depth: number;
}

export interface Call {
  /** Null in a binding act. */
  readonly path: number | null;
  readonly binding: number;
  /** Which one over the binding, from 1; of a binding act that of the call after it. */
  readonly number: number;
  readonly first: boolean;
  argumentBytes: number;
  resultBytes: number;
  /** No piece of its content comes after the present one. */
  isLastPiece?: boolean;
  /** In the order of taking. */
  readonly held: Held[];
}

/** A pool's element, a lock (element 0), or a message in a queue (element 0). */
export interface Held {
  readonly store: StoreId;
  readonly element: number;
}

/** A domain keeps an element; `chosen`: it is about to let it go. */
export interface Kept {
  readonly element: number;
  readonly domain: number;
  chosen: boolean;
}

export interface Store {
  /** Pool: elements that are free; lifo takes the last, fifo the first. */
  readonly free: number[];
  /** Pool: what domains keep, the longest kept first; and what was given back meanwhile. */
  readonly kept: Kept[];
  readonly parked: number[];
  /** Pool with an owner: what was let go and he has not heard of. */
  readonly noticed: Kept[];
  /** Pool: of each element the elements attached to it, by pool. */
  readonly attached: Map<StoreId, number>[];
  /** Index of each element, or of the place, in the table of places. */
  readonly place: number[];
  /** Lock: is held. Queue: places taken. */
  used: number;
  /** Until when the pool, or each end of the queue, is locked. */
  readonly lockedUntil: { pool: number; tail: number; head: number };
  /** With where it goes what they wait for. */
  readonly waiters: { readonly activity: Activity; readonly held: Held[] }[];
}

/** A call, or the work of a meanwhile, ends with an outcome. */
export class Failure extends Error {
  readonly outcome: number;
  /** The outermost call that it has ended so far. */
  call = -1;
  /** Who had summoned the processor before the end of the row that failed. */
  readonly summons: Processor['summons'];
  constructor(outcome: number, summons: Processor['summons'] = null) {
    super(`outcome ${outcome}`);
    this.outcome = outcome;
    this.summons = summons;
  }
}

/** A body or a call does not go on where it is: a domain has ended, or (−1) the client gives the call up. */
export class Cut extends Error {
  readonly gone: DomainId;
  /** The call ends with it, whoever has ended. */
  readonly outcome: number | null;
  /** What ended in a row before: the quantum is looked at before it goes on. */
  readonly failure: Failure | null;
  constructor(gone: DomainId, { outcome = null, failure = null }: Partial<Pick<Cut, 'outcome' | 'failure'>> = {}) {
    super(`cut ${gone}`);
    this.gone = gone;
    this.outcome = outcome;
    this.failure = failure;
  }
}

/** An orphan is dropped: nothing of it goes on. */
export class Gone extends Error {}

/** The run cannot go on. */
export class Stuck extends Error {}
