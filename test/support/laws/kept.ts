/** What holds of elements that domains keep: nobody gets one before it is let go, and nobody keeps more than he may. */
import { at } from '../../../src/base/assert.ts';
import type { RunSpec, Statement } from '../../../src/sim/spec.ts';
import { stepFinder } from './holders.ts';
import type { PlainTrace } from './plain.ts';
import { endOf, groupBy } from './rows.ts';

type Keep = Extract<Statement, { do: 'keep' }>;

/** One time that a domain keeps an element: from the end of the row to the end of the row that lets it go. */
interface Kept {
  readonly place: number;
  readonly domain: number;
  readonly from: number;
  readonly row: number;
  to: number;
}

export function* kept(trace: PlainTrace): Iterable<string> {
  const statements = keeps(trace.spec);
  const stepOf = stepFinder(trace);
  const all: Kept[] = [];
  for (const row of trace.rows) {
    const keep = statements.get(row.site);
    if (keep === undefined || row.place < 0) continue;
    const to = endOf(trace, row);
    if (row.site === keep.site)
      all.push({ place: row.place, domain: row.domain, from: to, row: row.index, to: Infinity });
    else {
      const oldest = all.find(
        (one) => one.domain === row.domain && one.to === Infinity && poolOf(trace, one.place) === keep.pool,
      );
      if (oldest?.place !== row.place) yield `row ${row.index} lets go what is not the oldest`;
      if (oldest !== undefined) oldest.to = to;
    }
  }
  for (const [place, mine] of groupBy(all, (one) => one.place)) {
    for (const row of trace.rows) {
      if (row.place !== place || stepOf(row)?.verb !== 'take') continue;
      const one = mine.find(({ from, to }) => from < row.start && row.start < to);
      if (one !== undefined) yield `row ${row.index} takes what domain ${one.domain} keeps since row ${one.row}`;
    }
  }
}

function poolOf(trace: PlainTrace, place: number): number {
  return at(trace.places, place).store;
}

/** By site: of the statement and of its letting go. */
function keeps({ paths, threads }: RunSpec): Map<number, Keep> {
  const found = [...paths, ...threads].flatMap(({ body }) => [...keepsIn(body)]);
  return new Map(found.flatMap((keep) => [[keep.site, keep] as const, [keep.letGo.site, keep] as const]));
}

function* keepsIn(body: readonly Statement[]): Iterable<Keep> {
  for (const statement of body) {
    if (statement.do === 'keep') yield statement;
    if ('body' in statement) yield* keepsIn(statement.body);
    if (statement.do === 'chance') yield* keepsIn([...statement.then, ...statement.otherwise]);
    if (statement.do === 'try') for (const { body: handler } of statement.catches) yield* keepsIn(handler);
  }
}
