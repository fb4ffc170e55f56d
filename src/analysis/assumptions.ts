/** Prices that nobody has published and a file supplies: told wherever they count. */

import { formatCount } from '../base/format.ts';
import type { Site } from '../sim/spec/site.ts';
import type { Trace } from '../sim/trace/format.ts';
import { valueInWords } from './formula.ts';
import type { Assumption } from './run-models.ts';

/** What marks a step whose price is supplied. */
export const ASSUMED = 'assumed price';

/** The supplied prices that a step goes by; none for most. */
function assumptionsOf({ cost }: Pick<Site, 'cost'>): readonly Assumption[] {
  return (cost?.parameters ?? []).flatMap((parameter) => {
    const { name, assumption } = parameter;
    return assumption === undefined ? [] : [{ name, value: valueInWords(parameter), file: assumption }];
  });
}

/** Whether a step goes by a supplied price. */
export function isAssumed(site: Pick<Site, 'cost'>): boolean {
  return site.cost?.parameters.some(({ assumption }) => assumption !== undefined) ?? false;
}

/** All supplied prices of these steps, each once. */
export function assumptionsIn(sites: readonly Site[]): readonly Assumption[] {
  return assumptionsOfAll(sites.map((site) => ({ assumptions: assumptionsOf(site) })));
}

/** The supplied prices that count in a run: those of steps that it made. */
export function assumptionsOfRun({ spec, rows }: Trace): readonly Assumption[] {
  if (!spec.sites.some(isAssumed)) return [];
  const made = new Set<number>();
  for (const { site, length } of rows.chunks) for (let i = 0; i < length; i++) made.add(site[i] ?? -1);
  return assumptionsIn(spec.sites.filter((_, site) => made.has(site)));
}

/** The supplied prices of several runs, each once. */
export function assumptionsOfAll(
  runs: readonly { readonly assumptions: readonly Assumption[] }[],
): readonly Assumption[] {
  const all = runs.flatMap(({ assumptions }) => assumptions);
  return [...new Map(all.map((each) => [JSON.stringify([each.name, each.file]), each])).values()];
}

/** Prices named in one line. */
const MOST_NAMED = 3;

/** The line that stands above everything that such prices count in; null if there are none. */
export function assumptionsInWords(assumptions: readonly Assumption[]): string | null {
  if (assumptions.length === 0) return null;
  const shown = assumptions.slice(0, MOST_NAMED).map(({ name, value, file }) => `${name} = ${value} (${file})`);
  const more = assumptions.length - shown.length;
  const others = more === 0 ? '' : `; and ${formatCount(more)} more`;
  return `Uses assumed prices, which nobody has published: ${shown.join('; ')}${others}.`;
}
