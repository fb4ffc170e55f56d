import type {
  ContentName,
  DomainId,
  PathNode,
  PathSpec,
  PolicyNode,
  Site,
  SiteId,
  StepNode,
  StepVerb,
  StoreId,
} from '../../sim/spec.ts';
import type {
  Action,
  Domain,
  Expression,
  Limit,
  Part,
  Procedure,
  Profile,
  Step,
  Verb,
  When,
} from '../generated/ast.ts';
import { editedSteps } from '../model/mechanism.ts';
import { priceScopes } from '../model/prices.ts';
import { type OptionValues, optionValues, policyOptions } from '../model/settings.ts';
import { type Signature, signatureOf } from '../model/signature.ts';
import { ModelProblem, asCondition, evaluateTerm, not } from '../model/terms.ts';
import { VERB_OF, kindOf, overheadOf, urpcOf } from './classify.ts';
import type { BoundInterface, Compilation } from './compilation.ts';
import { type CompiledPrice, priceOf } from './costs.ts';
import { resolveInPath } from './path-names.ts';
import { PathStores } from './path-stores.ts';
import { commentText, rangeOf, written } from './source.ts';
import { compileStatements } from './statements.ts';
import { machineOf } from './world.ts';

/** Blocks inside blocks, parts inside parts: more than any path that people write. */
const DEEPEST = 64;

/** Where in the text the walk is: which domain a role name means, and through which part it came. */
interface Scope {
  /** Names of the part's roles to the roles of the call. */
  readonly roles: ReadonlyMap<string, string>;
  readonly part: string | null;
  readonly off: boolean;
  readonly depth: number;
}

/** What people read where the text has an operation of the policy userThreads. */
const POLICY_WORDS: Readonly<Record<string, string>> = {
  poll: 'poll for the message',
  dispatch: 'dispatch thread',
  saveThread: 'save thread',
  lend: 'lend a processor',
  lendOverhead: 'two-level scheduling around the reallocation',
};

const TOP: Scope = { roles: new Map(), part: null, off: false, depth: 0 };

/** The path of one procedure over one binding, and with the first procedure of a binding its binding act. */
export function compilePath(compilation: Compilation, bound: BoundInterface, procedure: Procedure): PathSpec {
  const walker = new PathWalker(compilation, bound, procedure);
  const binding = compilation.bindings[bound.index];
  const bind = bound.mechanism.sections.bind;
  if (binding !== undefined && binding.bind.length === 0 && bind !== undefined)
    compilation.bindings[bound.index] = { ...binding, bind: walker.section('bind') };
  return walker.path();
}

export class PathWalker {
  readonly compilation: Compilation;
  readonly bound: BoundInterface;
  readonly signature: Signature;
  readonly options: OptionValues;
  readonly stores: PathStores;
  readonly serverNode: Domain;
  readonly remote: boolean;
  readonly #procedure: Procedure;
  readonly #profile: Profile;
  #section: 'bind' | 'call' | 'return' = 'call';
  #phase: ContentName = 'arguments';
  /** What lies in each place, by its name. */
  readonly #contents = new Map<string, ContentName>([['arguments', 'arguments']]);
  #argumentsAt: StoreId | null = null;
  #body: PathSpec['body'] = [];

  constructor(compilation: Compilation, bound: BoundInterface, procedure: Procedure) {
    this.compilation = compilation;
    this.bound = bound;
    this.#procedure = procedure;
    this.signature = signatureOf(procedure, compilation.resolve);
    this.options = optionValues(bound.mechanism.options, bound.settings, compilation.resolve);
    const client = nodeOf(bound.node.domains[0]?.ref, bound);
    this.serverNode = nodeOf(bound.node.domains.at(-1)?.ref, bound);
    this.remote = machineOf(client) !== machineOf(this.serverNode);
    const profile = machineOf(client).profile.ref;
    if (profile === undefined) throw new ModelProblem(bound.node, 'the cost profile of its machine is not known');
    this.#profile = profile;
    this.stores = new PathStores(this, procedure.name);
  }

