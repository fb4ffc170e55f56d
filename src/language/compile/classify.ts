import type { Overhead, StepKind, UrpcPart } from '../../sim/spec/site.ts';
import type { Verb } from '../generated/ast.ts';

/** The word by which a profile prices a step of this type. */
export const VERB_OF: Readonly<Record<Verb['$type'], string>> = {
  Run: 'run',
  Trap: 'trap',
  Interrupt: 'interrupt',
  Upcall: 'upcall',
  Resume: 'resume',
  Switch: 'switch',
  Swap: 'swap',
  Exchange: 'exchange',
  Schedule: 'schedule',
  Block: 'block',
  Wake: 'wake',
  Copy: 'copy',
  Pass: 'pass',
  Read: 'read',
  Write: 'write',
  Mapping: 'map',
  Unmap: 'unmap',
  Protect: 'protect',
  Unprotect: 'unprotect',
  Take: 'take',
  Give: 'give',
  Attach: 'attach',
  Acquire: 'lock',
  Release: 'unlock',
  Enqueue: 'enqueue',
  Dequeue: 'dequeue',
  Poll: 'poll',
  Push: 'push',
  Pop: 'pop',
  Validate: 'validate',
  Revoke: 'revoke',
  Raise: 'raise',
  Transmit: 'transmit',
  Invoke: 'run',
};

const KIND_OF: Readonly<Record<string, StepKind>> = {
  run: 'work',
  trap: 'trap',
  interrupt: 'trap',
  upcall: 'control',
  resume: 'control',
  switch: 'switch',
  refill: 'refill',
  swap: 'swap',
  exchange: 'exchange',
  schedule: 'schedule',
  block: 'thread',
  wake: 'thread',
  copy: 'copy',
  pass: 'access',
  read: 'access',
  write: 'access',
  map: 'mapping',
  unmap: 'mapping',
  protect: 'mapping',
  unprotect: 'mapping',
  take: 'pool',
  give: 'pool',
  attach: 'pool',
  lock: 'lock',
  unlock: 'lock',
  enqueue: 'queue',
  dequeue: 'queue',
  poll: 'poll',
  push: 'linkage',
  pop: 'linkage',
  validate: 'validate',
  revoke: 'outcome',
  raise: 'outcome',
  transmit: 'work',
};

/** What a step's mark means. A published sum without a split is drawn as such. */
export function kindOf(verb: string, unsplit: boolean): StepKind {
  return unsplit ? 'unsplit' : (KIND_OF[verb] ?? 'work');
}

const OVERHEAD_OF_KIND: { readonly [kind in StepKind]?: Overhead } = {
  trap: 'kernelEntry',
  control: 'kernelEntry',
  switch: 'contextSwitch',
  refill: 'contextSwitch',
  exchange: 'contextSwitch',
  reallocation: 'contextSwitch',
  swap: 'scheduling',
  schedule: 'scheduling',
  thread: 'scheduling',
  validate: 'accessValidation',
  queue: 'messageTransfer',
  poll: 'messageTransfer',
  packet: 'messageTransfer',
  pool: 'messageBuffer',
  mapping: 'messageBuffer',
  unsplit: 'unsplit',
  procedure: 'procedure',
  compute: 'procedure',
};

/** Which of the seven overheads of the LRPC notes a step belongs to: message buffer management includes the kernel's copies. */
export function overheadOf(kind: StepKind, role: string, work: string | null): Overhead {
  if (kind === 'copy') return role === 'kernel' ? 'messageBuffer' : 'stub';
  if (kind !== 'work') return OVERHEAD_OF_KIND[kind] ?? 'none';
  if (work === null) return 'none';
  if (work === 'call') return 'procedure';
  if (/^(stubs?|marshal|unmarshal)$/.test(work)) return 'stub';
  if (/^(dispatcher|dispatch|receiver)$/.test(work)) return 'dispatch';
  if (work === 'choose') return 'scheduling';
  if (/^(transmit|acknowledge|retransmit|probe|discard)$/.test(work)) return 'messageTransfer';
  return /send/i.test(work) ? 'messageTransfer' : 'none';
}

const URPC_OF_KIND: { readonly [kind in StepKind]?: UrpcPart } = {
  switch: 'processorReallocation',
  refill: 'processorReallocation',
  exchange: 'processorReallocation',
  reallocation: 'processorReallocation',
  trap: 'processorReallocation',
  control: 'processorReallocation',
  linkage: 'processorReallocation',
  swap: 'threadManagement',
  schedule: 'threadManagement',
  thread: 'threadManagement',
  copy: 'dataTransfer',
  access: 'dataTransfer',
  queue: 'dataTransfer',
  poll: 'dataTransfer',
  pool: 'dataTransfer',
  lock: 'dataTransfer',
  mapping: 'dataTransfer',
  validate: 'dataTransfer',
  packet: 'dataTransfer',
  unsplit: 'unsplit',
};

/** Which of the three parts of the URPC notes a step belongs to. */
export function urpcOf(kind: StepKind, overhead: Overhead): UrpcPart {
  if (kind !== 'work') return URPC_OF_KIND[kind] ?? 'none';
  if (overhead === 'stub' || overhead === 'messageTransfer') return 'dataTransfer';
  return overhead === 'scheduling' || overhead === 'dispatch' ? 'threadManagement' : 'none';
}
