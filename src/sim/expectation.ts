/** Conditions of `@expect` as data, compiled by the language and evaluated on a run's summaries. */
import type { SourceRange } from './spec/site.ts';

/** One `@expect` of a scenario. */
export interface ExpectationSpec {
  /** As written in the file. */
  readonly text: string;
  readonly condition: ExpectNode;
  /**
   * Variants that it is evaluated for, one result each; those that run the mechanism as the binding has it. Empty: evaluated
   * once, because every call in it names its variant.
   */
  readonly variants: readonly string[];
  readonly source: SourceRange | null;
}

/**
 * A tree over numbers and truth values. Times are picoseconds, rates are per picosecond. `call` names a binding and
 * procedure, `win.Draw`; with `variant` the value is taken from the variant of that name (ratios between variants).
 */
export type ExpectNode =
  | { readonly node: 'number'; readonly value: number; readonly text: string }
  | { readonly node: 'truth'; readonly value: boolean }
  /** Letters of copies, to compare with those of a call. */
  | { readonly node: 'text'; readonly value: string }
  | {
      readonly node: 'binary';
      readonly operator: ExpectOperator;
      readonly left: ExpectNode;
      readonly right: ExpectNode;
    }
  | { readonly node: 'unary'; readonly operator: '-' | 'not'; readonly operand: ExpectNode }
  /**
   * latency, work, time: picoseconds; throughput: calls per picosecond; letters: a text; the others count. Attribute: mean if
   * absent; onCall and onReturn are the means of one half of the path.
   */
  | {
      readonly node: 'call';
      readonly measure: CallMeasure;
      readonly call: string;
      /** Of `time` and `steps`: label, kind or text of the steps that are meant. */
      readonly step?: string;
      readonly attribute: CallAttribute;
      readonly variant: string | null;
    }
  | {
      readonly node: 'machine';
      readonly machine: string;
      readonly measure: MachineMeasure;
      /** As of a call. */
      readonly step?: string;
    }
  | { readonly node: 'link'; readonly link: string; readonly measure: LinkMeasure }
  | { readonly node: 'failures'; readonly outcome: string };

/** Operators, as in the file. */
export type ExpectOperator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

/** What is measured of the calls of a procedure. */
export type CallMeasure =
  | 'latency'
  | 'throughput'
  | 'work'
  | 'copies'
  | 'kernelCopies'
  | 'userCopies'
  | 'traps'
  | 'switches'
  | 'exchanges'
  | 'swaps'
  | 'reallocations'
  | 'packets'
  | 'bytesCopied'
  | 'time'
  | 'steps'
  | 'letters';

/** Which value of many calls is meant, or which half of the path. */
export type CallAttribute = 'mean' | 'p50' | 'p95' | 'p99' | 'minimum' | 'maximum' | 'onCall' | 'onReturn';

/** What is measured of a machine. `duration`: from 0 to the end of the run. */
export type MachineMeasure =
  | 'reallocations'
  | 'exchanges'
  | 'swaps'
  | 'switches'
  | 'traps'
  | 'retransmissions'
  | 'duration'
  | 'time'
  | 'steps';

/**
 * What is counted of a link: packets whose transmission began, those that were lost on the way, those that were sent again because
 * nothing had answered them.
 */
export type LinkMeasure = 'packets' | 'lost' | 'retransmissions';
