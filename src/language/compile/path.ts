import { assertNever } from '../../base/assert.ts';
import type { PathNode, PathSpec } from '../../sim/spec.ts';
import type { Expression, Limit, Procedure, Step, Use, When } from '../generated/ast.ts';
import { editedSteps } from '../model/mechanism.ts';
import { asCondition, evaluateTerm, ModelProblem, not, type Term } from '../model/terms.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { PathActions } from './path-actions.ts';
import { inScope, PathContext, type Scope } from './path-context.ts';
import { resolveInPath } from './path-names.ts';
import { PathSites } from './path-sites.ts';
import { pathState } from './path-state.ts';
import { PathStores } from './path-stores.ts';

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
  readonly #state = pathState();
  readonly #actions: PathActions;

  constructor(context: PathContext) {
    this.#context = context;
    this.#sites = new PathSites(context);
    this.#stores = new PathStores(context, (expression) => this.#evaluate(expression, TOP.roles));
    this.#actions = new PathActions({
      context,
      stores: this.#stores,
      sites: this.#sites,
      state: this.#state,
      walk: (steps, scope) => this.#walk(steps, scope),
    });
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
      body: this.#state.body,
    };
  }

  section(section: Scope['section']): PathNode[] {
    this.#state.phase = section === 'return' ? 'results' : 'arguments';
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
        return this.#actions.nodes(step, scope);
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
}
