import { type Interface, isTypeDecl, type Procedure, type Reference, type Unary } from '../generated/ast.ts';
import type { Quantity } from '../model/quantity.ts';
import { PLAIN } from '../model/quantity.ts';
import { type Shape, type Signature, shapeOf, signatureOf } from '../model/signature.ts';
import type { GivenValues } from '../model/sweep.ts';
import { evaluateTerm, ModelProblem, type NumberTerm, type Resolve, type Term } from '../model/terms.ts';

/** Names that stand for names are followed this far. */
const DEEPEST = 40;
const NONE_GIVEN: GivenValues = new Map();

/** What is known before any run: parameters of the file, `given` ones with another value, and functions of known numbers. */
export function fileNames(given: GivenValues = NONE_GIVEN, depth = 0): Resolve {
  return (reference) => {
    const target = reference.target?.ref;
    if (depth > DEEPEST || !target || reference.state || reference.thing || reference.members.length > 0) return null;
    const inner = fileNames(given, depth + 1);
    if (target.$type === 'Parameter' || target.$type === 'Constant')
      return (target.$type === 'Parameter' ? given.get(target) : undefined) ?? evaluateTerm(target.value, inner);
    return target.$type === 'Formula'
      ? formula(target.name, reference, (argument) => evaluateTerm(argument, inner))
      : null;
  };
}

/** `min`, `max` and `ceiling` of numbers that are known; nothing else has one value before the run. */
export function formula(
  name: string,
  reference: Reference,
  evaluate: (argument: Reference['arguments'][number]) => Term,
): Term | null {
  const terms = reference.arguments.map(evaluate);
  const numbers = terms.flatMap((term) => (term.kind === 'number' && typeof term.expr === 'number' ? [term.expr] : []));
  const dimension =
    terms.find((term): term is NumberTerm => term.kind === 'number' && term.expr !== 0)?.dimension ?? PLAIN;
  if (numbers.length === 0 || numbers.length !== terms.length) return null;
  if (name === 'min') return { kind: 'number', expr: numbers.reduce((a, b) => Math.min(a, b)), dimension };
  if (name === 'max') return { kind: 'number', expr: numbers.reduce((a, b) => Math.max(a, b)), dimension };
  return name === 'ceiling' ? { kind: 'number', expr: Math.ceil(numbers[0] ?? 0), dimension } : null;
}

/** What an expression comes to if that is known; undefined otherwise, also where it means nothing. */
export function termOf(expression: Unary | undefined, resolve: Resolve): Term | undefined {
  if (expression === undefined) return undefined;
  return attempt(() => evaluateTerm(expression, resolve));
}

/** A number that is known before any run. */
export function valueOf(expression: Unary | undefined, resolve: Resolve = fileNames()): Quantity | undefined {
  const term = termOf(expression, resolve);
  if (term?.kind !== 'number' || typeof term.expr !== 'number') return undefined;
  return { value: term.expr, dimension: term.dimension };
}

/** The largest value that an expression surely reaches: a histogram draws from its highest bin now and then. */
export function surely(expression: Unary | undefined): Quantity | undefined {
  const target =
    expression?.$type === 'Reference' && expression.members.length === 0 ? expression.target?.ref : undefined;
  if (target?.$type !== 'Histogram') return valueOf(expression);
  const lows = target.bins.flatMap((bin) => valueOf(bin.low) ?? []);
  return lows.reduce<Quantity | undefined>((most, low) => (most && most.value >= low.value ? most : low), undefined);
}

/** The model's functions say with a {@link ModelProblem} that something means nothing; other rules report that. */
export function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (problem) {
    if (problem instanceof ModelProblem) return undefined;
    throw problem;
  }
}

/** A procedure's sizes; undefined while a type is not known. */
export function knownSignature(procedure: Procedure, names: Resolve = fileNames()): Signature | undefined {
  return attempt(() => signatureOf(procedure, names));
}

/** The size of a result; undefined while its type is not known. */
export function resultShape(procedure: Procedure): Shape | undefined {
  const { result } = procedure;
  return result && isTypeDecl(result.type?.ref) ? attempt(() => shapeOf(result, fileNames())) : undefined;
}

/** The procedures of an interface with their sizes. */
export function signaturesOf(target: Interface, names: Resolve): readonly (readonly [Procedure, Signature])[] {
  return target.procedures.flatMap((procedure) => {
    const signature = knownSignature(procedure, names);
    return signature ? [[procedure, signature] as const] : [];
  });
}

/** `200 bytes`, `64 KB`. */
export function showBytes(bytes: number): string {
  const exact = bytes >= 1024 && bytes % 1024 === 0;
  return exact ? `${bytes / 1024} KB` : `${Math.round(bytes * 100) / 100} bytes`;
}
