/** How a fault shows in the trace. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import { record } from './rows.ts';
import type { World } from './state.ts';

/** The row that says that a fault happens. */
export function tell(w: World, fault: number, call: number, domain: DomainId): number {
  w.happened.add(fault);
  const { site } = at(w.spec.faults, fault);
  return record(w, { duration: 0, site, thread: -1, call, bytes: 0, place: -1, processor: -1, domain }).index;
}
