import type { Reference } from 'langium';
import type { Action, Store } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { type Answers, type RoleNames, waysThrough } from './conditions.ts';
import { leak, noAccess } from './messages/mechanisms.ts';
import type { Message } from './report.ts';
import { questionsIn, roleOf, type Visitor, walkSection } from './walk.ts';

/** Something wrong with a step of a path, in whatever mechanism it stands. */
export interface Complaint {
  readonly action: Action;
  readonly message: Message;
}

/**
 * Who reaches what: a role copies, reads and writes only in places that it has; the kernel only in its own, mapped ones and
 * those of the address space that is loaded. And what is taken or locked on the way is given back on every way.
 */
export function pathComplaints(mechanism: EffectiveMechanism, budget: { steps: number }): Complaint[] {
  const found: Complaint[] = [];
  const questions = questionsIn(mechanism, ['bind', 'call', 'return']);
  for (const answers of waysThrough(questions)) {
    if (budget.steps < 0) break;
    found.push(...follow(mechanism, answers, budget));
  }
  return found;
}

/** What a way through a path has done so far. */
interface State {
  readonly mechanism: EffectiveMechanism;
  readonly complaints: Complaint[];
  readonly mapped: Map<string, Set<string>>;
  readonly held: Map<string, Action>;
  readonly outside: string[];
  /** The domain whose address space is loaded. */
  space: string;
}

/** Bind, a first call and a later one: mappings that the first makes are there for the second. */
function follow(mechanism: EffectiveMechanism, answers: Answers, budget: { steps: number }): Complaint[] {
  const state: State = { mechanism, complaints: [], mapped: new Map(), held: new Map(), outside: [], space: 'client' };
  const visitor: Visitor = {
    act: (action, names) => act(state, action, names),
    enter: () => void (state.outside.push(state.space), (state.space = 'server')),
    leave: () => void (state.space = state.outside.pop() ?? 'client'),
  };
  // Nothing is attached to anything yet.
  const first = new Map([...answers].map(([key, answer]) => [key, answer && !isAttachment(key)]));
  first.set('binding is first', true);
  const rounds: readonly (readonly ['bind' | 'call', Answers])[] = [
    ['bind', answers],
    ['call', first],
    ['call', answers],
  ];
  for (const [kind, way] of rounds) {
    state.held.clear();
    state.space = 'client';
    const ends = [walkSection(mechanism, kind, way, visitor, budget)];
    if (kind === 'call' && ends[0] === 'through') ends.push(walkSection(mechanism, 'return', way, visitor, budget));
    // A way that was not followed to its end says nothing.
    if (ends.includes('cut')) return [];
    if (!ends.includes('over')) complainAboutHeld(state);
  }
  return state.complaints;
}

function isAttachment(question: string): boolean {
  return question.includes(' has ') && !question.endsWith(' has idle processor');
}

function complainAboutHeld({ held, complaints }: State): void {
  for (const [store, action] of held) {
    complaints.push({ action, message: leak(action.do?.$type === 'Acquire' ? 'lock' : 'take', store) });
  }
}

function act(state: State, action: Action, names: RoleNames): void {
  const verb = action.do;
  const who = roleOf(action.role?.$refText, names);
  const reach = (store: Reference<Store> | undefined): void => reaches(state, action, who, store);
  switch (verb?.$type) {
    case 'Copy':
      reach(verb.from);
      reach(verb.to);
      break;
    case 'Read':
    case 'Write':
      reach(verb.place);
      break;
    case 'Run':
      if (verb.place) reach(verb.place);
      break;
    case 'Take':
      state.held.set(verb.pool?.$refText ?? '', action);
      break;
    case 'Acquire':
      state.held.set(verb.lock?.$refText ?? '', action);
      break;
    case 'Give':
      state.held.delete(verb.pool?.$refText ?? '');
      break;
    case 'Release':
      state.held.delete(verb.lock?.$refText ?? '');
      break;
    case 'Attach':
      state.held.delete(verb.what?.$refText ?? '');
      break;
    case 'Mapping':
    case 'Unmap':
      map(
        state,
        verb.$type === 'Mapping',
        verb.place?.$refText ?? '',
        verb.roles.map((role) => roleOf(role.$refText, names)),
      );
      break;
    case 'Switch':
    case 'Exchange':
      state.space = roleOf(verb.to?.$refText, names);
      break;
    case 'Invoke':
      if (verb.operation?.ref?.control === 'enters') state.space = who;
      break;
    case 'Poll':
    case 'Interrupt':
      state.space = who;
      break;
    default:
  }
}

function map(state: State, adds: boolean, place: string, roles: readonly string[]): void {
  const mapped = state.mapped.get(place) ?? new Set();
  state.mapped.set(place, mapped);
  for (const role of roles) {
    if (adds) mapped.add(role);
    else mapped.delete(role);
  }
}

function reaches(state: State, action: Action, who: string, store: Reference<Store> | undefined): void {
  const name = store?.$refText ?? '';
  // The mechanism's own place, else one of the prelude: `arguments`, `results`…
  const place = state.mechanism.stores.get(name) ?? store?.ref;
  if (!place) return;
  const where = new Set([...declaredIn(place), ...(state.mapped.get(name) ?? [])]);
  if (where.has(who) || (who === 'kernel' && where.has(state.space))) return;
  const loaded = who === 'kernel' ? state.space : undefined;
  state.complaints.push({ action, message: noAccess(who, name, [...where], loaded) });
}

function declaredIn(store: Store): string[] {
  return store.properties.flatMap((property) =>
    property.$type === 'InOf' ? property.roles.map((role) => roleOf(role.$refText, new Map())) : [],
  );
}
