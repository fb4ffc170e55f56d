/** Published figures as data: what a paper says, and the expression of a scenario that should come to the same. */
import type { ExpectNode } from './expectation.ts';
import type { SourceRange } from './spec/site.ts';

/** A figure, claim or rule as it was published. `media/library/facts.json` holds them. */
export interface PublishedFact {
  /** `lrpc.t4.null.lrpc`: what `@published` and `from` of a price name. */
  readonly id: string;
  readonly system: string;
  readonly quantity: string;
  /** A number, or words: `~20`, `<2`, `40..80`, `ABCE`. */
  readonly value: number | string;
  /** `us`, `copies`, `letters`; empty if the value says it. */
  readonly unit: string;
  readonly conditions: string;
  /** Paper, and table or section. */
  readonly source: string;
  /** `read`: the source was seen. `memory`: it was not; shown as "not verified against the paper". */
  readonly evidence: 'read' | 'memory';
  /** Facts from which this one follows by arithmetic, or which it repeats. Empty for most. */
  readonly derivedFrom: readonly string[];
}

/** A fact with those that it follows from: if they calibrate prices, so does it. */
export interface FactBasis {
  readonly id: string;
  readonly derivedFrom: readonly FactBasis[];
}

/** How far a simulated value may lie from the published one. */
export type Tolerance =
  /** A share of the published value. */
  | { readonly of: 'share'; readonly value: number }
  /** In base units: picoseconds, bytes. */
  | { readonly of: 'value'; readonly value: number };

/** What a published value says about a number, in the unit of the fact. */
export type PublishedValue =
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'about'; readonly value: number }
  | { readonly is: 'atLeast'; readonly value: number }
  | { readonly is: 'atMost'; readonly value: number }
  | { readonly is: 'between'; readonly low: number; readonly high: number }
  | { readonly is: 'text'; readonly text: string };

/** One `@published` of a scenario. */
export interface PublishedSpec {
  readonly fact: PublishedFact;
  readonly value: PublishedValue;
  /** Base units (picoseconds, bytes, counts) in one unit of the fact. */
  readonly unit: number;
  readonly basis: FactBasis;
  /** As written in the file. */
  readonly text: string;
  readonly expression: ExpectNode;
  /** As in an expectation: one result for each; empty: one result, because every call in it names its variant. */
  readonly variants: readonly string[];
  /** Null: the default, see the analysis. */
  readonly tolerance: Tolerance | null;
  /** Why it deviates, in the author's words. */
  readonly because: string | null;
  readonly source: SourceRange | null;
}
