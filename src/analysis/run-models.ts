/** What a run found, in figures: plain, JSON-serialisable data. Times are whole picoseconds, or means of them where said. */
import type { Bytes, Picoseconds } from '../base/units.ts';
import type { PublishedFact } from '../sim/published.ts';
import type { AbsentVariant, SweepUnit } from '../sim/scenario.ts';
import type { Site, SourceRange, StepKind } from '../sim/spec/site.ts';
import type { RunEnd } from '../sim/trace/format.ts';

/** One executed scenario: one variant, or several with `@compare`. */
export interface RunOverview {
  readonly file: string;
  readonly scenario: string;
  readonly title: string | null;
  /** Texts of `@note`. */
  readonly notes: readonly string[];
  readonly variants: readonly VariantOverview[];
  /** Compared mechanisms that did not run, and why. */
  readonly absent: readonly AbsentVariant[];
  /** What is swept, and at which value `variants` ran; null without `@sweep`. */
  readonly sweep: SweepHead | null;
  readonly expectations: readonly ExpectationResult[];
  readonly published: readonly PublishedResult[];
  readonly problems: readonly RunProblem[];
}

/** A sweep in short. `expectations` and `problems` of the overview are those of all its values. */
export interface SweepHead {
  readonly parameter: string;
  readonly unit: SweepUnit;
  /** The values that were run, in base units. */
  readonly values: readonly number[];
  /** Names of the variants. */
  readonly columns: readonly string[];
  /** Index of the value whose runs are shown. */
  readonly value: number;
}

/** One run of the scenario, summed up. */
export interface VariantOverview {
  /** Empty if the scenario has one variant only. */
  readonly name: string;
  readonly end: RunEnd;
  readonly rows: number;
  /** Instant at which the run ended. */
  readonly simulatedTime: Picoseconds;
  /** The sites that rows of this variant refer to. */
  readonly sites: readonly Site[];
  /** One for each bound procedure that was called, in the order of the first call. */
  readonly calls: readonly CallSummary[];
  readonly bindings: readonly BindSummary[];
  readonly processors: readonly ProcessorSummary[];
  /** Prices that count in this run and that nobody has published. */
  readonly assumptions: readonly Assumption[];
}

/** A price that nobody has published, and that a file supplies. */
export interface Assumption {
  /** The entry in its own words: `in rpc client: run stub`. */
  readonly name: string;
  readonly value: string;
  /** The file that supplies it. */
  readonly file: string;
}

/** All calls of one procedure over one binding. */
export interface CallSummary {
  readonly path: number;
  readonly binding: string;
  readonly client: string;
  readonly server: string;
  readonly procedure: string;
  readonly mechanism: string;
  /** Mechanism with settings. */
  readonly via: string;
  readonly profile: string;
  /** Calls that ended; those still running at the end of the run are not counted. */
  readonly count: number;
  /** Of them, those that ended with an outcome. */
  readonly failed: number;
  /** Of those, the ones whose client had ended: nobody is left who is told. */
  readonly untold: number;
  /** How they ended, in the order of the first of each. */
  readonly outcomes: readonly OutcomeCount[];
  readonly latency: Latency;
  /** Ended calls per second, from the first start to the last end; null of a single call. */
  readonly throughput: number | null;
  /** Those that returned apart from those that did not; null if there are only the ones or the others. */
  readonly apart: { readonly returned: CallFigures; readonly failed: CallFigures } | null;
  readonly perCall: PerCall;
  /** On-path entries sum to count × mean; off-path entries follow. */
  readonly breakdown: readonly BreakdownEntry[];
  /** A call whose latency is the median, not the first if there is another: what the views show first. */
  readonly typicalCall: number;
  /** Call number of the first call: it may differ from later ones (association of stacks, first use). */
  readonly firstCall: number;
  /** Call number of the first of the slowest calls. */
  readonly slowestCall: number;
  readonly source: SourceRange | null;
  /** What the mechanism is and how its calls may end, in paragraphs; words between backquotes are code. */
  readonly about: readonly string[];
}

