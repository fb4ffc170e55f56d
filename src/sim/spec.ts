/**
 * What a run needs, as plain data: machines, domains, stores, the path of every bound procedure and the threads.
 * The language compiles a scenario to it; the engine knows nothing else. All names are for people; all references are
 * indices into the arrays of the spec. JSON-serialisable.
 */
import type { Bytes, Picoseconds } from '../base/units.ts';

/** Index into {@link RunSpec.domains}. */
export type DomainId = number;
/** Index into {@link RunSpec.stores}. */
export type StoreId = number;
/** Index into {@link RunSpec.sites}. */
export type SiteId = number;
/** Index into {@link RunSpec.paths}. */
export type PathId = number;
/** Index into {@link RunSpec.outcomes}; 0 is the ordinary return. */
export type OutcomeId = number;

/** One run: a scenario in one variant. */
export interface RunSpec {
  readonly format: 'ipc-run/1';
  /** The scenario's name, and its title for people if it has one. */
  readonly scenario: string;
  readonly title: string | null;
  /** What distinguishes this run from the others of the same scenario, such as `lrpc(caching = yes)`; empty if there is one. */
  readonly variant: string;
  readonly seed: number;
  readonly limits: Limits;
  readonly machines: readonly MachineSpec[];
  readonly domains: readonly DomainSpec[];
  readonly stores: readonly StoreSpec[];
  readonly sites: readonly Site[];
  readonly bindings: readonly BindingSpec[];
  readonly paths: readonly PathSpec[];
  readonly threads: readonly ThreadSpec[];
  /** Index 0 is `returned`. */
  readonly outcomes: readonly OutcomeSpec[];
  /** Names of the conditions of `signal` and `await`. */
  readonly conditions: readonly string[];
  /** What goes wrong, and when; in the order of the text. */
  readonly faults: readonly FaultSpec[];
  /** Networks between machines; a packet goes over one of them. */
  readonly links: readonly LinkSpec[];
}

/** A network that joins machines: carries one packet at a time, first in first out, whoever sends. */
export interface LinkSpec {
  readonly name: string;
  readonly machines: readonly number[];
  /** Bits per second; null: a packet takes no time but the delay. */
  readonly rate: number | null;
  /** From the end of the transmission to the arrival. */
  readonly delay: Picoseconds;
}

/** One disturbance of a scenario. It happens at most once. */
export interface FaultSpec {
  /** Of the row without duration that tells that it happened: kind `fault`, off the path. */
  readonly site: SiteId;
  readonly when: FaultTrigger;
  readonly what: FaultEffect;
}

/**
 * When a fault happens. `time`: at that instant. `call`: with the call of that number (from 1) over the binding. `packet`: to
 * the packet of that number (from 1) that is sent over the link, or over any (null).
 */
export type FaultTrigger =
  | { readonly at: 'time'; readonly time: Picoseconds }
  | { readonly at: 'call'; readonly binding: number; readonly number: number }
  | { readonly at: 'packet'; readonly link: number | null; readonly number: number };

/**
 * What goes wrong. `terminate` (time, call): a domain ends. `capture` (time: the innermost call of the thread of the scenario;
 * call): the procedure does not come back. `abort` (time): the thread of the scenario gives up its call. `refuse` (call): the
 * first step that can end the call with the outcome does. `cut` (time): the link carries nothing until it is restored: packets on
 * it are lost, and those that are sent over it. The rest (packet): what happens on the way.
 */
export type FaultEffect =
  | { readonly does: 'terminate'; readonly domain: DomainId }
  | { readonly does: 'capture'; readonly thread: number | null }
  | { readonly does: 'abort'; readonly thread: number }
  | { readonly does: 'refuse'; readonly outcome: OutcomeId }
  | { readonly does: 'cut' | 'restore'; readonly link: number }
  | { readonly does: 'drop' | 'duplicate' | 'corrupt' };

