/** What a step costs and what a `when` asks: formulas over what is handled and over the state of the machine. */
import type { DomainId, SiteId, StoreId } from './ids.ts';

/** A step of the system: what it is and what it costs. */
export interface PricedSite {
  readonly site: SiteId;
  readonly price: Price;
}

/** Whole picoseconds, or a formula over what the step handles, rounded to whole picoseconds. Never negative. */
export type Price = Expr;

/**
 * A number: picoseconds, bytes or a count. Variables: `bytes` and `count` of the step's content; `crossed`: `bytes` if another
 * processor's cache holds one of the step's places, else 0; `active`: processors of the machine that are not idle;
 * `argumentBytes`, `resultBytes`: of the call; `parameter`: the value of an argument of the procedure that runs.
 */
export type Expr = number | Variable | Operation | Draw;

export interface Variable {
  readonly op: 'bytes' | 'count' | 'crossed' | 'active' | 'argumentBytes' | 'resultBytes' | 'parameter';
  /** `parameter`: which one. */
  readonly index?: number;
}

export interface Operation {
  readonly op: 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max' | 'ceiling';
  readonly args: readonly Expr[];
}

/** One value from the run's seeded generator. */
export interface Draw {
  readonly op: 'uniform' | 'exponential' | 'poisson' | 'histogram';
  /** uniform: low, high. exponential: mean. poisson: rate in events per picosecond; the span to the next event. */
  readonly args: readonly Expr[];
  readonly bins?: readonly { readonly low: number; readonly high: number; readonly weight: number }[];
}

/** What a `when` asks while the path is walked. */
export type Condition =
  | { readonly is: 'constant'; readonly value: boolean }
  | {
      readonly is: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly is: 'not'; readonly operand: Condition }
  | { readonly is: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  /** The element of `place` (a pool) that the call holds has an element of `thing` attached. */
  | { readonly is: 'attached'; readonly place: StoreId; readonly thing: StoreId }
  | { readonly is: 'idleProcessor'; readonly domain: DomainId }
  /** In a `pieces` node: no piece comes after this one. */
  | { readonly is: 'lastPiece' }
  /** A worker of the domain is free. */
  | { readonly is: 'waiting'; readonly domain: DomainId }
  /** A process of the domain waits for the thread that made the call. */
  | { readonly is: 'hinted'; readonly domain: DomainId }
  /** The message with which the call came was found by a process that polled for it. */
  | { readonly is: 'polled' }
  /** No call was made over the binding before this one. */
  | { readonly is: 'first'; readonly binding: number }
  /** The lock has no holder; a pool has an element that is free. */
  | { readonly is: 'free'; readonly lock: StoreId }
  /** The element of `place` (a pool) that the call took last was made when the pool grew. */
  | { readonly is: 'grown'; readonly place: StoreId }
  /** No element of `place` (a pool) is free, and it may not grow. */
  | { readonly is: 'scarce'; readonly place: StoreId }
  /** Nobody who is ready on the machine has a higher priority than the domain. */
  | { readonly is: 'urgent'; readonly domain: DomainId };