/** Some of the calls of a procedure in figures. */
export interface CallFigures {
  readonly count: number;
  readonly latency: Latency;
  /** Calls per second, from the first start to the last end; null of a single call. */
  readonly throughput: number | null;
}

/** Calls that ended with one outcome, and of which the same is known. */
export interface OutcomeCount {
  readonly outcome: string;
  /** What their callers know: `the procedure did not run`; or that there is no caller any more. */
  readonly ran: string;
  readonly count: number;
}

/** Percentiles by nearest rank over all ended calls; `mean` is exact, rounded to whole picoseconds. */
export interface Latency {
  readonly min: Picoseconds;
  readonly mean: Picoseconds;
  readonly p50: Picoseconds;
  readonly p95: Picoseconds;
  readonly p99: Picoseconds;
  readonly max: Picoseconds;
}

/** Means over the calls; on the path and off it, nested calls not included. `unsplit` is in picoseconds, the rest are counts or bytes. */
export interface PerCall {
  readonly userCopies: number;
  readonly kernelCopies: number;
  readonly bytesCopied: number;
  readonly traps: number;
  /** Changes of the loaded address space. */
  readonly switches: number;
  readonly processSwaps: number;
  /** Changes of the acting thread: swaps, schedules, user-level dispatches. */
  readonly threadSwitches: number;
  readonly exchanges: number;
  readonly reallocations: number;
  readonly queueOps: number;
  readonly locks: number;
  readonly mappings: number;
  readonly validations: number;
  readonly packets: number;
  readonly unsplit: number;
}

export interface BreakdownEntry {
  /** Index into the variant's sites; −1 for the latency of nested calls. */
  readonly site: number;
  /** The label or the step's text. */
  readonly label: string;
  readonly kind: StepKind | 'nested';
  readonly onPath: boolean;
  readonly time: Picoseconds;
  readonly count: number;
  readonly bytes: Bytes;
}

/** The binding act, reported apart from the calls. */
export interface BindSummary {
  readonly binding: string;
  readonly via: string;
  readonly call: number;
  readonly time: Picoseconds;
  /** In words, if it failed: `ended with bindFailed (the procedure did not run)`. */
  readonly outcome: string | null;
}

export interface ProcessorSummary {
  readonly machine: string;
  readonly index: number;
  /** Time in rows other than idle, both processors counted in an exchange. */
  readonly busy: Picoseconds;
}

/** What became of one `@expect` in one variant. */
export interface ExpectationResult {
  readonly text: string;
  readonly variant: string;
  readonly passed: boolean;
  /** What was found: `latency(test.Null).mean = 157.0 µs`. */
  readonly actual: string;
  readonly source: SourceRange | null;
}

/** A simulated value beside the published one, in one variant. */
export interface PublishedResult {
  readonly fact: PublishedFact;
  /** What was simulated, as written. */
  readonly text: string;
  readonly variant: string;
  /** In words, with the unit of the fact: `157 µs`. */
  readonly published: string;
  /** Null if there was nothing to measure. */
  readonly simulated: string | null;
  /** The same as a number in the unit of the fact, or letters. */
  readonly value: number | string | null;
  /** As a share of the published value; null for letters and where nothing could be measured. */
  readonly deviation: number | null;
  /** What was published are bounds, and the value lies within them. */
  readonly isBounded: boolean;
  /** How much it may be: `5 %`. */
  readonly tolerance: string;
  readonly within: boolean;
  /** Why it deviates, in the author's words. */
  readonly because: string | null;
  /** Prices of the run that the fact calibrates; null if the simulated value is a prediction. */
  readonly calibratedBy: readonly string[] | null;
  readonly source: SourceRange | null;
}

/** What only the run could see; becomes a diagnostic on `source`. */
export interface RunProblem {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly message: string;
  readonly variant: string;
  readonly source: SourceRange | null;
}
