import type { ContentName } from '../../sim/spec/content.ts';
import type { StoreId } from '../../sim/spec/ids.ts';
import type { PathNode, PathSpec } from '../../sim/spec/path.ts';

/** What the walk along a path has come to so far. */
export interface PathState {
  /** What the steps handle: the arguments, and from the procedure on the results. */
  phase: ContentName;
  /** What lies in each place, by its name. */
  readonly contents: Map<string, ContentName>;
  /** Where the arguments were put last. */
  argumentsAt: StoreId | null;
  /** Where they lie now, by name. */
  dataIn: string | null;
  /** What domains may do with places, where the path has said it: the last word counts. */
  readonly rights: Map<string, 'write' | 'read' | 'none'>;
  /** The exporter's body, once the path has come to the procedure. */
  body: PathSpec['body'];
  /** Places that nobody may change any more: their writer's right was taken away on this way. */
  secured: ReadonlySet<string>;
  /** In `each piece of`: `only` if everything fits into one piece, `one` of several that the run counts; null outside. */
  piece: 'only' | 'one' | null;
  /** A carrier has come to where it runs the procedure. */
  carried: boolean;
  /** The rest of the call is another mechanism's path, which is walked. */
  over: boolean;
  /** What happens to the call from outside, where another mechanism's path goes on. */
  handlers: PathSpec['handlers'];
  /** Likewise how exceptions cross. */
  exceptions: PathSpec['exceptions'];
  /** Likewise how the call, and its binding act, come home from another machine. */
  refusals: Readonly<Record<'bind' | 'return', Pick<PathSpec, 'refused'>>>;
  /** Binding acts of the mechanisms that carry it or that it goes on with, by hop and mechanism. */
  readonly binds: Map<string, PathNode[]>;
}

/** Before the first step. */
export function pathState(): PathState {
  return {
    phase: 'arguments',
    contents: new Map([['arguments', 'arguments']]),
    argumentsAt: null,
    dataIn: null,
    rights: new Map(),
    body: [],
    secured: new Set(),
    piece: null,
    carried: false,
    over: false,
    handlers: undefined,
    exceptions: undefined,
    refusals: { bind: {}, return: {} },
    binds: new Map(),
  };
}
