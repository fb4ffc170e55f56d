import type { DomainId, StoreId } from '../../sim/spec.ts';
import type { Domain, Procedure, Profile } from '../generated/ast.ts';
import { findPrice, type PriceKey } from '../model/prices.ts';
import { type OptionValues, optionValues } from '../model/settings.ts';
import { type Signature, signatureOf } from '../model/signature.ts';
import { ModelProblem } from '../model/terms.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { contended } from './contention.ts';
import { type CompiledPrice, priceOf } from './costs.ts';
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

/** The stores that a path's names mean. */
export interface StoreNames {
  id(name: string): StoreId;
  /** The size of an element or place, if it is declared. */
  size(name: string): number | null;
}

/** What is known of one procedure over one binding before its path is walked. */
export class PathContext {
  readonly compilation: Compilation;
  readonly bound: BoundInterface;
  readonly procedure: Procedure;
  readonly signature: Signature;
  readonly options: OptionValues;
  readonly serverNode: Domain;
  readonly remote: boolean;
  readonly profile: Profile;
  readonly #processors: number;

  constructor(compilation: Compilation, bound: BoundInterface, procedure: Procedure) {
    this.compilation = compilation;
    this.bound = bound;
    this.procedure = procedure;
    this.signature = signatureOf(procedure, compilation.resolve);
    this.options = optionValues(bound.mechanism.options, bound.settings, compilation.resolve);
    const client = nodeOf(bound.node.domains[0]?.ref, bound);
    this.serverNode = nodeOf(bound.node.domains.at(-1)?.ref, bound);
    this.remote = machineOf(client) !== machineOf(this.serverNode);
    const profile = machineOf(client).profile.ref;
    if (profile === undefined) throw new ModelProblem(bound.node, 'the cost profile of its machine is not known');
    this.profile = profile;
    this.#processors = compilation.world.processors(machineOf(client));
  }

  /** The price of a step on the client's machine. */
  price(key: PriceKey): CompiledPrice {
    return contended(priceOf(this.profile, key), this.profile, key.scopes, this.#processors);
  }

  /** The price of what follows a switch, if the profile has one. */
  refill(scopes: readonly string[], role: string): CompiledPrice | null {
    const key = { scopes, role, verb: 'refill', object: null };
    return findPrice(this.profile, key) === null ? null : this.price(key);
  }

  /** The domain that a role means: `client` is who called, even if a mechanism put caller and server in one domain. */
  domainOf(role: string): DomainId {
    if (role === 'client' || role === 'originator') return this.bound.client;
    if (role === 'server') return this.bound.server;
    const { world } = this.compilation;
    const machine = world.machineOfDomain(this.bound.client);
    if (role === 'kernel' || role === 'scheduler') return world.pseudoDomain(machine, role);
    throw new ModelProblem(this.bound.node, `nobody plays the role '${role}' in this call`);
  }
}

function nodeOf(domain: Domain | undefined, bound: BoundInterface): Domain {
  if (domain === undefined) throw new ModelProblem(bound.node, `a domain of binding '${bound.node.name}' is not known`);
  return domain;
}

/** The role of the call that a name stands for, inside a part. */
export function inScope(name: string, scope: Scope): string {
  return scope.roles.get(name) ?? name;
}
