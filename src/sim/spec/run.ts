/**
 * What a run needs, as plain data: machines, domains, stores, the path of every bound procedure and the threads.
 * The language compiles a scenario to it; the engine knows nothing else. All names are for people; all references are
 * indices into the arrays of the spec. JSON-serialisable.
 */
import type { Picoseconds } from '../../base/units.ts';
import type { FaultSpec } from './faults.ts';
import type { DomainId, SiteId } from './ids.ts';
import type { DomainSpec, LinkSpec, MachineSpec } from './machine.ts';
import type { PathNode, PathSpec } from './path.ts';
import type { Site, SourceRange } from './site.ts';
import type { ThreadSpec } from './statements.ts';
import type { StoreSpec } from './stores.ts';

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

/** Where a run stops that does not end by itself. */
export interface Limits {
  /** Rows recorded before the run stops with a clear error. */
  readonly rows: number;
  /** Instant at which the run stops with a clear error. */
  readonly time: Picoseconds;
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
