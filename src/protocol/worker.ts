/** Messages between the extension host and the simulation worker, which owns runs and traces. */
import type { ScenarioRun } from '../sim/scenario.ts';
import type { ResultQueries, ResultQuery } from './result.ts';

/** What the host sends. `run` numbers a run of a scenario, `id` a question. */
export type ToWorker =
  | { readonly kind: 'run'; readonly run: number; readonly scenario: ScenarioRun }
  | { readonly kind: 'cancel'; readonly run: number }
  | { readonly kind: 'forget'; readonly run: number }
  /** Nobody waits for the answer to this question any more; it is answered all the same. */
  | { readonly kind: 'giveUp'; readonly run: number; readonly id: number }
  | {
      readonly [Q in ResultQuery]: {
        readonly kind: 'query';
        readonly run: number;
        readonly id: number;
        readonly query: Q;
        readonly params: ResultQueries[Q]['params'];
      };
    }[ResultQuery];

/** What the worker sends: news of runs, and one answer to each question. */
export type FromWorker =
  | {
      readonly kind: 'progress';
      readonly run: number;
      readonly variant: string;
      readonly rows: number;
      readonly time: number;
    }
  | { readonly kind: 'done'; readonly run: number }
  | { readonly kind: 'failed'; readonly run: number; readonly message: string }
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
