/** What a sweep found: plain, JSON-serialisable data, one cell for each value of the parameter and each variant. */

import type { Picoseconds } from '../base/units.ts';
import type { MissingPrices, SweepUnit } from '../sim/scenario.ts';
import type { Assumption, Latency, PerCall } from './run-models.ts';

/** A sweep, folded: of each run only its figures are kept. */
export interface SweepModel {
  readonly scenario: string;
  readonly parameter: string;
  readonly unit: SweepUnit;
  /** In base units (picoseconds, bytes, counts), in the order in which they were written. */
  readonly values: readonly number[];
  /** The variants by name; one empty name if the scenario compares nothing. */
  readonly columns: readonly string[];
  /** The columns for people: the variant, or else the mechanism that the bindings name. */
  readonly titles: readonly string[];
  /** The called procedures, `binding.procedure`, in the order of their first call. */
  readonly procedures: readonly string[];
  /** By value, then by column. */
  readonly cells: readonly (readonly SweepCell[])[];
  /** Why there are cells without figures; each text once. */
  readonly notes: readonly SweepNote[];
  /** Prices that nobody has published and that count in some of the figures. */
  readonly assumptions: readonly Assumption[];
  /** Prices that count in some of the figures and are not verified against the paper, by mechanism. */
  readonly unverified: readonly UnverifiedPrices[];
}

/** Prices of a mechanism whose source nobody has seen. */
interface UnverifiedPrices {
  /** With its settings, as shown. */
  readonly mechanism: string;
  readonly prices: readonly string[];
}

/** One run. */
export interface SweepCell {
  /** By procedure; null where it was not called or the run was not made. */
  readonly calls: readonly (SweptCall | null)[];
  /** Index into the notes: why the run was not made; null if it was. */
  readonly note: number | null;
  /** Prices count in its figures that nobody has published. */
  readonly assumed: boolean;
  /** Prices count in its figures that are not verified against the paper. */
  readonly unverified: boolean;
  /** Length of the run; null if it was not made. */
  readonly simulatedTime: Picoseconds | null;
}

/** All calls of one procedure in one run. */
export interface SweptCall {
  /** Calls that ended, and how many of them with an outcome. If all did, they have no figures worth showing. */
  readonly count: number;
  readonly failed: number;
  readonly latency: Latency;
  /** Calls per second. */
  readonly throughput: number;
  readonly perCall: PerCall;
  /** Index into the notes: how calls ended that did not return. */
  readonly note: number | null;
}

/** A footnote. */
export interface SweepNote {
  /** The variant that it is about; empty if the scenario compares nothing. */
  readonly variant: string;
  /** In whole sentences. */
  readonly text: string;
  readonly missing: MissingPrices | null;
}
