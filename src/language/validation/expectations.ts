import { type AstNode, AstUtils } from 'langium';
import { CALL_ATTRIBUTES, LINK_MEASURES, MACHINE_MEASURES, STEP_MEASURES } from '../compile/expectations.ts';
import {
  type Expect,
  isAttribute,
  isBinding,
  isFormula,
  isMachine,
  isMechanism,
  isOutcome,
  isReference,
  isTextLiteral,
  type Named,
  type Published,
  type Reference,
} from '../generated/ast.ts';
import { measureCall, measureStep, notCompared, unknownMeasure } from './messages/expectations.ts';
import type { Subject } from './subject.ts';

/** An annotation that measures the run. */
type Measuring = Expect | Published;

/** What is measured: calls by binding and procedure, in variants that are compared; steps by name; machines by their counters. */
export function checkExpectations(subject: Subject): void {
  for (const measuring of [...subject.all('Expect'), ...subject.all('Published')]) {
    for (const reference of AstUtils.streamAst(measuring).filter(isReference))
      checkReference(subject, measuring, reference);
  }
}

function checkReference(subject: Subject, expectation: Measuring, reference: Reference): void {
  const target = reference.target?.ref;
  if (target?.$type === 'Machine' && !isNamedIn(MACHINE_MEASURES, reference.members[0]?.$refText)) {
    if (!isOfSteps(reference.$container))
      subject.report(unknownMeasure(target.name, 'Machine', MACHINE_MEASURES), { node: reference });
  }
  if (target?.$type === 'Link' && !isNamedIn(LINK_MEASURES, reference.members[0]?.$refText))
    subject.report(unknownMeasure(target.name, 'Link', LINK_MEASURES), { node: reference });
  const name = reference.target.$refText;
  if (isFormula(target) && target.name === 'failures') checkOutcome(subject, reference);
  if (!isOfCall(target, reference)) return;
  const ofSteps = isOfSteps(reference);
  const [call, second, third] = reference.arguments;
  const variant = ofSteps ? third : second;
  if (ofSteps && second && !isTextLiteral(second)) subject.report(measureStep(name), { node: second });
  if (call && !isCallOf(call) && !(ofSteps && isReference(call) && isMachine(call.target?.ref))) {
    if (!isReference(call) || call.target?.ref) subject.report(measureCall(name), { node: call });
  }
  const attribute = reference.members[0];
  if (attribute && !isNamedIn(CALL_ATTRIBUTES, attribute.$refText)) {
    subject.report(unknownMeasure(name, 'The measure', CALL_ATTRIBUTES), {
      node: reference,
      property: 'members',
    });
  }
  if (isReference(variant) && isMechanism(variant.target?.ref)) checkVariant(subject, expectation, variant);
}

/** A measure of calls: one of the functions, or what a machine counts, `traps(files.Read)`. */
function isOfCall(target: Named | undefined, { call }: Reference): boolean {
  return isFormula(target) ? target.parameters[0]?.name === 'call' : isAttribute(target) && call;
}

function isNamedIn(names: readonly string[], name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}

/** `time(…)` and `steps(…)`, which name steps of a call or of a machine. */
function isOfSteps(node: AstNode): boolean {
  return isReference(node) && isFormula(node.target?.ref) && isNamedIn(STEP_MEASURES, node.target.ref.name);
}

function isCallOf(node: AstNode): boolean {
  return isReference(node) && isBinding(node.target?.ref) && node.members.length === 1;
}

function checkOutcome(subject: Subject, reference: Reference): void {
  const [outcome] = reference.arguments;
  const isKnown = isReference(outcome) && (outcome.target?.ref === undefined || isOutcome(outcome.target.ref));
  if (outcome && !isKnown) subject.report(measureCall('failures'), { node: outcome });
}

function checkVariant({ report }: Subject, expectation: Measuring, variant: Reference): void {
  const compared = expectation.$container.annotations.flatMap((annotation) =>
    annotation.$type === 'Compare' ? annotation.mechanisms : [],
  );
  if (!compared.some((other) => other.mechanism?.$refText === variant.target.$refText)) {
    report(notCompared(variant.target.$refText), { node: variant });
  }
}
