/** Statements that threads deal with one another by, and what they cost those who schedule the threads. */
import { assertNever } from '../../base/assert.ts';
import type { StoreId } from '../../sim/spec/ids.ts';
import type { Price } from '../../sim/spec/price.ts';
import type { StepKind } from '../../sim/spec/site.ts';
import type { Statement as CompiledStatement } from '../../sim/spec/statements.ts';
import type { Await, Fork, FreeLock, HoldLock, Join, Signal, Statement, Yield } from '../generated/ast.ts';
import { ModelProblem } from '../model/terms.ts';
import { contended } from './contention.ts';
import { type CompiledPrice, FREE } from './costs.ts';
import type { StatementContext } from './statement-context.ts';
import { statementSite } from './statement-sites.ts';

interface ThreadContext extends StatementContext {
  readonly forks: Map<Fork, number>;
  readonly block: (statements: readonly Statement[]) => CompiledStatement[];
}

type ThreadStatement = Fork | Join | Yield | Signal | Await | HoldLock | FreeLock;

/** The works that policies which schedule threads emit for these statements. */
const WORK = {
  Fork: 'fork',
  Join: 'join',
  Yield: 'yield',
  Signal: 'signal',
  Await: 'await',
  HoldLock: 'lock',
  FreeLock: 'unlock',
} as const satisfies { readonly [type in ThreadStatement['$type']]: string };

export function threadStatement(statement: ThreadStatement, context: ThreadContext): CompiledStatement {
  const work = WORK[statement.$type];
  const price = priceOfWork(work, context);
  const site = (kind: StepKind) => statementSite(statement, price.unsplit ? 'unsplit' : kind, work, context, { price });
  const priced: { readonly price?: Price } = price.price === 0 ? {} : { price: price.price };
  /** A wait, and before it the work. */
  const stand = (kind: StepKind) => ({
    site: statementSite(statement, 'wait', work, context),
    ...(price.price === 0 ? {} : { work: { site: site(kind), price: price.price } }),
  });
  switch (statement.$type) {
    case 'Fork': {
      const fork = context.forks.size;
      context.forks.set(statement, fork);
      const body = context.block(statement.statements);
      return { do: 'fork', fork, name: statement.name, site: site('thread'), ...priced, body };
    }
    case 'Join': {
      const fork = statement.fork.ref === undefined ? undefined : context.forks.get(statement.fork.ref);
      if (fork === undefined) throw new ModelProblem(statement, `no fork "${statement.fork.$refText}" above this join`);
      return { do: 'join', fork, ...stand('thread') };
    }
    case 'Yield':
      return { do: 'yield', site: site('thread'), ...priced };
    case 'Signal':
      return { do: 'signal', condition: conditionOf(statement, context), site: site('thread'), ...priced };
    case 'Await':
      return { do: 'await', condition: conditionOf(statement, context), ...stand('thread') };
    case 'HoldLock':
      return { do: 'lock', lock: lockOf(statement, context), site: site('lock'), ...priced };
    case 'FreeLock':
      return { do: 'unlock', lock: lockOf(statement, context), site: site('lock'), ...priced };
    default:
      return assertNever(statement);
  }
}

function conditionOf({ condition }: Signal | Await, { compilation }: StatementContext): number {
  return compilation.world.condition(condition);
}

/** Locks lie in the memory of a domain: the same name in another domain is another lock. */
function lockOf({ lock }: HoldLock | FreeLock, { compilation, domain }: StatementContext): StoreId {
  return compilation.stores.id(`lock of domain ${domain} ${lock}`, () => ({
    kind: 'lock',
    name: lock,
    domains: [domain],
  }));
}

/** Free where the profile has no price. */
function priceOfWork(work: string, { compilation, domain }: StatementContext): CompiledPrice {
  const { world, readings } = compilation;
  const machine = world.machineNodes[world.machineOfDomain(domain)];
  const profile = machine?.profile.ref;
  if (machine === undefined || profile === undefined) return FREE;
  const scopes = [world.schedulesItself(domain) ? 'userThreads' : 'readyQueue'];
  const price = readings.price(profile, { scopes, role: 'client', verb: 'run', object: work });
  return contended(price, profile, scopes, world.processors(machine));
}
