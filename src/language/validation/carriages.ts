import { MOST_ELEMENTS } from '../../base/limits.ts';
import { type Binding, type Call, type Variant } from '../generated/ast.ts';
import { checkDeadlocks } from './deadlocks.ts';
import { type Carriage, decide, type Facts } from './facts.ts';
import { fits, type Misfit } from './fitness.ts';
import { unfitVariant } from './hindrances.ts';
import { poolEmpty, priceMissing, tooLarge } from './messages/bindings.ts';
import { tooMany } from './messages/numbers.ts';
import { checkBusyPools, emptyPools, hugePools, type PoolCount } from './pools.ts';
import { missingPrices } from './prices.ts';
import { checkProcessors } from './processors.ts';
import type { FixFacts, Message, Related, Where } from './report.ts';
import { type Studied, type StudyOf, studies } from './studies.ts';
import type { Subject } from './subject.ts';
import { knownSignature, showBytes, surely } from './values.ts';
import { callGraph, unitsOf } from './workload.ts';

/** Whether mechanisms fit the bindings and comparisons that name them, and whether profiles price their steps. */
export function checkCarriages(subject: Subject): void {
  const studyOf = studies(subject);
  const graph = callGraph();
  const scenarios = subject.all('Scenario').map((scenario) => [scenario, unitsOf(scenario, graph)] as const);
  for (const binding of subject.all('Binding')) {
    if (subject.report.isFull()) return;
    const studied = studyOf(binding, binding.mechanism?.ref, binding.settings);
    if (studied) checkCarriage(subject, studied, { node: binding, property: 'mechanism' });
  }
  for (const call of subject.all('Call')) checkCallSize(subject, call, studyOf);
  for (const [scenario, units] of scenarios) {
    const used = new Set(units.flatMap((unit) => unit.uses.map((use) => use.binding)));
    for (const annotation of scenario.annotations) {
      if (annotation.$type === 'Compare') checkVariants(subject, annotation.mechanisms, [...used], studyOf);
    }
  }
  checkBusyPools(subject, scenarios, studyOf);
  checkProcessors(subject, scenarios, studyOf);
  checkDeadlocks(
    subject,
    graph,
    scenarios.map(([, units]) => units),
    studyOf,
  );
}

function checkCarriage(subject: Subject, studied: Studied, where: Where): void {
  for (const misfit of studied.misfits)
    subject.report(misfit.message, where, misfit.related, { ...mechanismFacts(studied.carriage), ...misfit.facts });
  checkPools(subject, studied, where);
  if (fits(studied)) checkPrices(subject, studied, where, 'error');
}

function mechanismFacts({ mechanism }: Carriage): FixFacts {
  return { mechanism: mechanism.name };
}

function checkPools(subject: Subject, { carriage, kinds }: Studied, where: Where): void {
  const report = (message: Message, { pool, option }: PoolCount, facts: FixFacts): void => {
    const setting = carriage.settings.find((candidate) => candidate.option.$refText === option);
    const related = [{ where: { node: pool }, text: `Pool ${pool.name} is declared here.` }];
    subject.report(message, setting ? { node: setting, property: 'value' } : where, related, facts);
  };
  for (const empty of emptyPools(carriage, kinds)) {
    const facts = { count: 1, ...(empty.option ? { option: empty.option } : {}) };
    report(poolEmpty(empty.pool.name, carriage.mechanism.name), empty, facts);
  }
  for (const huge of hugePools(carriage, kinds))
    report(tooMany(`The number of elements of pool ${huge.pool.name}`, MOST_ELEMENTS), huge, {});
}

/** Steps named in one message. */
const MOST_NAMED = 5;

function checkPrices(
  subject: Subject,
  { carriage, reached }: Studied,
  where: Where,
  severity: 'error' | 'warning',
): void {
  const missing = missingPrices(carriage, reached);
  if (missing === null) return;
  const { profile, words, steps } = missing;
  const shown =
    words.length > MOST_NAMED ? [...words.slice(0, MOST_NAMED), `and ${words.length - MOST_NAMED} more`] : words;
  const machine = carriage.domains[0]?.machine?.ref;
  const related: Related[] = steps
    .slice(0, MOST_NAMED)
    .map(({ action }) => ({ where: { node: action }, text: 'This step has no price.' }));
  if (machine)
    related.unshift({
      where: { node: machine, property: 'profile' },
      text: `${machine.name} has the profile ${profile.name}.`,
    });
  subject.report(priceMissing(severity, carriage.mechanism.name, profile.name, shown), where, related, {
    mechanism: carriage.mechanism.name,
    profile: profile.name,
    steps: words,
    ...(machine ? { machine: machine.name } : {}),
  });
}

/** A call whose arguments are larger than the mechanism carries, where the declared type leaves that open. */
function checkCallSize(subject: Subject, call: Call, studyOf: StudyOf): void {
  const [binding, procedure] = [call.binding?.ref, call.procedure?.ref];
  const studied = binding && studyOf(binding, binding.mechanism?.ref, binding.settings);
  const signature = procedure && studied ? knownSignature(procedure) : undefined;
  const first = studied?.kinds[0];
  if (!procedure || !signature?.parameters.some((parameter) => parameter.variable) || !studied || !first) return;
  if (studied.carriage.mechanism.limits.length === 0) return;
  const sizes = signature.parameters.map((parameter, index) => {
    const argument = call.arguments[index];
    return parameter.arguments
      ? parameter.variable && argument
        ? (surely(argument)?.value ?? 0)
        : parameter.bytes
      : 0;
  });
  const argumentBytes = sizes.reduce((total, size) => total + size, 0);
  const facts: Facts = {
    ...first,
    procedure: procedure.name,
    argumentBytes,
    resultBytes: 0,
    argumentMaximum: signature.argumentBytes,
    resultMaximum: signature.resultBytes,
  };
  const { mechanism } = studied.carriage;
  const limit = mechanism.limits.find((candidate) => decide(candidate.condition, facts, new Map()) === false);
  if (!limit) return;
  const message = tooLarge(
    'error',
    `This call of ${procedure.name}`,
    mechanism.name,
    'arguments',
    showBytes(argumentBytes),
    limit.condition.$cstNode?.text ?? '',
  );
  subject.report(
    message,
    { node: call },
    [{ where: { node: limit }, text: `The limit of ${mechanism.name} is here.` }],
    mechanismFacts(studied.carriage),
  );
}

/** Each compared mechanism carries every binding that the scenario uses; one that does not is left out of the comparison. */
function checkVariants(
  subject: Subject,
  variants: readonly Variant[],
  bindings: readonly Binding[],
  studyOf: StudyOf,
): void {
  for (const variant of variants) {
    if (subject.report.isFull()) return;
    for (const binding of bindings) {
      const studied = studyOf(binding, variant.mechanism?.ref, variant.settings);
      const misfit = studied?.misfits.find(({ message }) => message.severity === 'error');
      if (studied && misfit) reportVariant(subject, variant, binding, misfit, studied.carriage);
      else if (studied) {
        checkPools(subject, studied, { node: variant });
        checkPrices(subject, studied, { node: variant }, 'warning');
      }
      if (studied && !fits(studied)) break;
    }
  }
}

function reportVariant(
  subject: Subject,
  variant: Variant,
  binding: Binding,
  { message, related }: Misfit,
  carriage: Carriage,
): void {
  subject.report(
    unfitVariant(message, carriage.mechanism.name, binding.name),
    { node: variant },
    related,
    mechanismFacts(carriage),
  );
}
