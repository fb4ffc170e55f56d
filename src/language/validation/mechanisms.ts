import { type AstNode, AstUtils } from 'langium';
import { isMechanism, type Mechanism } from '../generated/ast.ts';
import type { EffectiveMechanism } from '../model/mechanism.ts';
import { pathComplaints } from './access.ts';
import { controlComplaints, handlerComplaints } from './control.ts';
import type { Knowledge } from './knowledge.ts';
import { noCall, operationArguments, roleCount } from './messages/mechanisms.ts';
import { exceptionComplaints, refusalComplaints } from './refusals.ts';
import type { Message, Where } from './report.ts';
import type { Subject } from './subject.ts';

/** Paths: control, access, what is not given back; and how parts and operations are used. */
export function checkMechanisms(subject: Subject): void {
  for (const node of subject.all('Use')) {
    const part = node.part?.ref;
    if (part && part.roles.length !== node.roles.length) {
      subject.report(roleCount(part.name, part.roles.length, node.roles.length), { node, property: 'part' });
    }
  }
  for (const node of subject.all('Invoke')) {
    const operation = node.operation?.ref;
    if (operation && operation.parameters.length !== node.arguments.length) {
      subject.report(operationArguments(operation.name, operation.parameters.length, node.arguments.length), {
        node,
        property: 'operation',
      });
    }
  }
  for (const mechanism of subject.all('Mechanism')) checkPath(subject, mechanism);
}

interface Problem {
  readonly node: AstNode;
  readonly message: Message;
}

function checkPath(subject: Subject, mechanism: Mechanism): void {
  const effective = subject.knowledge.mechanism(mechanism);
  if (!effective) return;
  if (!effective.sections.call) subject.report(noCall(mechanism.name), { node: mechanism, property: 'name' });
  const parent = effective.chain[1];
  const inherited = parent ? problemsOf(subject.knowledge, parent) : [];
  for (const problem of problemsOf(subject.knowledge, mechanism)) {
    if (inherited.some((other) => other.node === problem.node && other.message.text === problem.message.text)) continue;
    const own = AstUtils.getContainerOfType(problem.node, isMechanism) === mechanism;
    if (own) subject.report(problem.message, markOf(problem.node));
    else {
      // An edit here spoils a step that stands elsewhere.
      const related = [{ where: { node: problem.node }, text: 'It is about this inherited step.' }];
      subject.report(problem.message, { node: mechanism, property: 'parent' }, related);
    }
  }
}

function problemsOf(knowledge: Knowledge, mechanism: Mechanism): readonly Problem[] {
  return knowledge.once(mechanism, () => {
    const effective = knowledge.mechanism(mechanism);
    return effective ? allProblems(effective, knowledge.budget) : [];
  });
}

function allProblems(mechanism: EffectiveMechanism, budget: { steps: number }): Problem[] {
  const handlers = mechanism.node.members.flatMap((member) =>
    member.$type === 'Handler' ? handlerComplaints(mechanism, member) : [],
  );
  const paths = pathComplaints(mechanism, budget).map(({ action, message }) => ({ node: action, message }));
  const seen = new Set<string>();
  const keys = new Map<AstNode, number>();
  return [
    ...controlComplaints(mechanism),
    ...handlers,
    ...paths,
    ...refusalComplaints(mechanism),
    ...exceptionComplaints(mechanism),
  ].filter(({ node, message }) => {
    const number = keys.get(node) ?? keys.size;
    keys.set(node, number);
    const key = `${number} ${message.text}`;
    return seen.size !== seen.add(key).size;
  });
}

/** A section, a handler and a condition are marked by their first word, not by all that they hold. */
function markOf(node: AstNode): Where {
  if (node.$type === 'Section') return { node, property: 'kind' };
  if (node.$type === 'Handler') return { node, property: 'event' };
  if (node.$type === 'When') return { node, keyword: 'when' };
  return { node };
}
