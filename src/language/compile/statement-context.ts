import type { DomainId } from '../../sim/spec.ts';
import type { Procedure } from '../generated/ast.ts';
import type { Compilation } from './compilation.ts';

/** Where statements stand: in a thread, or in the body of an exported procedure. */
export interface StatementContext {
  readonly compilation: Compilation;
  readonly domain: DomainId;
  /** Whose parameters are in scope; null in threads. */
  readonly procedure: Procedure | null;
  /** The domain that nested calls come from, if it is not the one that their bindings name. */
  readonly nested: DomainId | null;
}
