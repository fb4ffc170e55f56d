/** What the twin knows of: all but packets. */
import type { RunSpec } from '../../src/sim/spec/run.ts';

/** Whether engine and twin can be compared on the spec. Where not, the laws are what is checked. */
export function twinCovers({ links }: RunSpec): boolean {
  return links.length === 0;
}
