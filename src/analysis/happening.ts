/** What a step does, in plain words. */
import { assertNever } from '../base/assert.ts';
import { formatBytes, formatTime } from '../base/format.ts';
import type { Site, StepKind } from '../sim/spec/site.ts';
import type { Lifeline, SequenceStep } from './sequence-models.ts';

/** Kinds of steps whose last word in the file is a role. */
const MEANS_DOMAIN: ReadonlySet<StepKind> = new Set(['switch', 'exchange', 'swap', 'schedule', 'control', 'thread']);

/** The step as in the file, with the domain's name where the file has a role: `switch to Server`. */
export function stepText(site: Site, step: SequenceStep | null): string {
  const target = step?.target ?? null;
  if (site.to === null || target === null || !MEANS_DOMAIN.has(site.kind)) return site.text;
  return site.text.endsWith(site.to) ? site.text.slice(0, -site.to.length) + target : site.text;
}

/** Who acts: `the client`, `the kernel`; inside nested calls and chains the domain by name, because roles change there. */
export function actor(site: Site, step: SequenceStep | null, lifelines: readonly Lifeline[]): string {
  if (site.kind === 'wait') return step === null || step.depth === 0 ? 'the call' : 'the nested call';
  if (site.role === 'system') return "the machine's scheduler";
  const domain = step === null ? undefined : lifelines[step.lane]?.domain;
  if (site.role === 'thread') return site.section === 'body' ? 'the procedure' : (step?.thread ?? 'the thread');
  const changes =
    (site.hop !== undefined && (site.role === 'client' || site.role === 'server')) || (step !== null && step.depth > 0);
  return changes && domain !== undefined ? domain : `the ${site.role}`;
}

/** The predicate of a sentence whose subject is the actor: `copies 200 bytes from arguments to astack 2`. */
export function predicate(site: Site, step: SequenceStep | null): string {
  const target = step?.target ?? site.to ?? 'the other domain';
  if (site.role === 'system' && site.kind !== 'wait') return thirdPerson(site.text);
  switch (site.kind) {
    case 'copy':
      return `copies ${step === null ? 'the content' : formatBytes(step.bytes)} from ${step?.from ?? site.from ?? 'memory'} to ${step?.to ?? site.to ?? 'memory'}`;
    case 'trap':
      return site.verb === 'interrupt' ? 'is interrupted and enters the kernel' : 'traps into the kernel';
    case 'switch':
      return `switches the processor to the address space of ${target}`;
    case 'refill':
      return 'refills the translation buffer: the misses that follow a switch';
    case 'exchange':
      return `exchanges processors with one that idles in ${target}`;
    case 'reallocation':
      return `lends the processor to ${target}`;
    case 'swap':
      return `swaps to a thread of ${target} on the same processor`;
    case 'schedule':
      return `leaves the choice of who runs next to the scheduler, for a thread of ${target}`;
    case 'wait':
      return `waits${step === null || step.wait === null ? '' : `: ${step.wait}`}`;
    case 'unsplit':
      return `does what the publication does not split (${site.text.replace(/^run /, '')})`;
    case 'pool':
      return pooled(site, step);
    case 'linkage':
      return site.verb === 'push'
        ? 'pushes the linkage: where the call returns to'
        : 'pops the linkage: where the call returns to';
    case 'procedure':
      return 'runs the procedure';
    case 'compute':
      return 'computes';
    case 'idle':
      return 'idles';
    case 'packet':
      return `sends the ${site.text}`;
    case 'fault':
      return `${thirdPerson(site.text)}${FAULT_OBJECTS[site.verb] ?? ''}`;
    case 'work':
      return worked(site);
    case 'validate':
    case 'queue':
    case 'lock':
    case 'mapping':
    case 'access':
    case 'control':
    case 'thread':
    case 'poll':
    case 'outcome':
      return thirdPerson(stepText(site, step)).replace(ROLE, ' the $1');
    default:
      return assertNever(site.kind);
  }
}

