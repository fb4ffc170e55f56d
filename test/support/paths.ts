/** Paths like those of the library, with everything that can be chosen about them. */
import type { DomainId, StoreId } from '../../src/sim/spec/ids.ts';
import type { PathNode, PolicyNode } from '../../src/sim/spec/path.ts';
import type { Condition } from '../../src/sim/spec/price.ts';
import type { PoolSpec } from '../../src/sim/spec/stores.ts';
import type { Builder } from './builder.ts';
import type { BindingPlan, PathOptions, TailVerb, WildPlan, WildVerb } from './plan.ts';

/** Who is meant by the roles of a path, and what it uses. */
export interface Scene {
  readonly b: Builder;
  readonly options: PathOptions;
  readonly client: DomainId;
  readonly server: DomainId;
  readonly kernel: DomainId;
  readonly binding: number;
  /** One for all bindings of the machine. */
  readonly lock: StoreId;
  readonly tailLock: StoreId;
}

const MISSING = 2;
const DENIED = 3;

export function pathOf(s: Scene, plan: BindingPlan): PathNode[] {
  if (plan.kind === 'syscall') return systemCall(s);
  if (plan.kind === 'lrpc') return lrpc(s);
  if (plan.kind === 'urpc') return urpc(s);
  if (plan.kind === 'wild') return wildPath(s, plan);
  return messageRpc(s);
}

export function bindSteps({ b, client, kernel }: Scene): PathNode[] {
  return [b.step('plain', client, {}, 'bind'), b.step('plain', kernel, {}, 'make binding')];
}

function pool(s: Scene, name: string, rest: Partial<PoolSpec> = {}): StoreId {
  const { count, order, empty, capacity } = s.options;
  const limit = capacity === null ? {} : { growth: { by: capacity, most: count + 3, outcome: DENIED } };
  return s.b.store({
    kind: 'pool',
    name,
    domains: [s.client, s.server],
    count,
    order,
    empty,
    size: 8,
    ...limit,
    ...(s.options.reclaims ? { reclaims: true as const } : {}),
    ...(s.options.combined ? { owner: s.client } : {}),
    ...rest,
  });
}

function place(s: Scene, name: string, shared: boolean): StoreId {
  return s.b.store({ kind: 'place', name, domains: [s.client, s.server], size: 8, shared });
}

/** Some calls end here, before they have run. */
function check({ b, options, binding, kernel }: Scene): PathNode[] {
  const conditions: Record<Exclude<PathOptions['check'], 'none'>, Condition> = {
    first: { is: 'first', binding },
    size: { is: 'compare', operator: '>', left: { op: 'argumentBytes' }, right: 6 },
    always: { is: 'constant', value: true },
  };
  if (options.check === 'none') return [];
  return [{ node: 'when', condition: conditions[options.check], then: [b.fail(kernel, DENIED)], otherwise: [] }];
}

/** Under the machine's lock, if there is one; with `try` without it if it is held. */
function locked({ b, options, lock }: Scene, domain: DomainId, inside: () => PathNode): PathNode[] {
  if (options.locks === 'none') return [inside()];
  const without = options.locks === 'try' ? { otherwise: [b.step('plain', domain, {}, 'without lock')] } : {};
  return [b.step('lock', domain, { lock, ...without }), inside(), b.step('unlock', domain, { lock })];
}

function tail({ b, options }: Scene, domain: DomainId): PathNode[] {
  return options.tails ? [b.meanwhile(() => [b.step('plain', domain, {}, 'work after the send')])] : [];
}

function lastTail({ b, options, client }: Scene): PathNode[] {
  return options.lastTail ? [b.meanwhile(() => [b.step('plain', client, {}, 'work after the call')])] : [];
}

function systemCall(s: Scene): PathNode[] {
  const { b, client, kernel } = s;
  return [
    b.step('plain', client, {}, 'trap'),
    ...check(s),
    ...locked(s, kernel, () => b.step('plain', kernel, { content: 'arguments' }, 'look up')),
    b.procedure(kernel),
    b.step('plain', kernel, {}, 'resume'),
    ...lastTail(s),
  ];
}

function lrpc(s: Scene): PathNode[] {
  const { b, client, server, kernel } = s;
  const astack = pool(s, 'astack');
  const estack = estackOf(s);
  const attached: Condition = { is: 'attached', place: astack, thing: estack };
  return [
    b.step('plain', client, {}, 'stub'),
    b.step('take', client, { place: astack }),
    ...locked(s, client, () => b.step('copy', client, { content: 'arguments', to: astack })),
    b.step('plain', client, {}, 'trap'),
    ...check(s),
    {
      node: 'when',
      condition: { is: 'not', operand: attached },
      then: [
        {
          node: 'when',
          condition: { is: 'scarce', place: estack },
          then: [b.step('plain', kernel, {}, 'reclaim')],
          otherwise: [],
        },
        b.step('take', kernel, { place: estack }),
        b.step('attach', kernel, { from: estack, to: astack }),
      ],
      otherwise: [],
    },
    ...enter(s, server),
    b.step('plain', server, {}, 'stub'),
    b.procedure(server, [astack]),
    b.step('plain', server, {}, 'trap'),
    ...enter(s, client),
    b.step('copy', client, { content: 'results', from: astack }),
    b.step('give', client, { place: astack }),
    ...lastTail(s),
  ];
}

