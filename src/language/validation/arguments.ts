import { AstUtils } from 'langium';
import { type Call, isBody, type Return } from '../generated/ast.ts';
import { PLAIN, sameDimension } from '../model/quantity.ts';
import { describeKind } from './dimensions.ts';
import { isSized, type KindCache, kindOf } from './kinds.ts';
import { parsedWell } from './knowledge.ts';
import { argumentDimension, argumentTooLarge, returnsNothing, returnTooLarge } from './messages/calls.ts';
import { dimension } from './messages/numbers.ts';
import type { Subject } from './subject.ts';
import { knownSignature, resultShape, showBytes, surely } from './values.ts';

const BYTES = { ...PLAIN, bytes: 1 };

/** Arguments and results against the interface: dimension and size. */
export function checkArguments(subject: Subject): void {
  const cache: KindCache = { known: new Map(), depth: 0 };
  for (const call of subject.all('Call')) checkCallArguments(subject, call, cache);
  for (const statement of subject.all('Return')) checkReturn(subject, statement, cache);
}

function checkCallArguments({ report }: Subject, call: Call, cache: KindCache): void {
  const procedure = call.procedure?.ref;
  if (!procedure || !parsedWell(AstUtils.getDocument(procedure))) return;
  const signature = knownSignature(procedure);
  if (!signature || call.arguments.length !== signature.parameters.length) return;
  call.arguments.forEach((argument, index) => {
    const parameter = signature.parameters[index];
    if (!parameter) return;
    const { formal } = parameter;
    const kind = kindOf(argument, cache);
    const expected = isSized(formal.type) ? BYTES : PLAIN;
    const type = formal.type.$cstNode?.text ?? '';
    const where = { node: argument };
    const related = [{ where: { node: formal }, text: `${formal.name} is declared here.` }];
    if (kind.kind !== 'any' && !(kind.kind === 'number' && sameDimension(kind.dimension, expected))) {
      const wanted = expected === BYTES ? 'a size, as in 100 bytes' : 'a plain number, its value';
      report(argumentDimension(formal.name, type, wanted, describeKind(kind)), where, related);
      return;
    }
    const size = expected === BYTES ? surely(argument)?.value : undefined;
    if (size !== undefined && size > parameter.bytes) {
      report(argumentTooLarge(formal.name, showBytes(parameter.bytes), showBytes(size)), where, related, {
        declared: showBytes(parameter.bytes),
      });
    }
  });
}

function checkReturn({ report }: Subject, statement: Return, cache: KindCache): void {
  const procedure = AstUtils.getContainerOfType(statement, isBody)?.procedure?.ref;
  if (!procedure || !parsedWell(AstUtils.getDocument(procedure))) return;
  const related = [{ where: { node: procedure }, text: `${procedure.name} is declared here.` }];
  const declared = resultShape(procedure);
  if (!procedure.result) report(returnsNothing(procedure.name), { node: statement }, related);
  if (!declared) return;
  const kind = kindOf(statement.size, cache);
  const isBytes = kind.kind === 'number' && sameDimension(kind.dimension, BYTES);
  const where = { node: statement.size };
  if (kind.kind !== 'any' && !isBytes) {
    report(dimension('What a procedure returns', 'a size, as in 100 bytes', describeKind(kind)), where, related);
    return;
  }
  const size = surely(statement.size)?.value;
  if (size !== undefined && size > declared.bytes) {
    const most = showBytes(declared.bytes);
    report(returnTooLarge(procedure.name, most, showBytes(size)), where, related, { declared: most });
  }
}
