/** Machines with their processors, the domains on them and the networks between them, as a run needs them. */
import type { Picoseconds } from '../../base/units.ts';
import type { DomainId, SiteId } from './ids.ts';
import type { PricedSite } from './price.ts';

/** A network that joins machines: carries one packet at a time, first in first out, whoever sends. */
export interface LinkSpec {
  readonly name: string;
  readonly machines: readonly number[];
  /** Bits per second; null: a packet takes no time but the delay. */
  readonly rate: number | null;
  /** From the end of the transmission to the arrival. */
  readonly delay: Picoseconds;
}

/** A machine: processors that share one run queue and one kernel. */
export interface MachineSpec {
  readonly name: string;
  readonly profile: string;
  readonly processors: number;
  /** A running thread gives way to a ready one after this span. */
  readonly quantum: Picoseconds;
  /** The domain that stands for this machine's kernel. */
  readonly kernel: DomainId;
  /** What the processors start in, in order; processors beyond the list start in no domain. */
  readonly placements: readonly Placement[];
  readonly system: SystemSites;
}

/** What a processor starts in. */
export interface Placement {
  readonly domain: DomainId;
  /** Never leaves its domain: runs nothing else and is not lent. */
  readonly dedicated: boolean;
}

/** The sites of what the machine does by itself, outside any path. */
export interface SystemSites {
  /** A preempted thread gets a processor back: a swap, and a switch if another address space is loaded. */
  readonly dispatch: PricedSite;
  readonly restore: PricedSite;
  /** Follows each restore: what the reload costs afterwards, in misses of the translation buffer. */
  readonly refill?: PricedSite;
  /** Nothing to run: the processor keeps its address space loaded. */
  readonly idle: SiteId;
  /** Idle processors load the domains with the most misses (policy domainCaching); both off the path. Absent: they stay where they are. */
  readonly steer?: { readonly load: PricedSite; readonly refill?: PricedSite };
  /** Wait rows of a call (on its path) and of a thread outside calls. */
  readonly waits: { readonly [cause in WaitCause]: SiteId };
  /** What is left of a call that was given up ends here; kind `outcome`, off the path. Absent where no call can be given up. */
  readonly discard?: SiteId;
  /** Of a machine with a link: a packet waits until the link is free; a call waits for a packet that has not come. */
  readonly network?: { readonly link: SiteId; readonly packet: SiteId };
}

/**
 * Why the holder of a call stands still. `ready`: in the run queue. `pool`, `lock`, `queue`: the store is exhausted, held,
 * full. `worker`: no thread of the server is free. `processor`: the message waits for a processor of the domain (user-level
 * threads). `time`: a wait statement. `join`, `condition`: fork/join and signal/await. `captured`: a procedure that does not
 * come back.
 */
export type WaitCause =
  | 'ready'
  | 'pool'
  | 'lock'
  | 'queue'
  | 'worker'
  | 'processor'
  | 'time'
  | 'join'
  | 'condition'
  | 'captured';

/** A protection domain: an address space with the threads in it. */
export interface DomainSpec {
  readonly name: string;
  readonly machine: number;
  /** `scheduler`: the scheduler that is a process of its own. */
  readonly kind: 'user' | 'kernel' | 'scheduler';
  /** Server threads for mechanisms in which the server's own threads run the procedure; null = as many as needed. */
  readonly workers: number | null;
  readonly priority: number;
  /** Threads are scheduled by the domain itself, its processors poll for messages (policy userThreads). */
  readonly userThreads: boolean;
}
