/** Names and whereabouts of the places that a step handles. */
import { at } from '../base/assert.ts';
import type { DomainId, StoreId } from '../sim/spec/ids.ts';
import type { RunSpec } from '../sim/spec/run.ts';
import type { Trace } from '../sim/trace/format.ts';

/** The store's name in the file, with the element's number if the row names one of it: `astack 2`. */
export function storeName(trace: Trace, store: StoreId, rowPlace: number): string {
  // What people read of a pool says whose it is (`astack of test.Null`); in a call's own steps that is known.
  const name = at(trace.spec.stores, store).name.replace(/ of .*$/, '');
  const place = trace.places[rowPlace];
  return place?.store === store && place.element >= 0 ? `${name} ${place.element}` : name;
}

/**
 * The domain in which a step finds a place: the acting one if it has the place, else the first that has it. A place that
 * the path does not declare belongs to who acts.
 */
export function domainOfStore(spec: RunSpec, store: StoreId | null, acting: DomainId): DomainId {
  if (store === null) return acting;
  const { domains } = at(spec.stores, store);
  return domains.includes(acting) ? acting : (domains[0] ?? acting);
}
