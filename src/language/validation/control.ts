import { assertNever } from '../../base/assert.ts';
import type { Action, Each, Handler, Pieces, Section, Step, Unary, When } from '../generated/ast.ts';
import type { EditedStep, EffectiveMechanism } from '../model/mechanism.ts';
import type { RoleNames } from './conditions.ts';
import {
  branchesDisagree,
  hopInside,
  hopOutside,
  kernelTrap,
  neverReached,
  noControl,
  wrongEnd,
} from './messages/mechanisms.ts';
import { aboutPiece } from './pieces.ts';
import type { Message } from './report.ts';
import { roleOf, rolesOfUse, stepsOf } from './walk.ts';

/** Something wrong with control, at a step or at the end of a section. */
export interface ControlComplaint {
  readonly node: Action | EditedStep | Section | Handler;
  readonly message: Message;
}

/** Who has control: a role, `kernel`, `nobody` while a message travels, `end` when the path is over. */
type Holder = string;

interface State {
  readonly mechanism: EffectiveMechanism;
  readonly complaints: ControlComplaint[];
  steps: number;
  /** Inside `each hop`: the first of two hops, or the second; null outside. */
  hop: 1 | 2 | null;
  /** Inside `each piece of`: whether the piece is the last; null outside. */
  isLastPiece: boolean | null;
  /** The text came to `next hop`. */
  hasNext: boolean;
}

/** Handlers after which the call goes on: where. */
const LEADS_TO: ReadonlyMap<string, Holder> = new Map([
  ['refused', 'client'],
  ['exceptionRaised', 'client'],
  ['exceptionResumed', 'server'],
  ['exceptionUnwound', 'client'],
]);

const MOST_STEPS = 4_000;
const NO_NAMES: RoleNames = new Map();

/** Who acts must have control: traps lead into the kernel, upcall and resume out, messages and policies hand over. */
export function controlComplaints(mechanism: EffectiveMechanism): ControlComplaint[] {
  const state: State = { mechanism, complaints: [], steps: 0, hop: null, isLastPiece: null, hasNext: false };
  const { bind, call, return: back } = mechanism.sections;
  if (bind) expectEnd(state, bind, walk(state, bind.steps, 'client', NO_NAMES, 0));
  if (call) {
    const afterCall = walk(state, call.steps, 'client', NO_NAMES, 0);
    expectEnd(
      state,
      back ?? call,
      back && afterCall !== 'end' ? walk(state, back.steps, afterCall, NO_NAMES, 0) : afterCall,
    );
  }
  return complaintsOf(state);
}

/** A path that was not followed to its end says nothing. */
function complaintsOf({ complaints, steps }: State): ControlComplaint[] {
  return steps > MOST_STEPS ? [] : complaints;
}

/** A handler begins in the kernel, or with the role that acts first. */
export function handlerComplaints(mechanism: EffectiveMechanism, handler: Handler): ControlComplaint[] {
  const state: State = { mechanism, complaints: [], steps: 0, hop: null, isLastPiece: null, hasNext: false };
  const first = handler.steps[0];
  const start = first?.$type === 'Action' ? roleOf(first.role?.$refText, NO_NAMES) : 'kernel';
  const end = walk(state, handler.steps, start, NO_NAMES, 0);
  const event = handler.event?.$refText ?? '';
  const expected = LEADS_TO.get(event);
  if (expected !== undefined && end !== expected && end !== 'end')
    state.complaints.push({ node: handler, message: wrongEnd(`on ${event}`, expected, end) });
  return complaintsOf(state);
}

function expectEnd({ complaints }: State, section: Section, holder: Holder): void {
  if (holder !== 'client' && holder !== 'end')
    complaints.push({ node: section, message: wrongEnd(section.kind, 'client', holder) });
}

function walk(state: State, steps: readonly (Step | When)[], start: Holder, names: RoleNames, depth: number): Holder {
  let holder = start;
  if (depth > 50) return holder;
  for (const step of stepsOf(state.mechanism, steps)) {
    state.steps += 1;
    if (state.steps > MOST_STEPS) return holder;
    if (holder === 'end') {
      state.complaints.push({ node: step, message: neverReached() });
      return holder;
    }
    holder = afterStep(state, step, holder, names, depth + 1);
  }
  return holder;
}

