/** The words for kinds and classes of steps, the same in every view. */
import type { Overhead, StepKind, UrpcPart } from '../sim/spec/site.ts';
import type { Counter } from './counters.ts';
import type { PerCall } from './run-models.ts';

/** One step of a kind, as a noun. */
export const KIND_WORDS: { readonly [kind in StepKind | 'nested']: string } = {
  copy: 'copy',
  trap: 'trap',
  switch: 'address-space switch',
  refill: 'refill after a switch',
  exchange: 'processor exchange',
  reallocation: 'processor reallocation',
  swap: 'process swap',
  schedule: 'scheduling',
  wait: 'wait',
  work: 'work',
  unsplit: 'unsplit cost',
  validate: 'validation',
  queue: 'queue operation',
  pool: 'pool operation',
  lock: 'lock operation',
  linkage: 'linkage',
  mapping: 'mapping',
  access: 'access in place',
  control: 'transfer of control',
  thread: 'thread operation',
  poll: 'poll',
  procedure: 'procedure',
  compute: 'computation',
  idle: 'idle',
  packet: 'packet',
  outcome: 'outcome',
  fault: 'fault',
  nested: 'nested calls',
};

/** The seven overheads that the LRPC notes list, in their order, then what is none of them. */
export const OVERHEAD_WORDS: { readonly [overhead in Overhead]: string } = {
  stub: 'stub',
  messageBuffer: 'message buffers',
  accessValidation: 'access validation',
  messageTransfer: 'message transfer',
  scheduling: 'scheduling',
  contextSwitch: 'context switch',
  dispatch: 'dispatch',
  kernelEntry: 'kernel entry and exit',
  procedure: 'the procedure itself',
  unsplit: 'not split in the publication',
  none: 'other',
};

/** The three parts that the URPC notes list, then what is none of them. */
export const URPC_WORDS: { readonly [part in UrpcPart]: string } = {
  processorReallocation: 'processor reallocation',
  threadManagement: 'thread management',
  dataTransfer: 'data transfer',
  unsplit: 'not split in the publication',
  none: 'other',
};

/** What a count of a call means, in full: kernel or user, and always for call and return together. */
export const COUNTER_WORDS: { readonly [counter in Counter | 'bytesCopied' | 'unsplit']: string } = {
  userCopies: 'copies by user code',
  kernelCopies: 'copies by the kernel',
  bytesCopied: 'bytes copied, all copies',
  traps: 'traps',
  switches: 'address-space switches',
  processSwaps: 'process swaps',
  threadSwitches: 'thread switches',
  exchanges: 'processor exchanges',
  reallocations: 'processor reallocations',
  queueOps: 'queue operations',
  locks: 'locks taken',
  mappings: 'mapping operations',
  validations: 'validations',
  packets: 'packets',
  unsplit: 'time not split in the publication',
};

/** All copies, by user code and by the kernel. */
export function allCopies({ userCopies, kernelCopies }: PerCall): number {
  return userCopies + kernelCopies;
}
