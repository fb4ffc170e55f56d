/** What a step records: its row, with a price, a size and a place that may depend on the call. */
import { type Activity, GO, ROW } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import type { DomainId, SiteId } from '../spec/ids.ts';
import type { PathSpec, StepNode } from '../spec/path.ts';
import type { PricedSite } from '../spec/price.ts';
import { END, NEEDS, type Parts } from './code.ts';
import { asFunction, bytesOf, type Formula, type Subject, wholeFormula } from './expression.ts';
import { crossing, type Place, rowPlace, storesOf, trackedPlaces } from './places.ts';

export interface RowShape {
  readonly site: SiteId;
  readonly domain: DomainId;
  readonly price: Formula;
  readonly bytes: Formula;
  readonly place: Place;
}

/** Records the row; it takes the processor until {@link World.until}. */
export type Record = (a: Activity) => void;

/** The row of a step; `path` null: in a binding act. */
export function shapeOf({ world, stores }: Parts, node: StepNode, path: PathSpec | null): RowShape {
  const named = storesOf(node);
  const content = node.content ?? null;
  const ofCall = path === null || content === null ? 0 : path[content].count;
  const count = node.fixed?.count ?? ofCall;
  const fixed = node.fixed?.bytes ?? null;
  const subject: Subject = { content, fixed, count, crosses: crossing(world, trackedPlaces(stores, named)) };
  return {
    site: node.site,
    domain: node.domain,
    price: wholeFormula(world, node.price, subject),
    bytes: bytesOf(subject),
    place: rowPlace(stores, named),
  };
}

/** The row of something priced that handles no content. */
export function pricedShape(world: World, { site, price }: PricedSite, domain: DomainId): RowShape {
  return { site, domain, price: wholeFormula(world, price), bytes: 0, place: -1 };
}

export function recordOf(world: World, shape: RowShape): Record {
  const { site, domain, price, bytes, place } = shape;
  if (typeof price === 'number' && typeof bytes === 'number' && typeof place === 'number') {
    return (a) => world.step(a, site, price, bytes, place, domain);
  }
  const placeOf = asFunction(place);
  if (typeof price === 'number' && typeof bytes === 'number') {
    return (a) => world.step(a, site, price, bytes, placeOf(a), domain);
  }
  const priceOf = asFunction(price);
  const bytesOfCall = asFunction(bytes);
  return (a) => world.step(a, site, priceOf(a), bytesOfCall(a), placeOf(a), domain);
}

/** A row after which the next function goes on. */
export function emitRow({ code }: Parts, record: Record): void {
  const next = code.here + 1;
  code.emit((a) => {
    record(a);
    a.pc = next;
    return ROW;
  }, NEEDS);
}

/** Effects at the end of the row before. */
export function emitEnd({ code }: Parts, effect: (a: Activity) => void, marks = END): void {
  const next = code.here + 1;
  code.emit((a) => {
    effect(a);
    a.pc = next;
    return GO;
  }, marks);
}
