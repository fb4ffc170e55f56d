import { assertNever } from '../../base/assert.ts';
import type { CallMeasure, ExpectationSpec, ExpectNode, ExpectOperator } from '../../sim/expectation.ts';
import type { Expect, Expression, Reference } from '../generated/ast.ts';
import { parseNumber, parseQuantity } from '../model/quantity.ts';
import { asConstant, evaluateTerm, ModelProblem, type Resolve } from '../model/terms.ts';
import { rangeOf, written } from './source.ts';

const MEASURES: ReadonlySet<string> = new Set<CallMeasure>([
  'latency',
  'throughput',
  'work',
  'copies',
  'kernelCopies',
  'userCopies',
  'traps',
  'switches',
  'exchanges',
  'swaps',
  'reallocations',
  'packets',
  'bytesCopied',
]);
const ATTRIBUTES = ['mean', 'p50', 'p95', 'p99', 'minimum', 'maximum'] as const;
const MACHINE_MEASURES = ['reallocations', 'exchanges', 'swaps', 'switches', 'traps', 'retransmissions'] as const;

/** A variant as an expectation sees it: its name, and the name of its mechanism. */
export interface NamedVariant {
  readonly name: string;
  readonly mechanism: string;
  /** It runs the mechanism that the bindings themselves name. */
  readonly own: boolean;
}

/**
 * One `@expect`. A call that names a mechanism is taken from that variant; an expectation without any holds for the variants that
 * run the bindings' own mechanism, or for all if none does.
 */
export function compileExpectation(node: Expect, variants: readonly NamedVariant[], resolve: Resolve): ExpectationSpec {
  const named: boolean[] = [];
  const condition = compileNode(node.condition, { variants, resolve, named });
  const own = variants.filter((variant) => variant.own);
  const holdsFor = own.length > 0 ? own : variants;
  const everyCallNamed = named.length > 0 && named.every((isNamed) => isNamed);
  return {
    text: written(node.condition),
    condition,
    variants: everyCallNamed ? [] : holdsFor.map((variant) => variant.name),
    source: rangeOf(node),
  };
}

interface Context {
  readonly variants: readonly NamedVariant[];
  readonly resolve: Resolve;
  /** For each call met: whether it names its variant. */
  readonly named: boolean[];
}

function compileNode(expression: Expression, context: Context): ExpectNode {
  switch (expression.$type) {
    case 'NumberLiteral':
      return { node: 'number', value: parseNumber(expression.value), text: written(expression) };
    case 'QuantityLiteral':
      return { node: 'number', value: parseQuantity(expression.value)?.value ?? 0, text: written(expression) };
    case 'YesNo':
      return { node: 'truth', value: expression.value === 'yes' };
    case 'TextLiteral':
      throw new ModelProblem(expression, 'a text cannot be compared here');
    case 'Negation':
      return { node: 'unary', operator: expression.operator, operand: compileNode(expression.operand, context) };
    case 'Binary':
      return {
        node: 'binary',
        operator: expression.operator satisfies ExpectOperator,
        left: compileNode(expression.left, context),
        right: compileNode(expression.right, context),
      };
    case 'Reference':
      return reference(expression, context);
    default:
      return assertNever(expression);
  }
}

function reference(node: Reference, context: Context): ExpectNode {
  const name = node.target.$refText;
  if (node.call && name === 'failures') return { node: 'failures', outcome: written(node.arguments[0] ?? node) };
  if (node.call && MEASURES.has(name)) return measure(node, name as CallMeasure, context);
  if (node.target.ref?.$type === 'Machine') return machine(node, name);
  return { node: 'number', value: asConstant(evaluateTerm(node, context.resolve), node), text: written(node) };
}

function measure(node: Reference, name: CallMeasure, context: Context): ExpectNode {
  const call = node.arguments[0];
  if (call?.$type !== 'Reference' || call.members.length !== 1)
    throw new ModelProblem(node, `${name}(…) needs a call: binding and procedure, as in ${name}(files.Read)`);
  const attribute = ATTRIBUTES.find((a) => a === node.members[0]?.$refText) ?? 'mean';
  const wanted = node.arguments[1];
  context.named.push(wanted !== undefined);
  return {
    node: 'call',
    measure: name,
    call: written(call),
    attribute,
    variant:
      wanted === undefined
        ? null
        : variantName(wanted.$type === 'TextLiteral' ? wanted.value : written(wanted), wanted, context),
  };
}

function variantName(wanted: string, node: Expression, { variants }: Context): string {
  const found = variants.find((v) => v.name === wanted) ?? variants.find((v) => v.mechanism === wanted);
  if (found === undefined)
    throw new ModelProblem(node, `no variant of this scenario runs '${wanted}': add it to @compare`);
  return found.name;
}

function machine(node: Reference, name: string): ExpectNode {
  const found = MACHINE_MEASURES.find((m) => m === node.members[0]?.$refText);
  if (found === undefined) throw new ModelProblem(node, `a machine has ${MACHINE_MEASURES.join(', ')}`);
  return { node: 'machine', machine: name, measure: found };
}
