/** Copies: a pass over the content, between places whose last user matters. */
import { ROW } from '../machine/state.ts';
import type { StoreId } from '../spec/ids.ts';
import type { StepNode } from '../spec/path.ts';
import { NEEDS, type Parts } from './code.ts';
import { asFunction, type Linear, linear, whole } from './expression.ts';
import { type Place, plainPlace, read, reading, storesOf, trackedPlaces, write, writing } from './places.ts';
import { emitRow, type RowShape, recordOf } from './rows.ts';

/** Compiles a copy at the end of the code. */
export function emitCopy(parts: Parts, node: StepNode, shape: RowShape): void {
  const places = (store: StoreId | undefined): Place[] =>
    store === undefined ? [] : trackedPlaces(parts.stores, [store]);
  const [from] = places(node.from);
  const [to] = places(node.to);
  const price = linear(node.price);
  const isUsual =
    node.content !== undefined &&
    node.fixed === undefined &&
    node.place === undefined &&
    (from === undefined || to === undefined);
  if (price !== null && isUsual) {
    return emitUsualCopy(parts, node, shape, { ...price, used: to ?? from ?? -1, isWritten: to !== undefined });
  }
  const record = recordOf(parts.world, shape);
  const readFrom = reading(parts.world, places(node.from));
  const writeTo = writing(parts.world, places(node.to));
  emitRow(parts, (a) => {
    record(a);
    readFrom(a);
    writeTo(a);
  });
}

/** A copy with a price per byte between a place that others use too and one of its own: without detours. */
function emitUsualCopy(
  { code, world, stores }: Parts,
  { site, domain, content, ...node }: StepNode,
  { place }: RowShape,
  { fixed, perByte, used, isWritten }: Linear & { readonly used: Place; readonly isWritten: boolean },
): void {
  const { holder } = world;
  const isArguments = content === 'arguments';
  const placeOf = asFunction(used);
  const plain = typeof place === 'number' ? place : plainPlace(stores, storesOf({ site, domain, ...node }));
  const next = code.here + 1;
  code.emit((a) => {
    const { call } = a.frame;
    const bytes = isArguments ? call.argumentBytes : call.resultBytes;
    const shared = placeOf(a);
    world.step(a, site, whole(fixed + perByte * bytes), bytes, shared < 0 ? plain : shared, domain);
    if (shared >= 0) {
      if (isWritten) write(holder, shared, a.processor.index);
      else read(holder, shared, a.processor.index);
    }
    a.pc = next;
    return ROW;
  }, NEEDS);
}
