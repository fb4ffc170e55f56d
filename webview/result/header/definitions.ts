/** The numbers of a call, each with its definition: kernel or all, one way or round trip, is always said. */

import type { PerCall } from '../../../src/analysis/run-models.ts';
import { formatBytes, formatCount, formatMean, formatTime } from '../../../src/base/format.ts';

export interface Total {
  readonly name: string;
  readonly value: string;
  readonly definition: string;
}

const ROUND = 'Call and return together, on the path and off it; calls that the procedure makes are not counted.';

/** What every call is asked for, whether it has any or not; beside another call only what one of them has. */
export function mainTotals(perCall: PerCall, other: PerCall | null): readonly Total[] {
  const has = (counter: 'exchanges' | 'reallocations'): boolean =>
    other === null || perCall[counter] + other[counter] > 0;
  return [
    copies(perCall),
    {
      name: perCall.traps === 1 ? 'trap' : 'traps',
      value: formatMean(perCall.traps),
      definition: `Entries to the kernel, each with the return from it. ${ROUND}`,
    },
    {
      name: perCall.switches === 1 ? 'switch' : 'switches',
      value: formatMean(perCall.switches),
      definition: `Changes of the address space that a processor runs. Process swaps, exchanges and reallocations are counted apart. ${ROUND}`,
    },
    ...one(has('exchanges'), {
      name: perCall.exchanges === 1 ? 'exchange' : 'exchanges',
      value: formatMean(perCall.exchanges),
      definition: `The call goes on, on an idle processor that has the other domain loaded already, instead of a switch. ${ROUND}`,
    }),
    ...one(has('reallocations'), {
      name: perCall.reallocations === 1 ? 'reallocation' : 'reallocations',
      value: formatMean(perCall.reallocations),
      definition: `Processors that the kernel took from one domain and lent to another (user-level RPC). ${ROUND}`,
    }),
  ];
}

function one(isShown: boolean, total: Total): readonly Total[] {
  return isShown ? [total] : [];
}

function copies({ userCopies, kernelCopies, bytesCopied }: PerCall): Total {
  return {
    name: 'copies',
    value: `${formatMean(userCopies + kernelCopies)} (${formatMean(userCopies)} user + ${formatMean(kernelCopies)} kernel)`,
    definition: `Passes over the payload from a place to a place: ${formatMean(userCopies)} by user code, ${formatMean(kernelCopies)} by the kernel, ${formatBytes(bytesCopied)} in all. Arguments that an ordinary procedure call pushes are not a copy. ${ROUND}`,
  };
}

/** What only some mechanisms have. */
export function rareTotals(perCall: PerCall): readonly Total[] {
  const counts: readonly (readonly [number, string, string])[] = [
    [perCall.processSwaps, 'process swap', 'Another thread goes on, on the same processor.'],
    [
      perCall.threadSwitches,
      'thread switch',
      'Changes of the acting thread: swaps, decisions of the scheduler and user-level dispatches.',
    ],
    [perCall.validations, 'validation', 'Checks of a right, a name or a size.'],
    [perCall.queueOps, 'queue operation', 'Messages that enter or leave a queue.'],
    [perCall.locks, 'lock', 'Locks taken; giving them back is not counted.'],
    [perCall.mappings, 'mapping', 'Operations on page tables.'],
    [perCall.packets, 'packet', 'Packets sent between machines.'],
  ];
  const some = counts
    .filter(([count]) => count > 0)
    .map(
      ([count, name, what]): Total => ({
        name: count === 1 ? name : `${name}${name.endsWith('ch') ? 'es' : 's'}`,
        value: formatMean(count),
        definition: `${what} ${ROUND}`,
      }),
    );
  if (perCall.unsplit === 0) return some;
  const unsplit = {
    name: 'unsplit',
    value: formatTime(perCall.unsplit),
    definition: 'Time of which the publication gives only the sum. It is drawn as one step and never spread by guess.',
  };
  return [...some, unsplit];
}

export function latencyTotal(latency: number, isBind: boolean): Total {
  return {
    name: isBind ? 'this binding act' : 'this call',
    value: formatTime(latency),
    definition:
      'Latency: from the first instruction of the client’s stub to its return, round trip. It is the sum of all steps and named waits on the call’s path, and nothing of it is unattributed. Work beside the path is not in it.',
  };
}

export function meanTotal(count: number, mean: number, more: readonly (readonly [string, number])[]): Total {
  return {
    name: `mean of ${formatCount(count)}`,
    value: formatTime(mean),
    definition: `Mean latency of the ${formatCount(count)} calls of this procedure that ended. ${more.map(([name, time]) => `${name} ${formatTime(time)}`).join(', ')} (percentiles by nearest rank).`,
  };
}
