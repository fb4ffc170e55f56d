/** How calls stand with faults and time limits, and whether a spec has any. */
import { assert } from '../../base/assert.ts';
import type { Disturbance, Frame } from '../machine/state.ts';
import type { DomainId } from '../spec/ids.ts';
import type { PathNode } from '../spec/path.ts';
import type { RunSpec } from '../spec/run.ts';

/** Whether faults, time limits or lost packets can reach into calls of the spec from outside. */
export function isDisturbed({ faults, links, paths, bindings }: RunSpec): boolean {
  const steps = [...paths.flatMap((path) => path.steps), ...bindings.flatMap(({ bind }) => bind)];
  return links.length > 0 || faults.some(({ when }) => when.at !== 'packet') || hasTimer(steps);
}

function hasTimer(nodes: readonly PathNode[]): boolean {
  return nodes.some((node) => {
    if (node.node === 'when') return hasTimer(node.then) || hasTimer(node.otherwise);
    if (node.node === 'meanwhile' || node.node === 'pieces') return hasTimer(node.steps);
    return node.node === 'step' && (node.timer !== undefined || hasTimer(node.otherwise ?? []));
  });
}

/** The state of a frame that begins in a domain. */
export function undisturbed(acting: DomainId): Disturbance {
  return {
    acting,
    computing: -1,
    isAborted: false,
    isCaptured: false,
    isStaying: false,
    isDone: false,
    begun: new Set(),
    timer: null,
  };
}

/** The state of a frame, in runs that keep it. */
export function stateOf({ disturbance }: Frame): Disturbance {
  assert(disturbance !== null, 'frames of a run with faults know how they stand');
  return disturbance;
}
