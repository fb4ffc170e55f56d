import { isTextLiteral, type Note } from '../generated/ast.ts';
import { annotationText, faultNotSimulated, sweepNotRun, unknownAnnotation } from './messages.ts';
import type { Subject } from './subject.ts';
import { nearest } from './suggest.ts';

/** Annotations without a grammar rule of their own: each takes one text. */
const TEXT_ANNOTATIONS = ['title', 'note'];
const ANNOTATIONS = [...TEXT_ANNOTATIONS, 'expect', 'compare', 'sweep'];

/** Annotations that mean nothing, and what this version reads but does not run. */
export function checkScenarios(subject: Subject): void {
  for (const note of subject.all('Note')) checkNote(subject, note);
  for (const fault of subject.all('Disturbance')) {
    subject.report(faultNotSimulated(fault.fault?.$refText ?? 'fault'), { node: fault });
  }
  for (const sweep of subject.all('Sweep')) {
    subject.report(sweepNotRun(sweep.parameter?.$refText ?? 'the parameter'), { node: sweep });
  }
}

function checkNote({ report }: Subject, note: Note): void {
  if (!TEXT_ANNOTATIONS.includes(note.name)) {
    const suggestion = nearest(note.name, ANNOTATIONS);
    report(unknownAnnotation(note.name, suggestion), { node: note, property: 'name' }, [], suggestion === undefined ? {} : { suggestion });
    return;
  }
  const [text] = note.arguments;
  if (note.arguments.length !== 1 || !isTextLiteral(text)) report(annotationText(note.name), { node: note });
}
