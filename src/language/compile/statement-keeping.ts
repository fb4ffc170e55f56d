/** Statements by which a domain holds on to what calls brought it, and lets it go. */
import type { StoreId } from '../../sim/spec/ids.ts';
import type { Expr } from '../../sim/spec/price.ts';
import type { Statement as CompiledStatement, LettingGo } from '../../sim/spec/statements.ts';
import type { Keep, LetGo, Statement } from '../generated/ast.ts';
import { asConstant, evaluateTerm, ModelProblem } from '../model/terms.ts';
import type { Keeping } from './compilation.ts';
import type { ArgumentsPlace, Notices, StatementContext } from './statement-context.ts';
import { placeOf, withBytes } from './statement-data.ts';
import { statementSite } from './statement-sites.ts';

/** What ends the message to an owner who is not there any more. */
const CALL_FAILED = { name: 'callFailed', ran: 'maybe' } as const;

/** Without effect where the arguments lie in no element of a pool: then they are the domain's own anyhow. */
export function keep(statement: Keep, context: StatementContext): CompiledStatement {
  const data = placeOf(statement, context);
  const { pool, name } = data;
  const site = statementSite(statement, 'pool', 'keep', context, { to: name });
  if (pool === null) return { do: 'compute', time: 0, site };
  const newest = newestOf(statement, context);
  const keeping = keepingOf(statement, context, pool, data);
  const text = `let ${name ?? 'the oldest'} go: the notice rides on the reply`;
  return { do: 'keep', pool, newest, site, letting: lettingGo(statement, context, keeping, text) };
}

/** Which pools the domain keeps elements of is known when all paths are. */
export function release(statement: LetGo, context: StatementContext, count: Expr | null): CompiledStatement {
  const { compilation, domain } = context;
  const pools: (LettingGo & { pool: StoreId })[] = [];
  compilation.whenWalked(() => {
    for (const [pool, keeping] of compilation.keepers.get(domain) ?? []) {
      const text = `let ${keeping.name ?? 'the oldest'} go: the notice waits for a reply`;
      pools.push({ pool, ...lettingGo(statement, context, keeping, text) });
    }
  });
  return { do: 'release', count, site: statementSite(statement, 'pool', 'release', context), pools };
}

function newestOf(statement: Keep, { compilation }: StatementContext): number | null {
  const { count } = statement;
  const newest = count === undefined ? null : asConstant(evaluateTerm(count, compilation.resolve), count);
  if (newest !== null && (!Number.isInteger(newest) || newest < 0))
    throw new ModelProblem(statement, 'how many are kept is a whole number');
  return newest;
}

function lettingGo(statement: Statement, context: StatementContext, { name, rest }: Keeping, text: string): LettingGo {
  return { letGo: { site: statementSite(statement, 'pool', 'letGo', context, { text, to: name }), price: 0 }, ...rest };
}

/** What becomes of an element that the domain lets go: the same for all its statements. */
function keepingOf(statement: Keep, context: StatementContext, pool: StoreId, data: ArgumentsPlace): Keeping {
  const { compilation, domain } = context;
  const mine = compilation.keepers.get(domain) ?? new Map<StoreId, Keeping>();
  compilation.keepers.set(domain, mine);
  const known = mine.get(pool);
  if (known !== undefined) return known;
  const notices = data.notices();
  const reclaim = notices === null ? {} : { reclaim: reclaimed(statement, context, pool, data) };
  const keeping: Keeping = {
    name: data.name,
    rest: { ...reclaim, ...explicit(statement, context, notices, data.name) },
  };
  mine.set(pool, keeping);
  return keeping;
}

/** The owner has ended: the kernel unmaps the element, which nobody refers to any more. */
function reclaimed(
  statement: Keep,
  context: StatementContext,
  pool: StoreId,
  data: ArgumentsPlace,
): NonNullable<LettingGo['reclaim']> {
  const price = data.price('unmap');
  const store = context.compilation.stores.stores[pool];
  const bytes = store?.kind === 'pool' ? (store.size ?? 0) : 0;
  const text = `unmap ${data.name ?? 'the element'}: its owner has ended, and nobody refers to it any more`;
  const site = statementSite(statement, 'mapping', 'unmap', context, { text, to: data.name, price });
  return { site, price: withBytes(price.price, bytes), kernel: data.kernel };
}

function explicit(
  statement: Keep,
  context: StatementContext,
  notices: Notices | null,
  name: string | null,
): Pick<LettingGo, 'explicit'> {
  if (notices === null || notices.path === null) return {};
  const { gather, path } = notices;
  const site = statementSite(statement, 'control', 'call', context, { text: 'notices: no reply takes them along' });
  const call = { do: 'call' as const, path, site, argumentBytes: 0, resultBytes: 0, values: [] };
  const outcome = context.compilation.world.outcome(CALL_FAILED);
  const send = [{ do: 'try' as const, body: [call], catches: [{ outcome, body: [] }] }];
  const text = `the owner knows: ${name ?? 'elements'} may be used again`;
  return { explicit: { gather, send, told: statementSite(statement, 'pool', 'told', context, { text, to: name }) } };
}
