import { assertNever } from '../../base/assert.ts';
import type {
  CallAttribute,
  CallMeasure,
  ExpectationSpec,
  ExpectNode,
  ExpectOperator,
  LinkMeasure,
  MachineMeasure,
} from '../../sim/expectation.ts';
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
  'time',
  'steps',
  'letters',
]);
/** Measures of steps that an argument names: of a call's, or of all on a machine. */
export const STEP_MEASURES = ['time', 'steps'] as const satisfies readonly CallMeasure[];
/** What stands behind a measure of a call and a point. */
export const CALL_ATTRIBUTES: readonly CallAttribute[] = [
  'mean',
  'p50',
  'p95',
  'p99',
  'minimum',
  'maximum',
  'onCall',
  'onReturn',
];
/** What stands behind the name of a machine and a point. */
export const MACHINE_MEASURES: readonly MachineMeasure[] = [
  'reallocations',
  'exchanges',
  'swaps',
  'switches',
  'traps',
  'retransmissions',
  'duration',
];

/** What stands behind the name of a link and a point. */
export const LINK_MEASURES: readonly LinkMeasure[] = ['packets', 'lost', 'retransmissions'];

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
  const { expression, ...rest } = compileMeasured(node.condition, variants, resolve);
  return { ...rest, condition: expression, source: rangeOf(node) };
}

/** An expression over measured values, with the variants that it is evaluated for. */
export interface Measured {
  readonly text: string;
  readonly expression: ExpectNode;
  /** Empty: once, because every call in it names its variant. */
  readonly variants: readonly string[];
}

/** Compiles what stands in `@expect` or `@published`. */
export function compileMeasured(node: Expression, variants: readonly NamedVariant[], resolve: Resolve): Measured {
  const named: boolean[] = [];
  const expression = compileNode(node, { variants, resolve, named });
  const own = variants.filter((variant) => variant.own);
  const holdsFor = own.length > 0 ? own : variants;
  const everyCallNamed = named.length > 0 && named.every((isNamed) => isNamed);
  return { text: written(node), expression, variants: everyCallNamed ? [] : holdsFor.map((variant) => variant.name) };
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
      return { node: 'text', value: expression.value };
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
  if (node.target.ref?.$type === 'Link') return link(node, name);
  return { node: 'number', value: asConstant(evaluateTerm(node, context.resolve), node), text: written(node) };
}

function measure(node: Reference, name: CallMeasure, context: Context): ExpectNode {
  const call = node.arguments[0];
  const ofSteps = STEP_MEASURES.find((each) => each === name);
  const step = ofSteps === undefined ? {} : { step: stepNamed(node, name) };
  if (ofSteps !== undefined && call?.$type === 'Reference' && call.target.ref?.$type === 'Machine')
    return { node: 'machine', machine: call.target.ref.name, measure: ofSteps, ...step };
  if (call?.$type !== 'Reference' || call.members.length !== 1)
    throw new ModelProblem(node, `${name}(…) needs a call: binding and procedure, as in ${name}(files.Read)`);
  const attribute = CALL_ATTRIBUTES.find((a) => a === node.members[0]?.$refText) ?? 'mean';
  const wanted = node.arguments[ofSteps === undefined ? 1 : 2];
  context.named.push(wanted !== undefined);
  return {
    node: 'call',
    measure: name,
    call: written(call),
    ...step,
    attribute,
    variant:
      wanted === undefined
        ? null
        : variantName(wanted.$type === 'TextLiteral' ? wanted.value : written(wanted), wanted, context),
  };
}

function stepNamed(node: Reference, name: string): string {
  const step = node.arguments[1];
  if (step?.$type !== 'TextLiteral')
    throw new ModelProblem(
      node,
      `${name}(…) needs a step: its label or kind in quotes, as in ${name}(files.Read, "trap")`,
    );
  return step.value;
}

function variantName(wanted: string, node: Expression, { variants }: Context): string {
  const found = variants.find((v) => v.name === wanted) ?? variants.find((v) => v.mechanism === wanted);
  if (found === undefined)
    throw new ModelProblem(node, `no variant of this scenario runs "${wanted}": add it to @compare`);
  return found.name;
}

function machine(node: Reference, name: string): ExpectNode {
  const found = MACHINE_MEASURES.find((m) => m === node.members[0]?.$refText);
  if (found === undefined) throw new ModelProblem(node, `a machine has ${MACHINE_MEASURES.join(', ')}`);
  return { node: 'machine', machine: name, measure: found };
}

function link(node: Reference, name: string): ExpectNode {
  const found = LINK_MEASURES.find((m) => m === node.members[0]?.$refText);
  if (found === undefined) throw new ModelProblem(node, `a link has ${LINK_MEASURES.join(', ')}`);
  return { node: 'link', link: name, measure: found };
}
