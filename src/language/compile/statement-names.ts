import type { Draw, Expr } from '../../sim/spec/price.ts';
import type { Histogram, Reference } from '../generated/ast.ts';
import { PLAIN } from '../model/quantity.ts';
import { signatureOf } from '../model/signature.ts';
import {
  asConstant,
  asNumber,
  evaluateTerm,
  ModelProblem,
  numberTerm,
  type Resolve,
  type Term,
} from '../model/terms.ts';
import type { StatementContext } from './statement-context.ts';

const BYTES = { ...PLAIN, bytes: 1 };
const TIME = { ...PLAIN, time: 1 };

/** What a name means in a statement: a parameter of the procedure, a histogram, a function, or a parameter of the file. */
export function resolveInStatement(context: StatementContext): Resolve {
  return (reference, evaluate) => {
    const name = reference.target.$refText;
    if (reference.call) return formula(reference, name, evaluate);
    const formal = context.procedure?.parameters.findIndex((p) => p.name === name) ?? -1;
    if (formal >= 0) return parameter(context, formal);
    const target = reference.target.ref;
    if (target?.$type === 'Histogram') return draw(target, context.compilation.resolve);
    return context.compilation.resolve(reference, evaluate);
  };
}

function parameter(context: StatementContext, index: number): Term {
  const shape =
    context.procedure === null
      ? undefined
      : signatureOf(context.procedure, context.compilation.resolve).parameters[index];
  return numberTerm({ op: 'parameter', index }, shape === undefined || shape.scalar ? PLAIN : BYTES);
}

function draw(histogram: Histogram, resolve: Resolve): Term {
  const constant = (expression: Histogram['bins'][number]['low']) =>
    asConstant(evaluateTerm(expression, resolve), expression);
  const bins = histogram.bins.map((bin) => ({
    low: constant(bin.low),
    high: constant(bin.high),
    weight: constant(bin.weight),
  }));
  const first = histogram.bins[0];
  if (first === undefined) throw new ModelProblem(histogram, `histogram "${histogram.name}" has no bins`);
  const { dimension } = asNumber(evaluateTerm(first.high, resolve), first.high);
  return numberTerm({ op: 'histogram', args: [], bins }, dimension);
}

const DRAWS: Readonly<Record<string, Draw['op']>> = {
  uniform: 'uniform',
  exponential: 'exponential',
  poisson: 'poisson',
};

function formula(
  reference: Reference,
  name: string,
  evaluate: (e: Reference['arguments'][number]) => Term,
): Term | null {
  const terms = reference.arguments.map((argument) => asNumber(evaluate(argument), argument));
  const values: Expr[] = terms.map((term) => term.expr);
  const dimension = terms[0]?.dimension ?? PLAIN;
  const op = DRAWS[name];
  if (op !== undefined) return numberTerm({ op, args: values }, op === 'poisson' ? TIME : dimension);
  if (name === 'min' || name === 'max' || name === 'ceiling') return numberTerm(folded(name, values), dimension);
  return null;
}

function folded(name: 'min' | 'max' | 'ceiling', values: readonly Expr[]): Expr {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return { op: name, args: values };
  if (name === 'ceiling') return Math.ceil(numbers[0] ?? 0);
  return name === 'min' ? Math.min(...numbers) : Math.max(...numbers);
}
