/** Jumps between steps that belong together. */
import type { SequenceStep } from '../../../src/analysis/sequence-models.ts';
import type { Site, StepKind } from '../../../src/sim/spec/site.ts';

const CROSSINGS: ReadonlySet<StepKind> = new Set<StepKind>([
  'copy',
  'trap',
  'switch',
  'exchange',
  'reallocation',
  'swap',
  'schedule',
]);

/** The next copy, trap or switch in a direction; null if there is none. */
export function nextCrossing(steps: readonly SequenceStep[], from: number, direction: 1 | -1): number | null {
  for (let i = from + direction; i >= 0 && i < steps.length; i += direction) {
    const kind = steps[i]?.kind;
    if (kind !== undefined && CROSSINGS.has(kind)) return i;
  }
  return null;
}

/**
 * The step of the other half of the same call: halves mirror each other, so the last trap of the return belongs to the first
 * of the call. A step whose kind the other half lacks leads to that half's first step. Null outside the two halves.
 */
export function partnerOf(steps: readonly SequenceStep[], sites: readonly Site[], index: number): number | null {
  const step = steps[index];
  if (step === undefined) return null;
  const section = sites[step.site]?.section;
  if (section !== 'call' && section !== 'return') return null;
  const own = inHalf(steps, sites, step.call, section);
  const other = inHalf(steps, sites, step.call, section === 'call' ? 'return' : 'call');
  const alike = other.filter((i) => steps[i]?.kind === step.kind);
  const rank = own.filter((i) => steps[i]?.kind === step.kind).indexOf(index);
  return alike[alike.length - 1 - rank] ?? alike[0] ?? other[0] ?? null;
}

function inHalf(
  steps: readonly SequenceStep[],
  sites: readonly Site[],
  call: number,
  section: 'call' | 'return',
): readonly number[] {
  return steps.flatMap((step, i) => (step.call === call && sites[step.site]?.section === section ? [i] : []));
}
