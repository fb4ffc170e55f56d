import type { PathNode } from '../../sim/spec/path.ts';
import type { Action, Policy, Slot } from '../generated/ast.ts';
import { type OptionValues, optionValues, policyOptions } from '../model/settings.ts';
import { ModelProblem } from '../model/terms.ts';
import { kindOf } from './classify.ts';
import type { PacketParts } from './packet-sites.ts';
import { inScope, type Scope } from './path-context.ts';

/** The step of domainCaching: the kernel counts that it found no processor idling in the domain. */
export function missNode(
  { context, sites }: PacketParts,
  { action, role, scope }: { readonly action: Action; readonly role: string; readonly scope: Scope },
  slot: Slot,
  policy: Policy,
): PathNode {
  const space = action.do.$type === 'Invoke' ? action.do.arguments[0]?.$refText : undefined;
  if (space === undefined) throw new ModelProblem(action, `policy "${policy.name}" counts misses of a role`);
  const target = inScope(space, scope);
  const price = context.price({ scopes: [policy.name], role, verb: 'run', object: 'miss' });
  const traits = { kind: kindOf('run', price.unsplit), work: 'miss', text: `count a miss of ${target}` };
  const domain = context.domainOf(target);
  const outer = (reference: { target: { $refText: string } }) => context.options.get(reference.target.$refText) ?? null;
  const steers = isOn(optionValues(policyOptions(policy), slot.settings, outer));
  const { world, steered } = context.compilation;
  if (steers) steered.add(world.machineOfDomain(domain));
  const work = { site: sites.step(action, role, scope, price, traits), price: price.price };
  return { node: 'miss', domain: context.domainOf(role), target: domain, work, steers };
}

function isOn(options: OptionValues): boolean {
  const value = options.get('steering');
  return value?.kind === 'condition' && value.condition.is === 'constant' && value.condition.value;
}
