/** Which place a step works on: an element that the call holds, or a place of its own. */
import type { Activity } from '../machine/state.ts';
import type { Stores } from '../machine/stores.ts';
import type { World } from '../machine/world.ts';
import type { StoreId } from '../spec/ids.ts';
import type { StepNode } from '../spec/path.ts';

/** Index in the table of places, −1 if there is none; a function if it depends on what the call holds. */
export type Place = number | ((a: Activity) => number);

/** The stores that a step names, in the order in which its row's place is chosen. */
export function storesOf(node: StepNode): StoreId[] {
  return [node.to, node.from, node.place].filter((store) => store !== undefined);
}

/** The place that a step's row names: the first held element or shared place, else the first place of any kind. */
export function rowPlace(stores: Stores, named: readonly StoreId[]): Place {
  const plain = plainPlace(stores, named);
  return trackedPlaces(stores, named).reduceRight<Place>((otherwise, place) => firstOf(place, otherwise), plain);
}

/** The first place of any kind, −1 if there is none. */
export function plainPlace(stores: Stores, named: readonly StoreId[]): number {
  return named.map((store) => stores.place(store)).find((place) => place >= 0) ?? -1;
}

function firstOf(place: Place, otherwise: Place): Place {
  if (typeof place === 'number') return place;
  if (typeof otherwise === 'number') {
    return (a) => {
      const found = place(a);
      return found < 0 ? otherwise : found;
    };
  }
  return (a) => {
    const found = place(a);
    return found < 0 ? otherwise(a) : found;
  };
}

/** Pool elements and shared places: whose cache holds them matters. */
export function trackedPlaces(stores: Stores, named: readonly StoreId[]): Place[] {
  return named.flatMap((store): Place[] => {
    const pool = stores.pool(store);
    if (pool === null) return stores.isSharedPlace(store) ? [stores.place(store)] : [];
    return [
      ({ frame }) => {
        const element = frame.call.latest(store);
        return element < 0 ? -1 : pool.places[element]!;
      },
    ];
  });
}

/** True if the cache of the activity's processor does not hold one of the places alone, though some cache does. */
export function crossing(world: World, places: readonly Place[]): ((a: Activity) => boolean) | null {
  if (places.length === 0) return null;
  return (a) => places.some((place) => crosses(world, typeof place === 'number' ? place : place(a), a));
}

function crosses({ holder }: World, place: number, a: Activity): boolean {
  const held = place < 0 ? NOBODY : holder[place]!;
  return held !== NOBODY && held !== a.processor.index;
}

/** Whose cache holds a place: nobody's yet, one processor's (its number), or several. */
const NOBODY = -1;
const SEVERAL = -2;

/** The places are written: the cache of the activity's processor alone holds them. */
export function writing(world: World, places: readonly Place[]): (a: Activity) => void {
  return using(world, places, write);
}

/** The places are read: where another processor's cache holds one, several do now. */
export function reading(world: World, places: readonly Place[]): (a: Activity) => void {
  return using(world, places, read);
}

function using(
  { holder, nowhere }: World,
  places: readonly Place[],
  use: (holder: number[], place: number, processor: number) => void,
): (a: Activity) => void {
  return (a) => {
    if (a.processor === nowhere) return;
    for (const place of places) {
      const index = typeof place === 'number' ? place : place(a);
      if (index >= 0) use(holder, index, a.processor.index);
    }
  };
}

/** One place is written. */
export function write(holder: number[], place: number, processor: number): void {
  holder[place] = processor;
}

/** One place is read. */
export function read(holder: number[], place: number, processor: number): void {
  const held = holder[place]!;
  if (held !== processor) holder[place] = held === NOBODY ? processor : SEVERAL;
}
