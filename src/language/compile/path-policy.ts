import type { PathNode, PolicyNode } from '../../sim/spec/path.ts';
import type { PricedSite } from '../../sim/spec/price.ts';
import type { Action, Invoke, Policy, Slot } from '../generated/ast.ts';
import { priceScopes } from '../model/prices.ts';
import { type OptionValues, optionValues, policyOptions } from '../model/settings.ts';
import { ModelProblem } from '../model/terms.ts';
import { kindOf } from './classify.ts';
import type { PacketParts } from './packet-sites.ts';
import { missNode } from './path-caching.ts';
import type { PathContext, Scope } from './path-context.ts';
import { processNodes, transportNodes } from './path-packets.ts';
import type { PathSites, SiteTraits } from './path-sites.ts';

/** Operations of userThreads, with the work that each of them does. */
const OPERATIONS: Readonly<Record<PolicyNode['operation'], Work>> = {
  park: 'saveThread',
  find: 'poll',
  dispatch: 'dispatch',
  finish: 'saveThread',
};

type Work = 'saveThread' | 'poll' | 'dispatch' | 'lend' | 'lendOverhead';

/** What people read where the text has an operation of the policy. */
const WORDS: Readonly<Record<Work, string>> = {
  poll: 'poll for the message',
  dispatch: 'dispatch thread',
  saveThread: 'save thread',
  lend: 'lend a processor',
  lendOverhead: 'two-level scheduling around the reallocation',
};

const KINDS: { readonly [work in Work]?: SiteTraits['kind'] } = {
  poll: 'poll',
  dispatch: 'thread',
  saveThread: 'thread',
  lend: 'reallocation',
};

/** A step that asks a policy. What the machine's own scheduler decides is no step. */
export function policySteps(parts: PacketParts, action: Action, role: string, scope: Scope): PathNode[] {
  const { context, sites } = parts;
  if (action.do.$type !== 'Invoke') throw new ModelProblem(action, 'this step asks no policy');
  const { slot, policy } = slotOf(context, action, action.do);
  if (policy.name === 'readyQueue') return [];
  const name = action.do.operation.$refText;
  const place = { action, role, scope };
  if (policy.name === 'domainCaching') return [missNode(parts, place, slot, policy)];
  if (policy.name === 'callPackets') return transportNodes(parts, place, slot, policy, name);
  if (policy.name === 'processPool') return processNodes(parts, place, slot, policy, name);
  if (policy.name !== 'userThreads')
    throw new ModelProblem(action, `policy "${policy.name}" cannot be run by this version`);
  const settings = settingsOf(context, slot, policy);
  const operation = operationOf(action, name);
  const node: PolicyNode = {
    node: 'policy',
    operation,
    domain: context.domainOf(role),
    reallocation: choiceOf(settings, 'reallocation', ['lazy', 'eager', 'mixed']),
    work: priced(context, sites, action, role, scope, OPERATIONS[operation]),
  };
  if (operation === 'dispatch') return [{ ...node, worker: role === 'server' ? 'take' : 'back' }];
  if (operation !== 'find') return [node];
  const lend = priced(context, sites, action, role, scope, 'lend');
  const overhead = priced(context, sites, action, role, scope, 'lendOverhead');
  const when = {
    voluntaryReturn: choiceOf(settings, 'voluntaryReturn', ['kept', 'answered', 'underpowered']),
    idlePolling: spanOf(settings, 'idlePolling'),
  };
  return [{ ...node, ...when, lend, overhead, ...sites.refill(action, role, scope, ['userThreads']) }];
}

function slotOf(context: PathContext, action: Action, verb: Invoke): { slot: Slot; policy: Policy } {
  const slot = context.bound.mechanism.slots.get(verb.slot.$refText);
  const policy = slot?.policy.ref;
  if (slot === undefined || policy === undefined)
    throw new ModelProblem(action, `policy "${verb.slot.$refText}" is not known`);
  return { slot, policy };
}

function operationOf(action: Action, name: string): PolicyNode['operation'] {
  if (name === 'park' || name === 'find' || name === 'dispatch' || name === 'finish') return name;
  throw new ModelProblem(action, `userThreads has no operation "${name}"`);
}

/** The policy's options may be set from the mechanism's. */
function settingsOf(context: PathContext, slot: Slot, policy: Policy): OptionValues {
  const outer = (reference: { target: { $refText: string } }) => context.options.get(reference.target.$refText) ?? null;
  return optionValues(policyOptions(policy), slot.settings, outer);
}

/** Which of the named values an option has; the first if it has none of them. */
function choiceOf<T extends string>(settings: OptionValues, name: string, choices: readonly [T, ...T[]]): T {
  const value = settings.get(name);
  return choices.find((choice) => value?.kind === 'choice' && value.name === choice) ?? choices[0];
}

/** A span in picoseconds. */
function spanOf(settings: OptionValues, name: string): number {
  const value = settings.get(name);
  return value?.kind === 'number' && typeof value.expr === 'number' ? Math.max(0, Math.round(value.expr)) : 0;
}

function priced(
  context: PathContext,
  sites: PathSites,
  action: Action,
  role: string,
  scope: Scope,
  work: Work,
): PricedSite {
  const scopes = [...priceScopes(context.bound.mechanism.chain), 'userThreads'];
  const price = context.price({ scopes, role, verb: 'run', object: work });
  const lending = work === 'lend' || work === 'lendOverhead';
  const traits = { kind: KINDS[work] ?? kindOf('run', price.unsplit), work, text: WORDS[work] };
  const label = lending ? work : (action.name ?? null);
  return {
    site: sites.step(action, lending ? 'kernel' : role, scope, price, { ...traits, label }),
    price: price.price,
  };
}
