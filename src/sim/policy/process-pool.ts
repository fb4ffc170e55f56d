/** Standing pools of server processes: a call gets the one that waits for its caller, else an idle one, else a new one. */
import { at } from '../../base/assert.ts';
import type { CallState } from '../machine/call-state.ts';
import type { Dispatcher } from '../machine/dispatcher.ts';
import type { Poller } from '../machine/state.ts';
import type { Threads } from '../machine/threads.ts';
import type { World } from '../machine/world.ts';
import type { DomainId } from '../spec/ids.ts';
import type { AssignNode } from '../spec/path.ts';
import type { Duties } from './duties.ts';

/** A server process that serves a call, or waits for what its caller does next. */
export interface Process {
  readonly thread: number;
  readonly spec: AssignNode;
  readonly call: CallState;
  readonly caller: number;
  /** It busy-waits for what its caller does next. */
  poller: Poller | null;
}

/** How a call came to its one. */
export type Choice = 'hinted' | 'idle' | 'create';

interface Pool {
  readonly idle: number[];
  /** By the thread for which they wait. */
  readonly waiting: Map<number, Process>;
  made: number;
}

export class ProcessPools {
  private readonly world: World;
  private readonly threads: Threads;
  private readonly duties: Duties;
  private readonly dispatcher: Dispatcher;
  private readonly pools = new Map<DomainId, Pool>();
  /** Of each calling thread: the process that served it last, which its next packet names. */
  private readonly named = new Map<number, number>();

  constructor(world: World, threads: Threads, duties: Duties, dispatcher: Dispatcher) {
    this.world = world;
    this.threads = threads;
    this.duties = duties;
    this.dispatcher = dispatcher;
  }

  /** A process of the domain waits for that caller. */
  isHinted(domain: DomainId, caller: number): boolean {
    const waiting = this.pools.get(domain)?.waiting.get(caller);
    return waiting !== undefined && waiting.thread === this.named.get(caller);
  }

  choose(spec: AssignNode, caller: number): Choice {
    if (this.isHinted(spec.domain, caller)) return 'hinted';
    return this.poolOf(spec).idle.length > 0 ? 'idle' : 'create';
  }

  assign(spec: AssignNode, caller: number, call: CallState): Process {
    const pool = this.poolOf(spec);
    const hinted = this.isHinted(spec.domain, caller) ? pool.waiting.get(caller) : undefined;
    if (hinted !== undefined) {
      pool.waiting.delete(caller);
      this.rest(hinted);
    }
    const thread = hinted?.thread ?? pool.idle.pop() ?? this.make(pool, spec.domain);
    this.named.set(caller, thread);
    return { thread, spec, call, caller, poller: null };
  }

  /** The process of the domain that waits for that caller, if it is the one that its packets name. */
  waitingFor(domain: DomainId, caller: number): Process | null {
    return this.isHinted(domain, caller) ? (this.pools.get(domain)?.waiting.get(caller) ?? null) : null;
  }

  /** It does not busy-wait any more. */
  rest(one: Process): void {
    if (one.poller !== null) this.dispatcher.stopPolling(one.poller);
    one.poller = null;
  }

  /** The result is sent: the process waits until it is acknowledged. */
  linger(one: Process): void {
    this.poolOf(one.spec).waiting.set(one.caller, one);
  }

  /** Acknowledged, or given up: idle, or at its end if enough stand by. */
  retire(one: Process): void {
    const { spec, thread, caller, call } = one;
    const pool = this.poolOf(spec);
    this.rest(one);
    if (pool.waiting.get(caller)?.thread === thread) pool.waiting.delete(caller);
    if (spec.end === null || pool.idle.length < spec.standing) pool.idle.push(thread);
    else this.duties.begin({ domain: spec.domain, call, caller, rows: [spec.end], atEnd: null });
  }

  private poolOf({ domain, standing }: AssignNode): Pool {
    const known = this.pools.get(domain);
    if (known !== undefined) return known;
    const pool: Pool = { idle: [], waiting: new Map(), made: 0 };
    this.pools.set(domain, pool);
    for (let i = 0; i < standing; i += 1) pool.idle.unshift(this.make(pool, domain));
    return pool;
  }

  private make(pool: Pool, domain: DomainId): number {
    const { name, priority } = at(this.world.spec.domains, domain);
    pool.made += 1;
    return this.threads.add(`${name} process ${pool.made}`, domain, 'worker', priority);
  }
}
