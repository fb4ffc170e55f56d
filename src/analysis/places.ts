/** Names and whereabouts of the places that a step handles. */
import { at } from '../base/assert.ts';
import type { DomainId, RunSpec, StoreId } from '../sim/spec.ts';
import type { TracePlace, Trace } from '../sim/trace/format.ts';

/** `astack 2` for an element of a pool, else the store's name. */
export function placeName(spec: RunSpec, place: TracePlace): string {
  const { name } = at(spec.stores, place.store);
  return place.element < 0 ? name : `${name} ${place.element}`;
}

/** The store's name, with the element's number if the row names one of it. */
export function storeName(trace: Trace, store: StoreId, rowPlace: number): string {
  const place = trace.places[rowPlace];
  return place?.store === store ? placeName(trace.spec, place) : at(trace.spec.stores, store).name;
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
