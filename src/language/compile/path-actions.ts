import type { ContentName } from '../../sim/spec/content.ts';
import type { DomainId } from '../../sim/spec/ids.ts';
import type { PathNode, PathSpec, StepNode, StepVerb } from '../../sim/spec/path.ts';
import type { Action, Block, Expression, Limit, Step, Verb, When } from '../generated/ast.ts';
import { checkedAlone, priceScopes } from '../model/prices.ts';
import { asNumber, ModelProblem, type Term } from '../model/terms.ts';
import { VERB_OF } from './classify.ts';
import { type CompiledPrice, FREE } from './costs.ts';
import { inScope, type PathContext, type Scope } from './path-context.ts';
import { argumentsPlace, faultedWrite, noteRights } from './path-data.ts';
import { underLock } from './path-locks.ts';
import { hasProcessPool, transmitNode } from './path-packets.ts';
import { policySteps } from './path-policy.ts';
import { type PathSites, placeName } from './path-sites.ts';
import type { PathState } from './path-state.ts';
import type { PathStores } from './path-stores.ts';
import type { Notices } from './statement-context.ts';
import { compileStatements } from './statements.ts';

/** What an action needs of the walk that came to it. */
export interface ActionParts {
  readonly context: PathContext;
  readonly stores: PathStores;
  readonly sites: PathSites;
  readonly state: PathState;
  readonly evaluate: (expression: Expression, roles: Scope['roles']) => Term;
  /** Walks the steps of a block inside an action. */
  readonly walk: (steps: readonly (Step | When)[], scope: Scope) => PathNode[];
  /** What a carrier does instead of running the procedure; null if the mechanism carries nothing. */
  readonly block: (() => PathNode[]) | null;
  /** How the owner of a pool is told that the server of this hop has let elements go. */
  readonly notices: (pool: string) => Notices | null;
}

