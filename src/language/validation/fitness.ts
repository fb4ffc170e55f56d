import { AstUtils } from 'langium';
import { linksJoining } from '../compile/links.ts';
import { type Domain, isNeeds, type Limit, type Link } from '../generated/ast.ts';
import { type Carriage, carrierName, decide, type Facts, factsOf, machinesOf } from './facts.ts';
import {
  manyLinks,
  needsNotMet,
  noChain,
  noLink,
  ownDomain,
  policyNotAvailable,
  remoteBinding,
  tooLarge,
} from './messages/bindings.ts';
import { type Reached, reach } from './reach.ts';
import type { FixFacts, Message, Related } from './report.ts';
import { showBytes } from './values.ts';
import { stepsOf } from './walk.ts';

/** Why a mechanism does not fit what it should carry. */
export interface Misfit {
  readonly message: Message;
  readonly related: readonly Related[];
  readonly facts?: FixFacts;
}

/** Policies that this version runs. */
const AVAILABLE_POLICIES = new Set(['readyQueue', 'userThreads', 'domainCaching', 'callPackets', 'processPool']);

/** What is known about a carriage beyond its text. */
export interface Study {
  readonly kinds: readonly Facts[];
  readonly reached: Reached;
  readonly misfits: readonly Misfit[];
}

/** Everything that keeps a mechanism from carrying calls between these domains. */
export function study(carriage: Carriage, links: readonly Link[]): Study {
  const kinds = factsOf(carriage);
  const reached = reach(kinds);
  const machines = new Set(machinesOf(carriage));
  const continued = machines.size > 1 ? remoteCarrier(kinds[0]) : undefined;
  const needs =
    continued === undefined
      ? [...needMisfits(carriage), ...chainMisfits(carriage)]
      : [remoteMisfit(carriage, continued)];
  const misfits = [
    ...needs,
    ...linkMisfits(carriage, links, continued !== undefined),
    ...ownDomainMisfits(carriage),
    ...limitMisfits(kinds),
    ...availability(carriage, reached),
  ];
  return { kinds, reached, misfits };
}

/** Only errors count: information does not keep a mechanism from carrying. */
export function fits({ misfits }: Study): boolean {
  return misfits.every((misfit) => misfit.message.severity !== 'error');
}

/** Each need with what is the matter with these machines; undefined if it is met. */
function unmet(need: string, { domains, mechanism }: Carriage, machines: number): string | undefined {
  const [client, server] = [domains[0]?.name ?? '', domains.at(-1)?.name ?? ''];
  switch (need) {
    case 'sameMachine':
      return machines > 1 ? `${client} and ${server} are on different machines` : undefined;
    case 'sharedMemory':
      return machines > 1 ? `${client} and ${server} are on different machines and share no memory` : undefined;
    case 'otherMachine':
      return machines === 1 ? `${client} and ${server} are on the same machine` : undefined;
    case 'userThreads': {
      const has = [...mechanism.slots.values()].some((slot) => slot.policy?.$refText === 'userThreads');
      return has ? undefined : 'it has no policy userThreads that would run them';
    }
    default:
      return undefined;
  }
}

function needMisfits(carriage: Carriage): Misfit[] {
  const machines = machinesOf(carriage);
  if (machines.length !== carriage.domains.length) return [];
  const misfits = [...carriage.mechanism.needs].flatMap((need) => {
    const why = unmet(need, carriage, new Set(machines).size);
    return why === undefined
      ? []
      : [{ message: needsNotMet(carriage.mechanism.name, need, why), related: needRelated(carriage, need) }];
  });
  // One cause is enough: on different machines sharedMemory fails with sameMachine.
  return misfits.slice(0, 1);
}

function needRelated({ mechanism, domains }: Carriage, need: string): Related[] {
  const places = mechanism.chain.flatMap((node) => node.members.filter(isNeeds));
  const found = places.find((place) =>
    place.needs.some((reference: { readonly $refText: string }) => reference.$refText === need),
  );
  const standing = domains.slice(0, 4).map((domain: Domain) => ({
    where: { node: domain, property: 'machine' },
    text: `${domain.name} is on ${domain.machine?.$refText}.`,
  }));
  return [...(found ? [{ where: { node: found }, text: `${mechanism.name} needs it here.` }] : []), ...standing];
}

function chainMisfits({ domains, mechanism }: Carriage): Misfit[] {
  if (domains.length <= 2 || mechanism.needs.has('chain')) return [];
  return [
    {
      message: noChain(mechanism.name, domains.length),
      related: [{ where: { node: mechanism.node, property: 'name' }, text: `${mechanism.name} is here.` }],
    },
  ];
}

