import type { Constant, Mechanism, Price, Profile, Validate } from '../generated/ast.ts';
import { lineage } from '../scope/members.ts';

/** What a step is called in a profile. */
export interface PriceKey {
  /** Mechanisms or the policy in whose `in name { … }` it may stand, most special first. */
  readonly scopes: readonly string[];
  readonly role: string;
  readonly verb: string;
  /** Name of the work, or of the place that the step handles; null if it has none. */
  readonly object: string | null;
}

export interface FoundPrice {
  readonly price: Price;
  /** The scope in which it stands, null = bare. */
  readonly scope: string | null;
  readonly profile: Profile;
}

/**
 * The price of a step: the most special entry wins. First the scope (the mechanism itself, then what it extends, then none), then
 * an entry that names the object, then one that names the role; among equals the profile itself before what it extends.
 */
export function findPrice(profile: Profile, key: PriceKey): FoundPrice | null {
  for (const scope of [...key.scopes, null]) {
    let best: { readonly found: FoundPrice; readonly rank: number } | null = null;
    for (const candidate of entries(profile, scope)) {
      const rank = fit(candidate.price, key);
      if (rank !== null && (best === null || rank > best.rank)) best = { found: candidate, rank };
    }
    if (best !== null) return best.found;
  }
  return null;
}

/** How special an entry is for the key; null if it does not match. */
function fit(price: Price, key: PriceKey): number | null {
  if (price.kind !== key.verb) return null;
  if (price.object !== undefined && price.object !== key.object) return null;
  if (price.role !== undefined && price.role.$refText !== key.role) return null;
  return (price.object === undefined ? 0 : 2) + (price.role === undefined ? 0 : 1);
}

/** A price that is missing and that somebody supplies, with the profile that does. */
export interface AssumedPrice {
  readonly found: FoundPrice;
  readonly supplier: Profile;
}

/**
 * The price that the first of these profiles supplies in place of one that is missing. A profile that extends another supplies
 * for that one and for what extends it; one that extends nothing supplies for all. What is published is never asked for here.
 */
export function findAssumedPrice(profile: Profile, key: PriceKey, assumed: readonly Profile[]): AssumedPrice | null {
  const names = new Set(lineage(profile).map(({ name }) => name));
  for (const supplier of assumed) {
    const meant = lineage(supplier).slice(1);
    if (supplier.parent !== undefined && !meant.some(({ name }) => names.has(name))) continue;
    const found = findPrice(supplier, key);
    if (found !== null) return { found, supplier };
  }
  return null;
}

function* entries(profile: Profile, scope: string | null): Generator<FoundPrice> {
  for (const owner of lineage(profile)) {
    for (const entry of owner.entries) {
      if (scope === null && entry.$type === 'Price') yield { price: entry, scope, profile: owner };
      if (entry.$type === 'PriceGroup' && entry.scope.$refText === scope)
        for (const price of entry.prices) yield { price, scope, profile: owner };
    }
  }
}

/** A constant of the profile or of what it extends. */
export function findConstant(profile: Profile, name: string): Constant | null {
  for (const owner of lineage(profile))
    for (const entry of owner.entries) if (entry.$type === 'Constant' && entry.name === name) return entry;
  return null;
}

/** What a check is priced by: the one thing that it looks at; null if it looks at several. */
export function checkedAlone({ things }: Validate): string | null {
  return things.length === 1 ? (things[0]?.$refText ?? null) : null;
}

/** Verbs that must have a price; all others are free without one. `run` must, except `run procedure`. */
export const MUST_BE_PRICED: ReadonlySet<string> = new Set([
  'run',
  'trap',
  'interrupt',
  'switch',
  'exchange',
  'copy',
  'map',
  'unmap',
  'protect',
  'unprotect',
]);

/** Names of a mechanism and its ancestors: the scopes of its prices. */
export function priceScopes(chain: readonly Mechanism[]): string[] {
  return chain.map((mechanism) => mechanism.name);
}
