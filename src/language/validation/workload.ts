import { type AstNode, AstUtils, type Stream } from 'langium';
import {
  type Binding,
  type Body,
  type Call,
  type Domain,
  isCall,
  isChance,
  isFork,
  isRepeat,
  type Procedure,
  type Scenario,
} from '../generated/ast.ts';
import { valueOf } from './values.ts';

/** A procedure as it is called: through which binding. */
export interface Use {
  readonly binding: Binding;
  readonly procedure: Procedure;
}

/** Threads that run alike, or the threads of one fork. */
export interface Unit {
  readonly name: string;
  readonly domain: Domain | undefined;
  readonly count: number;
  /** What they call, directly and through the bodies that they reach; in the order in which it is found. */
  readonly uses: readonly Use[];
}

/** A call inside a body, and whether every run of the body makes it. */
export interface NestedCall extends Use {
  readonly call: Call;
  readonly always: boolean;
}

/** Bodies and what they call; made once for a file. */
export interface CallGraph {
  /** The bodies that a call runs: of every domain after the first. */
  readonly bodiesOf: (use: Use) => readonly Body[];
  readonly callsIn: (body: Body) => readonly NestedCall[];
  /** Calls that may still be followed: a large file must not take for ever. */
  readonly budget: { calls: number };
}

/** Calls through bodies that are followed in one file. */
const MOST_CALLS = 200_000;

export function callGraph(): CallGraph {
  const bodies = new Map<Domain, ReadonlyMap<Procedure, Body>>();
  const calls = new Map<Body, readonly NestedCall[]>();
  const bodiesIn = (domain: Domain): ReadonlyMap<Procedure, Body> => {
    const known = bodies.get(domain) ?? bodyTable(domain);
    bodies.set(domain, known);
    return known;
  };
  return {
    budget: { calls: MOST_CALLS },
    bodiesOf: ({ binding, procedure }) =>
      binding.domains.slice(1).flatMap(({ ref }) => (ref && bodiesIn(ref).get(procedure)) ?? []),
    callsIn: (body) => {
      const known = calls.get(body) ?? nestedCalls(body);
      calls.set(body, known);
      return known;
    },
  };
}

function bodyTable(domain: Domain): ReadonlyMap<Procedure, Body> {
  const exported = domain.members.flatMap((member) => (member.$type === 'Export' ? member.bodies : []));
  return new Map(exported.flatMap((body) => (body.procedure?.ref ? [[body.procedure.ref, body] as const] : [])));
}

function nestedCalls(body: Body): NestedCall[] {
  return AstUtils.streamAllContents(body)
    .filter(isCall)
    .toArray()
    .flatMap((call) => useOf(call).map((use) => ({ ...use, call, always: isAlways(call, body) })));
}

/** Not inside a chance and not in the treatment of a failure. */
function isAlways(call: Call, body: Body): boolean {
  for (let node: AstNode | undefined = call; node && node !== body; node = node.$container) {
    if (isChance(node) || node.$type === 'Catch') return false;
  }
  return true;
}

function useOf(call: Call): Use[] {
  const [binding, procedure] = [call.binding?.ref, call.procedure?.ref];
  return binding && procedure ? [{ binding, procedure }] : [];
}

/** The threads of a scenario, each with its forks apart, and what they call. */
export function unitsOf(scenario: Scenario, graph: CallGraph): Unit[] {
  return scenario.items.flatMap((item): Unit[] => {
    if (item.$type !== 'Thread') return [];
    const count = item.count ? (valueOf(item.count)?.value ?? 1) : 1;
    const forks = AstUtils.streamAllContents(item).filter(isFork).toArray();
    const own = { name: item.name, domain: item.domain?.ref, count, uses: closure(callsOutsideForks(item), graph) };
    const forked = forks.map((fork) => ({
      name: fork.name,
      domain: item.domain?.ref,
      count: count * timesForked(fork, item),
      uses: closure(callsOutsideForks(fork), graph),
    }));
    return [own, ...forked];
  });
}

/** A fork in a loop makes a thread at every turn. */
function timesForked(fork: AstNode, thread: AstNode): number {
  let times = 1;
  for (let node = fork.$container; node && node !== thread; node = node.$container) {
    if (isRepeat(node)) times *= valueOf(node.count)?.value ?? 1;
  }
  return Math.min(times, 100_000);
}

function callsOutsideForks(root: AstNode): Stream<Call> {
  return AstUtils.streamAllContents(root)
    .filter(isCall)
    .filter((call) => {
      const fork = AstUtils.getContainerOfType(call, isFork);
      return fork === undefined || fork === root || !isInside(fork, root);
    });
}

function isInside(node: AstNode, root: AstNode): boolean {
  for (let at: AstNode | undefined = node.$container; at; at = at.$container) if (at === root) return true;
  return false;
}

/** Calls, the bodies that they run, the calls in those… each once. */
function closure(calls: Stream<Call>, graph: CallGraph): Use[] {
  const found = new Map<Binding, Map<Procedure, Use>>();
  const queue: Use[] = [];
  const add = (use: Use): void => {
    const procedures = found.get(use.binding) ?? new Map<Procedure, Use>();
    found.set(use.binding, procedures);
    if (procedures.has(use.procedure)) return;
    procedures.set(use.procedure, use);
    queue.push(use);
  };
  for (const call of calls) for (const use of useOf(call)) add(use);
  for (const use of queue) {
    for (const body of graph.bodiesOf(use)) {
      for (const nested of graph.callsIn(body)) {
        graph.budget.calls -= 1;
        if (graph.budget.calls < 0) return queue;
        add(nested);
      }
    }
  }
  return queue;
}
