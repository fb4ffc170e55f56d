import type { Content, ContentName } from '../../sim/spec/content.ts';
import type { DomainId, StoreId } from '../../sim/spec/ids.ts';
import type { Hop } from '../../sim/spec/site.ts';
import type { Domain, Procedure, Profile } from '../generated/ast.ts';
import { findPrice, type PriceKey } from '../model/prices.ts';
import { type OptionValues, optionValues } from '../model/settings.ts';
import { type Signature, signatureOf } from '../model/signature.ts';
import { ModelProblem } from '../model/terms.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { contended } from './contention.ts';
import { type CompiledPrice } from './costs.ts';
import { machineOf } from './world.ts';

/** Where in the text the walk along a path is. */
export interface Scope {
  /** Names of the part's roles to the roles of the call. */
  readonly roles: ReadonlyMap<string, string>;
  /** The part through which it came, as people read it. */
  readonly part: string | null;
  readonly section: 'bind' | 'call' | 'return';
  readonly off: boolean;
  readonly depth: number;
}

/** The two ends of a call. */
export type End = 'client' | 'server';

/** The stores that a path's names mean. */
export interface StoreNames {
  id(name: string): StoreId;
  /** The size of an element or place, if it is declared. */
  size(name: string): number | null;
}

/** Where in a chain of domains, and on whose behalf, a mechanism is walked along. */
export interface Standing {
  /** Null: the whole call from its first domain to its last. */
  readonly hop: Hop | null;
  /** How many mechanisms carry each other here: 0 for the binding's own. */
  readonly carried: number;
  /** What a carrier passes instead of the call's content: there, and nothing back. */
  readonly message: Content | null;
  /** Whom `client` and `server` mean where it is neither the binding's ends nor a hop's. */
  readonly ends: readonly [Domain, Domain] | null;
}

const WHOLE_CALL: Standing = { hop: null, carried: 0, message: null, ends: null };
const NOTHING: Content = { bytes: 0, count: 0 };

/** What is known of one procedure over one binding before its path is walked. */
export class PathContext {
  readonly compilation: Compilation;
  readonly bound: BoundInterface;
  readonly procedure: Procedure;
  readonly signature: Signature;
  readonly options: OptionValues;
  readonly serverNode: Domain;
  readonly remote: boolean;
  readonly standing: Standing;
  /** At which end of the call the walk is: a packet takes it to the other one. */
  here: End = 'client';
  readonly #ends: { readonly [end in End]: { readonly profile: Profile; readonly processors: number } };

  constructor(compilation: Compilation, bound: BoundInterface, procedure: Procedure, standing: Standing = WHOLE_CALL) {
    this.compilation = compilation;
    this.bound = bound;
    this.procedure = procedure;
    this.standing = standing;
    const signature = signatureOf(procedure, compilation.resolve);
    this.signature = standing.message === null ? signature : messageSignature(standing.message);
    this.options = optionValues(bound.mechanism.options, bound.settings, compilation.resolve);
    const { domains } = bound.node;
    const [from, to] = standing.ends ?? [
      domains[(standing.hop?.number ?? 1) - 1]?.ref,
      domains[standing.hop?.number ?? domains.length - 1]?.ref,
    ];
    const client = nodeOf(from, bound);
    this.serverNode = nodeOf(to, bound);
    this.remote = machineOf(client) !== machineOf(this.serverNode);
    const end = (domain: Domain) => {
      const profile = machineOf(domain).profile.ref;
      if (profile === undefined) throw new ModelProblem(bound.node, 'the cost profile of its machine is not known');
      return { profile, processors: compilation.world.processors(machineOf(domain)) };
    };
    this.#ends = { client: end(client), server: end(this.serverNode) };
  }

  /** The profile of the machine that the call is on. */
  get profile(): Profile {
    return this.#ends[this.here].profile;
  }

  /** How many processors that machine has. */
  get processors(): number {
    return this.#ends[this.here].processors;
  }

  /** The price of a step on the machine that the call is on. */
  price(key: PriceKey): CompiledPrice {
    const price = this.compilation.readings.price(this.profile, key);
    return contended(price, this.profile, key.scopes, this.#ends[this.here].processors);
  }

  /** The price of what follows a switch, if the profile has one. */
  refill(scopes: readonly string[], role: string): CompiledPrice | null {
    const key = { scopes, role, verb: 'refill', object: null };
    return findPrice(this.profile, key) === null ? null : this.price(key);
  }

  /** The domain that a role means: `client` is who called, even if a mechanism put caller and server in one domain. */
  domainOf(role: string): DomainId {
    if (role === 'originator') return this.bound.originator;
    if (role === 'client') return this.bound.client;
    if (role === 'server') return this.bound.server;
    const { world } = this.compilation;
    const machine = world.machineOfDomain(this.here === 'client' ? this.bound.client : this.bound.server);
    if (role === 'kernel' || role === 'scheduler') return world.pseudoDomain(machine, role);
    throw new ModelProblem(this.bound.node, `nobody plays the role "${role}" in this call`);
  }

  /** What a step handles: the call's content, or in a carrier the message that it passes. */
  handles(content: ContentName): { readonly content: ContentName; readonly fixed?: Content } {
    const { message } = this.standing;
    if (message === null) return { content };
    return { content, fixed: content === 'arguments' ? message : NOTHING };
  }
}

/** A message without parameters that stubs would handle one by one. */
function messageSignature({ bytes, count }: Content): Signature {
  return {
    parameters: [],
    result: null,
    argumentBytes: bytes,
    argumentCount: count,
    resultBytes: 0,
    resultCount: 0,
    immutable: false,
  };
}

function nodeOf(domain: Domain | undefined, bound: BoundInterface): Domain {
  if (domain === undefined) throw new ModelProblem(bound.node, `a domain of binding "${bound.node.name}" is not known`);
  return domain;
}

/** The role of the call that a name stands for, inside a part. */
export function inScope(name: string, scope: Scope): string {
  return scope.roles.get(name) ?? name;
}
