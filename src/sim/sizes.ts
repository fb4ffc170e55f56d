import type { RunSpec } from './spec.ts';

/** Rows name processors and domains in 16 bits. */
const MOST_NAMED = 32_767;
/** Each element of a pool is a place of the trace. */
const MOST_ELEMENTS = 1_000_000;

/** Throws if the spec is larger than a trace can tell; the message says what to do. */
export function checkSizes({ machines, domains, stores }: RunSpec): void {
  const processors = machines.reduce((sum, machine) => sum + machine.processors, 0);
  const elements = stores.reduce((sum, store) => sum + (store.kind === 'pool' ? store.count : 0), 0);
  check('processors', processors, MOST_NAMED);
  check('domains', domains.length, MOST_NAMED);
  check('pool elements', elements, MOST_ELEMENTS);
}

function check(what: string, count: number, most: number): void {
  if (count > most) throw new Error(`The scenario has ${count} ${what}; a run holds at most ${most}. Use fewer.`);
}
