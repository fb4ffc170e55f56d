import type { ExpectationSpec } from './expectation.ts';
import type { PublishedSpec } from './published.ts';
import type { RunSpec } from './spec.ts';

/** Everything needed to run one scenario in all its variants; what the language's compiler gives. */
export interface ScenarioRun {
  readonly file: string;
  readonly scenario: string;
  readonly title: string | null;
  readonly notes: readonly string[];
  readonly variants: readonly RunSpec[];
  readonly expectations: readonly ExpectationSpec[];
  readonly published: readonly PublishedSpec[];
}
