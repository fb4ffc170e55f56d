import { AstUtils } from 'langium';
import { type Action, type Body, type Domain, isSection } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { callCycle, endlessCalls, mayDeadlock } from './messages/calls.ts';
import type { StudyOf } from './studies.ts';
import type { Subject } from './subject.ts';
import { valueOf } from './values.ts';
import type { CallGraph, NestedCall, Unit } from './workload.ts';

/** A domain without `threads` has one: the compiler's default. */
const DEFAULT_THREADS = 1;

/** A way of calls from a body back to it, or to its domain. */
interface Circle {
  readonly calls: readonly NestedCall[];
}

/** Calls that go in a circle: without end, or into a domain whose threads all wait. */
export function checkDeadlocks(
  subject: Subject,
  graph: CallGraph,
  units: readonly (readonly Unit[])[],
  studyOf: StudyOf,
): void {
  const needsThread = threadNeeds(subject, studyOf);
  const entered = enteredByThread(subject, graph, needsThread);
  const done = new Set<NestedCall>();
  const endless: Search = { graph, allowed: (call) => call.always, closes: (body, start) => body === start };
  const served: Search = {
    graph,
    allowed: needsThread,
    closes: (body, start) => domainOf(body) === domainOf(start),
  };
  for (const body of subject.all('Body')) {
    if (subject.report.isFull()) return;
    const never = findCircle(body, endless);
    const circle = never ?? (entered.has(body) ? findCircle(body, served) : undefined);
    if (!circle || circle.calls.some((call) => done.has(call))) continue;
    for (const call of circle.calls) done.add(call);
    report(subject, body, circle, never !== undefined, units);
  }
}

interface Search {
  readonly graph: CallGraph;
  readonly allowed: (call: NestedCall) => boolean;
  /** Whether a way that begins in `start` is a circle when it comes to `body`. */
  readonly closes: (body: Body, start: Body) => boolean;
}

function domainOf(body: Body): Domain {
  return body.$container.$container;
}

function report(
  subject: Subject,
  body: Body,
  { calls }: Circle,
  endless: boolean,
  units: readonly (readonly Unit[])[],
): void {
  const domain = domainOf(body);
  const [first] = calls;
  if (!first) return;
  const chain = [
    `${domain.name}.${body.procedure.$refText}`,
    ...calls.map((call) => `${serverOf(call)?.name ?? ''}.${call.procedure.name}`),
  ];
  const where = { node: first.call };
  const related = calls.map(({ call, procedure }) => ({
    where: { node: call },
    text: `${procedure.name} is called here.`,
  }));
  if (endless) {
    subject.report(endlessCalls(chain), where, related);
    return;
  }
  const threads = threadsOf(domain);
  const declared = domain.members.find((member) => member.$type === 'Threads');
  const places = [
    ...related,
    {
      where: declared ? { node: declared } : { node: domain, property: 'name' },
      text: `${domain.name} has ${threads} ${threads === 1 ? 'thread' : 'threads'}.`,
    },
  ];
  const facts = { domain: domain.name, threads: threads + 1 };
  if (threads === 1) {
    subject.report(callCycle(chain, domain.name), where, places, facts);
  } else if (mostCallers(body, units) >= threads)
    subject.report(mayDeadlock(chain, domain.name, threads), where, places, facts);
}

function mostCallers(body: Body, units: readonly (readonly Unit[])[]): number {
  const domain = domainOf(body);
  const calls = (unit: Unit): boolean =>
    unit.uses.some(
      (use) => use.procedure === body.procedure.ref && use.binding.domains.some(({ ref }) => ref === domain),
    );
  const callers = units.map((threads) => threads.filter(calls).reduce((total, unit) => total + unit.count, 0));
  return callers.reduce((most, count) => Math.max(most, count), 0);
}

/** A body on the way, and the call that led there. */
interface Reached {
  readonly body: Body;
  readonly via: { readonly from: Reached; readonly call: NestedCall } | undefined;
}

/** Searches in breadth: the shortest circle is the clearest. */
function findCircle(start: Body, search: Search): Circle | undefined {
  const seen = new Set<Body>();
  const queue: Reached[] = [{ body: start, via: undefined }];
  for (const from of queue) {
    for (const call of search.graph.callsIn(from.body)) {
      search.graph.budget.calls -= 1;
      if (search.graph.budget.calls < 0) return undefined;
      if (!search.allowed(call)) continue;
      for (const body of search.graph.bodiesOf(call)) {
        const next = { body, via: { from, call } };
        if (search.closes(body, start)) return { calls: wayTo(next) };
        if (!seen.has(body)) queue.push(next);
        seen.add(body);
      }
    }
  }
  return undefined;
}

function wayTo(end: Reached): NestedCall[] {
  const calls: NestedCall[] = [];
  for (let at = end; at.via; at = at.via.from) calls.unshift(at.via.call);
  return calls;
}

function serverOf(call: NestedCall): Domain | undefined {
  return call.binding.domains.at(-1)?.ref;
}

function threadsOf(domain: Domain): number {
  const member = domain.members.find((candidate) => candidate.$type === 'Threads');
  return member?.$type === 'Threads' ? (valueOf(member.count)?.value ?? Number.POSITIVE_INFINITY) : DEFAULT_THREADS;
}

/** Whether a call is served by a thread of the server: the kernel swaps to it or schedules it. */
function threadNeeds({ knowledge }: Subject, studyOf: StudyOf): (call: Pick<NestedCall, 'binding'>) => boolean {
  const known = new Map<EffectiveMechanism, boolean>();
  return ({ binding }) => {
    const studied = studyOf(binding, binding.mechanism?.ref, binding.settings);
    const mechanism = knowledge.mechanism(binding.mechanism?.ref);
    if (!studied || !mechanism) return false;
    const answer = known.get(mechanism) ?? studied.reached.actions.some(({ action }) => wakesServer(action));
    known.set(mechanism, answer);
    return answer;
  };
}

/** `swap to server` in the call itself; what happens once at bind does not count. */
function wakesServer(action: Action): boolean {
  if (action.do.$type !== 'Swap' && action.do.$type !== 'Schedule') return false;
  return AstUtils.getContainerOfType(action, isSection)?.kind !== 'bind';
}

function enteredByThread(
  subject: Subject,
  graph: CallGraph,
  needsThread: (call: Pick<NestedCall, 'binding'>) => boolean,
): ReadonlySet<Body> {
  const entered = new Set<Body>();
  for (const call of subject.all('Call')) {
    const [binding, procedure] = [call.binding?.ref, call.procedure?.ref];
    if (binding && procedure && needsThread({ binding }))
      for (const body of graph.bodiesOf({ binding, procedure })) entered.add(body);
  }
  return entered;
}
