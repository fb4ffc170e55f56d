import { MOST_ELEMENTS, MOST_NAMED } from '../base/limits.ts';
import type { RunSpec } from './spec/run.ts';

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
