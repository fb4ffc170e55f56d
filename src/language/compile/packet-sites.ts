/** Sites of what packets need: their rows on the link, and what the policies do at both ends. */
import type { PacketSites } from '../../sim/spec/packets.ts';
import type { PricedSite } from '../../sim/spec/price.ts';
import type { PacketNote } from '../../sim/spec/site.ts';
import type { Action } from '../generated/ast.ts';
import { priceScopes } from '../model/prices.ts';
import { kindOf } from './classify.ts';
import { FREE } from './costs.ts';
import { linkBetween } from './links.ts';
import type { End, PathContext, Scope } from './path-context.ts';
import type { PathSites, SiteTraits } from './path-sites.ts';
import type { PathState } from './path-state.ts';

/** What a step that sends or receives packets needs of the walk that came to it. */
export interface PacketParts {
  readonly context: PathContext;
  readonly sites: PathSites;
  readonly state: PathState;
}

/** Where such a step stands. */
export interface Place {
  readonly action: Action;
  readonly role: string;
  readonly scope: Scope;
}

export type What = PacketNote['what'];

/** Work of the policies, in the words that people read. */
const WORDS = {
  interrupt: 'interrupt by the device',
  discard: 'discard the packet',
  acknowledge: 'acknowledge the packet',
  retransmit: 'send the packet again',
  probe: 'ask whether the server is there',
  find: 'find the packet',
  accept: 'compare the sequence number with the last one of this caller',
  assign: 'give the packet to an idle process',
  hinted: 'give the packet to the process that waits for this caller',
  createProcess: 'create a process',
  endProcess: 'end the process: enough are idle',
} as const;
export type Work = keyof typeof WORDS;

const KINDS: { readonly [work in Work]?: SiteTraits['kind'] } = {
  interrupt: 'trap',
  find: 'poll',
  accept: 'validate',
  assign: 'thread',
  hinted: 'thread',
  createProcess: 'thread',
  endProcess: 'thread',
};

/** A step that a policy takes at one end: by the profile of that end's machine. */
export function worked(parts: PacketParts, place: Place, work: Work, end: End, off: boolean): PricedSite {
  const { context, sites } = parts;
  const { here } = context;
  context.here = end;
  const role = work === 'accept' || work === 'find' ? end : 'kernel';
  const verb = work === 'interrupt' ? 'interrupt' : 'run';
  const object = work === 'interrupt' ? null : work;
  const scopes = ['callPackets', 'processPool', ...priceScopes(context.bound.mechanism.chain)];
  const price = context.price({ scopes, role: end, verb, object });
  const traits = { kind: KINDS[work] ?? kindOf('run', price.unsplit), work, text: WORDS[work], label: null, verb };
  const site = sites.step(place.action, role, { ...place.scope, off: place.scope.off || off }, price, traits);
  context.here = here;
  return { site, price: price.price };
}

const PACKETS: Readonly<Record<What, string>> = {
  message: 'packet',
  call: 'call packet',
  result: 'result packet',
  exception: 'exception packet',
  answer: 'answer to the exception',
  refusal: 'refusal',
  acknowledgement: 'acknowledgement',
  probe: 'probe',
  retransmission: 'repeated packet',
};

const FATES: Readonly<Record<PacketNote['fate'], string>> = { sent: '', lost: ': lost', double: ': a second time' };

/** The rows of a packet on its link: that it gets through, is lost, comes a second time. */
export function packetSites(parts: PacketParts, place: Place, what: What, from: End, off: boolean): PacketSites {
  const { context, sites } = parts;
  const link = linkOf(context, place.action);
  const { world } = context.compilation;
  const machine = (end: End): number => world.machineOfDomain(context.domainOf(end));
  const to: End = from === 'client' ? 'server' : 'client';
  const name = world.links()[link]?.name ?? 'the link';
  const site = (fate: PacketNote['fate']): number => {
    const scope = { ...place.scope, off: place.scope.off || off || fate === 'double' };
    const packet: PacketNote = {
      link,
      receiver: context.domainOf(to),
      from: machine(from),
      to: machine(to),
      what,
      fate,
    };
    const text = `${PACKETS[what]} over ${name}${FATES[fate]}`;
    return sites.step(place.action, from, scope, FREE, { kind: 'packet', verb: 'packet', text, label: null, packet });
  };
  return { sent: site('sent'), lost: site('lost'), double: site('double') };
}

/** The link over which the packets of the call go. */
export function linkOf(context: PathContext, action: Action): number {
  return linkBetween(context.compilation, context.bound, action);
}

/** At which end a role acts. */
export function endOf(role: string): End {
  return role === 'server' ? 'server' : 'client';
}
