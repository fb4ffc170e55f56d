/** Which of the counts of a call a step raises. Every number that people are shown is defined here, once. */
import { assertNever } from '../base/assert.ts';
import type { Site, StepKind } from '../sim/spec/site.ts';
import type { PerCall } from './run-models.ts';

/** The counts of {@link PerCall}; `bytesCopied` and `unsplit` are sums instead. */
export type Counter = Exclude<keyof PerCall, 'bytesCopied' | 'unsplit'>;

export const COUNTERS: readonly Counter[] = [
  'userCopies',
  'kernelCopies',
  'traps',
  'switches',
  'processSwaps',
  'threadSwitches',
  'exchanges',
  'reallocations',
  'queueOps',
  'locks',
  'mappings',
  'validations',
  'packets',
];

/** The counts that one row at this site raises by one. */
export function countersOf(site: Site): readonly Counter[] {
  if (site.kind === 'copy') return [site.role === 'kernel' ? 'kernelCopies' : 'userCopies'];
  return isUserLevelDispatch(site) ? ['threadSwitches'] : ofKind(site.kind, site.verb);
}

/** `dispatch thread`: another thread of the same address space goes on, without the kernel. */
function isUserLevelDispatch(site: Site): boolean {
  return site.kind === 'thread' && /\bdispatch\b/.test(site.text);
}

function ofKind(kind: StepKind, verb: string): readonly Counter[] {
  switch (kind) {
    case 'trap':
      return verb === 'interrupt' ? [] : ['traps'];
    case 'switch':
      return ['switches'];
    case 'swap':
      return ['processSwaps', 'threadSwitches'];
    case 'schedule':
      return ['threadSwitches'];
    case 'exchange':
      return ['exchanges'];
    case 'reallocation':
      return ['reallocations'];
    case 'queue':
      return ['queueOps'];
    case 'lock':
      return verb === 'lock' ? ['locks'] : [];
    case 'mapping':
      return ['mappings'];
    case 'validate':
      return ['validations'];
    case 'packet':
      return ['packets'];
    case 'copy':
    case 'refill':
    case 'thread':
    case 'wait':
    case 'work':
    case 'unsplit':
    case 'pool':
    case 'linkage':
    case 'access':
    case 'control':
    case 'poll':
    case 'procedure':
    case 'compute':
    case 'idle':
    case 'outcome':
    case 'fault':
      return [];
    default:
      return assertNever(kind);
  }
}

/** An exchange that found no idle processor with the domain loaded acted as a switch of the address space. */
export function actedAsSwitch(kind: StepKind, place: number): boolean {
  return kind === 'exchange' && place < 0;
}

/** Steps whose bytes went from a place to a place. The bytes of other rows are sizes that they looked at, or not bytes at all. */
export function movesBytes(kind: StepKind): boolean {
  return kind === 'copy' || kind === 'packet';
}

/** Sites of waits: their `bytes` column holds a row index. */
export function isWait(site: Site): boolean {
  return site.kind === 'wait';
}

/** Nobody works while a row of this kind lasts. */
export function isIdleKind(kind: StepKind): boolean {
  return kind === 'idle' || kind === 'wait';
}

/** The letter that Table III of the LRPC paper gives a copy; null for other steps. */
export function letterOf(site: Site): string | null {
  if (site.kind !== 'copy' || site.label === null) return null;
  return /^[A-F]\d?$/.test(site.label) ? site.label.charAt(0) : null;
}
