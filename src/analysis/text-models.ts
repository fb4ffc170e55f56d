/** One call in sentences, and all that is told of one step: plain, JSON-serialisable data. */
import type { SourceRange } from '../sim/spec/site.ts';

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
