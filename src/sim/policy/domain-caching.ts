/** Which processor an exchange goes to: idle ones keep the domain loaded that they had last. */
import { at } from '../../base/assert.ts';
import type { Processor } from '../machine/state.ts';
import type { World } from '../machine/world.ts';
import type { DomainId } from '../spec.ts';

/** The lowest-numbered processor that idles in the domain; null if there is none. */
export function idleProcessor({ domainMachines }: World, domain: DomainId): Processor | null {
  const { busy, processors } = at(domainMachines, domain);
  if (busy === processors.length) return null;
  for (const p of processors) if (p.activity === null && p.loaded === domain) return p;
  return null;
}
