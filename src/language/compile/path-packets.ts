import type { DutySpec, ReceiveNode, SendNode, SideSpec, TransportSpec } from '../../sim/spec/packets.ts';
import type { AssignNode, PathNode, StepNode } from '../../sim/spec/path.ts';
import type { Action, Policy, Slot } from '../generated/ast.ts';
import { priceScopes } from '../model/prices.ts';
import { type OptionValues, optionValues, policyOptions } from '../model/settings.ts';
import { asConstant, ModelProblem } from '../model/terms.ts';
import { kindOf } from './classify.ts';
import { FREE } from './costs.ts';
import {
  endOf,
  linkOf,
  type PacketParts,
  type Place,
  packetSites,
  type What,
  type Work,
  worked,
} from './packet-sites.ts';
import type { End, PathContext } from './path-context.ts';

/** `transmit`: the call goes on behind the link. */
export function transmitNode(parts: PacketParts, place: Place, node: StepNode, to: string, object: string): PathNode {
  const { context, state } = parts;
  const target = context.domainOf(to);
  const content = state.contents.get(object) ?? state.phase;
  const link = linkOf(context, place.action);
  const packet = packetSites(parts, place, 'message', endOf(place.role), false);
  context.here = endOf(to);
  return { ...node, verb: 'transmit', content, target, link, packet };
}

/** An operation of callPackets. */
export function transportNodes(parts: PacketParts, place: Place, slot: Slot, policy: Policy, name: string): PathNode[] {
  const { context } = parts;
  const options = optionsOf(context, slot, policy);
  switch (name) {
    case 'sendCall':
      return [sendNode(parts, place, 'call', options)];
    case 'sendResult':
    case 'sendUnwound':
      return [sendNode(parts, place, 'result', options)];
    case 'sendRefusal':
      return [sendNode(parts, place, 'result', options, 'refusal')];
    case 'sendException':
      return [sendNode(parts, place, 'exception', options)];
    case 'sendAnswer':
      return [sendNode(parts, place, 'answer', options)];
    case 'accept':
      return [receiveNode(parts, place, true)];
    case 'silence':
      return [{ node: 'silence', domain: context.bound.client }];
    case 'await':
      return [receiveNode(parts, place, false)];
    case 'find':
      return [findNode(parts, place)];
    default:
      throw new ModelProblem(place.action, `callPackets has no operation "${name}"`);
  }
}

/** A refusal is a result without content. */
function sendNode(
  parts: PacketParts,
  place: Place,
  message: SendNode['message'],
  options: OptionValues,
  what: What = message,
): SendNode {
  const { context, sites } = parts;
  const { action, role, scope } = place;
  const verb = action.do;
  const object = verb.$type === 'Invoke' ? (verb.arguments[0]?.$refText ?? '') : '';
  const scopes = [...priceScopes(context.bound.mechanism.chain), 'callPackets'];
  const price = context.price({ scopes, role, verb: 'transmit', object });
  const traits = { kind: kindOf('run', price.unsplit), work: 'transmit' };
  const content = contentOf(place, message, options);
  const node: SendNode = {
    node: 'send',
    message,
    domain: context.domainOf(role),
    ...content,
    work: { site: sites.step(action, role, scope, price, traits), price: price.price },
    packet: packetSites(parts, place, what, endOf(role), false),
    acknowledged: worked(parts, place, 'interrupt', endOf(role), false),
    ...pollingOf(parts, place, options),
    failed: sites.step(action, 'client', scope, FREE, {
      kind: 'outcome',
      text: 'nobody answers: callFailed',
      label: null,
    }),
    transport: transportOf(parts, place, options),
  };
  context.here = message === 'call' || message === 'answer' ? 'server' : 'client';
  return node;
}

/** Where this end busy-waits for what comes back. */
function pollingOf(
  { sites }: PacketParts,
  { action, role, scope }: Place,
  options: OptionValues,
): Pick<SendNode, 'polls'> {
  const waits = options.get(endOf(role) === 'client' ? 'callerWaits' : 'serverWaits');
  if (waits?.kind !== 'choice' || waits.name !== 'polling') return {};
  const text = 'look at the device again and again';
  return {
    polls: sites.step(action, role, { ...scope, off: true }, FREE, { kind: 'poll', verb: 'poll', text, label: null }),
  };
}

