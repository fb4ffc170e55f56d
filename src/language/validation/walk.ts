import { AstUtils } from 'langium';
import { assertNever } from '../../base/assert.ts';
import { type Action, isEdit, isMechanism, type Section, type Step, type When } from '../generated/ast.ts';
import { type EditedStep, type EffectiveMechanism, editedSteps } from '../model/mechanism.ts';
import { type Answers, holds, type Question, questionsOf, type RoleNames } from './conditions.ts';
import { aboutPiece } from './pieces.ts';

/** More steps than this on one way are not followed: parts that use parts can make endlessly many. */
const MOST_STEPS = 4_000;

/** The steps of a block after the edits of the mechanism that is looked at. */
export function stepsOf(mechanism: EffectiveMechanism, steps: readonly (Step | When)[]): EditedStep[] {
  const first = steps[0];
  const edit = first && AstUtils.getContainerOfType(first, isEdit);
  const owner = edit && AstUtils.getContainerOfType(edit, isMechanism);
  const level = owner ? mechanism.chain.length - mechanism.chain.indexOf(owner) : 0;
  return editedSteps(mechanism, steps, level);
}

/** A role of the path in the words of the mechanism: the originator is the client of the first hop. */
export function roleOf(name: string | undefined, names: RoleNames): string {
  const role = names.get(name ?? '') ?? name ?? '';
  return role === 'originator' ? 'client' : role;
}

/** What the roles of a part stand for where it is used. */
export function rolesOfUse(
  part: { readonly roles: readonly { readonly name: string }[] },
  used: readonly { readonly $refText: string }[],
  names: RoleNames,
): RoleNames {
  return new Map(part.roles.map((role, index) => [role.name, roleOf(used[index]?.$refText, names)]));
}

export interface Visitor {
  readonly act: (action: Action, names: RoleNames) => void;
  /** Around a block that another mechanism's call carries: its steps run in the server. */
  readonly enter?: () => void;
  readonly leave?: () => void;
}

interface Walk {
  readonly mechanism: EffectiveMechanism;
  readonly answers: Answers;
  readonly visitor: Visitor;
  readonly budget: { steps: number };
  steps: number;
  /** Inside `each piece of`: whether the piece is the last. */
  isLastPiece: boolean;
}

/** How a way through a section ends: at its end, before it (the call is over or goes on elsewhere), or it is too long to follow. */
export type WayEnd = 'through' | 'over' | 'cut';

/** Follows one way through a section. */
export function walkSection(
  mechanism: EffectiveMechanism,
  kind: Section['kind'],
  answers: Answers,
  visitor: Visitor,
  budget: { steps: number },
): WayEnd {
  const section = mechanism.sections[kind];
  if (section === undefined) return 'through';
  const state: Walk = { mechanism, answers, visitor, budget, steps: 0, isLastPiece: true };
  const goesOn = walk(state, section.steps, new Map(), 0);
  if (isCut(state)) return 'cut';
  return goesOn ? 'through' : 'over';
}

function isCut({ steps, budget }: Walk): boolean {
  return steps > MOST_STEPS || budget.steps < 0;
}

function walk(state: Walk, steps: readonly (Step | When)[], names: RoleNames, depth: number): boolean {
  if (depth > 50) return true;
  return stepsOf(state.mechanism, steps).every((step) => {
    state.steps += 1;
    state.budget.steps -= 1;
    return isCut(state) || walkStep(state, step, names, depth + 1);
  });
}

function walkStep(state: Walk, step: EditedStep, names: RoleNames, depth: number): boolean {
  switch (step.$type) {
    case 'Action':
      return walkAction(state, step, names, depth);
    case 'When':
      return walk(state, isTrue(state, step, names) ? step.steps : step.otherwise, names, depth);
    case 'Pieces': {
      state.isLastPiece = false;
      const goesOn = walk(state, step.steps, names, depth);
      state.isLastPiece = true;
      return goesOn && walk(state, step.steps, names, depth);
    }
    case 'Each':
    case 'Meanwhile':
      return walk(state, step.steps, names, depth);
    case 'Over': {
      state.visitor.enter?.();
      const goesOn = walk(state, step.steps, names, depth);
      state.visitor.leave?.();
      return goesOn;
    }
    case 'Use': {
      const part = state.mechanism.parts.get(step.part?.$refText ?? '');
      return part === undefined || walk(state, part.steps, rolesOfUse(part, step.roles, names), depth);
    }
    case 'Continue':
      return false;
    case 'Next':
      return true;
    default:
      return assertNever(step);
  }
}

function isTrue(state: Walk, { condition }: When, names: RoleNames): boolean {
  return aboutPiece(condition, state.isLastPiece) ?? holds(condition, names, state.answers);
}

function walkAction(state: Walk, action: Action, names: RoleNames, depth: number): boolean {
  const verb = action.do;
  if (verb?.$type === 'Acquire' && verb.steps.length > 0 && state.answers.get(lockQuestion(verb.lock?.$refText))) {
    return walk(state, verb.steps, names, depth);
  }
  state.visitor.act(action, names);
  return verb?.$type !== 'Raise';
}

function lockQuestion(lock: string | undefined): string {
  return `${lock} is held`;
}

/** Every question that decides about the ways through the sections of a mechanism. */
export function questionsIn(mechanism: EffectiveMechanism, kinds: readonly Section['kind'][]): Question[] {
  const found: Question[] = [];
  let count = 0;
  const collect = (steps: readonly (Step | When)[], names: RoleNames, depth: number): void => {
    if (depth > 50) return;
    for (const step of stepsOf(mechanism, steps)) {
      count += 1;
      if (count > MOST_STEPS) return;
      if (step.$type === 'When' && aboutPiece(step.condition, true) === undefined)
        found.push(...questionsOf(step.condition, names));
      if (step.$type === 'When') collect(step.otherwise, names, depth + 1);
      if (step.$type === 'Action' && step.do?.$type === 'Acquire' && step.do.steps.length > 0) {
        found.push({ key: lockQuestion(step.do.lock?.$refText), subject: undefined });
        collect(step.do.steps, names, depth + 1);
      }
      const part = step.$type === 'Use' ? mechanism.parts.get(step.part?.$refText ?? '') : undefined;
      if (step.$type === 'Use' && part) collect(part.steps, rolesOfUse(part, step.roles, names), depth + 1);
      else if ('steps' in step) collect(step.steps, names, depth + 1);
    }
  };
  for (const kind of kinds) collect(mechanism.sections[kind]?.steps ?? [], new Map(), 0);
  return found;
}
