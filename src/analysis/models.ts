/**
 * The view models: plain, JSON-serialisable data computed from traces, drawn by the views and printed by the CLI. All times are
 * whole picoseconds, or means of them where said.
 */
import type { Bytes, Picoseconds } from '../base/units.ts';
import type { PublishedFact } from '../sim/published.ts';
import type { AbsentVariant, SweepUnit } from '../sim/scenario.ts';
import type { ContentName } from '../sim/spec/content.ts';
import type { Overhead, PacketNote, Site, SourceRange, StepKind, UrpcPart } from '../sim/spec/site.ts';
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
  readonly latency: Latency;
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

// ---- one call, as a sequence diagram ----

/** The steps of one call in the order of time. */
export interface SequenceModel {
  readonly variant: number;
  readonly call: number;
  /** Path of the call; −1 − binding for a binding act. */
  readonly path: number;
  /** 1-based number among the calls of its path, as in the call picker. */
  readonly number: number;
  readonly title: string;
  /** `win.Draw over lrpc`, outcome in words when it failed. */
  readonly outcome: string | null;
  readonly latency: Picoseconds;
  /** Instant of the first row in the run. */
  readonly start: Picoseconds;
  /** The statement of the scenario that made the call. */
  readonly source: SourceRange | null;
  /** Those of a machine stand together, a link between two machines. */
  readonly lifelines: readonly Lifeline[];
  readonly steps: readonly SequenceStep[];
  /** Processors that stand by for the call: they poll, or idle in a domain into which the call exchanges processors. */
  readonly standby: readonly Standby[];
  /** Steps of the call that are not among `steps`, because there are too many to draw; the earliest are kept. */
  readonly omitted: number;
  readonly perCall: PerCall;
  /** Share of the latency by kind, on the path, largest first. */
  readonly shares: readonly {
    readonly kind: StepKind | 'nested';
    readonly time: Picoseconds;
    readonly count: number;
  }[];
}

/** A domain in which the call acts, or a link that carries its packets. */
export interface Lifeline {
  /** Name of the domain or the link. */
  readonly domain: string;
  readonly role: 'client' | 'kernel' | 'server' | 'scheduler' | 'link';
  /** The machine of the domain; null for a link. */
  readonly machine: string | null;
  /** Threads that act in it during this call. */
  readonly threads: readonly string[];
}

/** A span in which a processor has nothing to run but looks for work, or keeps a domain loaded that the call will need. */
export interface Standby {
  /** Of its idle row in the trace. */
  readonly row: number;
  readonly processor: string;
  /** Lifeline of the domain that it has loaded. */
  readonly lane: number;
  /** It looks for messages of the domain all the time; else it waits until somebody takes it. */
  readonly polls: boolean;
  /** Relative to the call's start, and only as far as the call goes. */
  readonly start: Picoseconds;
  readonly duration: Picoseconds;
}

/** One row of the trace, as a mark of the diagram. */
export interface SequenceStep {
  /** Row index in the trace: stable identity of a mark. */
  readonly row: number;
  /** Index into the variant's sites. */
  readonly site: number;
  readonly kind: StepKind;
  /** `A`…`F` for the copies of Table III of the LRPC paper, else null. */
  readonly letter: string | null;
  /** Relative to the call's start. */
  readonly start: Picoseconds;
  readonly duration: Picoseconds;
  readonly onPath: boolean;
  /** 0 in the call itself, 1 in calls made by its body, and so on. */
  readonly depth: number;
  /** The call that the row belongs to: this one or a nested one. */
  readonly call: number;
  /** Lifeline of who acts. */
  readonly lane: number;
  /** Control transfers: the lifeline that has control afterwards. Copies: from and to places' lifelines. Else null. */
  readonly fromLane: number | null;
  readonly toLane: number | null;
  /** Of a packet: the link's lifeline, and what it is. A fault of a packet has the lifeline alone. Else null. */
  readonly link: number | null;
  readonly packet: PacketNote['what'] | null;
  /** A packet that does not arrive. */
  readonly isLost: boolean;
  /** Places of a copy, shown with their domain: `arguments`, `A-stack 2`. */
  readonly from: string | null;
  readonly to: string | null;
  /** The domain that a switch, exchange, swap, schedule, upcall, resume, wake or lend means. */
  readonly target: string | null;
  readonly bytes: Bytes;
  /** Number of values that the step handles (price per argument). */
  readonly values: number;
  /** What it handles: the call's content, or a message of the mechanism's own. */
  readonly content: ContentName | 'message' | null;
  readonly thread: string | null;
  /** `Firefly 0`; null while nobody has one. */
  readonly processor: string | null;
  /** For waits: what it waited for and which step ended it. */
  readonly wait: string | null;
}

