import type { Expr } from '../../sim/spec/price.ts';
import type { StepKind } from '../../sim/spec/site.ts';
import type { Catch as CompiledCatch, Statement as CompiledStatement } from '../../sim/spec/statements.ts';
import type { Call, Expression, Fork, Statement } from '../generated/ast.ts';
import { type Signature, signatureOf } from '../model/signature.ts';
import { asNumber, evaluateTerm, ModelProblem, operate, type Resolve } from '../model/terms.ts';
import type { Compilation } from './compilation.ts';
import { contended } from './contention.ts';
import type { StatementContext } from './statement-context.ts';
import { touch } from './statement-data.ts';
import { keep, release } from './statement-keeping.ts';
import { resolveInStatement } from './statement-names.ts';
import { statementSite } from './statement-sites.ts';
import { threadStatement } from './statement-threads.ts';

export function compileStatements(statements: readonly Statement[], context: StatementContext): CompiledStatement[] {
  const forks = new Map<Fork, number>();
  return block(statements, { ...context, forks, resolve: resolveInStatement(context) });
}

interface BlockContext extends StatementContext {
  readonly forks: Map<Fork, number>;
  readonly resolve: Resolve;
}

function block(statements: readonly Statement[], context: BlockContext): CompiledStatement[] {
  return statements.map((statement) => compileStatement(statement, context));
}

function compileStatement(statement: Statement, context: BlockContext): CompiledStatement {
  const site = (kind: StepKind, verb: string) => statementSite(statement, kind, verb, context);
  switch (statement.$type) {
    case 'Call':
      return call(statement, context);
    case 'Touch':
      return touch(statement, context);
    case 'Keep':
      return keep(statement, context);
    case 'LetGo':
      return release(statement, context, statement.count === undefined ? null : number(statement.count, context));
    case 'Compute':
      return { do: 'compute', time: computing(statement.time, context), site: site('compute', 'compute') };
    case 'Wait':
      return { do: 'wait', time: number(statement.time, context), site: site('wait', 'wait') };
    case 'Repeat':
      return { do: 'repeat', count: number(statement.count, context), body: block(statement.statements, context) };
    case 'Every': {
      const limit = statement.limit === undefined ? null : number(statement.limit, context);
      return {
        do: 'every',
        period: number(statement.time, context),
        limit,
        site: site('wait', 'every'),
        body: block(statement.statements, context),
      };
    }
    case 'Chance':
      return {
        do: 'chance',
        share: number(statement.share, context),
        then: block(statement.statements, context),
        otherwise: block(statement.otherwise, context),
      };
    case 'Return':
      return { do: 'return', size: number(statement.size, context) };
    case 'Throw':
      return {
        do: 'raise',
        outcome: outcomeId(statement.outcome.ref, statement, context),
        site: site('outcome', 'raise'),
      };
    case 'Try':
      return {
        do: 'try',
        body: block(statement.statements, context),
        catches: statement.catches.map((c) => compileCatch(c, context)),
      };
    default:
      return threadStatement(statement, { ...context, block: (statements) => block(statements, context) });
  }
}

function compileCatch(
  node: Extract<Statement, { $type: 'Try' }>['catches'][number],
  context: BlockContext,
): CompiledCatch {
  const caught = { outcome: outcomeId(node.outcome.ref, node, context), body: block(node.statements, context) };
  return node.resume ? { ...caught, resume: true } : caught;
}

function outcomeId(
  outcome: Parameters<Compilation['world']['outcome']>[0] | undefined,
  node: Statement | Extract<Statement, { $type: 'Try' }>['catches'][number],
  context: BlockContext,
): number {
  if (outcome === undefined) throw new ModelProblem(node, 'the outcome is not known');
  return context.compilation.world.outcome(outcome);
}

function number(expression: Expression, context: BlockContext): Expr {
  return asNumber(evaluateTerm(expression, context.resolve), expression).expr;
}

/** The span of a `compute`, longer by the contention for the machine's bus. */
function computing(expression: Expression, context: BlockContext): Expr {
  const { world } = context.compilation;
  const machine = world.machineNodes[world.machineOfDomain(context.domain)];
  const profile = machine?.profile.ref;
  const price = { price: number(expression, context), unsplit: false, note: null };
  if (machine === undefined || profile === undefined) return price.price;
  return contended(price, profile, [], world.processors(machine)).price;
}

/** Sizes of one call: declared ones where no arguments stand or where they are fixed, else what the arguments say. */
function call(statement: Call, context: BlockContext): CompiledStatement {
  const procedure = statement.procedure.ref;
  const binding = statement.binding.ref;
  if (procedure === undefined || binding === undefined) throw new ModelProblem(statement, 'the procedure is not known');
  const signature = signatureOf(procedure, context.compilation.resolve);
  const given = statement.arguments.map((argument) => number(argument, context));
  let argumentBytes: Expr = 0;
  let resultBytes: Expr = signature.result?.bytes ?? 0;
  const values: Expr[] = signature.parameters.map((parameter, index) => {
    const value = given[index];
    const bytes = parameter.scalar || value === undefined ? parameter.bytes : value;
    if (typeof bytes === 'number' && bytes > parameter.bytes)
      throw tooMuch(statement, procedure.name, parameter, bytes);
    if (parameter.arguments) argumentBytes = operate('+', argumentBytes, bytes);
    if (parameter.results) resultBytes = operate('+', resultBytes, bytes);
    return value ?? (parameter.scalar ? 0 : parameter.bytes);
  });
  return {
    do: 'call',
    path: context.compilation.path(binding, procedure, context.nested),
    site: statementSite(statement, 'control', 'call', context),
    argumentBytes,
    resultBytes,
    values,
  };
}

/** Found while typing, but for the values of a sweep. */
function tooMuch(call: Call, procedure: string, { formal, bytes }: Signature['parameters'][number], given: number) {
  const text = `argument ${formal.name} of ${procedure} holds at most ${bytes} bytes, but this call passes ${given}`;
  return new ModelProblem(call, text);
}
