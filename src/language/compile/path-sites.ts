import type { SiteId } from '../../sim/spec/ids.ts';
import type { PricedSite } from '../../sim/spec/price.ts';
import type { PacketNote, Site } from '../../sim/spec/site.ts';
import type { Action, Limit, Over, Verb } from '../generated/ast.ts';
import { kindOf, overheadOf, urpcOf, VERB_OF } from './classify.ts';
import type { CompiledPrice } from './costs.ts';
import type { PathContext, Scope } from './path-context.ts';
import { rangeOf, written } from './source.ts';

/** What is special about a site; what is absent follows from the step. */
export interface SiteTraits {
  readonly kind?: Site['kind'];
  /** The work that the step does, which decides its class among the overheads. */
  readonly work?: string | null;
  readonly text?: string;
  readonly label?: string | null;
  readonly verb?: string;
  readonly packet?: PacketNote;
}

/** Makes the sites of one path: everything that a person is told about its steps. */
export class PathSites {
  readonly #context: PathContext;

  constructor(context: PathContext) {
    this.#context = context;
  }

  /** The site of a step, acted by `role`. */
  step(action: Action, role: string, scope: Scope, price: CompiledPrice, traits: SiteTraits = {}): SiteId {
    const { bound, compilation, profile } = this.#context;
    const verb = traits.verb ?? VERB_OF[action.do.$type];
    const text = traits.text ?? inRoles(compilation.readings.written(action.do), scope);
    const range = rangeOf(action);
    const where = range === null ? text : `${range.uri}#${range.line}:${range.column}`;
    const { hop } = this.#context.standing;
    // One profile may price a step differently on two machines: contention counts where there are several processors.
    const priced = [profile.name, price.note?.formula];
    const place = [bound.via, hop?.number, hop?.of, ...priced, scope.section, scope.part, scope.off, where, text];
    const key = [...place, ...packetKey(traits)].join('|');
    const label = traits.label === undefined ? (action.name ?? null) : traits.label;
    return compilation.sites.id(key, () => ({
      ...this.#plain(traits.kind ?? kindOf(verb, price.unsplit), verb, text, role, scope.section, traits.work ?? null),
      off: scope.off,
      label,
      part: scope.part,
      ...endsOf(action.do, scope),
      doc: compilation.readings.comment(action),
      source: range,
      cost: price.note,
      avoidedBy: compilation.readings.avoided(bound.mechanism.chain, label),
      ...(traits.packet === undefined ? {} : { packet: traits.packet }),
    }));
  }

  /** What follows a switch, if the profile prices it: a row of its own. */
  refill(action: Action, role: string, scope: Scope, scopes: readonly string[]): { readonly refill?: PricedSite } {
    const price = this.#context.refill(scopes, role);
    if (price === null) return {};
    const traits: SiteTraits = { kind: 'refill', text: 'refill the translation buffer', label: 'refill' };
    return { refill: { site: this.step(action, role, scope, price, traits), price: price.price } };
  }

  /** The site of a call that ends at a `limit`. */
  limit(limit: Limit): SiteId {
    const { bound, compilation } = this.#context;
    const { hop } = this.#context.standing;
    return compilation.sites.id(`limit ${bound.via} ${hop?.number} ${hop?.of} ${written(limit)}`, () => ({
      ...this.#plain('outcome', 'raise', written(limit), 'client', 'call', null),
      source: rangeOf(limit),
      doc: compilation.readings.comment(limit),
    }));
  }

  /** The site of a switch that no text names: the binding acts of a chain take place where the domains are. */
  between(step: Over, domain: string, price: CompiledPrice): SiteId {
    const { bound, compilation, profile } = this.#context;
    const text = `switch to ${domain}`;
    return compilation.sites.id(`between ${bound.via} ${profile.name} ${text}`, () => ({
      ...this.#plain('switch', 'switch', text, 'kernel', 'bind', null),
      to: domain,
      source: rangeOf(step),
      cost: price.note,
    }));
  }

  #plain(
    kind: Site['kind'],
    verb: string,
    text: string,
    role: string,
    section: Site['section'],
    work: string | null,
  ): Site {
    const overhead = overheadOf(kind, role, work);
    const { hop } = this.#context.standing;
    return {
      kind,
      off: false,
      verb,
      label: null,
      text,
      role,
      mechanism: this.#context.bound.mechanism.name,
      section,
      part: null,
      ...(hop === null ? {} : { hop }),
      from: null,
      to: null,
      overhead,
      urpc: urpcOf(kind, overhead),
      doc: null,
      source: null,
      cost: null,
      avoidedBy: [],
    };
  }
}

/** A step of a part in the words of the call: `switch to space` is `switch to server`. */
function inRoles(text: string, scope: Scope): string {
  return [...scope.roles].reduce(
    (words, [name, role]) => words.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), role),
    text,
  );
}

/** Equal words may mean packets between different machines. */
function packetKey({ packet }: SiteTraits): string[] {
  return packet === undefined ? [] : [`${packet.link} ${packet.from} ${packet.to} ${packet.receiver}`];
}

function endsOf(verb: Verb, scope: Scope): { from: string | null; to: string | null } {
  if (verb.$type === 'Copy' || verb.$type === 'Pass') return { from: verb.from.$refText, to: verb.to.$refText };
  if (verb.$type === 'Enqueue') return { from: verb.place.$refText, to: verb.queue.$refText };
  if (verb.$type === 'Poll') return { from: verb.queue.$refText, to: null };
  if (verb.$type === 'Dequeue') return { from: verb.queue.$refText, to: verb.place.$refText };
  if (verb.$type === 'Attach') return { from: verb.what.$refText, to: verb.to.$refText };
  if ('to' in verb && verb.to !== undefined) return { from: null, to: inRoles(verb.to.$refText, scope) };
  return { from: null, to: placeName(verb) };
}

/** The place that a step without an own rule handles, by name. */
export function placeName(verb: Verb): string | null {
  return 'place' in verb && verb.place !== undefined ? verb.place.$refText : null;
}