/** The nodes that one step of a mechanism's text comes to. */
export class PathActions {
  readonly #context: PathContext;
  readonly #stores: PathStores;
  readonly #sites: PathSites;
  readonly #state: PathState;
  readonly #walk: ActionParts['walk'];
  readonly #evaluate: ActionParts['evaluate'];
  /** What a carrier does instead of running the procedure. */
  readonly block: ActionParts['block'];
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    const { context, stores, sites, state, walk, evaluate, block } = parts;
    this.#parts = parts;
    this.#context = context;
    this.#stores = stores;
    this.#sites = sites;
    this.#state = state;
    this.#walk = walk;
    this.#evaluate = evaluate;
    this.block = block;
  }

  /** The nodes of one step of the text. */
  nodes(action: Action, scope: Scope): PathNode[] {
    const role = inScope(action.role.$refText, scope);
    const verb = action.do;
    const bare = (object: string | null) => this.#bare(action, role, scope, object);
    switch (verb.$type) {
      case 'Run':
        if (verb.work === 'procedure') return this.#runProcedure(action, role, scope, verb.place?.$refText ?? 'answer');
        return [{ ...bare(verb.work), ...this.#context.handles(this.#state.phase), ...this.#checks(verb) }];
      case 'Copy':
      case 'Pass':
        return [
          this.#move(
            bare(verb.from.$refText),
            verb.from.$refText,
            verb.to.$refText,
            verb.$type === 'Copy' ? 'copy' : 'plain',
          ),
        ];
      case 'Attach':
        return [
          {
            ...bare(verb.what.$refText),
            verb: 'attach',
            from: this.#stores.id(verb.what.$refText),
            to: this.#stores.id(verb.to.$refText),
          },
        ];
      case 'Switch':
      case 'Exchange':
        return [
          {
            ...bare(null),
            verb: verb.$type === 'Switch' ? 'switch' : 'exchange',
            target: this.#target(verb.to.$refText, scope),
            ...this.#sites.refill(action, role, scope, this.#scopes()),
          },
        ];
      case 'Swap':
      case 'Schedule':
        this.#noteReceiver(role, inScope(verb.to.$refText, scope));
        return [
          this.#threadSwitch(bare(null), inScope(verb.to.$refText, scope), verb.$type === 'Swap' ? 'swap' : 'schedule'),
        ];
      case 'Take':
      case 'Give':
        return [
          {
            ...bare(verb.pool.$refText),
            verb: verb.$type === 'Take' ? 'take' : 'give',
            place: this.#stores.id(verb.pool.$refText),
            ...underLock(this.#parts, { action, role, scope }, verb.pool.$refText, this.#scopes()),
          },
        ];
      case 'Acquire': {
        const lock: StepNode = { ...bare(verb.lock.$refText), verb: 'lock', lock: this.#stores.id(verb.lock.$refText) };
        return [verb.steps.length === 0 ? lock : { ...lock, otherwise: this.#walk(verb.steps, scope) }];
      }
      case 'Release':
        return [{ ...bare(verb.lock.$refText), verb: 'unlock', lock: this.#stores.id(verb.lock.$refText) }];
      case 'Enqueue':
      case 'Dequeue':
        return [
          {
            ...this.#message(
              bare(verb.place.$refText),
              verb.place.$refText,
              verb.queue.$refText,
              verb.$type === 'Enqueue' ? 'enqueue' : 'dequeue',
            ),
            ...underLock(this.#parts, { action, role, scope }, verb.queue.$refText, this.#scopes()),
          },
        ];
      case 'Validate':
        return [{ ...bare(checkedAlone(verb)), ...this.#checks(verb) }];
      default:
        return this.#special(action, role, scope) ?? this.#other(verb, bare(placeName(verb)), scope);
    }
  }

  /** Policies, ends, packets and writes that fault; null for what only takes time. */
  #special(action: Action, role: string, scope: Scope): PathNode[] | null {
    const verb = action.do;
    switch (verb.$type) {
      case 'Invoke':
        return policySteps(this.#parts, action, role, scope);
      case 'Write':
        return faultedWrite(this.#parts, verb, { action, role, scope });
      case 'Raise':
        return [this.#fail(action, verb.outcome.ref, role, scope)];
      case 'Transmit': {
        const [to, object] = [inScope(verb.to.$refText, scope), verb.place.$refText];
        return [
          transmitNode(this.#parts, { action, role, scope }, this.#bare(action, role, scope, object), to, object),
        ];
      }
      case 'Interrupt':
        return [{ ...this.#bare(action, role, scope, null), domain: this.#context.domainOf('kernel') }];
      case 'Poll': {
        const poll = this.#threadSwitch(this.#bare(action, role, scope, null), role, 'poll');
        return [{ ...poll, queue: this.#stores.id(verb.queue.$refText) }];
      }
      default:
        return null;
    }
  }

  /** Steps without an effect of their own: time passes. */
  #other(verb: Verb, node: StepNode, scope: Scope): PathNode[] {
    if (verb.$type === 'Block') return this.#block(verb, node, scope);
    const place = placeName(verb);
    if (verb.$type === 'Pop') return [{ ...node, ...this.#leadsBack(scope) }];
    if (place === null) return [{ ...node, ...this.#meant(verb, scope) }];
    const content = this.contentOf(place);
    const store = this.#stores.id(place);
    if (verb.$type === 'Write') this.#state.contents.set(place, content);
    if ((verb.$type === 'Write' || verb.$type === 'Read') && content === 'arguments') this.#state.dataIn = place;
    noteRights(this.#state, verb, { place, store }, (role) => this.#target(role, scope));
    return [{ ...node, ...this.#context.handles(content), place: store }];
  }

  /** In a handler nobody is left who would go on with the call. */
  #block(verb: Block, node: StepNode, scope: Scope): PathNode[] {
    const block = { ...node, ...(verb.limit === undefined ? this.#meant(verb, scope) : this.#timer(verb, scope)) };
    return scope.part?.startsWith('on ') === true ? [block, { node: 'stay', domain: node.domain }] : [block];
  }

  /** The linkage leads back into the client: there the kernel finds out that it is not valid any more. What happens then pops it too. */
  #leadsBack({ section, part }: Scope): { readonly target?: DomainId } {
    return section === 'return' && part?.startsWith('on ') !== true ? { target: this.#context.domainOf('client') } : {};
  }

  /** At a hop the domain that is meant: there `client` and `server` change. */
  #meant(verb: Verb, scope: Scope): { readonly target?: DomainId } {
    if (this.#context.standing.hop === null) return {};
    if (verb.$type === 'Upcall' || verb.$type === 'Resume') return { target: this.#target(verb.to.$refText, scope) };
    if (verb.$type === 'Block' || verb.$type === 'Wake') return { target: this.#target(verb.who.$refText, scope) };
    return {};
  }

  #checks(verb: Verb): Pick<StepNode, 'outcomes' | 'revoked'> {
    return this.#context.compilation.faults.checks(verb);
  }

  #timer({ limit, outcome }: Block, scope: Scope): Pick<StepNode, 'timer'> {
    if (limit === undefined || outcome?.ref === undefined) return {};
    const { faults, world } = this.#context.compilation;
    faults.noteReach();
    return {
      timer: { time: asNumber(this.#evaluate(limit, scope.roles), limit).expr, outcome: world.outcome(outcome.ref) },
    };
  }

  /** What lies in a place, as far as the path has come. */
  contentOf(place: string): ContentName {
    return this.#state.contents.get(place) ?? this.#state.phase;
  }

  #bare(action: Action, role: string, scope: Scope, object: string | null): StepNode {
    const price = this.#price(action.do, role, object);
    const site = this.#sites.step(action, role, scope, price, { work: object });
    return { node: 'step', verb: 'plain', site, price: price.price, domain: this.#context.domainOf(role) };
  }

  #move(node: StepNode, from: string, to: string, verb: StepVerb): StepNode {
    const content = this.contentOf(from);
    this.#state.contents.set(to, content);
    const target = this.#stores.id(to);
    if (content === 'arguments') {
      this.#state.argumentsAt = target;
      this.#state.dataIn = to;
    }
    return { ...node, verb, ...this.#context.handles(content), from: this.#stores.id(from), to: target };
  }

  #target(name: string, scope: Scope): DomainId {
    return this.#context.domainOf(inScope(name, scope));
  }

  #threadSwitch(node: StepNode, target: string, verb: 'swap' | 'schedule' | 'poll'): StepNode {
    const isBack = target === 'client' || target === 'originator';
    const isChosen = target === 'server' && hasProcessPool(this.#context);
    // Between pieces the server's thread stays with the call.
    const back = this.#state.piece === 'one' ? 'pause' : 'back';
    const worker = isChosen ? 'none' : target === 'server' ? 'take' : isBack ? back : 'none';
    return { ...node, verb, target: this.#context.domainOf(target), worker };
  }

  /** A thread of the server hands the call on to another one: the server has one more, which receives. */
  #noteReceiver(role: string, target: string): void {
    const { bound, compilation } = this.#context;
    if (role === 'server' && target === 'server') compilation.world.addReceiver(bound.server);
  }

  #message(node: StepNode, place: string, queue: string, verb: 'enqueue' | 'dequeue'): StepNode {
    const handled = this.#context.handles(this.contentOf(place));
    return { ...node, verb, ...handled, place: this.#stores.id(place), queue: this.#stores.id(queue) };
  }

  #runProcedure(action: Action, role: string, scope: Scope, into: string): PathNode[] {
    if (this.block !== null) return this.#runBlock(this.block, into);
    const { standing } = this.#context;
    const domain = this.#context.domainOf(role);
    const site = this.#sites.step(action, role, scope, FREE, { kind: 'procedure' });
    const results = this.#stores.id(into);
    const touches = [...new Set([results, ...(this.#state.argumentsAt === null ? [] : [this.#state.argumentsAt])])];
    this.#state.contents.set(into, 'results');
    this.#state.phase = 'results';
    if (standing.hop !== null) return [{ node: 'procedure', site, domain, touches, body: this.#exporterBody(domain) }];
    if (scope.section === 'call') this.#state.body = this.#exporterBody(domain);
    return [{ node: 'procedure', site, domain, touches }];
  }

  #runBlock(block: () => PathNode[], into: string): PathNode[] {
    const nodes = block();
    this.#state.contents.set(into, 'results');
    this.#state.phase = 'results';
    this.#state.carried = true;
    return nodes;
  }

  #exporterBody(domain: DomainId): PathSpec['body'] {
    const { bound, compilation, procedure, serverNode, standing } = this.#context;
    // A path of the mechanism's own: no interface declares what it calls.
    if (standing.ends !== null) return [];
    const wanted = bound.node.interface.$refText;
    const exported = serverNode.members.find((m) => m.$type === 'Export' && m.interface.$refText === wanted);
    if (exported?.$type !== 'Export') return [];
    const body = exported.bodies.find((b) => b.procedure.$refText === procedure.name);
    const nested = bound.server === domain ? null : domain;
    const data = argumentsPlace(this.#context, this.#state, this.#stores, domain, this.#parts.notices);
    return compileStatements(body?.statements ?? [], { compilation, domain, procedure, nested, data });
  }

  #fail(action: Action, outcome: Limit['outcome']['ref'], role: string, scope: Scope): PathNode {
    if (outcome === undefined) throw new ModelProblem(action, 'the outcome is not known');
    const { compilation } = this.#context;
    const site = this.#sites.step(action, role, scope, FREE);
    return { node: 'fail', site, domain: this.#context.domainOf(role), outcome: compilation.world.outcome(outcome) };
  }

  #price(verb: Verb, role: string, object: string | null): CompiledPrice {
    return this.#context.price({ scopes: this.#scopes(), role, verb: VERB_OF[verb.$type], object });
  }

  #scopes(): string[] {
    return priceScopes(this.#context.bound.mechanism.chain);
  }
}
