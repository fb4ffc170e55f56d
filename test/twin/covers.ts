/** What the twin knows of: processors, threads, stores, user-level threads, data paths, faults and time limits; not packets, nor calls with which nobody goes on. */
import type { RunSpec } from '../../src/sim/spec/run.ts';
import { allNodes } from '../support/laws/calls.ts';

/** Whether engine and twin can be compared on the spec. Where not, the laws are what is checked. */
export function twinCovers({ links, paths }: RunSpec): boolean {
  return links.length === 0 && !paths.some(({ handlers = {} }) => Object.values(handlers).some(stays));
}

function stays(handler: Parameters<typeof allNodes>[0]): boolean {
  return [...allNodes(handler)].some(({ node }) => node === 'stay');
}
