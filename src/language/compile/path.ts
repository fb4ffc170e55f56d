import { assertNever } from '../../base/assert.ts';
import type { ContentName, DomainId, PathNode, PathSpec, StepNode, StepVerb, StoreId } from '../../sim/spec.ts';
import type { Action, Expression, Limit, Procedure, Step, Use, Verb, When } from '../generated/ast.ts';
import { editedSteps } from '../model/mechanism.ts';
import { priceScopes } from '../model/prices.ts';
import { asCondition, evaluateTerm, ModelProblem, not, type Term } from '../model/terms.ts';
import { VERB_OF } from './classify.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { type CompiledPrice, FREE, priceOf } from './costs.ts';
import { PathContext, type Scope } from './path-context.ts';
import { resolveInPath } from './path-names.ts';
import { policySteps } from './path-policy.ts';
import { PathSites, placeName } from './path-sites.ts';
import { PathStores } from './path-stores.ts';
import { compileStatements } from './statements.ts';

/** Blocks inside blocks, parts inside parts: more than any path that people write. */
const DEEPEST = 64;

const TOP: Omit<Scope, 'section'> = { roles: new Map(), part: null, off: false, depth: 0 };

/** The path of one procedure over one binding, and with the first procedure of a binding its binding act. */
export function compilePath(compilation: Compilation, bound: BoundInterface, procedure: Procedure): PathSpec {
  const walker = new PathWalker(new PathContext(compilation, bound, procedure));
  const binding = compilation.bindings[bound.index];
  const bind = bound.mechanism.sections.bind;
  if (binding !== undefined && binding.bind.length === 0 && bind !== undefined)
    compilation.bindings[bound.index] = { ...binding, bind: walker.section('bind') };
  return walker.path();
}

/** Walks along a mechanism's text as one call over one binding goes, and writes down the nodes of its path. */
class PathWalker {
  readonly #context: PathContext;
  readonly #stores: PathStores;
  readonly #sites: PathSites;
  #phase: ContentName = 'arguments';
  /** What lies in each place, by its name. */
  readonly #contents = new Map<string, ContentName>([['arguments', 'arguments']]);
  #argumentsAt: StoreId | null = null;
  #body: PathSpec['body'] = [];

  constructor(context: PathContext) {
    this.#context = context;
    this.#sites = new PathSites(context);
    this.#stores = new PathStores(context, (expression) => this.#evaluate(expression, TOP.roles));
  }