/** `when binding is remote { continue with … }`: the mechanism itself says how it goes on over the network. */
function remoteCarrier(facts: Facts | undefined): string | undefined {
  const call = facts?.carriage.mechanism.sections.call;
  if (!facts || !call) return undefined;
  for (const step of stepsOf(facts.carriage.mechanism, call.steps)) {
    if (step.$type !== 'When' || decide(step.condition, facts, new Map()) !== true) continue;
    const goesOn = step.steps.find((inner) => inner.$type === 'Continue');
    if (goesOn?.$type === 'Continue') return carrierName(facts, goesOn.mechanism?.$refText ?? '');
  }
  return undefined;
}

function remoteMisfit({ domains }: Carriage, carrier: string): Misfit {
  return { message: remoteBinding(domains[0]?.name ?? '', domains.at(-1)?.name ?? '', carrier), related: [] };
}

function linkMisfits(carriage: Carriage, links: readonly Link[], isCarried: boolean): Misfit[] {
  const machines = [...new Set(machinesOf(carriage))];
  const needs = carriage.mechanism.needs;
  if (machines.length < 2 || (needs.has('sameMachine') && !isCarried)) return [];
  const joining = linksJoining(links, machines);
  const [from, to] = [machines[0], machines.at(-1)];
  if (joining.length === 1 || !from || !to) return [];
  if (joining.length > 1) {
    const names = joining.map((link) => link.name);
    const related = joining.map((node) => ({ where: { node, property: 'name' }, text: `Link ${node.name} is here.` }));
    return [{ message: manyLinks(from.name, to.name, names), related }];
  }
  return [
    {
      facts: { from: from.name, to: to.name },
      message: noLink(from.name, to.name),
      related: [from, to].map((node) => ({ where: { node, property: 'name' }, text: `Machine ${node.name} is here.` })),
    },
  ];
}

/** A mechanism that never acts in the server puts both ends into one domain anyhow. */
function ownDomainMisfits({ domains, mechanism }: Carriage): Misfit[] {
  const same = domains.find((domain, index) => index > 0 && domain === domains[index - 1]);
  if (!same || !crosses(mechanism)) return [];
  return [
    {
      message: ownDomain(same.name, mechanism.name),
      related: [{ where: { node: same, property: 'name' }, text: `Domain ${same.name} is here.` }],
    },
  ];
}

function crosses({ chain }: Carriage['mechanism']): boolean {
  return chain.some((node) =>
    node.members.some(
      (member) =>
        (member.$type === 'Section' || member.$type === 'Part') &&
        AstUtils.streamAllContents(member).some(
          (step) =>
            step.$type === 'Action' &&
            'role' in step &&
            (step.role as { $refText?: string } | undefined)?.$refText === 'server',
        ),
    ),
  );
}

function limitMisfits(kinds: readonly Facts[]): Misfit[] {
  const misfits = new Map<Limit, Misfit>();
  for (const facts of kinds) {
    const { mechanism } = facts.carriage;
    for (const limit of mechanism.limits) {
      if (misfits.has(limit) || decide(limit.condition, facts, new Map()) !== false) continue;
      // Where the size varies, smaller calls may pass: each call is looked at by itself.
      const smaller = kinds.some(
        (other) => other.procedure === facts.procedure && decide(limit.condition, other, new Map()) !== false,
      );
      misfits.set(limit, limitMisfit(facts, limit, smaller ? 'warning' : 'error'));
    }
  }
  return [...misfits.values()];
}

function limitMisfit(facts: Facts, limit: Limit, severity: 'error' | 'warning'): Misfit {
  const { carriage, procedure } = facts;
  const text = limit.condition?.$cstNode?.text ?? '';
  const what = text.includes('results') ? 'results' : 'arguments';
  const size = showBytes(what === 'results' ? facts.resultBytes : facts.argumentBytes);
  const declared = carriage.interface.procedures.find((node) => node.name === procedure);
  const related: Related[] = [{ where: { node: limit }, text: `The limit of ${carriage.mechanism.name} is here.` }];
  if (declared) related.push({ where: { node: declared }, text: `${procedure} is declared here.` });
  return { message: tooLarge(severity, procedure, carriage.mechanism.name, what, size, text), related };
}

/** Policies that this version cannot run: one entry is enough. */
function availability({ mechanism }: Carriage, { slots }: Reached): Misfit[] {
  const slot = slots.find((candidate) => !AVAILABLE_POLICIES.has(candidate.policy?.$refText ?? ''));
  if (slot === undefined) return [];
  const related = [{ where: { node: slot }, text: `${mechanism.name} uses ${slot.policy?.$refText} here.` }];
  return [{ message: policyNotAvailable(mechanism.name, slot.policy?.$refText ?? ''), related }];
}