  path(): PathSpec {
    const limits = this.bound.mechanism.limits.flatMap((limit) => this.#limit(limit));
    const steps = [...limits, ...this.section('call'), ...this.section('return')];
    const { argumentBytes, argumentCount, resultBytes, resultCount } = this.signature;
    return {
      binding: this.bound.index,
      procedure: this.#procedure.name,
      arguments: { bytes: argumentBytes, count: argumentCount },
      results: { bytes: resultBytes, count: resultCount },
      steps,
      body: this.#body,
    };
  }

  section(kind: 'bind' | 'call' | 'return'): PathNode[] {
    this.#section = kind;
    if (kind === 'return') this.#phase = 'results';
    return this.#walk(this.bound.mechanism.sections[kind]?.steps ?? [], TOP);
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

  #walk(steps: readonly (Step | When)[], scope: Scope): PathNode[] {
    if (scope.depth > DEEPEST)
      throw new ModelProblem(this.bound.mechanism.node, 'the blocks of this mechanism are nested without end');
    return editedSteps(this.bound.mechanism, steps).flatMap((step) =>
      this.#step(step, { ...scope, depth: scope.depth + 1 }),
    );
  }

  #step(step: Step | When, scope: Scope): PathNode[] {
    switch (step.$type) {
      case 'Action':
        return this.#action(step, scope);
      case 'When':
        return this.#when(step, scope);
      case 'Use':
        return this.#use(
          step.part.$refText,
          step.roles.map((role) => this.#role(role.$refText, scope)),
          scope,
          step,
        );
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
    }
  }

  #when(step: When, scope: Scope): PathNode[] {
    const condition = asCondition(this.evaluate(step.condition, scope.roles), step.condition);
    if (condition.is === 'constant') return this.#walk(condition.value ? step.steps : step.otherwise, scope);
    return [
      { node: 'when', condition, then: this.#walk(step.steps, scope), otherwise: this.#walk(step.otherwise, scope) },
    ];
  }