/** An entry of the call picker. */
export interface CallListItem {
  readonly call: number;
  /** 1-based number among the calls of its path. */
  readonly number: number;
  readonly path: number;
  readonly latency: Picoseconds;
  readonly start: Picoseconds;
  readonly outcome: string | null;
  readonly thread: string;
}
/** Part of the calls of one path; `total` counts all that fit. */
export interface CallList {
  readonly total: number;
  readonly items: readonly CallListItem[];
}

// ---- cost heatmap ----

/** What a row of the heatmap stands for: a step, a kind of step, one of the LRPC notes' overheads, one of the URPC notes' parts. */
export type HeatmapGrouping = 'site' | 'kind' | 'overhead' | 'urpc';
/** Which number of a cell is shown. */
export type HeatmapMeasure = 'time' | 'count' | 'bytes';

/** Which part of a run a heatmap shows, and how. */
export interface HeatmapQuery {
  /** calls: columns are single calls of one variant and path. mechanisms: columns are the variants, means per call. */
  readonly columns: 'calls' | 'mechanisms';
  readonly variant: number;
  /** The bound procedure whose calls are shown: `binding.procedure`. */
  readonly procedure: string;
  readonly grouping: HeatmapGrouping;
  /** First call (0-based among the calls of the path) and number of columns; columns are buckets of calls when there are more. */
  readonly from: number;
  readonly columnsWanted: number;
  /** How many calls from `from` on; all if absent. */
  readonly count?: number;
}

/** Mean costs per call, in rows and columns. */
export interface HeatmapModel {
  readonly columns: readonly HeatmapColumn[];
  readonly rows: readonly HeatmapRow[];
  /** Number of calls of the path. */
  readonly calls: number;
}
/** One call, a bucket of calls, or a variant. `total`: what is on the path. */
export interface HeatmapColumn {
  readonly title: string;
  /** The first call in the bucket, to open its diagram. */
  readonly variant: number;
  readonly call: number;
  readonly calls: number;
  readonly total: HeatCell;
}
/** A step or a group of steps. */
export interface HeatmapRow {
  readonly key: string;
  readonly title: string;
  readonly kind: StepKind | 'nested' | null;
  readonly overhead: Overhead | null;
  readonly urpc: UrpcPart | null;
  /** Index into the sites of the first variant that has it, with that variant; null for groups. */
  readonly site: { readonly variant: number; readonly site: number } | null;
  readonly onPath: boolean;
  /** One for each column: means over the calls of the column; null where the path has no such step. */
  readonly cells: readonly (HeatCell | null)[];
  readonly total: HeatCell;
}
/** Means per call: picoseconds, rows, bytes moved. */
export interface HeatCell {
  readonly time: number;
  readonly count: number;
  readonly bytes: number;
}

// ---- path map ----

/** One call as a graph. */
export interface PathMapModel {
  readonly title: string;
  readonly boxes: readonly MapBox[];
  readonly edges: readonly MapEdge[];
}
/** A machine, a domain, the kernel, or a place; nested by `parent`. A place mapped in two domains stands between them. */
export interface MapBox {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: 'machine' | 'domain' | 'kernel' | 'place' | 'shared';
  readonly title: string;
  readonly detail: string | null;
}
/** A copy from place to place, a packet from machine to machine, or a transfer of control. A fault leads from its domain to itself. */
export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: StepKind;
  /** Order in the call, from 1. */
  readonly order: number;
  readonly label: string;
  /** The link that carries a packet from machine to machine, or on which a fault happens to it; null for all else. */
  readonly link: string | null;
  /** A packet that does not arrive. */
  readonly isLost: boolean;
  readonly bytes: Bytes;
  readonly time: Picoseconds;
  readonly row: number;
  readonly site: number;
}

// ---- text narrative ----

/** One call in sentences. */
export interface Narrative {
  readonly title: string;
  readonly summary: readonly string[];
  readonly lines: readonly NarrativeLine[];
}
/** One step in a sentence. */
export interface NarrativeLine {
  readonly row: number;
  readonly site: number;
  readonly depth: number;
  readonly onPath: boolean;
  /** A whole sentence: `At 18.0 µs the client copies 200 bytes from arguments to A-stack 0 (copy A, 35.0 µs).` */
  readonly text: string;
}

/** What the hover and the details pane tell of one step. */
export interface StepDetails {
  readonly title: string;
  /** What happens, in one sentence. */
  readonly what: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** `1.667 µs/argument × 1 + 0.1667 µs/byte × 200 bytes = 35.0 µs`; null if the step is free. */
  readonly formula: string | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    /** Provenance, source and "not verified against the paper" in words. */
    readonly source: string;
    readonly facts: readonly string[];
    readonly at: SourceRange | null;
  }[];
  readonly doc: string | null;
  readonly avoidedBy: readonly {
    readonly mechanism: string;
    readonly how: string | null;
    readonly at: SourceRange | null;
  }[];
  readonly links: readonly { readonly title: string; readonly at: SourceRange }[];
}