const ROLE = / (client|server|scheduler|sender|receiver)$/;

const WORK: Readonly<Record<string, string>> = {
  'run call': 'makes the procedure call',
  'run stub': 'runs its stub',
  'run stubs': 'runs both stubs',
};

function worked(site: Site): string {
  return WORK[site.text] ?? thirdPerson(site.text.replace(/^run (\w+)$/, 'run “$1”'));
}

function pooled(site: Site, step: SequenceStep | null): string {
  const pool = step?.to ?? site.to ?? 'an element';
  if (site.verb === 'take') return `takes ${pool}`;
  return site.verb === 'give' ? `gives ${pool} back` : thirdPerson(site.text);
}

/** `validate binding` → `validates binding`. */
function thirdPerson(text: string): string {
  const [verb = '', ...rest] = text.split(' ');
  const ending = /(s|x|ch|sh)$/.test(verb) ? 'es' : 's';
  const inflected = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : verb + ending;
  return [inflected, ...rest].join(' ');
}

/** What faults that name nothing happen to. */
const FAULT_OBJECTS: Readonly<Record<string, string>> = {
  capture: ' the thread in the procedure',
  drop: ' the packet',
  duplicate: ' the packet',
  corrupt: ' the packet',
};

/** What each fault does, by its word in the file. */
const FAULTS: Readonly<Record<string, string>> = {
  terminate:
    'The domain ends at this instant: whoever is in it or waits for it is cut, and its calls end with callFailed. The kernel does not know how far the procedure came.',
  capture: 'The procedure never comes back: the thread that called it stays in the server.',
  abort:
    'The thread gives its call up and goes on without it; what still runs of the call in the server is dropped when it comes back.',
  drop: 'The packet does not arrive, and nobody is told: only the timer of the sender finds out.',
  duplicate: 'The packet arrives twice: the receiver knows the sequence number and discards the second.',
  cut: 'The link carries nothing from here on: what is on it, and what follows, does not arrive until it is restored.',
  restore: 'The link carries packets again.',
  corrupt: 'The packet arrives broken: its checksum is wrong, and it is discarded as if it were lost.',
};

/** What people should know about such a step; null where the step says it all. */
export function explanation({ kind, verb }: Pick<Site, 'kind' | 'verb'>): string | null {
  switch (kind) {
    case 'fault':
      return FAULTS[verb] ?? 'The scenario makes it go wrong here: what the mechanism checks is not as it should be.';
    case 'packet':
      return 'The bytes are on the link between the machines: the time is their transmission, and no processor works on them.';
    case 'copy':
      return 'One pass over the payload.';
    case 'trap':
      return 'One entry to the kernel; its price includes the way back.';
    case 'switch':
      return 'The processor loads another address space.';
    case 'refill':
      return 'The implicit part of a switch: the mappings of the new address space are looked up again. A processor that has the domain loaded already is spared it.';
    case 'exchange':
      return 'The call goes on with another processor, on which the address space is loaded already; nothing is reloaded.';
    case 'reallocation':
      return 'A processor is given to a domain that has work but no processor.';
    case 'swap':
      return 'Another thread runs; the scheduler does not choose.';
    case 'schedule':
      return 'Another thread runs once the scheduler has given it a processor.';
    case 'unsplit':
      return 'The publication gives one sum for several things; it is one step here and is never spread by guess.';
    case 'control':
      return 'Control leaves the kernel.';
    case 'access':
      return 'Nothing is copied.';
    case 'procedure':
      return 'The call itself takes no time here; what the procedure does follows.';
    default:
      return null;
  }
}

/** `copy A`, `trap`: what a step is called in parentheses. */
export function shortName(site: Site, step: SequenceStep): string {
  if (step.letter !== null) return `copy ${step.letter}`;
  return site.label ?? site.verb;
}

/** `35.0 µs`, or `no time`. */
export function spanInWords(duration: number): string {
  return duration === 0 ? 'no time' : formatTime(duration);
}