/** As many as there are calls, or one or two that are taken from what lies unused. */
function estackOf(s: Scene): StoreId {
  const { reclaims, capacity } = s.options;
  if (!reclaims) return pool(s, 'estack', { count: 1, empty: 'grow' });
  const growth = { by: 1, most: 2, outcome: capacity === null ? null : DENIED };
  return pool(s, 'estack', { count: 1, empty: capacity === null ? 'wait' : 'grow', growth });
}

function enter({ b, options, kernel }: Scene, target: DomainId): PathNode[] {
  const change = b.step('switch', kernel, { target });
  if (!options.caching) return [change];
  return [
    {
      node: 'when',
      condition: { is: 'idleProcessor', domain: target },
      then: [b.step('exchange', kernel, { target })],
      otherwise: [b.miss(kernel, target, options.steering), change],
    },
  ];
}

function messageRpc(s: Scene): PathNode[] {
  const { b, client, server, kernel, options } = s;
  const buffer = place(s, 'buffer', true);
  const message = place(s, 'message', false);
  const requests = b.store({ kind: 'queue', name: 'requests', domains: [kernel], capacity: options.capacity });
  const replies = b.store({ kind: 'queue', name: 'replies', domains: [kernel], capacity: null });
  return [
    b.step('plain', client, {}, 'stub'),
    b.step('copy', client, { content: 'arguments', to: message }),
    b.step('plain', client, {}, 'trap'),
    ...check(s),
    ...locked(s, kernel, () => b.step('copy', kernel, { content: 'arguments', from: message, to: buffer })),
    b.step('enqueue', kernel, { queue: requests, place: buffer }),
    ...(options.combined ? [] : [b.step('plain', client, {}, 'second trap')]),
    ...hand(s, server, 'take'),
    b.step('dequeue', kernel, { queue: requests }),
    b.step('copy', kernel, { content: 'arguments', from: buffer }),
    b.procedure(server, [buffer]),
    b.step('enqueue', kernel, { queue: replies }),
    ...tail(s, server),
    ...hand(s, client, 'back'),
    b.step('dequeue', kernel, { queue: replies }),
    b.step('copy', client, { content: 'results', from: message }),
    ...lastTail(s),
  ];
}

function hand({ b, options, kernel, server }: Scene, target: DomainId, worker: 'take' | 'back'): PathNode[] {
  const general = b.step('schedule', kernel, { target, worker });
  const direct = b.step('swap', kernel, { target, worker });
  const change = b.step('switch', kernel, { target });
  if (options.scheduling === 'general') return [general, change];
  if (options.scheduling === 'handoff')
    return [
      {
        node: 'when',
        condition: {
          is: 'and',
          left: { is: 'waiting', domain: server },
          right: options.caching ? { is: 'urgent', domain: target } : { is: 'constant', value: true },
        },
        then: [direct],
        otherwise: [general],
      },
      change,
    ];
  const scheduler = b.step('swap', kernel, { target, worker: 'none' });
  return [scheduler, b.step('plain', kernel, {}, 'choose'), direct, change];
}

function urpc(s: Scene): PathNode[] {
  const { b, client, server, options } = s;
  const request = pool(s, 'request', { empty: 'wait' });
  const reply = pool(s, 'reply', { empty: 'wait' });
  const requests = b.store({ kind: 'queue', name: 'requests', domains: [client, server], capacity: options.capacity });
  const replies = b.store({ kind: 'queue', name: 'replies', domains: [client, server], capacity: null });
  return [
    b.step('plain', client, {}, 'stub'),
    b.step('take', client, { place: request }),
    b.step('copy', client, { content: 'arguments', to: request }),
    b.step('enqueue', client, { queue: requests }),
    ...park(s),
    find(s, server),
    b.step('dequeue', server, { queue: requests }),
    b.policy('dispatch', server, { worker: 'take' }),
    b.step('copy', server, { content: 'arguments', from: request }),
    b.step('give', server, { place: request }),
    b.step('take', server, { place: reply }),
    b.procedure(server, [reply]),
    b.step('enqueue', server, { queue: replies }),
    b.meanwhile(() => [
      ...(options.tails ? [b.step('plain', server, {}, 'work after the reply')] : []),
      b.policy('finish', server),
    ]),
    find(s, client),
    b.step('dequeue', client, { queue: replies }),
    b.policy('dispatch', client, { worker: 'back' }),
    b.step('copy', client, { content: 'results', from: reply }),
    b.step('give', client, { place: reply }),
    ...lastTail(s),
  ];
}

