import { type AstNode, AstUtils } from 'langium';
import {
  type Action,
  type Binding,
  type Domain,
  type Element,
  isAction,
  isBinding,
  isFork,
  isStore,
  type Mechanism,
  type MechanismMember,
  type Setting,
} from '../generated/ast.ts';
import { duplicateSetting } from './messages/bindings.ts';
import { duplicateLabel, duplicateName } from './messages/names.ts';
import type { Where } from './report.ts';
import type { Subject } from './subject.ts';

/** One declaration: what it is for a person, its name, and the text to mark. */
interface Entry {
  readonly kind: string;
  readonly name: string | undefined;
  readonly where: Where;
}

/** Names that are declared twice where one reference could mean either. */
export function checkDuplicates(subject: Subject): void {
  once(subject, subject.model.elements.map(element));
  for (const node of subject.all('Interface')) once(subject, node.procedures.map(named('Procedure')));
  for (const node of subject.all('Procedure')) once(subject, node.parameters.map(named('Parameter')));
  for (const node of subject.all('Domain')) once(subject, domainEntries(node));
  for (const node of subject.all('Export')) {
    once(
      subject,
      node.bodies.map((body) => at('The body of', body.procedure?.$refText, body, 'procedure')),
    );
  }
  for (const node of subject.all('Scenario'))
    once(
      subject,
      node.items.flatMap((item) => ('name' in item ? [element(item)] : [])),
    );
  for (const node of subject.all('Thread')) once(subject, forks(node));
  for (const node of subject.all('Mechanism')) checkMechanism(subject, node);
  for (const node of subject.all('Policy')) {
    once(
      subject,
      node.members.flatMap((member) => ('name' in member ? [at(member.$type, member.name, member, 'name')] : [])),
    );
  }
  for (const node of subject.all('Option')) once(subject, node.choices.map(named('Choice')));
  for (const node of subject.all('Profile')) {
    once(
      subject,
      node.entries.flatMap((entry) => (entry.$type === 'Constant' ? [at('Constant', entry.name, entry, 'name')] : [])),
    );
  }
  for (const type of ['Binding', 'Variant', 'Slot'] as const) {
    for (const node of subject.all(type)) checkSettings(subject, node.settings);
  }
}

function once({ report }: Subject, entries: readonly Entry[]): void {
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.name === undefined) continue;
    const key = `${entry.kind} ${entry.name}`;
    const earlier = first.get(key);
    if (earlier) {
      report(duplicateName(entry.kind, entry.name), entry.where, [
        { where: earlier.where, text: 'The first one is here.' },
      ]);
    } else first.set(key, entry);
  }
}

function at(kind: string, name: string | undefined, node: AstNode, property: string): Entry {
  return { kind, name, where: { node, property } };
}

function named(kind: string): (node: AstNode & { name: string }) => Entry {
  return (node) => at(kind, node.name, node, 'name');
}

function element(node: (Element | Binding | AstNode) & { name: string }): Entry {
  return at(isBinding(node) ? 'Binding' : node.$type, node.name, node, 'name');
}

function domainEntries(domain: Domain): Entry[] {
  return domain.members.map((member) =>
    member.$type === 'Export'
      ? at('The export of', member.interface?.$refText, member, 'interface')
      : { kind: 'The property', name: member.$type.toLowerCase(), where: { node: member } },
  );
}

function forks(thread: AstNode): Entry[] {
  return AstUtils.streamAllContents(thread).filter(isFork).map(named('Fork')).toArray();
}

function checkMechanism(subject: Subject, mechanism: Mechanism): void {
  once(subject, mechanism.members.flatMap(memberEntries));
  const first = new Map<string, Action>();
  for (const step of AstUtils.streamAllContents(mechanism).filter(isAction)) {
    if (step.name === undefined) continue;
    const earlier = first.get(step.name);
    if (earlier) {
      const related = [{ where: { node: earlier, property: 'name' }, text: 'The first one is here.' }];
      subject.report(duplicateLabel(step.name), { node: step, property: 'name' }, related);
    } else first.set(step.name, step);
  }
}

function memberEntries(member: MechanismMember): Entry[] {
  if (member.$type === 'Section') return [at('Section', member.kind, member, 'kind')];
  if (member.$type === 'Handler') return [at('The handler of', member.event?.$refText, member, 'event')];
  if (isStore(member)) return [at('Store', member.name, member, 'name')];
  return 'name' in member ? [at(member.$type, member.name, member, 'name')] : [];
}

function checkSettings({ report }: Subject, settings: readonly Setting[]): void {
  const first = new Map<string, Setting>();
  for (const setting of settings) {
    const name = setting.option?.$refText;
    if (name === undefined) continue;
    const earlier = first.get(name);
    if (earlier) {
      report(duplicateSetting(name), { node: setting, property: 'option' }, [
        { where: { node: earlier }, text: 'The first one is here.' },
      ]);
    } else first.set(name, setting);
  }
}
