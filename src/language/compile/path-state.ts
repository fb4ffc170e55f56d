import type { ContentName, PathSpec, StoreId } from '../../sim/spec.ts';

/** What the walk along a path has come to so far. */
export interface PathState {
  /** What the steps handle: the arguments, and from the procedure on the results. */
  phase: ContentName;
  /** What lies in each place, by its name. */
  readonly contents: Map<string, ContentName>;
  /** Where the arguments were put last. */
  argumentsAt: StoreId | null;
  /** The exporter's body, once the path has come to the procedure. */
  body: PathSpec['body'];
}

/** Before the first step. */
export function pathState(): PathState {
  return { phase: 'arguments', contents: new Map([['arguments', 'arguments']]), argumentsAt: null, body: [] };
}
