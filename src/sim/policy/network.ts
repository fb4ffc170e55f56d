/** What a run with links knows of them: packets, the work that they make, calls under way, processes that wait for callers. */
import type { CallState, Conversation } from '../machine/call-state.ts';
import type { Dispatcher } from '../machine/dispatcher.ts';
import { Links } from '../machine/links.ts';
import type { Activity } from '../machine/state.ts';
import type { Threads } from '../machine/threads.ts';
import type { World } from '../machine/world.ts';
import type { OutcomeId } from '../spec/ids.ts';
import { Duties } from './duties.ts';
import { ProcessPools } from './process-pool.ts';

export class Network {
  readonly world: World;
  readonly dispatcher: Dispatcher;
  readonly threads: Threads;
  readonly links: Links;
  readonly duties: Duties;
  readonly pools: ProcessPools;
  /** Of each calling thread: its newest call. */
  readonly newest = new Map<number, Conversation>();

  /** Gives up a call that is in the server. */
  split: ((a: Activity, call: CallState, outcome: OutcomeId) => void) | null = null;

  constructor(world: World, dispatcher: Dispatcher, threads: Threads) {
    this.world = world;
    this.dispatcher = dispatcher;
    this.threads = threads;
    this.links = new Links(world, dispatcher);
    this.duties = new Duties(world, dispatcher);
    this.pools = new ProcessPools(world, threads, this.duties, dispatcher);
  }
}
