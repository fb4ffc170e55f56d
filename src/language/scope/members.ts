import { type AstNode, AstUtils } from 'langium';
import {
  type Action,
  type Choice,
  isAction,
  isOption,
  isPart,
  isRole,
  isSlot,
  isStore,
  type Mechanism,
  type Option,
  type Part,
  type Policy,
  type Profile,
  type Role,
  type Setting,
  type Slot,
  type Store,
} from '../generated/ast.ts';

/** A member of a mechanism that other members refer to by name. */
export type NamedMember = Option | Store | Slot | Role | Part;

/** A declaration and what it extends, nearest first. Ends where an `extends` is unresolved or closes a cycle. */
export function lineage<T extends Mechanism | Profile>(declaration: T | undefined): T[] {
  const found = new Set<T>();
  let current = declaration;
  while (current && !found.has(current)) {
    found.add(current);
    current = parentOf(current);
  }
  return [...found];
}

function parentOf<T extends Mechanism | Profile>(declaration: T): T | undefined {
  const parent: AstNode | undefined = declaration.parent?.ref;
  return parent && sameType(declaration, parent) ? parent : undefined;
}

function sameType<T extends AstNode>(pattern: T, node: AstNode): node is T {
  return node.$type === pattern.$type;
}

/** The named members that a mechanism declares itself. */
export function ownMembers(mechanism: Mechanism): NamedMember[] {
  return mechanism.members.filter(
    (member) => isOption(member) || isStore(member) || isSlot(member) || isRole(member) || isPart(member),
  );
}

/** The named members of a mechanism and of what it extends; the nearest of a name first. */
export function allMembers(mechanism: Mechanism | undefined): NamedMember[] {
  return lineage(mechanism).flatMap(ownMembers);
}

/** The options that a setting of this mechanism or policy may name; the nearest of a name first. */
export function optionsOf(owner: Mechanism | Policy | undefined): Option[] {
  if (owner?.$type === 'Policy') return owner.members.filter(isOption);
  return allMembers(owner).filter(isOption);
}

/** The values that the options of a mechanism name (`wait`, `grow`, `fail`). */
export function choicesOf(mechanism: Mechanism | undefined): Choice[] {
  return optionsOf(mechanism).flatMap((option) => option.choices);
}

/** The labelled steps that a mechanism writes itself, in its sections, parts, handlers and edits. */
export function ownLabels(mechanism: Mechanism): Action[] {
  return AstUtils.streamAllContents(mechanism)
    .filter(isAction)
    .filter((step) => step.name !== undefined)
    .toArray();
}

/** Whose option a setting sets: the mechanism of a binding or variant, the policy of a slot. */
export function settingOwner(setting: Setting): Mechanism | Policy | undefined {
  const owner = setting.$container;
  return owner.$type === 'Slot' ? owner.policy?.ref : owner.mechanism?.ref;
}
