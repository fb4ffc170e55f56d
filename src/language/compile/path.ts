import { assertNever, at } from '../../base/assert.ts';
import type { Content } from '../../sim/spec/content.ts';
import type { DomainId } from '../../sim/spec/ids.ts';
import type { HandledEvent, PathNode, PathSpec } from '../../sim/spec/path.ts';
import type { BindingSpec } from '../../sim/spec/run.ts';
import type {
  Continue,
  Each,
  Expression,
  Limit,
  Next,
  Over,
  Pieces,
  Procedure,
  Step,
  Use,
  When,
} from '../generated/ast.ts';
import { editedSteps } from '../model/mechanism.ts';
import { asCondition, asConstant, evaluateTerm, ModelProblem, not, type Term } from '../model/terms.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { PathActions } from './path-actions.ts';
import { atHop, backToOriginator, carriedBy, hopsOf } from './path-chain.ts';
import { type End, inScope, PathContext, type Scope } from './path-context.ts';
import { resolveInPath } from './path-names.ts';
import { PathSites } from './path-sites.ts';
import { type PathState, pathState } from './path-state.ts';
import { PathStores } from './path-stores.ts';
import type { Notices } from './statement-context.ts';

/** Blocks inside blocks, parts inside parts: more than any path that people write. */
const DEEPEST = 64;

const TOP: Omit<Scope, 'section'> = { roles: new Map(), part: null, off: false, depth: 0 };

/** The path of one procedure over one binding, and with the first procedure of a binding its binding act. */
export function compilePath(compilation: Compilation, bound: BoundInterface, procedure: Procedure): PathSpec {
  const walker = new PathWalker(new PathContext(compilation, bound, procedure));
  const binding = compilation.bindings[bound.index];
  const own = binding !== undefined && binding.bind.length === 0 ? walker.bind() : [];
  const path = walker.path();
  const bind = [...(walker.goesOnElsewhere ? [] : own), ...walker.bindOfOthers()];
  if (binding !== undefined && binding.bind.length === 0 && bind.length > 0)
    compilation.bindings[bound.index] = { ...binding, bind, ...walker.refusal('bind') };
  return path;
}

const HANDLED: readonly HandledEvent[] = ['serverTerminated', 'clientTerminated', 'threadCaptured'];

/** What a walker is told by the one that it walks for. */
interface Errand {
  readonly state: PathState;
  /** In a carrier: what it does instead of running the procedure. */
  readonly block: (() => PathNode[]) | null;
  /** In a hop: the block that the rest of the chain goes through. */
  readonly rest: Rest | null;
}

interface Rest {
  /** Walks from that hop on to the end of the chain. */
  readonly from: (hop: number) => PathNode[];
  /** The text came to `next hop`. */
  taken: boolean;
}

/** The binding over which the server of a hop tells the originator what it has let go. */
function noticesOf({ index, node, server, originator }: BoundInterface, known: readonly BindingSpec[]): BindingSpec {
  const { interfaceName, mechanism, via, source, about } = at(known, index);
  const name = `notices of ${node.name}`;
  const spec = { name, client: server, server: originator, interfaceName, mechanism, via, bind: [], source };
  return about === undefined ? spec : { ...spec, about };
}

/** Walks along a mechanism's text as one call over one binding goes, and writes down the nodes of its path. */
class PathWalker {
  readonly #context: PathContext;
  readonly #stores: PathStores;
  readonly #sites: PathSites;
  readonly #state: PathState;
  readonly #actions: PathActions;
  readonly #rest: Rest | null;

