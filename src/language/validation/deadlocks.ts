import { AstUtils } from 'langium';
import { type Action, type Body, type Domain, isSection } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import type { StudyOf } from './carriages.ts';
import { callCycle, endlessCalls, mayDeadlock } from './messages.ts';
import type { Subject } from './subject.ts';
import { valueOf } from './values.ts';
import type { CallGraph, NestedCall, Unit } from './workload.ts';

/** A domain without `threads` has one: the compiler's default. */
const DEFAULT_THREADS = 1;
/** Calls looked at for one body. */
const MOST_CALLS = 2_000;

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
  for (const body of subject.all('Body')) {
    if (subject.report.isFull()) return;
    const endless = findCircle(body, graph, (calls) => calls.every((call) => call.always), true);
    const circle =
      endless ?? (entered.has(body) ? findCircle(body, graph, (calls) => calls.every(needsThread), false) : undefined);
    const [first] = circle?.calls ?? [];
    if (!circle || !first || circle.calls.some((call) => done.has(call))) continue;
    for (const call of circle.calls) done.add(call);
    report(subject, body, circle, endless !== undefined, units);
  }
}

function report(
  subject: Subject,
  body: Body,
  { calls }: Circle,
  endless: boolean,
  units: readonly (readonly Unit[])[],
): void {
  const domain = body.$container.$container;
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
  const domain = body.$container.$container;
  const calls = (unit: Unit): boolean =>
    unit.uses.some(
      (use) => use.procedure === body.procedure.ref && use.binding.domains.some(({ ref }) => ref === domain),
    );
  return Math.max(0, ...units.map((threads) => threads.filter(calls).reduce((total, unit) => total + unit.count, 0)));
}

/** Searches in breadth: the shortest circle is the clearest. */
function findCircle(
  start: Body,
  graph: CallGraph,
  allowed: (calls: readonly NestedCall[]) => boolean,
  sameBody: boolean,
): Circle | undefined {
  const seen = new Set<Body>();
  const queue: { readonly body: Body; readonly calls: readonly NestedCall[] }[] = [{ body: start, calls: [] }];
  let looked = 0;
  for (const { body, calls } of queue) {
    for (const nested of graph.callsIn(body)) {
      looked += 1;
      if (looked > MOST_CALLS || !allowed([nested])) continue;
      for (const next of graph.bodiesOf(nested)) {
        const way = [...calls, nested];
        if (sameBody ? next === start : next.$container.$container === start.$container.$container)
          return { calls: way };
        if (!seen.has(next)) queue.push({ body: next, calls: way });
        seen.add(next);
      }
    }
  }
  return undefined;
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
