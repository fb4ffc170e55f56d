import { type AstNode, AstUtils } from 'langium';
import { isReference, isUse, type Unary } from '../generated/ast.ts';
import { circularDefinition } from './messages/names.ts';
import type { Subject } from './subject.ts';

type Named = AstNode & { readonly name: string };

/** Definitions that go round in a circle: mechanisms, profiles, types, parameters, constants, parts. */
export function checkCircles(subject: Subject): void {
  circles(subject, 'Mechanism', subject.all('Mechanism'), (node) => [node.parent?.ref], 'parent');
  circles(subject, 'Profile', subject.all('Profile'), (node) => [node.parent?.ref], 'parent');
  circles(subject, 'Type', subject.all('TypeDecl'), (node) => [node.target?.type?.ref], 'target');
  circles(subject, 'Parameter', subject.all('Parameter'), (node) => namesIn(node.value), 'value');
  circles(subject, 'Constant', subject.all('Constant'), (node) => namesIn(node.value), 'value');
  circles(
    subject,
    'Part',
    subject.all('Part'),
    (node) =>
      AstUtils.streamAllContents(node)
        .filter(isUse)
        .map((use) => use.part?.ref)
        .toArray(),
    'name',
  );
}

function namesIn(expression: Unary | undefined): (AstNode | undefined)[] {
  if (!expression) return [];
  return AstUtils.streamAst(expression)
    .filter(isReference)
    .map((reference) => reference.target?.ref)
    .toArray();
}

/** Finds each circle once, without recursion: chains may be as long as the file. */
function circles<T extends Named>(
  { report }: Subject,
  kind: string,
  nodes: readonly T[],
  next: (node: T) => readonly (AstNode | undefined)[],
  property: string,
): void {
  const own = new Set<AstNode>(nodes);
  const isOwn = (node: AstNode | undefined): node is T => node !== undefined && own.has(node);
  const finished = new Set<AstNode>();
  for (const start of nodes) {
    const way: T[] = [];
    const on = new Map<AstNode, number>();
    const open = [{ node: start, targets: finished.has(start) ? [] : next(start), at: 0 }];
    if (!finished.has(start)) enter(start);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const target = top.targets[top.at];
      top.at += 1;
      if (top.at > top.targets.length) leave(top.node);
      else if (isOwn(target) && on.has(target)) found(way.slice(on.get(target) ?? 0));
      else if (isOwn(target) && !finished.has(target)) {
        enter(target);
        open.push({ node: target, targets: next(target), at: 0 });
      }
    }
    function enter(node: T): void {
      on.set(node, way.length);
      way.push(node);
    }
    function leave(node: T): void {
      open.pop();
      way.pop();
      on.delete(node);
      finished.add(node);
    }
  }
  function found(circle: readonly T[]): void {
    const [first] = circle;
    if (!first) return;
    const related = circle
      .slice(1, 6)
      .map((node) => ({ where: { node, property: 'name' }, text: `The circle goes through ${node.name}.` }));
    const shown =
      circle.length > 6 ? [...circle.slice(0, 5).map((node) => node.name), '…'] : circle.map((node) => node.name);
    report(circularDefinition(kind, [...shown, first.name]), { node: first, property }, related);
  }
}