  constructor(context: PathContext, errand: Errand = { state: pathState(), block: null, rest: null }) {
    this.#context = context;
    this.#state = errand.state;
    this.#rest = errand.rest;
    this.#sites = new PathSites(context);
    this.#stores = new PathStores(context, (expression) => this.#evaluate(expression, TOP.roles));
    this.#actions = new PathActions({
      context,
      stores: this.#stores,
      sites: this.#sites,
      state: this.#state,
      walk: (steps, scope) => this.#walk(steps, scope),
      evaluate: (expression, roles) => this.#evaluate(expression, roles),
      block: errand.block,
      notices: (pool) => this.#notices(pool),
    });
  }

  path(): PathSpec {
    const { bound, procedure, signature } = this.#context;
    return {
      binding: bound.index,
      procedure: procedure.name,
      arguments: { bytes: signature.argumentBytes, count: signature.argumentCount },
      results: { bytes: signature.resultBytes, count: signature.resultCount },
      steps: this.#round(),
      body: this.#state.body,
      ...this.#handled(),
      ...this.#exceptions(),
      ...this.refusal('return'),
    };
  }

  /** How a call, or its binding act, that is to end on the other machine comes home, if the mechanism says it. */
  refusal(section: 'bind' | 'return'): Pick<PathSpec, 'refused'> {
    if (!this.#context.remote) return {};
    this.#context.compilation.faults.noteReach();
    if (this.#state.over) return this.#state.refusals[section];
    const handler = this.#context.bound.mechanism.handlers.get('refused');
    if (handler === undefined) return {};
    this.#context.here = 'server';
    return { refused: this.#walk(handler.steps, { ...TOP, section, part: 'on refused' }) };
  }

  /** How exceptions cross, if the mechanism says it. */
  #exceptions(): Pick<PathSpec, 'exceptions'> {
    if (this.#state.exceptions !== undefined) return { exceptions: this.#state.exceptions };
    const [raised, resumed, unwound] = [
      this.#handler('exceptionRaised', 'server'),
      this.#handler('exceptionResumed', 'client'),
      this.#handler('exceptionUnwound', 'client'),
    ];
    return raised === null || resumed === null || unwound === null ? {} : { exceptions: { raised, resumed, unwound } };
  }

  /** The steps of `on event`, which begin at that end; null: the mechanism does not have it. */
  #handler(event: string, end: End): PathNode[] | null {
    const members = this.#context.bound.mechanism.chain.flatMap((mechanism) => mechanism.members);
    const handler = members.find((member) => member.$type === 'Handler' && member.event.$refText === event);
    if (handler?.$type !== 'Handler' || this.#state.over) return null;
    this.#context.here = end;
    return this.#walk(handler.steps, { ...TOP, section: 'return' });
  }

  /** The mechanism's own binding act. */
  bind(): PathNode[] {
    return this.#section('bind');
  }

  /** Of the mechanisms that carry it, and that it goes on with: known once the path is walked. */
  bindOfOthers(): PathNode[] {
    return [...this.#state.binds.values()].flat();
  }

  /** The whole call is another mechanism's: its own binding act does not take place. */
  get goesOnElsewhere(): boolean {
    return this.#state.over;
  }

  /** What the kernel does when something happens to the call from outside; only in scenarios in which it may. */
  #handled(): Pick<PathSpec, 'handlers'> {
    const { bound, compilation } = this.#context;
    if (!compilation.faults.disturbed) return {};
    if (this.#state.handlers !== undefined) return { handlers: this.#state.handlers };
    const scope: Scope = { ...TOP, section: 'return' };
    const handlers = HANDLED.flatMap((event) => {
      const steps = bound.mechanism.handlers.get(event)?.steps;
      return steps === undefined ? [] : [[event, this.#walk(steps, { ...scope, part: `on ${event}` })] as const];
    });
    return { handlers: Object.fromEntries(handlers) };
  }

  /** There and back. */
  #round(): PathNode[] {
    const limits = this.#context.bound.mechanism.limits.flatMap((limit) => this.#limit(limit));
    return [...limits, ...this.#section('call'), ...this.#section('return')];
  }

  #section(section: Scope['section']): PathNode[] {
    if (this.#state.over) return [];
    this.#state.phase = section === 'return' ? 'results' : 'arguments';
    if (section !== 'return') this.#context.here = 'client';
    return this.#walk(this.#context.bound.mechanism.sections[section]?.steps ?? [], { ...TOP, section });
  }

  #walk(steps: readonly (Step | When)[], scope: Scope): PathNode[] {
    const { mechanism } = this.#context.bound;
    if (scope.depth > DEEPEST)
      throw new ModelProblem(mechanism.node, 'the blocks of this mechanism are nested without end');
    const inner = { ...scope, depth: scope.depth + 1 };
    return editedSteps(mechanism, steps).flatMap((step) => (this.#state.over ? [] : this.#step(step, inner)));
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
        return this.#continue(step);
      case 'Each':
        return this.#each(step, scope, 1);
      case 'Pieces':
        return this.#pieces(step, scope);
      case 'Next':
        return this.#next(step);
      case 'Over':
        return this.#over(step, scope);
      default:
        return assertNever(step);
    }
  }

  #when(step: When, scope: Scope): PathNode[] {
    const condition = asCondition(this.#evaluate(step.condition, scope.roles), step.condition);
    if (condition.is === 'constant') return this.#walk(condition.value ? step.steps : step.otherwise, scope);
    const before = this.#state.secured;
    const then = this.#branch(step, step.steps, scope);
    const { secured } = this.#state;
    this.#state.secured = before;
    const otherwise = this.#branch(step, step.otherwise, scope);
    this.#state.secured = new Set([...this.#state.secured].filter((place) => secured.has(place)));
    return [{ node: 'when', condition, then, otherwise }];
  }

  /** One way of a condition that only the run decides: the path behind it is the same as behind the other. */
  #branch(step: When, steps: readonly (Step | When)[], scope: Scope): PathNode[] {
    const wasTaken = this.#rest?.taken;
    const nodes = this.#walk(steps, scope);
    if (this.#state.over || this.#rest?.taken !== wasTaken)
      throw new ModelProblem(step, 'where the call goes on must be known before the run: this condition is not');
    return nodes;
  }

  /** The block at this hop and, unless it leads there itself, at the later ones behind it. */
  #each(step: Each, scope: Scope, number: number): PathNode[] {
    if (this.#context.standing.hop !== null)
      throw new ModelProblem(step, "'each hop' stands inside another: between two neighbours there is one hop");
    const phase = scope.section === 'return' ? this.#state.phase : 'arguments';
    this.#state.phase = phase;
    const from = (hop: number): PathNode[] => this.#each(step, scope, hop);
    const rest: Rest = { from, taken: false };
    const walker = new PathWalker(atHop(this.#context, number), { state: this.#state, block: null, rest });
    const nodes = walker.#walk(step.steps, scope);
    if (rest.taken || number === hopsOf(this.#context) || this.#state.over) return nodes;
    return [...nodes, ...from(number + 1)];
  }

  /** What always fits into one piece needs no loop. */
  #pieces(step: Pieces, scope: Scope): PathNode[] {
    const { standing, signature } = this.#context;
    if (this.#state.piece !== null) throw new ModelProblem(step, "'each piece of' stands inside another");
    const content = this.#actions.contentOf(step.place.$refText);
    const size = asConstant(this.#evaluate(step.size, scope.roles), step.size);
    if (!(size > 0)) throw new ModelProblem(step, 'a piece has at least one byte');
    const largest = content === 'arguments' ? signature.argumentBytes : signature.resultBytes;
    if (largest > size && standing.message !== null)
      throw new ModelProblem(
        step,
        `a message of ${largest} bytes that another mechanism passes does not fit into ${size}`,
      );
    this.#state.piece = largest > size ? 'one' : 'only';
    const steps = this.#walk(step.steps, scope);
    this.#state.piece = null;
    return largest > size ? [{ node: 'pieces', content, size, steps }] : steps;
  }

  #next(step: Next): PathNode[] {
    const { hop } = this.#context.standing;
    if (this.#rest === null || hop === null) throw new ModelProblem(step, "'next hop' stands outside 'each hop'");
    if (this.#rest.taken) throw new ModelProblem(step, "'next hop' comes twice on one way");
    this.#rest.taken = true;
    return hop.number === hop.of ? [] : this.#rest.from(hop.number + 1);
  }

  /** The carrier's call, its procedure replaced by the block, and its return. */
  #over(step: Over, scope: Scope): PathNode[] {
    const context = carriedBy(this.#context, step, this.#message(step, scope));
    const state = pathState();
    const walker = new PathWalker(context, { state, block: () => this.#walk(step.steps, scope), rest: null });
    const { mechanism } = context.bound;
    this.#bindOver(step, mechanism.name, walker.#section('bind'));
    const nodes = walker.#round();
    if (!state.carried) throw new ModelProblem(step, `"${mechanism.name}" never comes to where a procedure would run`);
    this.#bindOver(step, `under ${mechanism.name}`, [...state.binds.values()].flat());
    return nodes;
  }

  #message(step: Over, scope: Scope): Content | null {
    if (step.size === undefined) return this.#context.standing.message;
    return { bytes: asConstant(this.#evaluate(step.size, scope.roles), step.size), count: 1 };
  }

  /** Each domain binds to the next: the binding act of a later hop takes place where that hop begins. */
  #bindOver(step: Over, carrier: string, bind: PathNode[]): void {
    const { bound, standing } = this.#context;
    const key = `${standing.hop?.number} ${carrier}`;
    if (bind.length === 0 || this.#state.binds.has(key)) return;
    const isLater = bound.client !== bound.originator;
    const steps = isLater
      ? [this.#switchTo(step, bound.client), ...bind, this.#switchTo(step, bound.originator)]
      : bind;
    this.#state.binds.set(key, steps);
  }

  #switchTo(step: Over, target: DomainId): PathNode {
    const { bound } = this.#context;
    const price = this.#context.price({ scopes: [], role: 'kernel', verb: 'switch', object: null });
    const domain = this.#context.domainOf('kernel');
    const name = bound.node.domains.find(
      ({ ref }) => ref !== undefined && this.#context.compilation.world.domain(ref) === target,
    );
    const site = this.#sites.between(step, name?.$refText ?? '', price);
    return { node: 'step', verb: 'switch', site, price: price.price, domain, target };
  }

  /** The rest of the call is another mechanism's path. */
  #continue(step: Continue): PathNode[] {
    const { standing } = this.#context;
    const context = carriedBy(this.#context, step, standing.message);
    const state = pathState();
    const walker = new PathWalker(context, { state, block: this.#actions.block, rest: null });
    const own = walker.#section('bind');
    const nodes = walker.#round();
    this.#state.binds.set(`with ${context.bound.mechanism.name}`, [...own, ...state.binds.values()].flat());
    this.#state.body = state.body;
    this.#state.carried = state.carried;
    this.#state.handlers = walker.#handled().handlers;
    this.#state.exceptions = walker.#exceptions().exceptions;
    this.#state.refusals = { bind: walker.refusal('bind'), return: walker.refusal('return') };
    this.#state.over = true;
    return nodes;
  }

  /** How the owner of a pool hears of what the server has let go; null: he need not. */
  #notices(pool: string): Notices | null {
    const { bound, compilation } = this.#context;
    const gather = this.#stores.gather(pool);
    const handler = bound.mechanism.handlers.get('noticesGathered');
    if (gather === null) return null;
    if (handler === undefined) return { gather, path: null };
    const key = `notices of ${bound.index} from ${bound.server}`;
    const path = compilation.ownPath(key, noticesOf(bound, compilation.bindings), (index) => {
      const walker = new PathWalker(backToOriginator(this.#context, index));
      const steps = walker.#walk(handler.steps, { ...TOP, section: 'call', part: 'on noticesGathered' });
      const nothing = { bytes: 0, count: 0 };
      const path = { binding: index, procedure: 'tell', arguments: nothing, results: nothing, steps, body: [] };
      return { path, bind: walker.bindOfOthers() };
    });
    return { gather, path };
  }

  #use(step: Use, scope: Scope): PathNode[] {
    const name = step.part.$refText;
    const part = this.#context.bound.mechanism.parts.get(name);
    if (part === undefined) throw new ModelProblem(step, `there is no part "${name}"`);
    const given = step.roles.map((role) => inScope(role.$refText, scope));
    const roles = new Map(part.roles.map((role, index) => [role.name, given[index] ?? role.name]));
    return this.#walk(part.steps, { ...scope, roles, part: `${name}(${given.join(', ')})` });
  }

  #evaluate(expression: Expression, roles: ReadonlyMap<string, string>): Term {
    const role = (name: string) => roles.get(name) ?? name;
    return evaluateTerm(expression, resolveInPath(this.#context, this.#stores, this.#state, role));
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