  path(): PathSpec {
    const { bound, procedure, signature } = this.#context;
    const limits = bound.mechanism.limits.flatMap((limit) => this.#limit(limit));
    const steps = [...limits, ...this.section('call'), ...this.section('return')];
    return {
      binding: bound.index,
      procedure: procedure.name,
      arguments: { bytes: signature.argumentBytes, count: signature.argumentCount },
      results: { bytes: signature.resultBytes, count: signature.resultCount },
      steps,
      body: this.#body,
    };
  }

  section(section: Scope['section']): PathNode[] {
    this.#phase = section === 'return' ? 'results' : 'arguments';
    return this.#walk(this.#context.bound.mechanism.sections[section]?.steps ?? [], { ...TOP, section });
  }

  #walk(steps: readonly (Step | When)[], scope: Scope): PathNode[] {
    const { mechanism } = this.#context.bound;
    if (scope.depth > DEEPEST)
      throw new ModelProblem(mechanism.node, 'the blocks of this mechanism are nested without end');
    const inner = { ...scope, depth: scope.depth + 1 };
    return editedSteps(mechanism, steps).flatMap((step) => this.#step(step, inner));
  }

  #step(step: Step | When, scope: Scope): PathNode[] {
    switch (step.$type) {
      case 'Action':
        return this.#action(step, scope);
      case 'When':
        return this.#when(step, scope);
      case 'Use':
        return this.#use(step, scope);
      case 'Meanwhile':
        return [{ node: 'meanwhile', steps: this.#walk(step.steps, { ...scope, off: true }) }];
      case 'Continue':
        throw new ModelProblem(
          step,
          `a call that goes on with '${step.mechanism.$refText}' cannot be run by this version`,
        );
      case 'Each':
      case 'Next':
      case 'Over':
        throw new ModelProblem(step, 'paths through several domains cannot be run by this version');
      default:
        return assertNever(step);
    }
  }

  #when(step: When, scope: Scope): PathNode[] {
    const condition = asCondition(this.#evaluate(step.condition, scope.roles), step.condition);
    if (condition.is === 'constant') return this.#walk(condition.value ? step.steps : step.otherwise, scope);
    const then = this.#walk(step.steps, scope);
    return [{ node: 'when', condition, then, otherwise: this.#walk(step.otherwise, scope) }];
  }

  #use(step: Use, scope: Scope): PathNode[] {
    const name = step.part.$refText;
    const part = this.#context.bound.mechanism.parts.get(name);
    if (part === undefined) throw new ModelProblem(step, `there is no part '${name}'`);
    const given = step.roles.map((role) => inScope(role.$refText, scope));
    const roles = new Map(part.roles.map((role, index) => [role.name, given[index] ?? role.name]));
    return this.#walk(part.steps, { ...scope, roles, part: `${name}(${given.join(', ')})` });
  }

  #evaluate(expression: Expression, roles: ReadonlyMap<string, string>): Term {
    const role = (name: string) => roles.get(name) ?? name;
    return evaluateTerm(expression, resolveInPath(this.#context, this.#stores, role));
  }

  #action(action: Action, scope: Scope): PathNode[] {
    const role = inScope(action.role.$refText, scope);
    const verb = action.do;
    const bare = (object: string | null) => this.#bare(action, role, scope, object);
    switch (verb.$type) {
      case 'Run':
        if (verb.work === 'procedure')
          return [this.#runProcedure(action, role, scope, verb.place?.$refText ?? 'answer')];
        return [{ ...bare(verb.work), content: this.#phase }];
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
          },
        ];
      case 'Swap':
      case 'Schedule':
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
          this.#message(
            bare(verb.place.$refText),
            verb.place.$refText,
            verb.queue.$refText,
            verb.$type === 'Enqueue' ? 'enqueue' : 'dequeue',
          ),
        ];
      case 'Invoke':
        return policySteps(this.#context, this.#sites, action, role, scope);
      case 'Raise':
        return [this.#fail(action, verb.outcome.ref, role, scope)];
      case 'Transmit':
      case 'Poll':
        throw new ModelProblem(action, `'${VERB_OF[verb.$type]}' cannot be run by this version`);
      default:
        return [this.#other(action, verb, bare(placeName(verb)))];
    }
  }

  /** Steps without an effect of their own: time passes. */
  #other(action: Action, verb: Verb, node: StepNode): StepNode {
    if (verb.$type === 'Block' && verb.limit !== undefined)
      throw new ModelProblem(action, 'a block with a time limit cannot be run by this version');
    return 'place' in verb ? { ...node, content: this.#phase } : node;
  }

  #bare(action: Action, role: string, scope: Scope, object: string | null): StepNode {
    const price = this.#price(action.do, role, object);
    const site = this.#sites.step(action, role, scope, price, { work: object });
    return { node: 'step', verb: 'plain', site, price: price.price, domain: this.#context.domainOf(role) };
  }

  #move(node: StepNode, from: string, to: string, verb: StepVerb): StepNode {
    const content = this.#contents.get(from) ?? this.#phase;
    this.#contents.set(to, content);
    const target = this.#stores.id(to);
    if (content === 'arguments') this.#argumentsAt = target;
    return { ...node, verb, content, from: this.#stores.id(from), to: target };
  }

  #target(name: string, scope: Scope): DomainId {
    return this.#context.domainOf(inScope(name, scope));
  }

  #threadSwitch(node: StepNode, target: string, verb: 'swap' | 'schedule'): StepNode {
    const worker = target === 'server' ? 'take' : target === 'client' ? 'back' : 'none';
    return { ...node, verb, target: this.#context.domainOf(target), worker };
  }

  #message(node: StepNode, place: string, queue: string, verb: 'enqueue' | 'dequeue'): StepNode {
    const content = this.#contents.get(place) ?? this.#phase;
    return { ...node, verb, content, place: this.#stores.id(place), queue: this.#stores.id(queue) };
  }

  #runProcedure(action: Action, role: string, scope: Scope, into: string): PathNode {
    const domain = this.#context.domainOf(role);
    const site = this.#sites.step(action, role, scope, FREE, { kind: 'procedure' });
    const results = this.#stores.id(into);
    const touches = [...new Set([results, ...(this.#argumentsAt === null ? [] : [this.#argumentsAt])])];
    this.#contents.set(into, 'results');
    this.#phase = 'results';
    if (scope.section === 'call') this.#body = this.#exporterBody(domain);
    return { node: 'procedure', site, domain, touches };
  }

  #exporterBody(domain: DomainId): PathSpec['body'] {
    const { bound, compilation, procedure, serverNode } = this.#context;
    const wanted = bound.node.interface.$refText;
    const exported = serverNode.members.find((m) => m.$type === 'Export' && m.interface.$refText === wanted);
    if (exported?.$type !== 'Export') return [];
    const body = exported.bodies.find((b) => b.procedure.$refText === procedure.name);
    const nested = bound.server === domain ? null : domain;
    return compileStatements(body?.statements ?? [], { compilation, domain, procedure, nested });
  }

  #fail(action: Action, outcome: Limit['outcome']['ref'], role: string, scope: Scope): PathNode {
    if (outcome === undefined) throw new ModelProblem(action, 'the outcome is not known');
    const { compilation } = this.#context;
    const site = this.#sites.step(action, role, scope, FREE);
    return { node: 'fail', site, domain: this.#context.domainOf(role), outcome: compilation.world.outcome(outcome) };
  }

  /** A limit is checked before the first step: the call ends there. */
  #limit(limit: Limit): PathNode[] {
    const { bound, compilation } = this.#context;
    const condition = not(asCondition(this.#evaluate(limit.condition, TOP.roles), limit.condition));
    const outcome = limit.outcome.ref;
    if (outcome === undefined || (condition.is === 'constant' && !condition.value)) return [];
    const ends = compilation.world.outcome(outcome);
    const fail: PathNode = { node: 'fail', site: this.#sites.limit(limit), domain: bound.client, outcome: ends };
    return [{ node: 'when', condition, then: [fail], otherwise: [] }];
  }

  #price(verb: Verb, role: string, object: string | null): CompiledPrice {
    const { bound, profile } = this.#context;
    return priceOf(profile, { scopes: priceScopes(bound.mechanism.chain), role, verb: VERB_OF[verb.$type], object });
  }
}

/** The role of the call that a name stands for, inside a part. */
function inScope(name: string, scope: Scope): string {
  return scope.roles.get(name) ?? name;
}
