import { assertNever } from '../../base/assert.ts';
import type { Action, Handler, Section, Step, When } from '../generated/ast.ts';
import type { EditedStep, EffectiveMechanism } from '../model/mechanism.ts';
import type { RoleNames } from './conditions.ts';
import { branchesDisagree, kernelTrap, neverReached, noControl, wrongEnd } from './messages.ts';
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
}

const MOST_STEPS = 4_000;
const NO_NAMES: RoleNames = new Map();

/** Who acts must have control: traps lead into the kernel, upcall and resume out, messages and policies hand over. */
export function controlComplaints(mechanism: EffectiveMechanism): ControlComplaint[] {
  const state: State = { mechanism, complaints: [], steps: 0 };
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
  const state: State = { mechanism, complaints: [], steps: 0 };
  const first = handler.steps[0];
  walk(
    state,
    handler.steps,
    first?.$type === 'Action' ? roleOf(first.role?.$refText, NO_NAMES) : 'kernel',
    NO_NAMES,
    0,
  );
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
    case 'When':
      return joined(
        state,
        step,
        walk(state, step.steps, holder, names, depth),
        walk(state, step.otherwise, holder, names, depth),
      );
    case 'Each':
      return walk(state, step.steps, holder, names, depth);
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
    // Another thread of control; the rest of the chain comes back here.
    case 'Meanwhile':
    case 'Next':
      return holder;
    default:
      return assertNever(step);
  }
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
