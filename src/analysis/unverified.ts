/** Prices whose source nobody has seen: named wherever they count. */
import type { Site } from '../sim/spec/site.ts';
import type { CallSummary, VariantOverview } from './run-models.ts';

/** What says so beside a figure. */
export const UNVERIFIED = 'not verified against the paper';

/** The prices of these steps that are not verified, each once. */
export function unverifiedIn(sites: readonly (Site | undefined)[]): readonly string[] {
  const parameters = sites.flatMap((site) => site?.cost?.parameters ?? []);
  return [...new Set(parameters.filter(({ unverified }) => unverified).map(({ name }) => name))];
}

/** The prices that count in the figures of these calls and are not verified. */
export function unverifiedOf({ breakdown }: CallSummary, { sites }: Pick<VariantOverview, 'sites'>): readonly string[] {
  return unverifiedIn(breakdown.map(({ site }) => sites[site]));
}
