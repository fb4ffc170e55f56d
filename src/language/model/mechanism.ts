import type {
  Action,
  Edit,
  Handler,
  Limit,
  Lock,
  Mechanism,
  MechanismMember,
  Option,
  Part,
  Place,
  Pool,
  Queue,
  Section,
  Slot,
  Step,
  When,
} from '../generated/ast.ts';
import { lineage } from '../scope/members.ts';

/** A mechanism as it is after `extends`: what it says itself wins over what it inherits. */
export interface EffectiveMechanism {
  readonly name: string;
  readonly node: Mechanism;
  /** Itself, then what it extends, outwards. */
  readonly chain: readonly Mechanism[];
  readonly needs: ReadonlySet<string>;
  readonly limits: readonly Limit[];
  readonly options: ReadonlyMap<string, Option>;
  readonly stores: ReadonlyMap<string, StoreNode>;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly parts: ReadonlyMap<string, Part>;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly sections: { readonly [kind in Section['kind']]?: Section };
  /** `before`, `after`, `instead` and `without` of the whole chain, innermost mechanism last. */
  readonly edits: readonly LevelledEdit[];
}

export type StoreNode = Pool | Place | Queue | Lock;

interface LevelledEdit {
  /** Position in the chain from the outermost ancestor (0) inwards. */
  readonly level: number;
  readonly edit: Edit;
}

/** The effective form of a mechanism. A cycle of `extends` is cut where it closes. */
export function effectiveMechanism(node: Mechanism): EffectiveMechanism {
  const chain = lineage(node);
  const outwardsIn = [...chain].reverse();
  const members = outwardsIn.flatMap((mechanism) => mechanism.members);
  return {
    name: node.name,
    node,
    chain,
    needs: new Set(members.flatMap((m) => (m.$type === 'Needs' ? m.needs.map((need) => need.$refText) : []))),
    limits: members.filter((m) => m.$type === 'Limit'),
    options: byName(members.filter((m) => m.$type === 'Option')),
    stores: byName(members.filter(isStoreNode)),
    slots: byName(members.filter((m) => m.$type === 'Slot')),
    parts: byName(members.filter((m) => m.$type === 'Part')),
    handlers: new Map(members.filter((m) => m.$type === 'Handler').map((m) => [m.event.$refText, m])),
    sections: Object.fromEntries(members.filter((m) => m.$type === 'Section').map((m) => [m.kind, m])),
    edits: outwardsIn.flatMap((mechanism, level) =>
      mechanism.members.filter((m) => m.$type === 'Edit').map((edit) => ({ level, edit })),
    ),
  };
}

function isStoreNode(member: MechanismMember): member is StoreNode {
  return member.$type === 'Pool' || member.$type === 'Place' || member.$type === 'Queue' || member.$type === 'Lock';
}

/** Later entries win: the innermost mechanism's. */
function byName<T extends { readonly name: string }>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.map((node) => [node.name, node]));
}

/** One step after the edits: an action that stays, or another step. */
export type EditedStep = Exclude<Step, Action> | Action;

/**
 * The steps with the edits of the chain applied to labelled actions. Nested blocks (when, part…) are not entered: whoever
 * walks into them calls this again.
 * @param level edits from this level of the chain inwards apply; steps inside an edit are only edited by deeper levels.
 */
export function editedSteps(mechanism: EffectiveMechanism, steps: readonly (Step | When)[], level = 0): EditedStep[] {
  return steps.flatMap((step): EditedStep[] => {
    if (step.$type !== 'Action' || step.name === undefined) return [step];
    const edits = mechanism.edits.filter((e) => e.level >= level && e.edit.step.$refText === step.name);
    return edits.length === 0 ? [step] : applyEdits(mechanism, step, edits);
  });
}

function applyEdits(mechanism: EffectiveMechanism, action: Action, edits: readonly LevelledEdit[]): EditedStep[] {
  const around = (where: Edit['where']) =>
    edits.filter((e) => e.edit.where === where).flatMap((e) => editedSteps(mechanism, e.edit.steps, e.level + 1));
  const replaced = edits.some((e) => e.edit.where === 'instead' || e.edit.where === 'without');
  const last = edits.findLast((e) => e.edit.where === 'instead' || e.edit.where === 'without');
  const self: EditedStep[] = !replaced
    ? [action]
    : last?.edit.where === 'instead'
      ? editedSteps(mechanism, last.edit.steps, last.level + 1)
      : [];
  return [...around('before'), ...self, ...around('after')];
}
