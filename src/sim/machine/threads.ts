/** The thread table: the scenario's threads, forks, and servers' workers. */
import { at } from '../../base/assert.ts';
import type { DomainId } from '../spec/ids.ts';
import type { TraceThread } from '../trace/format.ts';
import type { Dispatcher } from './dispatcher.ts';
import { Line } from './lines.ts';
import { type Activity, GO, STOP, type Status } from './state.ts';
import type { World } from './world.ts';

export interface Thread extends TraceThread {
  readonly priority: number;
  /** Of a worker: a call has it. */
  taken: boolean;
  /** The work of a `meanwhile` that runs as this thread, and who waits for its end. */
  work: Activity | null;
  waiter: Activity | null;
}

interface Workers {
  readonly free: number[];
  readonly waiters: Line<Activity>;
  made: number;
}

export class Threads {
  readonly table: Thread[] = [];
  private readonly world: World;
  private readonly dispatcher: Dispatcher;
  private readonly workers: readonly Workers[];
  /** Of each condition: who awaits it, and signals that nobody has awaited yet. */
  private readonly conditions: readonly { readonly waiters: Line<Activity>; signals: number }[];

  constructor(world: World, dispatcher: Dispatcher) {
    this.world = world;
    this.dispatcher = dispatcher;
    this.workers = world.spec.domains.map(() => ({ free: [], waiters: new Line<Activity>(), made: 0 }));
    this.conditions = world.spec.conditions.map(() => ({ waiters: new Line<Activity>(), signals: 0 }));
  }

  signal(condition: number): void {
    const awaited = at(this.conditions, condition);
    const waiter = awaited.waiters.shift();
    if (waiter === null) awaited.signals += 1;
    else this.dispatcher.letGo(waiter);
  }

  /** True if the activity must wait for a signal: it stands in line then. */
  awaits(a: Activity, condition: number): boolean {
    const awaited = at(this.conditions, condition);
    if (awaited.signals > 0) {
      awaited.signals -= 1;
      return false;
    }
    awaited.waiters.push(a);
    return true;
  }

  /** Adds a thread and returns its number. */
  add(name: string, domain: DomainId, kind: TraceThread['kind'], priority: number): number {
    this.table.push({ name, domain, kind, priority, taken: false, work: null, waiter: null });
    return this.table.length - 1;
  }

  /** From now on the thread acts for the activity; −1: nobody. */
  actAs(a: Activity, thread: number): void {
    a.thread = thread;
    a.priority = thread < 0 ? a.ownPriority : at(this.table, thread).priority;
  }

  /** True if the thread runs the work of a `meanwhile` other than the activity. */
  isBusy(thread: number, a: Activity): boolean {
    const work = thread < 0 ? null : at(this.table, thread).work;
    return work !== null && work !== a;
  }

  /** The activity waits for what some thread still does. */
  awaitsWork(a: Activity): boolean {
    return this.table.some(({ waiter }) => waiter === a);
  }

  /** The activity wants a processor, once the thread that acts for it is not busy. */
  start(a: Activity): void {
    if (this.isBusy(a.thread, a)) this.waitFor(a.thread, a);
    else this.dispatcher.makeReady(a);
  }

  /** The activity goes on, or waits until the thread that acts for it is not busy. */
  goOn(a: Activity): Status {
    if (!this.isBusy(a.thread, a)) return GO;
    this.waitFor(a.thread, a);
    return STOP;
  }

  /** The activity waits until the work that the thread runs has ended. */
  waitFor(thread: number, a: Activity): void {
    at(this.table, thread).waiter = a;
    this.dispatcher.wait(a, this.world.machineOf(a).spec.system.waits.worker);
  }

  /** A worker of the domain is free, or may be made. */
  isWaiting(domain: DomainId): boolean {
    const { free, made } = at(this.workers, domain);
    const { workers } = at(this.world.spec.domains, domain);
    return free.length > 0 || workers === null || made < workers;
  }

  /** Takes a worker of the domain; −1 if none is free: the activity waits and finds it in `granted`. */
  takeWorker(a: Activity, domain: DomainId): number {
    if (a.frame.isPaused) return a.frame.workers?.at(-1) ?? -1;
    const workers = at(this.workers, domain);
    if (!this.isWaiting(domain)) {
      workers.waiters.push(a);
      this.dispatcher.wait(a, this.world.machineOf(a).spec.system.waits.worker);
      return -1;
    }
    const worker = workers.free.pop() ?? this.makeWorker(workers, domain);
    at(this.table, worker).taken = true;
    return worker;
  }

