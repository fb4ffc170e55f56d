import { AstUtils } from 'langium';
import { isFork, isTextLiteral, type Join, type Note } from '../generated/ast.ts';
import { earlyJoin, noThread } from './messages/calls.ts';
import { annotationArgument, unknownAnnotation } from './messages/names.ts';
import type { Subject } from './subject.ts';
import { nearest } from './suggest.ts';
import { valueOf } from './values.ts';

/** Annotations without a grammar rule of their own, and what each takes. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  title: 'one text in quotes, as in @title("Null over LRPC")',
  note: 'one text in quotes, as in @note("Table IV of the paper")',
  seed: 'one whole number, as in @seed(7)',
};
const ANNOTATIONS = [...Object.keys(ARGUMENTS), 'expect', 'published', 'compare', 'sweep'];

/** Annotations that mean nothing, scenarios that run nothing, and what this version reads but does not run. */
export function checkScenarios(subject: Subject): void {
  for (const note of subject.all('Note')) if (note.name) checkNote(subject, note);
  for (const join of subject.all('Join')) checkJoin(subject, join);
  for (const scenario of subject.all('Scenario')) {
    if (scenario.name && !scenario.items.some((item) => item.$type === 'Thread'))
      subject.report(noThread(scenario.name), { node: scenario, property: 'name' });
  }
}

function checkNote({ report }: Subject, note: Note): void {
  const expected = ARGUMENTS[note.name];
  if (expected === undefined) {
    const suggestion = nearest(note.name, ANNOTATIONS);
    report(
      unknownAnnotation(note.name, suggestion),
      { node: note, property: 'name' },
      [],
      suggestion === undefined ? {} : { suggestion, property: 'name' },
    );
    return;
  }
  const [argument] = note.arguments;
  const fits = note.name === 'seed' ? Number.isInteger(valueOf(argument)?.value) : isTextLiteral(argument);
  if (note.arguments.length !== 1 || !fits) report(annotationArgument(note.name, expected), { node: note });
}

/** The fork stands above its join, in the text as in time. */
function checkJoin({ report }: Subject, join: Join): void {
  const fork = join.fork?.ref;
  if (!fork || !join.$cstNode || !fork.$cstNode) return;
  const inside = AstUtils.getContainerOfType(join, isFork) === fork;
  if (fork.$cstNode.offset < join.$cstNode.offset && !inside) return;
  report(earlyJoin(fork.name), { node: join, property: 'fork' }, [
    { where: { node: fork, property: 'name' }, text: 'The fork is here.' },
  ]);
}
