/** One call, step by step, and the calls to choose from: plain, JSON-serialisable data. Times are whole picoseconds. */
import type { Bytes, Picoseconds } from '../base/units.ts';
import type { ContentName } from '../sim/spec/content.ts';
import type { PacketNote, SourceRange, StepKind } from '../sim/spec/site.ts';
import type { PerCall } from './run-models.ts';

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
  /** What goes on beside the steps, in the order of time. */
  readonly beside: readonly Beside[];
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

/** What goes on for a while beside the steps of a call, and matters to it. */
export type Beside = Standby | EarlierCut;

interface Span {
  /** Of the trace: its idle row, or that of the fault. */
  readonly row: number;
  /** Index into the variant's sites. */
  readonly site: number;
  /** Lifeline of the domain that the processor has loaded, or of the link. */
  readonly lane: number;
  /** Relative to the call's start. */
  readonly start: Picoseconds;
  /** Only as far as the call goes. */
  readonly duration: Picoseconds;
}

/**
 * A span in which a processor stands by for the call: it has nothing to run but looks for work, or keeps a domain loaded into which
 * the call exchanges processors.
 */
export interface Standby extends Span {
  readonly kind: 'standby';
  readonly processor: string;
  /** It looks for messages of the domain all the time; else it waits until somebody takes it. */
  readonly polls: boolean;
}

/** A link that was cut before the call began, so that none of its steps tells of it. `start` is negative. */
export interface EarlierCut extends Span {
  readonly kind: 'cut';
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
