import type { FaultEffect, FaultSpec, FaultTrigger } from '../../sim/spec/faults.ts';
import type { Site } from '../../sim/spec/site.ts';
import type { Disturbance, Scenario, Thread } from '../generated/ast.ts';
import { FORGERIES, forgedCheck } from '../model/checks.ts';
import { parseQuantity } from '../model/quantity.ts';
import { asConstant, evaluateTerm, ModelProblem } from '../model/terms.ts';
import type { Compilation } from './compilation.ts';
import { rangeOf } from './source.ts';
import { systemSite } from './tables.ts';

/** What goes wrong in a scenario. `threads`: the first number of the threads that a declaration makes. */
export function compileFaults(
  scenario: Scenario,
  compilation: Compilation,
  threads: ReadonlyMap<Thread, number>,
): FaultSpec[] {
  return scenario.items
    .filter((item) => item.$type === 'Disturbance')
    .flatMap((node, index) => {
      const site = compilation.sites.id(`fault ${index}`, () => siteOf(node, node.fault.$refText));
      const fault = { site, when: triggerOf(node, compilation), what: effectOf(node, compilation, threads) };
      return [fault, ...repairOf(node, index, fault, compilation)];
    });
}

function siteOf(node: Disturbance, verb: string): Site {
  const target = node.target === undefined ? '' : ` ${node.target.$refText}`;
  const text = `${wordsOf(verb)}${target}`;
  const source = rangeOf(node);
  return { ...systemSite({ kind: 'fault', verb, text, role: 'scenario', off: true }), source };
}

/** `cut … for`: the link is restored when the time is over. */
function repairOf(node: Disturbance, index: number, { when, what }: FaultSpec, compilation: Compilation): FaultSpec[] {
  if (node.span === undefined || when.at !== 'time' || what.does !== 'cut') return [];
  const span = Math.round(asConstant(evaluateTerm(node.span, compilation.resolve), node.span));
  const site = compilation.sites.id(`fault ${index} ends`, () => siteOf(node, 'restore'));
  return [{ site, when: { at: 'time', time: when.time + span }, what: { does: 'restore', link: what.link } }];
}

/** `forgeBinding` → `forge binding`. */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function triggerOf(node: Disturbance, compilation: Compilation): FaultTrigger {
  if (node.time !== undefined) return { at: 'time', time: instantOf(node, node.time) };
  const number =
    node.number === undefined ? 1 : asConstant(evaluateTerm(node.number, compilation.resolve), node.number);
  if (node.binding === undefined) {
    const link = node.link?.ref;
    return { at: 'packet', link: link === undefined ? null : compilation.world.link(link), number };
  }
  const binding = node.binding.ref === undefined ? -1 : compilation.indexOf(node.binding.ref);
  return { at: 'call', binding, number };
}

function instantOf(node: Disturbance, text: string): number {
  const quantity = parseQuantity(text);
  if (quantity === null || quantity.dimension.time !== 1) throw new ModelProblem(node, `"${text}" is no time`);
  return Math.round(quantity.value);
}

function effectOf(node: Disturbance, compilation: Compilation, threads: ReadonlyMap<Thread, number>): FaultEffect {
  const name = node.fault.$refText;
  if (FORGERIES.has(name)) return forgery(node, name, compilation);
  switch (name) {
    case 'terminate':
      return { does: 'terminate', domain: domainOf(node, compilation) };
    case 'capture':
      return { does: 'capture', thread: node.time === undefined ? null : threadOf(node, threads) };
    case 'abort':
      return { does: 'abort', thread: threadOf(node, threads) };
    case 'refuse':
      return { does: 'refuse', outcome: outcomeOf(node, compilation) };
    case 'cut':
    case 'restore':
      return { does: name, link: linkOf(node, compilation) };
    case 'drop':
    case 'duplicate':
    case 'corrupt':
      return { does: name };
    default:
      throw new ModelProblem(node, `nothing is known of the fault "${name}"`);
  }
}

/** Where the mechanism of this variant makes no such check, nothing is refused. */
function forgery(node: Disturbance, name: string, compilation: Compilation): FaultEffect {
  const mechanism = node.binding?.ref === undefined ? undefined : compilation.mechanismOf(node.binding.ref);
  const check = mechanism === undefined ? undefined : forgedCheck(mechanism, name);
  const outcome = check === undefined ? null : compilation.faults.outcomeOf(check);
  return { does: 'refuse', outcome: outcome ?? -1 };
}

function domainOf(node: Disturbance, { world }: Compilation): number {
  const target = node.target?.ref;
  if (target?.$type !== 'Domain') throw new ModelProblem(node, 'terminate ends a domain: name one');
  return world.domain(target);
}

function linkOf(node: Disturbance, { world }: Compilation): number {
  const target = node.target?.ref;
  if (target?.$type !== 'Link') throw new ModelProblem(node, `${node.fault.$refText} needs a link`);
  return world.link(target);
}

function threadOf(node: Disturbance, threads: ReadonlyMap<Thread, number>): number {
  const target = node.target?.ref;
  const thread = target?.$type === 'Thread' ? threads.get(target) : undefined;
  if (thread === undefined) throw new ModelProblem(node, `${node.fault.$refText} needs a thread of this scenario`);
  return thread;
}

function outcomeOf(node: Disturbance, { world }: Compilation): number {
  const target = node.target?.ref;
  if (target?.$type !== 'Outcome') throw new ModelProblem(node, 'refuse names the outcome with which the call ends');
  return world.outcome(target);
}
