/** What the twin knows of: processors, threads, stores, user-level threads and data paths; neither faults nor time limits nor packets. */
import type { RunSpec } from '../../src/sim/spec.ts';
import { allNodes } from '../support/laws/calls.ts';

/** Whether engine and twin can be compared on the spec. Where not, the laws are what is checked. */
export function twinCovers({ faults, links, paths }: RunSpec): boolean {
  const hasTimer = paths.some(({ steps }) =>
    [...allNodes(steps)].some((node) => node.node === 'step' && node.timer !== undefined),
  );
  return faults.length === 0 && links.length === 0 && !hasTimer;
}
