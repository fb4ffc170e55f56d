import type { AstNode } from 'langium';
import { isOption, isPart, isSlot, isStore, type Mechanism } from '../generated/ast.ts';
import { lineage, ownMembers } from '../scope/members.ts';
import { parsedWell } from './knowledge.ts';
import { unusedOption, unusedPart, unusedPlace } from './messages/mechanisms.ts';
import type { Subject } from './subject.ts';

/** Members of a mechanism that nothing in this file refers to. What overrides an inherited member is used where that is. */
export function checkUnusedMembers(subject: Subject): void {
  if (!parsedWell(subject.document)) return;
  const used = new Set<AstNode | undefined>(
    subject.document.references.map((reference) => ('ref' in reference ? reference.ref : undefined)),
  );
  for (const mechanism of subject.all('Mechanism')) {
    if (subject.report.isFull()) return;
    const unused = ownMembers(mechanism).filter((member) => !used.has(member) && !isSlot(member));
    const inherited = unused.length > 0 ? inheritedNames(mechanism) : new Set<string>();
    for (const member of unused) {
      if (inherited.has(member.name)) continue;
      const where = { node: member, property: 'name' };
      if (isOption(member)) subject.report(unusedOption(member.name), where);
      else if (isStore(member)) subject.report(unusedPlace(member.name), where);
      else if (isPart(member)) subject.report(unusedPart(member.name), where);
    }
  }
}

function inheritedNames(mechanism: Mechanism): ReadonlySet<string> {
  return new Set(
    lineage(mechanism)
      .slice(1)
      .flatMap(ownMembers)
      .map((member) => member.name),
  );
}
