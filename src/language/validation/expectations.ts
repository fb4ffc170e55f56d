import { AstUtils } from 'langium';
import {
  type Expect,
  isBinding,
  isExpect,
  isFormula,
  isMechanism,
  isOutcome,
  isReference,
  type Reference,
} from '../generated/ast.ts';
import { measureCall, notCompared, unknownMeasure } from './messages.ts';
import type { Subject } from './subject.ts';

const MACHINE_MEASURES = ['reallocations', 'exchanges', 'swaps', 'switches', 'traps', 'retransmissions'];
const CALL_ATTRIBUTES = ['mean', 'p50', 'p95', 'p99', 'minimum', 'maximum'];

/** What `@expect` measures: calls by binding and procedure, in variants that are compared; machines by their counters. */
export function checkExpectations(subject: Subject): void {
  for (const expectation of subject.all('Expect')) {
    for (const reference of AstUtils.streamAst(expectation).filter(isReference))
      checkReference(subject, expectation, reference);
  }
}

function checkReference(subject: Subject, expectation: Expect, reference: Reference): void {
  const target = reference.target?.ref;
  if (target?.$type === 'Machine' && !MACHINE_MEASURES.includes(reference.members[0]?.$refText ?? '')) {
    subject.report(unknownMeasure(target.name, 'Machine', MACHINE_MEASURES), { node: reference });
  }
  if (!isFormula(target) || target.parameters[0]?.name !== 'call') {
    if (isFormula(target) && target.name === 'failures') checkOutcome(subject, reference);
    return;
  }
  const [call, variant] = reference.arguments;
  if (call && !(isReference(call) && isBinding(call.target?.ref) && call.members.length === 1)) {
    if (!isReference(call) || call.target?.ref) subject.report(measureCall(target.name), { node: call });
  }
  const attribute = reference.members[0];
  if (attribute && !CALL_ATTRIBUTES.includes(attribute.$refText)) {
    subject.report(unknownMeasure(target.name, 'The measure', CALL_ATTRIBUTES), {
      node: reference,
      property: 'members',
    });
  }
  if (isReference(variant) && isMechanism(variant.target?.ref)) checkVariant(subject, expectation, variant);
}

function checkOutcome(subject: Subject, reference: Reference): void {
  const [outcome] = reference.arguments;
  const isKnown = isReference(outcome) && (outcome.target?.ref === undefined || isOutcome(outcome.target.ref));
  if (outcome && !isKnown) subject.report(measureCall('failures'), { node: outcome });
}

function checkVariant({ report }: Subject, expectation: Expect, variant: Reference): void {
  const compared = expectation.$container.annotations.flatMap((annotation) =>
    annotation.$type === 'Compare' ? annotation.mechanisms : [],
  );
  if (isExpect(expectation) && !compared.some((other) => other.mechanism?.$refText === variant.target.$refText)) {
    report(notCompared(variant.target.$refText), { node: variant });
  }
}
