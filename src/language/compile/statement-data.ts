/** Statements of a body that do something with an argument where it lies. */
import type { Statement as CompiledStatement, Expr } from '../../sim/spec.ts';
import type { Keep, Touch } from '../generated/ast.ts';
import { signatureOf } from '../model/signature.ts';
import { asConstant, evaluateTerm, ModelProblem } from '../model/terms.ts';
import type { ArgumentsPlace, StatementContext } from './statement-context.ts';
import { statementSite } from './statement-sites.ts';

/** Who writes what he may only read ends with this. */
const PROTECTION_FAULT = { name: 'protectionFault', ran: 'maybe' } as const;

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

/** Without effect where the arguments lie in no element of a pool: then they are the domain's own anyhow. */
export function keep(statement: Keep, context: StatementContext): CompiledStatement {
  const { pool, name } = placeOf(statement, context);
  const site = statementSite(statement, 'pool', 'keep', context, { to: name });
  if (pool === null) return { do: 'compute', time: 0, site };
  const count = statement.count;
  const newest = count === undefined ? null : asConstant(evaluateTerm(count, context.compilation.resolve), count);
  if (newest !== null && (!Number.isInteger(newest) || newest < 0))
    throw new ModelProblem(statement, 'how many are kept is a whole number');
  // The notice to the owner is no message of its own.
  const text = `let ${name ?? 'the oldest'} go: the notice rides on the reply`;
  const letGo = statementSite(statement, 'pool', 'letGo', context, { text, to: name });
  return { do: 'keep', pool, newest, site, letGo: { site: letGo, price: 0 } };
}

function placeOf(statement: Keep | Touch, { data }: StatementContext): ArgumentsPlace {
  if (data === null) throw new ModelProblem(statement, 'only the body of a procedure has arguments');
  return data;
}

/** The size of the argument in this call. */
function sizeOf(statement: Touch, { procedure, compilation }: StatementContext): Expr {
  const shapes = procedure === null ? [] : signatureOf(procedure, compilation.resolve).parameters;
  const index = shapes.findIndex(({ formal }) => formal === statement.parameter.ref);
  const shape = shapes[index];
  if (shape === undefined) throw new ModelProblem(statement, `'${statement.parameter.$refText}' is no parameter here`);
  return shape.scalar ? shape.bytes : { op: 'parameter', index };
}

/** A price in a body: there is no content whose size it could go by. */
function withBytes(price: Expr, bytes: Expr): Expr {
  if (typeof price === 'number') return price;
  if (price.op === 'bytes') return bytes;
  if (price.op === 'count') return 1;
  if (price.op === 'crossed') return 0;
  return 'args' in price ? { ...price, args: price.args.map((inner) => withBytes(inner, bytes)) } : price;
}