/** Who polled has found the packet. */
function findNode(parts: PacketParts, place: Place): StepNode {
  const end = endOf(place.role);
  parts.context.here = end;
  const { site, price } = worked(parts, place, 'find', end, false);
  return { node: 'step', verb: 'plain', site, price, domain: parts.context.domainOf(end) };
}

/** Messages in the place of a result that hold nothing. */
const EMPTY: ReadonlySet<string> = new Set(['sendUnwound', 'sendRefusal']);

/** What a message holds: the call's content, nothing in a binding act, and what tells an exception. */
function contentOf(
  { action, scope }: Place,
  message: SendNode['message'],
  options: OptionValues,
): Pick<SendNode, 'content' | 'fixed'> {
  if (message === 'exception' || message === 'answer') return { fixed: numberOf(options, 'exception', action) };
  const isBare = action.do.$type === 'Invoke' && EMPTY.has(action.do.operation.$refText);
  if (scope.section === 'bind' || isBare) return {};
  return { content: message === 'call' ? 'arguments' : 'results' };
}

function receiveNode(parts: PacketParts, place: Place, checks: boolean): ReceiveNode {
  const side = endOf(place.role);
  const work = worked(parts, place, 'acknowledge', side, false);
  const packet = packetSites(parts, place, 'acknowledgement', side, true);
  const node: ReceiveNode = {
    node: 'receive',
    domain: parts.context.domainOf(place.role),
    acknowledge: { work, packet },
  };
  return checks ? { ...node, check: worked(parts, place, 'accept', side, false) } : node;
}

function transportOf(parts: PacketParts, place: Place, options: OptionValues): TransportSpec {
  const { context } = parts;
  const number = (name: string): number => numberOf(options, name, place.action);
  const { world } = context.compilation;
  return {
    link: linkOf(context, place.action),
    header: number('header'),
    data: Math.max(1, number('packet') - number('header')),
    retransmitAfter: number('retransmitAfter'),
    probeAfter: number('probeAfter'),
    longestProbe: number('longestProbe'),
    attempts: number('attempts'),
    outcome: world.outcomeNamed('callFailed', 'maybe'),
    client: sideOf(parts, place, 'client'),
    server: sideOf(parts, place, 'server'),
  };
}

function numberOf(options: OptionValues, name: string, action: Action): number {
  const term = options.get(name);
  if (term === undefined) throw new ModelProblem(action, `callPackets has no option "${name}"`);
  return asConstant(term, action);
}

function sideOf(parts: PacketParts, place: Place, end: End): SideSpec {
  const duty = (work: Work, what: What): DutySpec => ({
    work: worked(parts, place, work, end, true),
    packet: packetSites(parts, place, what, end, true),
  });
  return {
    domain: parts.context.domainOf(end),
    interrupt: worked(parts, place, 'interrupt', end, true),
    discard: worked(parts, place, 'discard', end, true),
    acknowledge: duty('acknowledge', 'acknowledgement'),
    retransmit: duty('retransmit', 'retransmission'),
    probe: end === 'client' ? duty('probe', 'probe') : null,
  };
}

/** An operation of processPool; what `retire` says is part of `assign`. */
export function processNodes(parts: PacketParts, place: Place, slot: Slot, policy: Policy, name: string): PathNode[] {
  if (name === 'retire') return [];
  if (name !== 'assign') throw new ModelProblem(place.action, `processPool has no operation "${name}"`);
  const { context } = parts;
  const standing = optionsOf(context, slot, policy).get('standing');
  const node: AssignNode = {
    node: 'assign',
    domain: context.domainOf('server'),
    standing: standing === undefined ? 0 : asConstant(standing, place.action),
    hinted: worked(parts, place, 'hinted', 'server', false),
    idle: worked(parts, place, 'assign', 'server', false),
    create: worked(parts, place, 'createProcess', 'server', false),
    end: worked(parts, place, 'endProcess', 'server', true),
  };
  return [node];
}

function optionsOf(context: PathContext, slot: Slot, policy: Policy): OptionValues {
  const { compilation, options } = context;
  return optionValues(policyOptions(policy), slot.settings, (reference, evaluate) => {
    return options.get(reference.target.$refText) ?? compilation.resolve(reference, evaluate);
  });
}

/** A swap to a server process that the pool has chosen changes no thread. */
export function hasProcessPool(context: PathContext): boolean {
  return [...context.bound.mechanism.slots.values()].some((slot) => slot.policy?.ref?.name === 'processPool');
}
