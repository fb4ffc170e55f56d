import type { DomainId, PathId, StoreId } from '../../sim/spec/ids.ts';
import type { Procedure } from '../generated/ast.ts';
import type { Compilation } from './compilation.ts';
import type { CompiledPrice } from './costs.ts';

/** Where statements stand: in a thread, or in the body of an exported procedure. */
export interface StatementContext {
  readonly compilation: Compilation;
  readonly domain: DomainId;
  /** Whose parameters are in scope; null in threads. */
  readonly procedure: Procedure | null;
  /** The domain that nested calls come from, if it is not the one that their bindings name. */
  readonly nested: DomainId | null;
  /** Where the arguments of the procedure lie; null in threads. */
  readonly data: ArgumentsPlace | null;
}

/** So many notices wait for a reply; more go by a call over the path. Null: they always wait. */
export interface Notices {
  readonly gather: number;
  readonly path: PathId | null;
}

/** The place that a procedure's arguments lie in when its body begins, and what its domain may do there. */
export interface ArgumentsPlace {
  /** By name; null if the path does not say. */
  readonly name: string | null;
  /** The pool that it is an element of, if it is one. */
  readonly pool: StoreId | null;
  readonly writable: boolean;
  /** What touching it costs, and what the kernel takes to unmap it. */
  readonly price: (verb: 'read' | 'write' | 'unmap') => CompiledPrice;
  readonly kernel: DomainId;
  /** How the pool's owner is told that elements were let go; null: nobody has to tell him. */
  readonly notices: () => Notices | null;
}
