import type { AstNode } from 'langium';
import { type Binding, isModel, type Link, type Mechanism, type Setting } from '../generated/ast.ts';
import type { Resolve } from '../model/terms.ts';
import { type Carriage, carriageOf } from './facts.ts';
import { type Study, study } from './fitness.ts';
import type { Subject } from './subject.ts';
import { fileNames } from './values.ts';

/** A carriage with what was found out about it. */
export interface Studied extends Study {
  readonly carriage: Carriage;
}

/** Looks up the study of a binding with a mechanism, made once for equal domains, interface, mechanism and settings. */
export type StudyOf = (
  binding: Binding,
  mechanism: Mechanism | undefined,
  settings: readonly Setting[],
) => Studied | undefined;

/** Studies of one file, each made when it is first asked for. */
export function studies(subject: Subject, names: Resolve = fileNames()): StudyOf {
  const links = linksOf(subject);
  const disturbed = subject.all('Disturbance').length > 0;
  const shapes = new Map<string, Study>();
  const numbered = numbering();
  const make: StudyOf = (binding, mechanism, settings) => {
    const carriage = carriageOf(binding, subject.knowledge.mechanism(mechanism), settings, {
      names,
      assumed: subject.assumed,
      disturbed,
    });
    if (!carriage || !mechanism) return undefined;
    const key = shapeOf(carriage, numbered);
    const studied = shapes.get(key) ?? study(carriage, links);
    // What does not fit is told in the names of the domains; what fits is the same for all domains of one kind.
    if (studied.misfits.length === 0) shapes.set(key, studied);
    return { ...studied, carriage };
  };
  const known = new Map<
    Binding,
    { mechanism: Mechanism | undefined; settings: readonly Setting[]; found: Studied | undefined }[]
  >();
  return (binding, mechanism, settings) => {
    const entries = known.get(binding) ?? [];
    known.set(binding, entries);
    const entry = entries.find((each) => each.mechanism === mechanism && each.settings === settings);
    if (entry) return entry.found;
    const found = make(binding, mechanism, settings);
    entries.push({ mechanism, settings, found });
    return found;
  };
}

/** Numbers nodes in the order in which they are asked for. */
function numbering(): (node: AstNode | undefined) => number {
  const numbers = new Map<AstNode | undefined, number>();
  return (node) => {
    const found = numbers.get(node) ?? numbers.size;
    numbers.set(node, found);
    return found;
  };
}

/** All that a study looks at, but for the names of the domains. */
function shapeOf(
  { domains, interface: target, mechanism, settings }: Carriage,
  numbered: (node: AstNode | undefined) => number,
): string {
  const ends = domains.map(
    (domain, index) => `${numbered(domain.machine?.ref)}${domain === domains[index - 1] ? '=' : ''}`,
  );
  const conventions = domains.at(-1)?.members.map((member) => (member.$type === 'Convention' ? member.kind : '')) ?? [];
  const values = settings.map((setting) => setting.$cstNode?.text ?? '');
  return [...ends, conventions.join(''), numbered(target), numbered(mechanism.node), ...values].join('|');
}

function linksOf(subject: Subject): Link[] {
  const models = [subject.document, ...subject.imported].map((document) => document.parseResult.value).filter(isModel);
  return models.flatMap((model) => model.elements.filter((element) => element.$type === 'Link'));
}