/** Where a run stops that does not end by itself. */
export interface Limits {
  /** Rows recorded before the run stops with a clear error. */
  readonly rows: number;
  /** Instant at which the run stops with a clear error. */
  readonly time: Picoseconds;
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

/** A step of the system: what it is and what it costs. */
export interface PricedSite {
  readonly site: SiteId;
  readonly price: Price;
}

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

/** One instance of a store: a mechanism's `pool x per procedure` gives one for each bound procedure. */
export type StoreSpec = PoolSpec | QueueSpec | LockSpec | PlaceSpec;
interface StoreBase {
  readonly name: string;
  /** Domains in which it is mapped from the start (the kernel counts as a domain). */
  readonly domains: readonly DomainId[];
}
export interface PoolSpec extends StoreBase {
  readonly kind: 'pool';
  /** Elements at the start. */
  readonly count: number;
  readonly order: 'lifo' | 'fifo';
  /** What a call does that finds it empty. */
  readonly empty: 'wait' | 'grow' | 'fail';
  /** How it grows; absent: by one element, without end. */
  readonly growth?: Growth;
  /**
   * A call that finds it empty, with no room to grow, takes the element that is attached to what has lain unused for longest,
   * and waits only if all that have one are in use. Absent: such elements stay where they are.
   */
  readonly reclaims?: true;
  /** Size of an element; null if it has none. */
  readonly size: Bytes | null;
  /** Who has to hear of an element that others have let go before it is free; absent: it is free at once. */
  readonly owner?: DomainId;
}
/** Elements come in chunks, within a quota. */
export interface Growth {
  /** Elements of a chunk. */
  readonly by: number;
  /** Elements that it has at most; null: any number. */
  readonly most: number | null;
  /** How a call ends that finds it empty when it has so many; null: it waits. */
  readonly outcome: OutcomeId | null;
}
export interface QueueSpec extends StoreBase {
  readonly kind: 'queue';
  /** Messages it holds before senders wait; null = unlimited. */
  readonly capacity: number | null;
}
export interface LockSpec extends StoreBase {
  readonly kind: 'lock';
}
export interface PlaceSpec extends StoreBase {
  readonly kind: 'place';
  readonly size: Bytes | null;
  /** One instance shared by several calls: which processor used it last matters (coherence). */
  readonly shared: boolean;
}

/** How a call can end. */
export interface OutcomeSpec {
  readonly name: string;
  /** How often the procedure ran when a call ends so, as far as the caller knows. */
  readonly ran: 'never' | 'once' | 'maybe';
  /** Of the row by which a call ends so without a step that says it: a check, a fault, a time limit; kind `outcome`. */
  readonly site?: SiteId;
}

/** A binding: a client that may call a server over a mechanism. */
export interface BindingSpec {
  readonly name: string;
  readonly client: DomainId;
  readonly server: DomainId;
  readonly interfaceName: string;
  readonly mechanism: string;
  /** Mechanism with settings, as shown. */
  readonly via: string;
  /** Runs once, on the first caller's thread, before its first call over the binding. */
  readonly bind: readonly PathNode[];
  /** As {@link PathSpec.refused}, of the binding act. */
  readonly refused?: readonly PathNode[];
  readonly source: SourceRange | null;
  /** What the mechanism is and how its calls may end, in paragraphs for people; absent: nothing is known. */
  readonly about?: readonly string[];
}

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

/** How much a step handles. */
export interface Content {
  readonly bytes: Bytes;
  /** Number of values that a stub handles one by one. */
  readonly count: number;
}

/** What a step handles: what goes in or what comes back. */
export type ContentName = 'arguments' | 'results';

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

/**
 * Sends a message of the policy callPackets: one packet, or several of which each but the last is acknowledged before the next
 * one is sent. With the last one the call leaves its processor; it goes on with one of the receiver's machine.
 */
export interface SendNode {
  readonly node: 'send';
  readonly message: 'call' | 'result' | 'exception' | 'answer';
  /** Who sends. */
  readonly domain: DomainId;
  /** What the packets hold beside their headers: content of the call, or so many bytes. */
  readonly content?: ContentName;
  readonly fixed?: Bytes;
  /** A packet is given to the device. */
  readonly work: PricedSite;
  readonly packet: PacketSites;
  /** The acknowledgement of a packet that is not the last has come. */
  readonly acknowledged: PricedSite;
  /** Off the path: who sends keeps looking for the answer, on a processor that has nothing else to do. Absent: it gives its processor away. */
  readonly polls?: SiteId;
  /** The row by which the call ends that nobody answers. */
  readonly failed: SiteId;
  readonly transport: TransportSpec;
}

/** What the receiver of a message does with its last packet. */
export interface ReceiveNode {
  readonly node: 'receive';
  readonly domain: DomainId;
  /** The sequence number is above the last one of this caller; absent: not looked at. */
  readonly check?: PricedSite;
  /** If the packet asks for it. */
  readonly acknowledge: DutySpec;
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

/** How messages of one binding are carried; equal in all nodes of a path. */
export interface TransportSpec {
  readonly link: number;
  /** Bytes of a packet that holds nothing else, and most bytes that it holds beside. */
  readonly header: Bytes;
  readonly data: Bytes;
  readonly retransmitAfter: Picoseconds;
  /** First probe after the acknowledgement of the call; each later span is twice the one before, up to the longest. */
  readonly probeAfter: Picoseconds;
  readonly longestProbe: Picoseconds;
  /** Packets that nobody answers before the sender gives up. */
  readonly attempts: number;
  readonly outcome: OutcomeId;
  readonly client: SideSpec;
  readonly server: SideSpec;
}

/** What one end does off the path of the call. */
export interface SideSpec {
  readonly domain: DomainId;
  /** The device brings a packet. */
  readonly interrupt: PricedSite;
  readonly discard: PricedSite;
  readonly acknowledge: DutySpec;
  readonly retransmit: DutySpec;
  /** Of the client: asks whether the server is still there. */
  readonly probe: DutySpec | null;
}

/** Work that ends with a packet on the link. */
export interface DutySpec {
  readonly work: PricedSite;
  readonly packet: PacketSites;
}

/** Rows of a packet on its link: one that gets through, one that is lost, and the second one if a fault doubles it. */
export interface PacketSites {
  readonly sent: SiteId;
  readonly lost: SiteId;
  /** Off the path. */
  readonly double: SiteId;
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

/** Whole picoseconds, or a formula over what the step handles, rounded to whole picoseconds. Never negative. */
export type Price = Expr;

/**
 * A number: picoseconds, bytes or a count. Variables: `bytes` and `count` of the step's content; `crossed`: `bytes` if another
 * processor's cache holds one of the step's places, else 0; `active`: processors of the machine that are not idle;
 * `argumentBytes`, `resultBytes`: of the call; `parameter`: the value of an argument of the procedure that runs.
 */
export type Expr = number | Variable | Operation | Draw;
export interface Variable {
  readonly op: 'bytes' | 'count' | 'crossed' | 'active' | 'argumentBytes' | 'resultBytes' | 'parameter';
  /** `parameter`: which one. */
  readonly index?: number;
}
export interface Operation {
  readonly op: 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max' | 'ceiling';
  readonly args: readonly Expr[];
}
/** One value from the run's seeded generator. */
export interface Draw {
  readonly op: 'uniform' | 'exponential' | 'poisson' | 'histogram';
  /** uniform: low, high. exponential: mean. poisson: rate in events per picosecond; the span to the next event. */
  readonly args: readonly Expr[];
  readonly bins?: readonly { readonly low: number; readonly high: number; readonly weight: number }[];
}

/** What a `when` asks while the path is walked. */
export type Condition =
  | { readonly is: 'constant'; readonly value: boolean }
  | {
      readonly is: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly is: 'not'; readonly operand: Condition }
  | { readonly is: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  /** The element of `place` (a pool) that the call holds has an element of `thing` attached. */
  | { readonly is: 'attached'; readonly place: StoreId; readonly thing: StoreId }
  | { readonly is: 'idleProcessor'; readonly domain: DomainId }
  /** In {@link PiecesNode}: no piece comes after this one. */
  | { readonly is: 'lastPiece' }
  /** A worker of the domain is free. */
  | { readonly is: 'waiting'; readonly domain: DomainId }
  /** A process of the domain waits for the thread that made the call. */
  | { readonly is: 'hinted'; readonly domain: DomainId }
  /** The message with which the call came was found by a process that polled for it. */
  | { readonly is: 'polled' }
  /** No call was made over the binding before this one. */
  | { readonly is: 'first'; readonly binding: number }
  /** The lock has no holder; a pool has an element that is free. */
  | { readonly is: 'free'; readonly lock: StoreId }
  /** The element of `place` (a pool) that the call took last was made when the pool grew. */
  | { readonly is: 'grown'; readonly place: StoreId }
  /** No element of `place` (a pool) is free, and it may not grow. */
  | { readonly is: 'scarce'; readonly place: StoreId }
  /** Nobody who is ready on the machine has a higher priority than the domain. */
  | { readonly is: 'urgent'; readonly domain: DomainId };

/** A thread of the scenario. */
export interface ThreadSpec {
  readonly name: string;
  readonly domain: DomainId;
  readonly priority: number;
  readonly body: readonly Statement[];
  readonly source: SourceRange | null;
}

/** One statement of a thread or of the body of a procedure. */
export type Statement =
  | {
      readonly do: 'call';
      readonly path: PathId;
      readonly site: SiteId;
      /** Sizes of this call's arguments and (unless the body returns another) results. */
      readonly argumentBytes: Expr;
      readonly resultBytes: Expr;
      /** One value for each parameter: a scalar's value, or a size in bytes. */
      readonly values: readonly Expr[];
    }
  | { readonly do: 'compute'; readonly time: Expr; readonly site: SiteId }
  | { readonly do: 'wait'; readonly time: Expr; readonly site: SiteId }
  | { readonly do: 'repeat'; readonly count: Expr; readonly body: readonly Statement[] }
  /** Starts the body once each period, at once if it is late, until `limit` has passed (null: for ever). */
  | {
      readonly do: 'every';
      readonly period: Expr;
      readonly limit: Expr | null;
      readonly site: SiteId;
      readonly body: readonly Statement[];
    }
  | {
      readonly do: 'chance';
      readonly share: Expr;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly do: 'return'; readonly size: Expr }
  | { readonly do: 'raise'; readonly outcome: OutcomeId; readonly site: SiteId }
  | { readonly do: 'try'; readonly body: readonly Statement[]; readonly catches: readonly Catch[] }
  /**
   * The domain keeps a reference to the element of `pool` that the call took last, which is not free before it is let go;
   * of the pool's elements it keeps the `newest` ones (null: all).
   */
  | {
      readonly do: 'keep';
      readonly pool: StoreId;
      readonly newest: number | null;
      readonly site: SiteId;
      readonly letting: LettingGo;
    }
  /** The domain lets go of the `count` elements of each of the pools that it has kept longest (null: of all). */
  | {
      readonly do: 'release';
      readonly count: Expr | null;
      readonly site: SiteId;
      readonly pools: readonly (LettingGo & { readonly pool: StoreId })[];
    }
  /** `fork` numbers the forks of one thread body; join waits for the newest thread of that number. */
  | {
      readonly do: 'fork';
      readonly fork: number;
      readonly name: string;
      readonly site: SiteId;
      readonly price?: Price;
      readonly body: readonly Statement[];
    }
  /** `work` comes before the wait, whether it has to wait or not. */
  | { readonly do: 'join'; readonly fork: number; readonly site: SiteId; readonly work?: PricedSite }
  | { readonly do: 'yield'; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'signal'; readonly condition: number; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'await'; readonly condition: number; readonly site: SiteId; readonly work?: PricedSite }
  /** A lock of the program's own: one holder, which is the body that runs; waiters first in, first out. */
  | { readonly do: 'lock'; readonly lock: StoreId; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'unlock'; readonly lock: StoreId; readonly site: SiteId; readonly price?: Price };

/** How a domain lets an element go that it kept. */
export interface LettingGo {
  readonly letGo: PricedSite;
  /** The kernel takes the element back: its pool's owner has ended, and nobody refers to it any more. Absent: nobody does. */
  readonly reclaim?: PricedSite & { readonly kernel: DomainId };
  /** Absent: notices to the owner always wait for a reply. */
  readonly explicit?: ExplicitNotice;
}

/** What tells the owner of a pool that elements were let go, when no reply comes that takes the notices along. */
export interface ExplicitNotice {
  /** Notices of one domain that wait for a reply. */
  readonly gather: number;
  readonly send: readonly Statement[];
  /** Of the row at whose end the elements are free. */
  readonly told: SiteId;
}

/** What a `try` does for one outcome. */
export interface Catch {
  readonly outcome: OutcomeId;
  /** The procedure goes on behind its raise, where the mechanism carries exceptions. */
  readonly resume?: boolean;
  readonly body: readonly Statement[];
}

// ---- sites: what a row of the trace refers to; everything a person is told about a step ----

/** What a mark in a picture means. Shape, letter and colour follow from it. */
export type StepKind =
  | 'copy'
  | 'trap'
  | 'switch'
  | 'refill'
  | 'exchange'
  | 'reallocation'
  | 'swap'
  | 'schedule'
  | 'wait'
  | 'work'
  | 'unsplit'
  | 'validate'
  | 'queue'
  | 'pool'
  | 'lock'
  | 'linkage'
  | 'mapping'
  | 'access'
  | 'control'
  | 'thread'
  | 'poll'
  | 'procedure'
  | 'compute'
  | 'idle'
  | 'packet'
  | 'outcome'
  | 'fault';

/** The seven overheads that the LRPC notes list, and what is none of them. */
export type Overhead =
  | 'stub'
  | 'messageBuffer'
  | 'accessValidation'
  | 'messageTransfer'
  | 'scheduling'
  | 'contextSwitch'
  | 'dispatch'
  | 'unsplit'
  | 'kernelEntry'
  | 'procedure'
  | 'none';

/** The three parts of a cross-address-space call that the URPC notes list, and what is none of them. */
export type UrpcPart = 'processorReallocation' | 'threadManagement' | 'dataTransfer' | 'unsplit' | 'none';

/** One step of a mechanism, statement or action of the system: all that is told of the rows that refer to it. */
export interface Site {
  readonly kind: StepKind;
  /** Off the call's path. */
  readonly off: boolean;
  /** `copy`, `run`, `validate`…: the verb in the file; for system sites the word that people read. */
  readonly verb: string;
  /** The label in the file (`as A`), or null. Equal labels align comparisons. */
  readonly label: string | null;
  /** The step as written, without the role: `copy arguments -> astack`. */
  readonly text: string;
  /** Who acts: client, server, kernel, scheduler…; `system` outside paths, `thread` for statements. */
  readonly role: string;
  /** Name of the mechanism it stands in; null for statements and system sites. */
  readonly mechanism: string | null;
  readonly section: 'call' | 'return' | 'bind' | 'body' | 'system';
  /** The part through which the path reached it, `enter(server)`; null outside parts. */
  readonly part: string | null;
  /** Where in a chain of domains it acts; absent outside. */
  readonly hop?: Hop;
  readonly from: string | null;
  readonly to: string | null;
  readonly overhead: Overhead;
  readonly urpc: UrpcPart;
  /** The comment above the step; plain text. */
  readonly doc: string | null;
  readonly source: SourceRange | null;
  readonly cost: CostNote | null;
  /** Mechanisms whose `avoids` name this step, and how they do it. */
  readonly avoidedBy: readonly Avoidance[];
  /** Of a packet on a link. */
  readonly packet?: PacketNote;
}

/** What a packet is, and between which machines. */
export interface PacketNote {
  readonly link: number;
  /** The domain at the other end, to whose machine it goes. */
  readonly receiver: DomainId;
  readonly from: number;
  readonly to: number;
  readonly what:
    | 'message'
    | 'call'
    | 'result'
    | 'exception'
    | 'answer'
    | 'refusal'
    | 'acknowledgement'
    | 'probe'
    | 'retransmission';
  readonly fate: 'sent' | 'lost' | 'double';
}

/** One step from a domain of a chain to the next: hop 2 of 3. */
export interface Hop {
  readonly number: number;
  readonly of: number;
}

/** Why a step costs what it costs. */
export interface CostNote {
  /** The price as written in the profile: `1.667us/argument + 0.16667us/byte`. */
  readonly formula: string;
  readonly parameters: readonly CostParameter[];
}
/** One entry of a cost profile that a price is made of. */
export interface CostParameter {
  /** The entry of the profile in its own words: `copy`, `in lrpc client: run stub`. */
  readonly name: string;
  readonly value: string;
  readonly provenance: 'measured' | 'derived' | 'assumed' | 'none';
  /** The file that supplies it in place of a price that nobody has published; absent for prices of the machine's own profile. */
  readonly assumption?: string;
  readonly source: string | null;
  /** The source was not seen: shown as "not verified against the paper". */
  readonly unverified: boolean;
  /** Ids of the published facts that calibrate it. */
  readonly facts: readonly string[];
  readonly at: SourceRange | null;
}
/** A mechanism that does without a step. */
export interface Avoidance {
  readonly mechanism: string;
  readonly doc: string | null;
  readonly at: SourceRange | null;
}

/** Zero-based lines and columns (UTF-16), end exclusive, as in the language server protocol. */
export interface SourceRange {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
