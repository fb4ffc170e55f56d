import type { Expr } from '../../sim/spec/price.ts';
import type { CostNote } from '../../sim/spec/site.ts';
import type { Profile } from '../generated/ast.ts';
import { findPrice } from '../model/prices.ts';
import { operate } from '../model/terms.ts';
import { type CompiledPrice, constantPrice, parameters } from './costs.ts';

/**
 * The price on a machine of several processors that share a bus: each further busy one makes the step longer by the profile's
 * `contention`. On a machine with one processor, and without such an entry, the price itself.
 */
export function contended(
  price: CompiledPrice,
  profile: Profile,
  scopes: readonly string[],
  processors: number,
): CompiledPrice {
  if (processors < 2 || price.price === 0) return price;
  const found = findPrice(profile, { scopes, role: '', verb: 'contention', object: null });
  const share = found === null ? 0 : constantPrice(found.price.value, profile);
  if (found === null || share === 0) return price;
  const others: Expr = { op: 'subtract', args: [{ op: 'active' }, 1] };
  const factor: Expr = { op: 'add', args: [1, { op: 'multiply', args: [share, others] }] };
  const note: CostNote = price.note ?? { formula: 'the time of the statement', parameters: [] };
  return {
    ...price,
    price: operate('*', price.price, factor),
    note: {
      formula: `${note.formula}, ${Math.round(share * 10_000) / 100} % more for each further busy processor`,
      parameters: [...note.parameters, ...parameters(profile, [found])],
    },
  };
}
