/**
 * Messages of the result panel. The view asks, the host answers (mostly by passing the question to the simulation worker);
 * every request gets exactly one reply, also on failure.
 */
import type { HeatmapModel, HeatmapQuery } from '../analysis/heatmap-models.ts';
import type { PathMapModel } from '../analysis/map-models.ts';
import type { RunOverview } from '../analysis/run-models.ts';
import type { CallList, SequenceModel } from '../analysis/sequence-models.ts';
import type { SweepModel } from '../analysis/sweep-models.ts';
import type { Narrative } from '../analysis/text-models.ts';
import type { SourceRange } from '../sim/spec/site.ts';

/** Question → answer. */
export interface ResultQueries {
  /** Of a sweep: at the value with this index; without one at that which was shown last. */
  overview: { params: { value?: number }; result: RunOverview };
  /** All values of a sweep; fails if there is none. */
  sweep: { params: Record<string, never>; result: SweepModel };
  sequence: { params: { variant: number; call: number }; result: SequenceModel };
  /** The calls of one path, `from` 0-based; `failedOnly` filters. */
  calls: {
    params: { variant: number; path: number; from: number; count: number; failedOnly: boolean };
    result: CallList;
  };
  heatmap: { params: HeatmapQuery; result: HeatmapModel };
  map: { params: { variant: number; call: number }; result: PathMapModel };
  narrative: { params: { variant: number; call: number }; result: Narrative };
}
/** The name of a question. */
export type ResultQuery = keyof ResultQueries;

/** What the view sends. */
export type ToHost =
  | { readonly kind: 'ready' }
  | {
      readonly [Q in ResultQuery]: {
        readonly kind: 'request';
        readonly id: number;
        readonly query: Q;
        readonly params: ResultQueries[Q]['params'];
      };
    }[ResultQuery]
  /** Nobody waits for the answer to this request any more: what is computed for it alone may stop. It is answered all the same. */
  | { readonly kind: 'giveUp'; readonly id: number }
  /** Open the place in an editor beside the panel. */
  | { readonly kind: 'reveal'; readonly at: SourceRange }
  | { readonly kind: 'rerun' }
  | { readonly kind: 'cancel' }
  /** An error that the view could not handle; goes to the log. */
  | { readonly kind: 'log'; readonly message: string };

/** What the host sends. */
export type ToView =
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  /** The state of the run that the panel belongs to. */
  | { readonly kind: 'status'; readonly status: RunStatus }
  /** The editor's cursor stands on this line of the scenario: mark what belongs to it. */
  | { readonly kind: 'cursor'; readonly uri: string; readonly line: number };

/** How the run stands that a panel shows. */
export type RunStatus =
  | {
      readonly state: 'running';
      readonly scenario: string;
      readonly variant: string;
      readonly rows: number;
      readonly time: number;
    }
  /** Ask for `overview`. `stale`: the file was changed after the run. */
  | { readonly state: 'done'; readonly run: number; readonly stale: boolean }
  | { readonly state: 'failed'; readonly message: string };

/** What the view keeps in the webview's state so that it can be restored: a reference, never the trace. */
export interface ResultViewState {
  readonly file: string;
  readonly scenario: string;
  readonly view: 'sweep' | 'sequence' | 'heatmap' | 'map' | 'text';
  /** Index of the swept value that is shown; absent without a sweep. */
  readonly value?: number;
  readonly variant: number;
  readonly other: number | null;
  readonly call: number | null;
  readonly axis: 'scale' | 'compressed';
}
