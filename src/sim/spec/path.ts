/** The path of a call: a tree of nodes that the engine walks in order. */
import type { Bytes, Picoseconds } from '../../base/units.ts';
import type { Content, ContentName } from './content.ts';
import type { DomainId, OutcomeId, SiteId, StoreId } from './ids.ts';
import type { PacketSites, ReceiveNode, SendNode } from './packets.ts';
import type { Condition, Expr, Price, PricedSite } from './price.ts';
import type { Statement } from './statements.ts';

/** The path of one procedure over one binding: the steps of `call` followed by those of `return`. */
export interface PathSpec {
  readonly binding: number;
  readonly procedure: string;
  /** Declared largest sizes and number of values, each way. */
  readonly arguments: Content;
  readonly results: Content;
  readonly steps: readonly PathNode[];
  /** The exporter's body. */
  readonly body: readonly Statement[];
  /** How exceptions cross: the caller's handler runs while the procedure waits. Absent: what the body raises ends the call. */
  readonly exceptions?: ExceptionSteps;
  /** From where the call is to end, on another machine than its client's, to its client: run once, before the call ends. */
  readonly refused?: readonly PathNode[];
  /** What the kernel does when a domain ends or the call is given up; absent: nothing. */
  readonly handlers?: { readonly [event in HandledEvent]?: readonly PathNode[] };
}

/** From the raise to the caller; from its handler back into the procedure; from its handler to the end of the call in the caller. */
export interface ExceptionSteps {
  readonly raised: readonly PathNode[];
  readonly resumed: readonly PathNode[];
  readonly unwound: readonly PathNode[];
}

/** What happens to a call from outside; `on event` of a mechanism. */
export type HandledEvent = 'serverTerminated' | 'clientTerminated' | 'threadCaptured';

/** One node of a path, walked in order. */
export type PathNode =
  | StepNode
  | WhenNode
  | MeanwhileNode
  | PiecesNode
  | ProcedureNode
  | FailNode
  | PolicyNode
  | SendNode
  | ReceiveNode
  | SilenceNode
  | StayNode
  | AssignNode
  | MissNode;

/** One priced step. `domain` is who acts. Fields that a verb does not use are absent. */
export interface StepNode {
  readonly node: 'step';
  readonly verb: StepVerb;
  readonly site: SiteId;
  readonly price: Price;
  readonly domain: DomainId;
  /** Which content the step handles: its bytes are recorded in the row and priced. */
  readonly content?: ContentName;
  /**
   * What the step handles is a message of the mechanism's own (a root reference, a header, an acknowledgement), not the
   * call's content: the row's bytes and the price go by it.
   */
  readonly fixed?: Content;
  /** copy, pass, attach: from and to. read, write, map...: place. take, give: the pool. enqueue, dequeue: the message's place. */
  readonly from?: StoreId;
  readonly to?: StoreId;
  readonly place?: StoreId;
  readonly queue?: StoreId;
  readonly lock?: StoreId;
  /** switch, exchange, swap, schedule, poll, upcall, resume, block, wake: the domain meant. pop: where the linkage leads. */
  readonly target?: DomainId;
  /**
   * swap, schedule and poll: the call goes on with a thread of the target (`take`), with the thread that the call came from
   * (`back`), or with none that counts (`none`, the scheduler's). `pause`: back, but the call's next `take` goes on with the thread that
   * acted until now.
   */
  readonly worker?: 'take' | 'back' | 'pause' | 'none';
  /** lock … else {}: tries only. */
  readonly otherwise?: readonly PathNode[];
  /** Checks: how the call may end here (`refuse`). */
  readonly outcomes?: readonly OutcomeId[];
  /** Checks of the binding: how the call ends here if the server's domain has ended. */
  readonly revoked?: OutcomeId;
  /** block … for t else outcome: the call is given up when the time is over. */
  readonly timer?: { readonly time: Expr; readonly outcome: OutcomeId };
  /** switch, exchange: follows each switch that took place (not an exchange of processors): misses of the translation buffer. */
  readonly refill?: PricedSite;
  /** take, give, enqueue, dequeue: the store has a lock of its own, held for as long as the step takes. */
  readonly locked?: StoreLock;
  /** transmit: the link, and the packet's row on it. `target` is the domain that it is for. */
  readonly link?: number;
  readonly packet?: PacketSites;
}

/**
 * The lock of a pool, or of one end of a queue. `spun`: who finds it held keeps its processor busy until it is free; the row's
 * price counts for nothing. Else it is tested and set once: who finds it held lets its processor go on with something else.
 */
export interface StoreLock {
  readonly spun: boolean;
  /** The row of who finds it held. */
  readonly held: PricedSite;
}

/**
 * How the engine treats a step. `plain`: time passes, nothing else changes (run, trap, validate, upcall, resume, wake, block,
 * push, pop, read, write, pass, map, interrupt…). `transmit`: at its end the call is a packet on a link; it goes on with a
 * processor of the target's machine.
 */
