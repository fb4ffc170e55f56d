import type { Content } from '../../sim/spec/content.ts';
import type { DomainId } from '../../sim/spec/ids.ts';
import type { Continue, Over } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { ModelProblem } from '../model/terms.ts';
import { PathContext } from './path-context.ts';

/** Mechanisms that carry mechanisms: more than any text that people write. */
const DEEPEST_CARRIER = 8;

/** How many hops the chain of a call has: one less than domains. */
export function hopsOf({ bound }: PathContext): number {
  return bound.node.domains.length - 1;
}

/** The mechanism between two neighbours of the chain: they are its client and its server. */
export function atHop(context: PathContext, number: number): PathContext {
  const { compilation, bound, procedure, standing } = context;
  const [client, server] = [domainAt(context, number - 1), domainAt(context, number)];
  const hop = { number, of: hopsOf(context) };
  return new PathContext(compilation, { ...bound, client, server }, procedure, { ...standing, hop });
}

/** Where the call comes from counts as the first domain, whatever the binding says. */
function domainAt({ bound, compilation }: PathContext, index: number): DomainId {
  const node = bound.node.domains[index]?.ref;
  if (index === 0) return bound.originator;
  if (node === undefined) throw new ModelProblem(bound.node, `a domain of binding "${bound.node.name}" is not known`);
  return compilation.world.domain(node);
}

/** What the server of a hop has to tell the originator: there it is the client, and the originator the server. */
export function backToOriginator(context: PathContext, index: number): PathContext {
  const { compilation, bound, procedure, standing } = context;
  const { server: client, originator: server } = bound;
  const first = bound.node.domains[0]?.ref;
  return new PathContext(compilation, { ...bound, index, client, server, originator: client }, procedure, {
    ...standing,
    hop: null,
    message: { bytes: 0, count: 0 },
    ends: first === undefined ? null : [context.serverNode, first],
  });
}

/** Another mechanism between the same two domains, with the values that its options have by themselves. */
export function carriedBy(context: PathContext, step: Over | Continue, message: Content | null): PathContext {
  const { compilation, bound, procedure, standing } = context;
  const mechanism = carrierOf(context, step);
  if (standing.carried >= DEEPEST_CARRIER)
    throw new ModelProblem(step, `"${bound.mechanism.name}" and "${mechanism.name}" carry each other without end`);
  if (mechanism.needs.has('userThreads'))
    for (const domain of [bound.client, bound.server]) compilation.world.markUserLevel(domain);
  const via = `${bound.via} over ${mechanism.name}`;
  return new PathContext(compilation, { ...bound, mechanism, settings: [], via, originator: bound.client }, procedure, {
    ...standing,
    carried: standing.carried + 1,
    message,
  });
}

/** The mechanism that the name stands for: itself, or the value of an option. */
function carrierOf(context: PathContext, step: Over | Continue): EffectiveMechanism {
  const reference = step.$type === 'Over' ? step.carrier : step.mechanism;
  const named = reference.ref;
  if (named?.$type === 'Mechanism') return context.compilation.readings.effective(named);
  const value = context.options.get(reference.$refText);
  if (value?.kind === 'choice' && value.mechanism !== undefined)
    return context.compilation.readings.effective(value.mechanism);
  throw new ModelProblem(step, `"${reference.$refText}" is not a mechanism`);
}
