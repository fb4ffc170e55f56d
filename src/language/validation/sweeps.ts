import { assertNever } from '../../base/assert.ts';
import type { Scenario, Sweep } from '../generated/ast.ts';
import { sameDimension } from '../model/quantity.ts';
import { MOST_RUNS, type SweepFault, sweepValues } from '../model/sweep.ts';
import { describeKind } from './dimensions.ts';
import { type Kind, type KindCache, kindOf } from './kinds.ts';
import { parsedWell } from './knowledge.ts';
import { dimension, emptyRange } from './messages/numbers.ts';
import { sweepStep, sweepTooLong, sweepTwice, sweepValue } from './messages/sweeps.ts';
import type { Message, Where } from './report.ts';
import type { Subject } from './subject.ts';
import { attempt, fileNames } from './values.ts';

/** The values of each `@sweep`: like the parameter, countable, and not too many. */
export function checkSweeps(subject: Subject): void {
  if (!parsedWell(subject.document)) return;
  const cache: KindCache = { known: new Map(), depth: 0 };
  for (const scenario of subject.all('Scenario')) {
    const sweeps = scenario.annotations.filter((annotation) => annotation.$type === 'Sweep');
    for (const surplus of sweeps.slice(1))
      subject.report(
        sweepTwice(),
        { node: surplus },
        sweeps.slice(0, 1).map((first) => ({ where: { node: first }, text: 'The first one is here.' })),
      );
    for (const sweep of sweeps) if (areLikeParameter(subject, sweep, cache)) checkValues(subject, scenario, sweep);
  }
}

/** Every value has the dimension of the parameter's own. */
function areLikeParameter(subject: Subject, sweep: Sweep, cache: KindCache): boolean {
  const parameter = sweep.parameter.ref;
  const expected = kindOf(parameter?.value, cache);
  if (!parameter || expected.kind !== 'number') return parameter !== undefined;
  const odd = placesOf(sweep).find(({ node }) => !fits(kindOf(node, cache), expected));
  if (odd)
    subject.report(
      dimension(`A value of ${parameter.name}`, describeKind(expected), describeKind(kindOf(odd.node, cache))),
      odd,
      [{ where: { node: parameter, property: 'name' }, text: `${parameter.name} is declared here.` }],
    );
  return odd === undefined;
}

function placesOf({ from, to, step, more }: Sweep): { readonly node: Sweep['from'] }[] {
  return [from, to, step, ...more].flatMap((node) => (node === undefined ? [] : [{ node }]));
}

function fits(found: Kind, expected: Kind): boolean {
  if (found.kind === 'any') return true;
  return found.kind === 'number' && expected.kind === 'number' && sameDimension(found.dimension, expected.dimension);
}

function checkValues(subject: Subject, scenario: Scenario, sweep: Sweep): void {
  const found = attempt(() => sweepValues(sweep, fileNames()));
  if (found === undefined) return subject.report(sweepValue(), { node: sweep });
  if ('fault' in found) return subject.report(messageOf(found, sweep), whereOf(found, sweep));
  const compared = scenario.annotations.flatMap((a) => (a.$type === 'Compare' ? a.mechanisms : [])).length;
  const runs = found.values.length * Math.max(1, compared);
  if (runs > MOST_RUNS) subject.report(sweepTooLong(runs, MOST_RUNS), { node: sweep });
}

function whereOf({ at, index }: SweepFault, sweep: Sweep): Where {
  const node = at === 'more' ? sweep.more[index ?? 0] : sweep[at];
  return { node: node ?? sweep };
}

function messageOf({ fault, at }: SweepFault, sweep: Sweep): Message {
  const name = sweep.parameter.$refText;
  switch (fault) {
    case 'unknown':
      return sweepValue();
    case 'dimension':
      return at === 'factor'
        ? dimension('What comes after "times"', 'a plain number', 'something else')
        : dimension(`A value of ${name}`, 'of the same unit as the others', 'something else');
    case 'order':
      return emptyRange();
    case 'noStep':
      return sweepStep('Say after the range how far apart they are: "step …", or "times …".');
    case 'step':
      return sweepStep('The step must be more than 0: values rise.');
    case 'factor':
      return sweepStep('What comes after "times" must be more than 1: values rise.');
    case 'start':
      return sweepStep('With "times" the first value must be more than 0: 0 times anything stays 0.');
    case 'many':
      return sweepTooLong(MOST_RUNS, MOST_RUNS);
    default:
      return assertNever(fault);
  }
}
