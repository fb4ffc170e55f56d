import type { StepNode } from '../../sim/spec/path.ts';
import type { Action } from '../generated/ast.ts';
import type { PathContext, Scope } from './path-context.ts';
import type { PathSites } from './path-sites.ts';
import type { PathStores } from './path-stores.ts';

interface Parts {
  readonly context: PathContext;
  readonly sites: PathSites;
  readonly stores: PathStores;
}

/**
 * The lock of a pool or queue that is `locked`. Only where there are several processors: steps on one of them never meet.
 */
export function underLock(
  { context, sites, stores }: Parts,
  { action, role, scope }: { readonly action: Action; readonly role: string; readonly scope: Scope },
  name: string,
  scopes: readonly string[],
): Pick<StepNode, 'locked'> {
  const lock = stores.lockOf(name);
  if (lock === null || context.processors < 2) return {};
  const price = context.price({ scopes, role, verb: 'lock', object: null });
  const text = lock.spun ? `spin on the lock of ${name}` : `find ${name} locked: another thread runs`;
  const verb = lock.spun ? 'spin' : 'find';
  const held = sites.step(action, role, scope, price, { kind: 'lock', verb, text, label: 'held' });
  return { locked: { spun: lock.spun, held: { site: held, price: price.price } } };
}