  #use(name: string, roles: readonly string[], scope: Scope, step: Step): PathNode[] {
    const part: Part | undefined = this.bound.mechanism.parts.get(name);
    if (part === undefined) throw new ModelProblem(step, `there is no part '${name}'`);
    const inner = new Map(part.roles.map((role, index) => [role.name, roles[index] ?? role.name]));
    return this.#walk(part.steps, { ...scope, roles: inner, part: `${name}(${roles.join(', ')})` });
  }

  evaluate(expression: Expression, roles: ReadonlyMap<string, string>) {
    return evaluateTerm(
      expression,
      resolveInPath(this, (name) => roles.get(name) ?? name),
    );
  }

  #role(name: string, scope: Scope): string {
    return scope.roles.get(name) ?? name;
  }

  #action(action: Action, scope: Scope): PathNode[] {
    const role = this.#role(action.role.$refText, scope);
    const verb = action.do;
    switch (verb.$type) {
      case 'Run':
        return verb.work === 'procedure'
          ? this.#runProcedure(action, verb, role, scope)
          : [this.#plain(action, role, scope, verb.work)];
      case 'Copy':
      case 'Pass':
        return [this.#move(action, verb, role, scope)];
      case 'Attach':
        return [
          {
            ...this.#bare(action, role, scope, verb.what.$refText),
            verb: 'attach',
            from: this.stores.id(verb.what.$refText),
            to: this.stores.id(verb.to.$refText),
          },
        ];
      case 'Switch':
      case 'Exchange':
        return [
          {
            ...this.#bare(action, role, scope, null),
            verb: verb.$type === 'Switch' ? 'switch' : 'exchange',
            target: this.domainOf(this.#role(verb.to.$refText, scope)),
          },
        ];
      case 'Swap':
      case 'Schedule':
        return [this.#threadSwitch(action, verb.to.$refText, verb.$type === 'Swap' ? 'swap' : 'schedule', role, scope)];
      case 'Take':
      case 'Give':
        return [
          {
            ...this.#bare(action, role, scope, verb.pool.$refText),
            verb: verb.$type === 'Take' ? 'take' : 'give',
            place: this.stores.id(verb.pool.$refText),
          },
        ];
      case 'Acquire': {
        const lock = {
          ...this.#bare(action, role, scope, verb.lock.$refText),
          verb: 'lock' as const,
          lock: this.stores.id(verb.lock.$refText),
        };
        return [verb.steps.length === 0 ? lock : { ...lock, otherwise: this.#walk(verb.steps, scope) }];
      }
      case 'Release':
        return [
          {
            ...this.#bare(action, role, scope, verb.lock.$refText),
            verb: 'unlock',
            lock: this.stores.id(verb.lock.$refText),
          },
        ];
      case 'Enqueue':
      case 'Dequeue':
        return [
          this.#message(
            action,
            verb.place.$refText,
            verb.queue.$refText,
            verb.$type === 'Enqueue' ? 'enqueue' : 'dequeue',
            role,
            scope,
          ),
        ];
      case 'Invoke':
        return this.#policy(action, verb, role, scope);
      case 'Raise':
        return [this.#fail(action, verb.outcome.ref, role, scope)];
      case 'Block':
        if (verb.limit !== undefined)
          throw new ModelProblem(action, 'a block with a time limit cannot be run by this version');
        return [this.#plain(action, role, scope, null)];
      case 'Transmit':
      case 'Poll':
        throw new ModelProblem(action, `'${VERB_OF[verb.$type]}' cannot be run by this version`);
      default:
        return [this.#plain(action, role, scope, placeName(verb))];
    }
  }

  #plain(action: Action, role: string, scope: Scope, object: string | null): StepNode {
    const handles = action.do.$type === 'Run' || 'place' in action.do;
    const node = this.#bare(action, role, scope, object);
    return handles ? { ...node, content: this.#phase } : node;
  }

  #bare(action: Action, role: string, scope: Scope, object: string | null): StepNode {
    const price = this.#price(action.do, role, object);
    return {
      node: 'step',
      verb: 'plain',
      site: this.#site(action, role, scope, price, object),
      price: price.price,
      domain: this.domainOf(role),
    };
  }

  #move(action: Action, verb: Extract<Verb, { $type: 'Copy' | 'Pass' }>, role: string, scope: Scope): StepNode {
    const from = verb.from.$refText;
    const to = verb.to.$refText;
    const content = this.#contents.get(from) ?? this.#phase;
    this.#contents.set(to, content);
    const target = this.stores.id(to);
    if (content === 'arguments') this.#argumentsAt = target;
    const copy: StepVerb = verb.$type === 'Copy' ? 'copy' : 'plain';
    return { ...this.#bare(action, role, scope, from), verb: copy, content, from: this.stores.id(from), to: target };
  }

  #threadSwitch(action: Action, to: string, verb: 'swap' | 'schedule', role: string, scope: Scope): StepNode {
    const target = this.#role(to, scope);
    const worker = target === 'server' ? 'take' : target === 'client' ? 'back' : 'none';
    return { ...this.#bare(action, role, scope, null), verb, target: this.domainOf(target), worker };
  }

  #message(
    action: Action,
    place: string,
    queue: string,
    verb: 'enqueue' | 'dequeue',
    role: string,
    scope: Scope,
  ): StepNode {
    const content = this.#contents.get(place) ?? this.#phase;
    return {
      ...this.#bare(action, role, scope, place),
      verb,
      content,
      place: this.stores.id(place),
      queue: this.stores.id(queue),
    };
  }

  #runProcedure(action: Action, verb: Extract<Verb, { $type: 'Run' }>, role: string, scope: Scope): PathNode[] {
    const domain = this.domainOf(role);
    const into = verb.place?.$refText ?? 'answer';
    const site = this.#site(action, role, scope, { price: 0, unsplit: false, note: null }, null, 'procedure');
    const results = this.stores.id(into);
    const touches = [...new Set([results, ...(this.#argumentsAt === null ? [] : [this.#argumentsAt])])];
    this.#contents.set(into, 'results');
    this.#phase = 'results';
    if (this.#section === 'call') this.#body = this.#exporterBody(domain);
    return [{ node: 'procedure', site, domain, touches }];
  }

  #exporterBody(domain: DomainId): PathSpec['body'] {
    const wanted = this.bound.node.interface.$refText;
    const exported = this.serverNode.members.find((m) => m.$type === 'Export' && m.interface.$refText === wanted);
    const body =
      exported?.$type === 'Export'
        ? exported.bodies.find((b) => b.procedure.$refText === this.#procedure.name)
        : undefined;
    const context = {
      compilation: this.compilation,
      domain,
      procedure: this.#procedure,
      nested: this.bound.server !== domain ? domain : null,
    };
    return body === undefined ? [] : compileStatements(body.statements, context);
  }

  #policy(action: Action, verb: Extract<Verb, { $type: 'Invoke' }>, role: string, scope: Scope): PathNode[] {
    const slot = this.bound.mechanism.slots.get(verb.slot.$refText);
    const policy = slot?.policy.ref;
    const operation = verb.operation.$refText;
    if (slot === undefined || policy === undefined)
      throw new ModelProblem(action, `policy '${verb.slot.$refText}' is not known`);
    if (policy.name === 'domainCaching' || policy.name === 'readyQueue') return [];
    if (policy.name !== 'userThreads')
      throw new ModelProblem(action, `policy '${policy.name}' cannot be run by this version`);
    const settings = optionValues(
      policyOptions(policy),
      slot.settings,
      (reference) => this.options.get(reference.target.$refText) ?? null,
    );
    const reallocation = settings.get('reallocation');
    const eager = reallocation?.kind === 'choice' && reallocation.name === 'eager';
    const priced = (work: string, named: boolean) => this.#policyWork(action, role, scope, work, named);
    const work = { park: 'saveThread', find: 'poll', dispatch: 'dispatch', finish: 'saveThread' }[operation];
    if (work === undefined) throw new ModelProblem(action, `userThreads has no operation '${operation}'`);
    const base: PolicyNode = {
      node: 'policy',
      operation: operation as PolicyNode['operation'],
      domain: this.domainOf(role),
      reallocation: eager ? 'eager' : 'lazy',
      work: priced(work, true),
    };
    if (operation === 'dispatch') return [{ ...base, worker: role === 'server' ? 'take' : 'back' }];
    return operation === 'find'
      ? [{ ...base, lend: priced('lend', false), overhead: priced('lendOverhead', false) }]
      : [base];
  }

  #policyWork(action: Action, role: string, scope: Scope, work: string, named: boolean) {
    const key = { scopes: ['userThreads'], role, verb: 'run', object: work };
    const price = priceOf(this.#profile, key);
    const kind =
      ({ poll: 'poll', dispatch: 'thread', saveThread: 'thread', lend: 'reallocation' } as const)[work] ??
      kindOf('run', price.unsplit);
    const text = POLICY_WORDS[work] ?? work;
    const site = this.#site(action, named ? role : 'kernel', scope, price, work, kind, {
      text,
      label: named ? (action.name ?? null) : work,
    });
    return { site, price: price.price };
  }

  #fail(
    action: Action,
    outcome: Parameters<Compilation['world']['outcome']>[0] | undefined,
    role: string,
    scope: Scope,
  ): PathNode {
    if (outcome === undefined) throw new ModelProblem(action, 'the outcome is not known');
    const site = this.#site(action, role, scope, { price: 0, unsplit: false, note: null }, null);
    return { node: 'fail', site, domain: this.domainOf(role), outcome: this.compilation.world.outcome(outcome) };
  }

  /** A limit is checked before the first step: the call ends there. */
  #limit(limit: Limit): PathNode[] {
    const condition = not(asCondition(this.evaluate(limit.condition, new Map()), limit.condition));
    const outcome = limit.outcome.ref;
    if (outcome === undefined || (condition.is === 'constant' && !condition.value)) return [];
    const site = this.compilation.sites.id(`limit ${this.bound.via} ${written(limit)}`, () => ({
      ...this.#emptySite('outcome', 'raise', written(limit), 'client'),
      source: rangeOf(limit),
      doc: this.#comment(limit),
    }));
    const fail: PathNode = {
      node: 'fail',
      site,
      domain: this.bound.client,
      outcome: this.compilation.world.outcome(outcome),
    };
    return [{ node: 'when', condition, then: [fail], otherwise: [] }];
  }

  #price(verb: Verb, role: string, object: string | null): CompiledPrice {
    return priceOf(this.#profile, {
      scopes: priceScopes(this.bound.mechanism.chain),
      role,
      verb: VERB_OF[verb.$type],
      object,
    });
  }

  #site(
    action: Action,
    role: string,
    scope: Scope,
    price: CompiledPrice,
    work: string | null,
    fixed?: Site['kind'],
    names?: { text: string; label: string | null },
  ): SiteId {
    const verb = VERB_OF[action.do.$type];
    const text = names?.text ?? inRoles(written(action.do), scope);
    const range = rangeOf(action);
    const where = range === null ? text : `${range.uri}#${range.line}:${range.column}`;
    const key = [this.bound.via, this.#profile.name, this.#section, scope.part, scope.off, where, text].join('|');
    const kind = fixed ?? kindOf(verb, price.unsplit);
    const label = names === undefined ? (action.name ?? null) : names.label;
    return this.compilation.sites.id(key, () => ({
      ...this.#emptySite(kind, verb, text, role, work),
      off: scope.off,
      label,
      part: scope.part,
      ...endsOf(action.do, scope),
      doc: this.#comment(action),
      source: range,
      cost: price.note,
      avoidedBy: this.compilation.avoided(this.bound.mechanism.chain, label),
    }));
  }

  #emptySite(kind: Site['kind'], verb: string, text: string, role: string, work: string | null = null): Site {
    const overhead = overheadOf(kind, role, work);
    return {
      kind,
      off: false,
      verb,
      label: null,
      text,
      role,
      mechanism: this.bound.mechanism.name,
      section: this.#section,
      part: null,
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

  #comment(node: Action | Limit): string | null {
    return commentText(this.compilation.services.documentation.CommentProvider.getComment(node));
  }
}

function nodeOf(domain: Domain | undefined, bound: BoundInterface): Domain {
  if (domain === undefined) throw new ModelProblem(bound.node, `a domain of binding '${bound.node.name}' is not known`);
  return domain;
}

/** The place that a step without an own rule handles, by name. */
function placeName(verb: Verb): string | null {
  return 'place' in verb && verb.place !== undefined ? verb.place.$refText : null;
}

/** A step of a part in the words of the call: `switch to space` is `switch to server`. */
function inRoles(text: string, scope: Scope): string {
  return [...scope.roles].reduce(
    (words, [name, role]) => words.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), role),
    text,
  );
}

function endsOf(verb: Verb, scope: Scope): { from: string | null; to: string | null } {
  if (verb.$type === 'Copy' || verb.$type === 'Pass') return { from: verb.from.$refText, to: verb.to.$refText };
  if (verb.$type === 'Enqueue') return { from: verb.place.$refText, to: verb.queue.$refText };
  if (verb.$type === 'Dequeue') return { from: verb.queue.$refText, to: verb.place.$refText };
  if (verb.$type === 'Attach') return { from: verb.what.$refText, to: verb.to.$refText };
  if ('to' in verb && verb.to !== undefined) return { from: null, to: inRoles(verb.to.$refText, scope) };
  return { from: null, to: placeName(verb) };
}
