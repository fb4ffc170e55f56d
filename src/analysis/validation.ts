/** All published values that scenarios reproduce, and those that none does. */
import type { PublishedFact } from '../sim/published.ts';
import type { PublishedResult, RunOverview } from './run-models.ts';

/** A published value with the scenario that produces it. */
export interface ValidationRow {
  /** As the reader knows it. */
  readonly file: string;
  readonly scenario: string;
  readonly result: PublishedResult;
}

/** Facts that no scenario produces, and why. */
export interface Unproduced {
  readonly because: string;
  readonly facts: readonly PublishedFact[];
}

/** What was found. Rows are in the order of the facts' list. */
export interface Validation {
  /** Times, rates and shares: only these say something about the simulator. */
  readonly predicted: readonly ValidationRow[];
  /** Copies, traps, packets and the like: they follow from the path as the library writes it, and check that text alone. */
  readonly counted: readonly ValidationRow[];
  /** They fix prices, or follow from those that do. */
  readonly calibrated: readonly ValidationRow[];
  readonly unproduced: readonly Unproduced[];
}

/** A reason, and the ids that it holds for; an id that ends in `*` stands for all that begin so. */
export interface Reason {
  readonly because: string;
  readonly facts: readonly string[];
}

/** The rows of one executed scenario. */
export function rowsOf(file: string, { scenario, published }: RunOverview): readonly ValidationRow[] {
  return published.map((result) => ({ file, scenario, result }));
}

/** Facts without a row and without a reason come last, with an empty reason. */
export function validation(
  rows: readonly ValidationRow[],
  facts: Iterable<PublishedFact>,
  reasons: readonly Reason[],
): Validation {
  const all = [...facts];
  const order = new Map(all.map(({ id }, index) => [id, index]));
  const place = ({ result }: ValidationRow): number => order.get(result.fact.id) ?? all.length;
  const sorted = [...rows].sort((a, b) => place(a) - place(b));
  const produced = new Set(rows.map(({ result }) => result.fact.id));
  const rest = all.filter(({ id }) => !produced.has(id));
  const groups = [...reasons, { because: '', facts: ['*'] }].map(({ because }, index, list) => ({
    because,
    facts: rest.filter((fact) => list.findIndex((reason) => holdsFor(reason, fact)) === index),
  }));
  return {
    predicted: sorted.filter(({ result }) => result.calibratedBy === null && !isCount(result)),
    counted: sorted.filter(({ result }) => result.calibratedBy === null && isCount(result)),
    calibrated: sorted.filter(({ result }) => result.calibratedBy !== null),
    unproduced: groups.filter((group) => group.facts.length > 0),
  };
}

/** Units in which steps and packets are counted. */
const COUNTS: ReadonlySet<string> = new Set(['copies', 'letters', 'packets', 'swaps', 'switches', 'updates']);

function isCount({ fact }: PublishedResult): boolean {
  return COUNTS.has(fact.unit);
}

/** Whether a reason is meant for a fact. */
function holdsFor({ facts }: Reason, { id }: PublishedFact): boolean {
  return facts.some((each) => (each.endsWith('*') ? id.startsWith(each.slice(0, -1)) : id === each));
}

/** Rows outside their tolerance. */
export function missesIn({ predicted, counted, calibrated }: Validation): readonly ValidationRow[] {
  return [...predicted, ...counted, ...calibrated].filter(({ result }) => !result.within);
}
