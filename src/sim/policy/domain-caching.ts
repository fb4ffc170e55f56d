/** Which processor an exchange goes to: idle ones keep the domain loaded that they had last. */
import { at } from '../../base/assert.ts';
import { type Activity, GO, type Machine, type Processor, ROW, STOP, type Status } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import { type Parts, WHOLE } from '../path/code.ts';
import { emitEnd, emitRow, pricedShape, type Record, recordOf } from '../path/rows.ts';
import type { DomainId } from '../spec/ids.ts';
import type { MissNode } from '../spec/path.ts';
import type { PricedSite } from '../spec/price.ts';
import type { Steering } from './steering.ts';

/** The lowest-numbered processor that idles in the domain; null if there is none. */
export function idleProcessor({ domainMachines }: World, domain: DomainId): Processor | null {
  const { busy, processors } = at(domainMachines, domain);
  if (busy === processors.length) return null;
  for (const p of processors) if (p.activity === null && p.loaded === domain) return p;
  return null;
}

/** Compiles the count of a call that found no processor idling in the domain that it goes to. */
export function emitMiss(parts: Parts, { work, domain, target, steers }: MissNode): void {
  const { world, steering } = parts;
  emitRow(parts, recordOf(world, pricedShape(world, work, domain)));
  if (steering !== null) emitEnd(parts, () => steering.miss(target, steers));
}

/** Compiles the two rows of a processor that is steered, which nothing interrupts. */
export function emitErrands({ world, code }: Parts, steering: Steering): void {
  steering.entry = code.here;
  const rowOf = (machine: Machine, priced: PricedSite | undefined): Record | null =>
    priced === undefined ? null : recordOf(world, pricedShape(world, priced, machine.spec.kernel));
  const rows = new Map(
    world.machines.map((machine) => {
      const { steer } = machine.spec.system;
      return [machine, { load: rowOf(machine, steer?.load), refill: rowOf(machine, steer?.refill) }];
    }),
  );
  const record = (a: Activity, which: 'load' | 'refill', next: number): Status => {
    const row = rows.get(a.processor.machine)?.[which] ?? null;
    a.pc = steering.entry + next;
    row?.(a);
    return row === null ? GO : ROW;
  };
  code.emit((a) => record(a, 'load', 1), WHOLE);
  code.emit((a) => {
    steering.arrive(a);
    return record(a, 'refill', 2);
  }, WHOLE);
  code.emit((a) => {
    steering.leave(a);
    return STOP;
  }, WHOLE);
}
