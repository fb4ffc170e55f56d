import type { Action, Over, Slot, Step, When } from '../generated/ast.ts';
import type { EditedStep } from '../model/mechanism.ts';
import { priceScopes } from '../model/prices.ts';
import type { RoleNames } from './conditions.ts';
import { carrierFacts, decide, type Facts } from './facts.ts';
import { stepsOf } from './walk.ts';

/** A step that a call can come to, and who acts there in the words of the mechanism. */
export interface ReachedAction {
  readonly action: Action;
  readonly role: string;
  /** The role that it moves control or a thread to, if its verb names one. */
  readonly target: string | undefined;
  /** Names under which profiles may price it: those of the mechanism in whose path it is, innermost first. */
  readonly scopes: readonly string[];
}

/** What calls over a binding can come to. */
export interface Reached {
  readonly actions: readonly ReachedAction[];
  readonly slots: readonly Slot[];
  /** The steps of handlers: what exceptions come to, and what only disturbances do. */
  readonly handled: { readonly exceptions: readonly ReachedAction[]; readonly disturbances: readonly ReachedAction[] };
}

interface Search {
  readonly facts: Facts;
  readonly actions: Map<string, ReachedAction>;
  readonly slots: Set<Slot>;
  readonly numbers: Map<Action, number>;
  steps: number;
}

const MOST_STEPS = 4_000;
/** Blocks and carriers inside each other. */
const DEEPEST_CARRIER = 20;

/** Follows every way that is open for at least one kind of call. */
export function reach(kinds: readonly Facts[]): Reached {
  const found = emptySearch();
  const [exceptions, disturbances] = [emptySearch(), emptySearch()];
  for (const facts of kinds) {
    walkAll({ ...found, facts, steps: 0 }, 0);
    walkHandlers({ ...exceptions, facts, steps: 0 }, isException);
    walkHandlers({ ...disturbances, facts, steps: 0 }, (event) => !isException(event));
  }
  return {
    actions: [...found.actions.values()],
    slots: [...found.slots],
    handled: { exceptions: [...exceptions.actions.values()], disturbances: [...disturbances.actions.values()] },
  };
}

function emptySearch() {
  return {
    actions: new Map<string, ReachedAction>(),
    slots: new Set<Slot>(),
    numbers: new Map<Action, number>(),
  };
}

function isException(event: string): boolean {
  return event.startsWith('exception');
}

function walkHandlers(search: Search, which: (event: string) => boolean): void {
  for (const [event, handler] of search.facts.carriage.mechanism.handlers)
    if (which(event)) walk(search, handler.steps, new Map(), 0);
}

function walkAll(search: Search, depth: number): void {
  for (const kind of ['bind', 'call', 'return'] as const) {
    walk(search, search.facts.carriage.mechanism.sections[kind]?.steps ?? [], new Map(), depth);
  }
}

function walk(search: Search, steps: readonly (Step | When)[], roles: RoleNames, depth: number): void {
  if (depth > 50) return;
  for (const step of stepsOf(search.facts.carriage.mechanism, steps)) {
    search.steps += 1;
    if (search.steps > MOST_STEPS) return;
    visit(search, step, roles, depth + 1);
    if (step.$type === 'Continue') return;
  }
}

function visit(search: Search, step: EditedStep, roles: RoleNames, depth: number): void {
  switch (step.$type) {
    case 'Action':
      visitAction(search, step, roles, depth);
      break;
    case 'When': {
      const holds = decide(step.condition, search.facts, roles);
      if (holds !== false) walk(search, step.steps, roles, depth);
      if (holds !== true) walk(search, step.otherwise, roles, depth);
      break;
    }
    case 'Use': {
      const part = search.facts.carriage.mechanism.parts.get(step.part?.$refText ?? '');
      const inner = part?.roles.map((role, index) => [role.name, actor(step.roles[index]?.$refText, roles)] as const);
      if (part) walk(search, part.steps, new Map(inner), depth);
      break;
    }
    case 'Meanwhile':
      walk(search, step.steps, roles, depth);
      break;
    case 'Each':
    case 'Pieces':
      walk(search, step.steps, roles, depth);
      break;
    case 'Over':
      visitCarrier(search, step.carrier, step.size, depth);
      walk(search, step.steps, roles, depth);
      break;
    case 'Continue':
      visitCarrier(search, step.mechanism, undefined, depth);
      break;
    case 'Next':
      break;
  }
}

/** The path of the mechanism that carries this one, or that it goes on with. */
function visitCarrier(search: Search, name: Over['carrier'], size: Over['size'], depth: number): void {
  const facts = carrierFacts(search.facts, name, size);
  if (facts === undefined || depth > DEEPEST_CARRIER) return;
  const inner: Search = { ...search, facts, steps: search.steps };
  walkAll(inner, depth + 1);
}

function visitAction(search: Search, action: Action, roles: RoleNames, depth: number): void {
  const role = actor(action.role?.$refText, roles);
  const number = search.numbers.get(action) ?? search.numbers.size;
  search.numbers.set(action, number);
  const verb = action.do;
  const target =
    verb && 'to' in verb && verb.$type !== 'Copy' && verb.$type !== 'Pass'
      ? actor(verb.to?.$refText, roles)
      : undefined;
  const scopes = priceScopes(search.facts.carriage.mechanism.chain);
  search.actions.set(`${number} ${role} ${target} ${scopes[0]}`, { action, role, target, scopes });
  if (verb?.$type === 'Acquire') walk(search, verb.steps, roles, depth);
  const slot =
    verb?.$type === 'Invoke' ? search.facts.carriage.mechanism.slots.get(verb.slot?.$refText ?? '') : undefined;
  if (slot) search.slots.add(slot);
}

function actor(name: string | undefined, roles: RoleNames): string {
  return roles.get(name ?? '') ?? name ?? '';
}
