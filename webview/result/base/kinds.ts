/** How each kind of step looks and what it is called: letter, shape and colour together, so that colour never stands alone. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import { KIND_WORDS } from '../../../src/analysis/words.ts';
import type { StepKind } from '../../../src/sim/spec/site.ts';

export type Shape =
  | 'page'
  | 'triangle'
  | 'diamond'
  | 'hexagon'
  | 'comb'
  | 'house'
  | 'ring'
  | 'card'
  | 'bar'
  | 'hatched'
  | 'torn'
  | 'shield'
  | 'stack'
  | 'drum'
  | 'padlock'
  | 'chain'
  | 'tiles'
  | 'slab'
  | 'chevron'
  | 'oval'
  | 'eye'
  | 'round'
  | 'sided'
  | 'dashed'
  | 'envelope'
  | 'octagon'
  | 'bolt';

/** The colour, from the theme: see the variables in theme.css. */
export type Family = 'copy' | 'trap' | 'switch' | 'wait' | 'work' | 'transfer' | 'unsplit' | 'error';

export interface KindLook {
  readonly letter: string;
  readonly shape: Shape;
  readonly family: Family;
  /** For the legend: one meaning each. */
  readonly meaning: string;
}

const LOOKS: { readonly [kind in StepKind]: KindLook } = {
  copy: look(
    'c',
    'page',
    'copy',
    'One pass over the bytes, from a place to a place. A to F name the copies as Table III of the LRPC paper does.',
  ),
  trap: look('T', 'triangle', 'trap', 'Entry to the kernel, and the return from it that follows.'),
  switch: look('S', 'diamond', 'switch', 'The processor loads another address space.'),
  refill: look('r', 'comb', 'switch', 'Misses of the translation buffer after a switch: its implicit part.'),
  exchange: look(
    'X',
    'hexagon',
    'switch',
    'The call goes on, on an idle processor that has the domain loaded already.',
  ),
  reallocation: look('R', 'house', 'switch', 'A processor is lent from one domain to another.'),
  swap: look('P', 'ring', 'switch', 'Another thread goes on, on the same processor.'),
  schedule: look('H', 'card', 'switch', 'The kernel’s scheduler decides who runs next.'),
  wait: look('W', 'hatched', 'wait', 'The call stands still: what it waits for is named.'),
  work: look('w', 'bar', 'work', 'Instructions of a stub, of the kernel or of a runtime library.'),
  unsplit: look(
    '?',
    'torn',
    'unsplit',
    'A published sum whose parts are not published: one step, never spread by guess.',
  ),
  validate: look('v', 'shield', 'work', 'Somebody checks a right, a name or a size.'),
  queue: look('q', 'stack', 'work', 'A message enters or leaves a queue.'),
  pool: look('p', 'drum', 'work', 'An element is taken from a pool or given back.'),
  lock: look('l', 'padlock', 'work', 'A lock is taken or released.'),
  linkage: look('k', 'chain', 'work', 'The way back is put on the thread’s linkage stack, or taken from it.'),
  mapping: look('m', 'tiles', 'work', 'Page tables change.'),
  access: look('a', 'slab', 'work', 'Bytes are read or written where they lie: not a copy.'),
  control: look('u', 'chevron', 'transfer', 'The kernel goes on in a domain: an upcall or a resume.'),
  thread: look('h', 'oval', 'work', 'A thread is woken, blocked, saved or dispatched.'),
  poll: look('o', 'eye', 'work', 'A processor looks into its channels for messages.'),
  procedure: look('f', 'round', 'work', 'The exporter’s procedure runs.'),
  compute: look('n', 'sided', 'work', 'The program’s own work.'),
  idle: look('i', 'dashed', 'wait', 'A processor has nothing to run.'),
  packet: look('N', 'envelope', 'transfer', 'Bytes travel between machines.'),
  outcome: look('!', 'octagon', 'error', 'The call ends otherwise than by returning.'),
  fault: look(
    'Z',
    'bolt',
    'error',
    'Something goes wrong that the scenario asks for: a domain ends, a check is failed.',
  ),
};

function look(letter: string, shape: Shape, family: Family, meaning: string): KindLook {
  return { letter, shape, family, meaning };
}

export function lookOf(kind: StepKind): KindLook {
  return LOOKS[kind];
}

/** What a step of the kind is called, as everywhere. */
export function kindName(kind: StepKind | 'nested'): string {
  return KIND_WORDS[kind];
}

/** All kinds, in the order of the legend. */
export function allKinds(): readonly StepKind[] {
  return Object.keys(LOOKS).filter((kind): kind is StepKind => kind in LOOKS);
}

/** The letter in the mark: copies carry their own. */
export function letterOf(step: Pick<SequenceStep, 'kind' | 'letter'>): string {
  return step.letter ?? LOOKS[step.kind].letter;
}

/** Kinds whose mark is a bar as long as the step, rather than a sign. */
export function isBar(kind: StepKind): boolean {
  return ['hatched', 'torn', 'bar', 'round', 'sided', 'dashed'].includes(LOOKS[kind].shape);
}