/** On the path, or as the end of work after the send. */
function park({ b, options, client }: Scene): PathNode[] {
  const { reallocation } = options;
  if (!options.tails) return [b.policy('park', client, { reallocation })];
  return [
    b.meanwhile(() => [b.step('plain', client, {}, 'work after the send'), b.policy('park', client, { reallocation })]),
  ];
}

function find({ b, options }: Scene, domain: DomainId): PolicyNode {
  const { reallocation, voluntaryReturn, idlePolling, caching, combined } = options;
  const refill = combined ? { refill: b.pricedSite('refill', 'refill') } : {};
  const overhead = caching ? { overhead: b.pricedSite('unsplit', 'lend overhead') } : {};
  const when = { reallocation, voluntaryReturn, idlePolling };
  return b.policy('find', domain, { ...when, lend: b.pricedSite('reallocation', 'lend'), ...overhead, ...refill });
}

/** Anything in any order, once through the procedure. */
function wildPath(s: Scene, plan: BindingPlan): PathNode[] {
  const stores = {
    pool: pool(s, 'wild'),
    other: pool(s, 'other', { empty: 'grow' }),
    tails: pool(s, 'tails'),
    place: place(s, 'shared', true),
    queue: s.b.store({ kind: 'queue', name: 'wild queue', domains: [], capacity: s.options.capacity }),
  };
  const nodes = (plans: readonly WildPlan[]): PathNode[] => plans.map((one) => wildNode(s, stores, one));
  const after = nodes(plan.after);
  const { capacity } = s.options;
  const back: PathNode[] =
    capacity === null ? after : [{ node: 'pieces', content: 'results', size: capacity, steps: after }];
  return [...nodes(plan.before), s.b.procedure(s.server), ...back];
}

interface WildStores {
  readonly pool: StoreId;
  readonly other: StoreId;
  readonly tails: StoreId;
  readonly place: StoreId;
  readonly queue: StoreId;
}

function wildNode(s: Scene, stores: WildStores, plan: WildPlan): PathNode {
  const { b, kernel } = s;
  if (plan.verb === 'meanwhile')
    return b.meanwhile(() => plan.inside.flatMap((verb) => wildTail(s, stores, plan, verb)));
  if (plan.verb === 'fail') {
    const large: Condition = { is: 'compare', operator: '>', left: { op: 'argumentBytes' }, right: 5 };
    return {
      node: 'when',
      condition: large,
      then: [b.fail(kernel, plan.target % 2 === 0 ? MISSING : DENIED)],
      otherwise: [],
    };
  }
  if (isUserLevel(plan.verb)) return wildPolicy(s, plan, plan.verb);
  if (plan.verb === 'work') return b.step('plain', [kernel, s.client, s.server][plan.target % 3] ?? kernel);
  return b.step(plan.verb, kernel, wildFields(s, stores, plan));
}

function isUserLevel(verb: WildVerb): verb is PolicyNode['operation'] {
  return verb === 'park' || verb === 'find' || verb === 'dispatch' || verb === 'finish';
}

/** An operation of user-level threads; plain work in a domain that has none. */
function wildPolicy(s: Scene, plan: WildPlan, operation: PolicyNode['operation']): PathNode {
  const { b, options } = s;
  const domain = wildDomain(s, plan);
  if (b.domains[domain]?.userThreads !== true) return b.step('plain', domain);
  if (operation === 'find') return find(s, domain);
  const worker = plan.worker === 'none' ? 'back' : plan.worker;
  return b.policy(operation, domain, {
    reallocation: options.reallocation,
    ...(operation === 'dispatch' ? { worker } : {}),
  });
}

function wildDomain({ client, server }: Scene, { target }: WildPlan): DomainId {
  return target % 2 === 0 ? client : server;
}

function wildTail(s: Scene, stores: WildStores, plan: WildPlan, verb: TailVerb): PathNode[] {
  const { b, server } = s;
  if (verb === 'hold')
    return [
      b.step('take', server, { place: stores.tails }),
      b.step('plain', server),
      b.step('give', server, { place: stores.tails }),
    ];
  if (verb === 'locked')
    return [
      b.step('lock', server, { lock: s.tailLock }),
      b.step('plain', server),
      b.step('unlock', server, { lock: s.tailLock }),
    ];
  return [wildNode(s, stores, { ...plan, verb, inside: [] })];
}

function wildFields(s: Scene, stores: WildStores, plan: WildPlan) {
  const { verb, target, worker } = plan;
  const domain = wildDomain(s, plan);
  const place = target % 3 === 0 ? stores.other : stores.pool;
  switch (verb) {
    case 'copy':
      return { content: 'arguments' as const, from: stores.pool, to: stores.place };
    case 'switch':
    case 'exchange':
      return { target: domain };
    case 'swap':
    case 'schedule':
    case 'poll':
      return { target: domain, worker };
    case 'attach':
      return { from: stores.other, to: stores.pool };
    case 'take':
    case 'give':
      return { place };
    case 'lock':
    case 'unlock':
      return { lock: s.lock };
    default:
      return { queue: stores.queue };
  }
}
