import type { Change } from '../base/changes.ts';
import type { ExpectationSpec } from './expectation.ts';
import type { PublishedSpec } from './published.ts';
import type { Limits, RunSpec } from './spec/run.ts';
import type { SourceRange } from './spec/site.ts';

/** Everything needed to run one scenario in all its variants; what the language's compiler gives. */
export interface ScenarioRun {
  readonly file: string;
  readonly scenario: string;
  readonly title: string | null;
  readonly notes: readonly string[];
  readonly variants: readonly RunSpec[];
  readonly expectations: readonly ExpectationSpec[];
  readonly published: readonly PublishedSpec[];
  /** Compared mechanisms that cannot run here. */
  readonly absent?: readonly AbsentVariant[];
  /** With `@sweep`: `variants`, `expectations`, `published` and `absent` are those of the first value. */
  readonly sweep?: SweepSpec;
}

/** A variant that does not run, and why. */
export interface AbsentVariant {
  /** As the variant would be called; empty if the scenario compares nothing. */
  readonly variant: string;
  /** Its place among all variants, those that run included; from 0. */
  readonly index: number;
  /** Code of the diagnostic that says the same: `ipc/priceMissing`, `ipc/compareUnfit`… */
  readonly code: string;
  /** In whole sentences. */
  readonly reason: string;
  /** The prices that the profile of the machine lacks; null if it is something else that keeps the variant from running. */
  readonly missing: MissingPrices | null;
  readonly source: SourceRange | null;
}

/** Prices that must be there and are not. */
export interface MissingPrices {
  readonly profile: string;
  readonly mechanism: string;
  /** In the words of the steps, as a profile has them in `in mechanism { … }`: `client: run stub`. */
  readonly prices: readonly string[];
}

/** What the values of a swept parameter are. In base units: picoseconds, bytes, counts; rates per picosecond. */
export type SweepUnit = 'time' | 'size' | 'count' | 'share' | 'events' | 'throughput' | 'number';

/** The values of a parameter for which a scenario runs, once each in every variant. */
export interface SweepSpec {
  readonly parameter: string;
  readonly unit: SweepUnit;
  /** In the order in which they were written. */
  readonly values: readonly number[];
  /** Names of the variants, in their order; one empty name if the scenario compares nothing. */
  readonly columns: readonly string[];
  /**
   * What changes from each value to the next in `variants`, `expectations`, `published` and `absent` of the scenario; one list
   * less than there are values.
   */
  readonly changes: readonly (readonly Change[])[];
  /** Stricter limits than those of the specs. */
  readonly limits?: Limits;
  readonly source: SourceRange | null;
}
