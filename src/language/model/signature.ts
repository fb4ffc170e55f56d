import type { Formal, Procedure, TypeRef } from '../generated/ast.ts';
import { asConstant, evaluateTerm, ModelProblem, type Resolve } from './terms.ts';

/** What a parameter or a result needs at most, and how an argument for it is given. */
export interface Shape {
  /** Largest size in bytes. */
  readonly bytes: number;
  /** A single fixed value: an argument for it is a value; for all others an argument is a size in bytes. */
  readonly scalar: boolean;
  /** `bytes[..1448]`: the size differs from call to call. */
  readonly variable: boolean;
}

export interface Signature {
  readonly parameters: readonly (Shape & {
    readonly formal: Formal;
    readonly arguments: boolean;
    readonly results: boolean;
  })[];
  readonly result: Shape | null;
  /** Sums over parameters: largest bytes and number of values each way. */
  readonly argumentBytes: number;
  readonly argumentCount: number;
  readonly resultBytes: number;
  readonly resultCount: number;
  readonly immutable: boolean;
}

/** Sizes and directions of a procedure's parameters. `out` travels back, `inout` both ways, `ref` as its referent. */
export function signatureOf(procedure: Procedure, resolve: Resolve): Signature {
  const parameters = procedure.parameters.map((formal) => ({
    ...shapeOf(formal.type, resolve),
    formal,
    arguments: formal.mode !== 'out',
    results: formal.mode === 'out' || formal.mode === 'inout',
  }));
  const result = procedure.result === undefined ? null : shapeOf(procedure.result, resolve);
  const inward = parameters.filter((p) => p.arguments);
  const outward: Shape[] = parameters.filter((p) => p.results);
  if (result !== null) outward.push(result);
  return {
    parameters,
    result,
    argumentBytes: sum(inward),
    argumentCount: inward.length,
    resultBytes: sum(outward),
    resultCount: outward.length,
    immutable: parameters.some((p) => p.formal.mode === 'immutable'),
  };
}

function sum(shapes: readonly Shape[]): number {
  return shapes.reduce((total, shape) => total + shape.bytes, 0);
}

/** Size of a type; `type Block = bytes[512]` stands for what it names. */
export function shapeOf(type: TypeRef, resolve: Resolve, depth = 0): Shape {
  const declared = type.type.ref;
  if (declared === undefined || depth > 20)
    throw new ModelProblem(type, `the size of "${type.type.$refText}" is not known`);
  const element =
    declared.target === undefined
      ? {
          bytes: declared.size === undefined ? 0 : asConstant(evaluateTerm(declared.size, resolve), declared),
          scalar: true,
          variable: false,
        }
      : shapeOf(declared.target, resolve, depth + 1);
  const count = type.high ?? type.count;
  if (count === undefined) return element;
  const limit = asConstant(evaluateTerm(count, resolve), count);
  return {
    bytes: element.bytes * perElement(limit, element.bytes, count.$cstNode?.text ?? ''),
    scalar: false,
    variable: type.range || element.variable,
  };
}

/** `bytes[512]` counts elements, `bytes[..64KB]` gives the size at once. */
function perElement(limit: number, elementBytes: number, text: string): number {
  return /[a-zA-Z]/.test(text) && elementBytes > 0 ? limit / elementBytes : limit;
}
