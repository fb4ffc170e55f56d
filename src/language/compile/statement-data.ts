/** Statements of a body that touch an argument where it lies. */
import type { Expr } from '../../sim/spec/price.ts';
import type { Statement as CompiledStatement } from '../../sim/spec/statements.ts';
import type { Keep, Touch } from '../generated/ast.ts';
import { signatureOf } from '../model/signature.ts';
import { ModelProblem } from '../model/terms.ts';
import { PROTECTION_FAULT } from './path-data.ts';
import type { ArgumentsPlace, StatementContext } from './statement-context.ts';
import { statementSite } from './statement-sites.ts';

/** Time for each page that is touched; or a fault. */
export function touch(statement: Touch, context: StatementContext): CompiledStatement {
  const data = placeOf(statement, context);
  const { kind } = statement;
  const name = statement.parameter.$refText;
  if (kind === 'write' && !data.writable) {
    const text = `write ${name}: ${data.name ?? 'it'} is read-only here`;
    const site = statementSite(statement, 'outcome', 'write', context, { text, to: data.name });
    return { do: 'raise', outcome: context.compilation.world.outcome(PROTECTION_FAULT), site };
  }
  const price = data.price(kind);
  const time = withBytes(price.price, sizeOf(statement, context));
  return { do: 'compute', time, site: statementSite(statement, 'access', kind, context, { price, to: data.name }) };
}

/** Where the argument that a statement names lies. */
export function placeOf(statement: Keep | Touch, { data }: StatementContext): ArgumentsPlace {
  if (data === null) throw new ModelProblem(statement, 'only the body of a procedure has arguments');
  return data;
}

/** The size of the argument in this call. */
function sizeOf(statement: Touch, { procedure, compilation }: StatementContext): Expr {
  const shapes = procedure === null ? [] : signatureOf(procedure, compilation.resolve).parameters;
  const index = shapes.findIndex(({ formal }) => formal === statement.parameter.ref);
  const shape = shapes[index];
  if (shape === undefined) throw new ModelProblem(statement, `"${statement.parameter.$refText}" is no parameter here`);
  return shape.scalar ? shape.bytes : { op: 'parameter', index };
}

/** A price in a body: there is no content whose size it could go by. */
export function withBytes(price: Expr, bytes: Expr): Expr {
  if (typeof price === 'number') return price;
  if (price.op === 'bytes') return bytes;
  if (price.op === 'count') return 1;
  if (price.op === 'crossed') return 0;
  return 'args' in price ? { ...price, args: price.args.map((inner) => withBytes(inner, bytes)) } : price;
}
