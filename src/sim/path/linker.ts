import type { Activity, Status } from '../machine/state.ts';
import type { DomainId, OutcomeId, PathId, SiteId } from '../spec/ids.ts';
import type { HandledEvent, PathNode, PathSpec } from '../spec/path.ts';
import type { Statement } from '../spec/statements.ts';
import type { Calls } from './calls.ts';

/** Where code begins that is compiled when it is first needed. */
export interface Linker {
  readonly calls: Calls;
  /** Null in runs without faults and time limits. */
  readonly guards: {
    emitStatement(): void;
    moveHome(a: Activity): Status | null;
    isDead(domain: DomainId): boolean;
  } | null;
  /** Null if no path carries exceptions. */
  readonly exceptions: {
    raise(a: Activity, outcome: OutcomeId, site: SiteId): Status | null;
  } | null;
  path(path: PathId): number;
  /** Compiles steps of a path (null: of a binding act) at the end of the code. */
  steps(nodes: readonly PathNode[], path: PathSpec | null): void;
  bind(binding: number): number;
  body(body: readonly Statement[]): number;
  /** The steps of a handler of a path, as compiled at the end of the code; false: it has none. */
  emitHandler(path: PathId, event: HandledEvent): boolean;
  /** Makes the thread of a fork, which becomes ready. */
  fork(a: Activity, statement: Statement & { do: 'fork' }): void;
  /** True if the newest thread of that fork still runs: the activity waits for its end. */
  joins(a: Activity, fork: number): boolean;
}