export type StepVerb =
  | 'plain'
  | 'copy'
  | 'switch'
  | 'exchange'
  | 'swap'
  | 'schedule'
  | 'take'
  | 'give'
  | 'attach'
  | 'lock'
  | 'unlock'
  | 'enqueue'
  | 'dequeue'
  | 'poll'
  | 'transmit';

export interface WhenNode {
  readonly node: 'when';
  readonly condition: Condition;
  readonly then: readonly PathNode[];
  readonly otherwise: readonly PathNode[];
}

/**
 * Work off the call's path on the same processor. The call goes on at the same instant without a processor (its next node
 * waits for one: a policy's `find`); when the work is done the processor goes to its scheduler.
 */
export interface MeanwhileNode {
  readonly node: 'meanwhile';
  readonly steps: readonly PathNode[];
}

/** What is longer than a store goes through it piece by piece: the steps run once for each, and handle the piece. */
export interface PiecesNode {
  readonly node: 'pieces';
  readonly content: ContentName;
  /** Of every piece but the last. */
  readonly size: Bytes;
  readonly steps: readonly PathNode[];
}

/** The exporter's body runs, as a thread in `domain`. Its row has no duration; the statements of the body record their own. */
export interface ProcedureNode {
  readonly node: 'procedure';
  readonly site: SiteId;
  readonly domain: DomainId;
  /** Places that the procedure reads its arguments from and leaves its results in (coherence). */
  readonly touches: readonly StoreId[];
  /** The body that runs, where a path has several (a chain of domains); absent: the path's. */
  readonly body?: readonly Statement[];
}

/** The call ends here with an outcome: what it holds is released in reverse order. */
export interface FailNode {
  readonly node: 'fail';
  readonly site: SiteId;
  readonly domain: DomainId;
  readonly outcome: OutcomeId;
}

/**
 * An operation of the policy userThreads. `park`: the thread is saved, its processor goes on with other work of its domain
 * (inside `meanwhile`: what the processor does after the work). `find`: the call is a message that waits for a processor
 * of `domain`; once found, a poll. `dispatch`: a thread of `domain` takes the call up: a new one on the server's side
 * (worker `take`), the parked one on the client's (`back`). `finish`: the server's thread ends.
 */
export interface PolicyNode {
  readonly node: 'policy';
  readonly operation: 'park' | 'find' | 'dispatch' | 'finish';
  readonly domain: DomainId;
  readonly worker?: 'take' | 'back';
  /** lazy: a processor is lent when its domain has nothing to run; eager: at every send; mixed: eager for threads above their domain's priority. */
  readonly reallocation: 'lazy' | 'eager' | 'mixed';
  /**
   * find: when the processor that was lent for this message goes back to its lender although its domain has more to do: when
   * all of the lender's requests are answered, or already when the lender has something to run and no processor. Absent: kept.
   */
  readonly voluntaryReturn?: 'kept' | 'answered' | 'underpowered';
  /** find: how long a processor idles before it is lent to this message. Absent: 0. */
  readonly idlePolling?: Picoseconds;
  /** park, finish: the thread's state is saved. dispatch: it is loaded. find: the poll that finds the message. */
  readonly work: PricedSite;
  /** find: a processor is lent to the domain; `overhead` is what the publication does not split. */
  readonly lend?: PricedSite;
  readonly overhead?: PricedSite;
  /** find: follows the lending, as it follows a switch. */
  readonly refill?: PricedSite;
}

/** The server is gone: nothing is answered at its end any more, and the call waits until its caller gives up. */
export interface SilenceNode {
  readonly node: 'silence';
  readonly domain: DomainId;
}

/** In a handler: nobody goes on with the call. It waits until a time limit that was set is over, or it is given up; else for ever. */
export interface StayNode {
  readonly node: 'stay';
  readonly domain: DomainId;
}

/**
 * The policy processPool gives the call a server process: the one that waits for this caller, else an idle one, else a new one.
 * It waits for the caller after the result, is idle when that is acknowledged, and ends itself if more are idle than stand by.
 */
export interface AssignNode {
  readonly node: 'assign';
  readonly domain: DomainId;
  /** Idle processes that stand by. */
  readonly standing: number;
  readonly hinted: PricedSite;
  readonly idle: PricedSite;
  readonly create: PricedSite;
  /** Null: idle processes stay. */
  readonly end: PricedSite | null;
}

/** The policy domainCaching counts a call that goes to a domain in which no processor idles. */
export interface MissNode {
  readonly node: 'miss';
  readonly domain: DomainId;
  /** Where the call goes. */
  readonly target: DomainId;
  readonly work: PricedSite;
  /** The idle processor that is needed least is steered there. */
  readonly steers: boolean;
}
