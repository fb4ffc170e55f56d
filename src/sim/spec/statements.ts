/** What threads of the scenario and bodies of procedures do. */
import type { DomainId, OutcomeId, PathId, SiteId, StoreId } from './ids.ts';
import type { Expr, Price, PricedSite } from './price.ts';
import type { SourceRange } from './site.ts';

/** A thread of the scenario. */
export interface ThreadSpec {
  readonly name: string;
  readonly domain: DomainId;
  readonly priority: number;
  readonly body: readonly Statement[];
  readonly source: SourceRange | null;
}

/** One statement of a thread or of the body of a procedure. */
export type Statement =
  | {
      readonly do: 'call';
      readonly path: PathId;
      readonly site: SiteId;
      /** Sizes of this call's arguments and (unless the body returns another) results. */
      readonly argumentBytes: Expr;
      readonly resultBytes: Expr;
      /** One value for each parameter: a scalar's value, or a size in bytes. */
      readonly values: readonly Expr[];
    }
  | { readonly do: 'compute'; readonly time: Expr; readonly site: SiteId }
  | { readonly do: 'wait'; readonly time: Expr; readonly site: SiteId }
  | { readonly do: 'repeat'; readonly count: Expr; readonly body: readonly Statement[] }
  /** Starts the body once each period, at once if it is late, until `limit` has passed (null: for ever). */
  | {
      readonly do: 'every';
      readonly period: Expr;
      readonly limit: Expr | null;
      readonly site: SiteId;
      readonly body: readonly Statement[];
    }
  | {
      readonly do: 'chance';
      readonly share: Expr;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly do: 'return'; readonly size: Expr }
  | { readonly do: 'raise'; readonly outcome: OutcomeId; readonly site: SiteId }
  | { readonly do: 'try'; readonly body: readonly Statement[]; readonly catches: readonly Catch[] }
  /**
   * The domain keeps a reference to the element of `pool` that the call took last, which is not free before it is let go;
   * of the pool's elements it keeps the `newest` ones (null: all).
   */
  | {
      readonly do: 'keep';
      readonly pool: StoreId;
      readonly newest: number | null;
      readonly site: SiteId;
      readonly letting: LettingGo;
    }
  /** The domain lets go of the `count` elements of each of the pools that it has kept longest (null: of all). */
  | {
      readonly do: 'release';
      readonly count: Expr | null;
      readonly site: SiteId;
      readonly pools: readonly (LettingGo & { readonly pool: StoreId })[];
    }
  /** `fork` numbers the forks of one thread body; join waits for the newest thread of that number. */
  | {
      readonly do: 'fork';
      readonly fork: number;
      readonly name: string;
      readonly site: SiteId;
      readonly price?: Price;
      readonly body: readonly Statement[];
    }
  /** `work` comes before the wait, whether it has to wait or not. */
  | { readonly do: 'join'; readonly fork: number; readonly site: SiteId; readonly work?: PricedSite }
  | { readonly do: 'yield'; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'signal'; readonly condition: number; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'await'; readonly condition: number; readonly site: SiteId; readonly work?: PricedSite }
  /** A lock of the program's own: one holder, which is the body that runs; waiters first in, first out. */
  | { readonly do: 'lock'; readonly lock: StoreId; readonly site: SiteId; readonly price?: Price }
  | { readonly do: 'unlock'; readonly lock: StoreId; readonly site: SiteId; readonly price?: Price };

/** How a domain lets an element go that it kept. */
export interface LettingGo {
  readonly letGo: PricedSite;
  /** The kernel takes the element back: its pool's owner has ended, and nobody refers to it any more. Absent: nobody does. */
  readonly reclaim?: PricedSite & { readonly kernel: DomainId };
  /** Absent: notices to the owner always wait for a reply. */
  readonly explicit?: ExplicitNotice;
}

/** What tells the owner of a pool that elements were let go, when no reply comes that takes the notices along. */
export interface ExplicitNotice {
  /** Notices of one domain that wait for a reply. */
  readonly gather: number;
  readonly send: readonly Statement[];
  /** Of the row at whose end the elements are free. */
  readonly told: SiteId;
}

/** What a `try` does for one outcome. */
export interface Catch {
  readonly outcome: OutcomeId;
  /** The procedure goes on behind its raise, where the mechanism carries exceptions. */
  readonly resume?: boolean;
  readonly body: readonly Statement[];
}
