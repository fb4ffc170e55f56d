import type { DomainId, StoreId } from '../../sim/spec/ids.ts';
import type { PathNode } from '../../sim/spec/path.ts';
import type { Action, Verb, Write } from '../generated/ast.ts';
import { priceScopes } from '../model/prices.ts';
import { FREE } from './costs.ts';
import type { PathContext, Scope } from './path-context.ts';
import type { PathSites } from './path-sites.ts';
import type { PathState } from './path-state.ts';
import type { PathStores } from './path-stores.ts';
import type { ArgumentsPlace, Notices } from './statement-context.ts';

/** Who writes what he may only read ends with this. */
export const PROTECTION_FAULT = { name: 'protectionFault', ran: 'maybe' } as const;

interface WriteParts {
  readonly context: PathContext;
  readonly stores: PathStores;
  readonly sites: PathSites;
  readonly state: PathState;
}

/** The end of a call whose role writes a place although the path has taken that right from it; null if it may. */
export function faultedWrite(
  { context, stores, sites, state }: WriteParts,
  { place: { $refText: place } }: Write,
  { action, role, scope }: { readonly action: Action; readonly role: string; readonly scope: Scope },
): PathNode[] | null {
  const domain = context.domainOf(role);
  if ((state.rights.get(key(stores.id(place), domain)) ?? 'write') === 'write') return null;
  const text = `write ${place}: ${place} is read-only here`;
  const site = sites.step(action, role, scope, FREE, { kind: 'outcome', text });
  return [{ node: 'fail', site, domain, outcome: context.compilation.world.outcome(PROTECTION_FAULT) }];
}

/** What mapping and protecting say about who may do what with a place. */
export function noteRights(
  state: PathState,
  verb: Verb,
  { place, store }: { readonly place: string; readonly store: StoreId },
  domainOf: (role: string) => DomainId,
): void {
  const right = rightAfter(verb);
  if (right === null || !('roles' in verb)) return;
  for (const role of verb.roles) state.rights.set(key(store, domainOf(role.$refText)), right);
  if (verb.$type !== 'Protect' && verb.$type !== 'Unprotect') return;
  const others = [...state.secured].filter((name) => name !== place);
  state.secured = new Set(verb.$type === 'Protect' ? [...others, place] : others);
}

function rightAfter(verb: Verb): 'write' | 'read' | 'none' | null {
  switch (verb.$type) {
    case 'Mapping':
      return verb.readonly ? 'read' : 'write';
    case 'Unmap':
      return 'none';
    case 'Protect':
      return 'read';
    case 'Unprotect':
      return 'write';
    default:
      return null;
  }
}

function key(store: StoreId, domain: DomainId): string {
  return `${store} ${domain}`;
}

/** Where the arguments lie when the body of a domain begins, and what it may do there. */
export function argumentsPlace(
  context: PathContext,
  state: PathState,
  stores: PathStores,
  domain: DomainId,
  notices: (name: string) => Notices | null,
): ArgumentsPlace {
  const { bound, compilation } = context;
  const name = state.dataIn;
  const store = name === null ? null : stores.id(name);
  const right = store === null ? 'write' : (state.rights.get(key(store, domain)) ?? 'write');
  const scopes = priceScopes(bound.mechanism.chain);
  return {
    name,
    pool: store !== null && compilation.stores.stores[store]?.kind === 'pool' ? store : null,
    writable: right === 'write',
    price: (verb) => context.price({ scopes, role: verb === 'unmap' ? 'kernel' : 'server', verb, object: name }),
    kernel: context.domainOf('kernel'),
    notices: () => (name === null ? null : notices(name)),
  };
}