  private makeWorker(workers: Workers, domain: DomainId): number {
    const { name, priority } = at(this.world.spec.domains, domain);
    workers.made += 1;
    return this.add(`${name} worker ${workers.made}`, domain, 'worker', priority);
  }

  /** The call does not need the worker any more (−1: none); it is free when no `meanwhile` runs as it either. */
  freeWorker(worker: number): void {
    if (worker < 0) return;
    const thread = at(this.table, worker);
    thread.taken = false;
    if (thread.work === null) this.handOn(worker, thread);
  }

  private handOn(worker: number, thread: Thread): void {
    const { waiters, free } = at(this.workers, thread.domain);
    const waiter = waiters.shift();
    if (waiter === null) {
      free.push(worker);
      return;
    }
    thread.taken = true;
    this.dispatcher.letGo(waiter, worker);
  }

  /** The thread that acts when the call gives its newest worker back. */
  before(a: Activity): number {
    const { workers, caller } = a.frame;
    return workers?.at(-2) ?? caller;
  }

  /** The end of a step with `take`: the worker acts. One of the same domain that has handed the call on to it is free. */
  enter(a: Activity): void {
    const { frame } = a;
    frame.workers ??= [];
    const { workers } = frame;
    const acted = a.thread;
    const handsOn = !frame.isPaused && acted >= 0 && workers.at(-1) === acted && this.isColleague(acted, a.coming);
    if (handsOn) workers.pop();
    if (!frame.isPaused) workers.push(a.coming);
    frame.isPaused = false;
    this.actAs(a, a.coming);
    if (handsOn) this.freeWorker(acted);
  }

  private isColleague(one: number, other: number): boolean {
    return at(this.table, one).domain === at(this.table, other).domain;
  }

  /** The end of a step with `back`: the newest worker is free, and who acted before acts again. */
  back(a: Activity): void {
    this.freeWorker(a.frame.workers?.pop() ?? -1);
    this.actAs(a, a.coming);
  }

  /** The end of a step with `pause`: who acted before the newest worker acts, which the call keeps. */
  pause(a: Activity): void {
    a.frame.isPaused = (a.frame.workers?.length ?? 0) > 0;
    this.actAs(a, a.coming);
  }

  /** Frees all workers that the call still has, the newest first. */
  freeAll(workers: number[] | null): void {
    for (let worker = workers?.pop(); worker !== undefined; worker = workers?.pop()) this.freeWorker(worker);
  }

  /** `finish`: the worker of this `meanwhile`, or the path's newest, is free at once. */
  finish(a: Activity): void {
    const { workers } = a.frame.workOf ?? a.frame;
    if (workers === null) return;
    const worker = a.isWork ? a.thread : (workers.at(-1) ?? -1);
    const index = worker < 0 ? -1 : workers.lastIndexOf(worker);
    if (index < 0) return;
    workers[index] = -1;
    if (a.thread === worker) this.actAs(a, -1);
    const thread = at(this.table, worker);
    thread.taken = false;
    thread.work = null;
    this.handOn(worker, thread);
  }

  /** The work of a `meanwhile` begins to run as the thread that acted. */
  beginWork(work: Activity): void {
    if (work.thread >= 0) at(this.table, work.thread).work = work;
  }

  /** It has ended: the thread it ran as is free for others. */
  endWork(work: Activity): void {
    const number = work.frame.caller;
    const thread = number < 0 ? null : at(this.table, number);
    if (thread === null || thread.work !== work) return;
    const { waiter } = thread;
    thread.work = null;
    thread.waiter = null;
    if (waiter !== null) this.dispatcher.letGo(waiter);
    if (thread.kind === 'worker' && !thread.taken) this.handOn(number, thread);
  }

  /** Of each domain: who waits for one of its workers. */
  workerLines(): readonly Line<Activity>[] {
    return this.workers.map(({ waiters }) => waiters);
  }

  /** Of each condition: who awaits it. */
  signalLines(): readonly Line<Activity>[] {
    return this.conditions.map(({ waiters }) => waiters);
  }

  /** Who waits for that worker, or another one of its domain. */
  lineOf(worker: number): Line<Activity> {
    return at(this.workers, at(this.table, worker).domain).waiters;
  }
}
