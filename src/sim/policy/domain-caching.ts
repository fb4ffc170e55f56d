/** Which processor an exchange goes to: idle ones keep the domain loaded that they had last. */
import type { Dispatcher } from '../machine/dispatcher.ts';
import type { Processor } from '../machine/state.ts';
import type { DomainId } from '../spec.ts';

/** The lowest-numbered processor that idles in the domain; null if there is none. */
export function idleProcessorFor(dispatcher: Dispatcher, domain: DomainId): Processor | null {
  return dispatcher.idleProcessor(domain);
}