function afterStep(state: State, step: EditedStep, holder: Holder, names: RoleNames, depth: number): Holder {
  switch (step.$type) {
    case 'Action':
      return afterAction(state, step, holder, names, depth);
    case 'When': {
      const { hop, isLastPiece } = state;
      const ofHop = hop === null ? undefined : aboutHop(step.condition, hop);
      const answer = ofHop ?? (isLastPiece === null ? undefined : aboutPiece(step.condition, isLastPiece));
      if (answer !== undefined) return walk(state, answer ? step.steps : step.otherwise, holder, names, depth);
      return joined(
        state,
        step,
        walk(state, step.steps, holder, names, depth),
        walk(state, step.otherwise, holder, names, depth),
      );
    }
    case 'Each':
      if (state.hop !== null) {
        state.complaints.push({ node: step, message: hopInside() });
        return holder;
      }
      return afterEach(state, step, holder, names, depth);
    case 'Pieces':
      return afterPieces(state, step, holder, names, depth);
    case 'Over': {
      const end = walk(state, step.steps, 'server', names, depth);
      if (end !== 'server' && end !== 'end')
        state.complaints.push({ node: step, message: wrongEnd('over', 'server', end) });
      return 'client';
    }
    case 'Use': {
      const part = state.mechanism.parts.get(step.part?.$refText ?? '');
      return part ? walk(state, part.steps, holder, rolesOfUse(part, step.roles, names), depth) : holder;
    }
    case 'Continue':
      return 'end';
    // The rest of the chain comes back here.
    case 'Next':
      if (state.hop === null) state.complaints.push({ node: step, message: hopOutside() });
      state.hasNext = true;
      return holder;
    // Another thread of control.
    case 'Meanwhile':
      return holder;
    default:
      return assertNever(step);
  }
}

/** A chain of two hops stands for all. What was the server is the client then; who was the client is left behind. */
function afterEach(state: State, step: Each, start: Holder, names: RoleNames, depth: number): Holder {
  state.hop = 1;
  state.hasNext = false;
  const middle = walk(state, step.steps, start, names, depth);
  const found = state.complaints.length;
  state.hop = 2;
  const moved = middle === 'server' ? 'client' : middle === 'client' ? 'the client of the hop before' : middle;
  const end = state.hasNext ? middle : walk(state, step.steps, moved, names, depth);
  const again = state.complaints.splice(found);
  state.complaints.push(...again.filter(({ node }) => state.complaints.every((other) => other.node !== node)));
  state.hop = null;
  return end;
}

/** Two pieces stand for all: before the last one control comes back to where the block begins. */
function afterPieces(state: State, step: Pieces, start: Holder, names: RoleNames, depth: number): Holder {
  state.isLastPiece = false;
  joined(state, step, start, walk(state, step.steps, start, names, depth));
  state.isLastPiece = true;
  const end = walk(state, step.steps, start, names, depth);
  state.isLastPiece = null;
  return end;
}

/** Whether a condition about the hop holds at the first or the second of two; undefined if it asks for something else. */
function aboutHop(condition: Unary | undefined, hop: 1 | 2): boolean | undefined {
  if (condition?.$type === 'Negation') {
    const operand = aboutHop(condition.operand, hop);
    return operand === undefined ? undefined : !operand;
  }
  if (condition?.$type !== 'Reference' || condition.target?.$refText !== 'hop') return undefined;
  const holds = condition.state?.$refText === 'first' ? hop === 1 : hop === 2;
  return holds !== condition.isNot;
}

function joined({ complaints }: State, node: EditedStep, first: Holder, second: Holder): Holder {
  if (first === 'end') return second;
  if (second === 'end') return first;
  if (first !== second) complaints.push({ node, message: branchesDisagree(first, second) });
  return first;
}

function afterAction(state: State, action: Action, holder: Holder, names: RoleNames, depth: number): Holder {
  const who = roleOf(action.role?.$refText, names);
  const verb = action.do;
  // A message or an interrupt brings control along.
  if (verb?.$type === 'Interrupt') return 'kernel';
  if (verb?.$type === 'Poll') return who;
  const moves = verb?.$type === 'Invoke' ? verb.operation?.ref?.control : undefined;
  if (moves === 'enters') return who;
  if (holder !== who) state.complaints.push({ node: action, message: noControl(who, holder) });
  switch (verb?.$type) {
    case 'Trap':
      if (who === 'kernel') state.complaints.push({ node: action, message: kernelTrap() });
      return 'kernel';
    case 'Upcall':
    case 'Resume':
      return roleOf(verb.to?.$refText, names);
    case 'Transmit':
      return 'nobody';
    case 'Invoke':
      return moves === 'leaves' ? 'nobody' : who;
    case 'Raise':
      return 'end';
    case 'Acquire':
      return verb.steps.length > 0 ? joined(state, action, walk(state, verb.steps, who, names, depth), who) : who;
    default:
      return who;
  }
}
