/** A step in a few words: beside its mark, and for a screen reader. */
import { ASSUMED, isAssumed } from '../../../src/analysis/assumptions.ts';
import { stepText as siteText } from '../../../src/analysis/happening.ts';
import type { Lifeline, SequenceStep } from '../../../src/analysis/sequence-models.ts';
import { formatBytes, formatTime } from '../../../src/base/format.ts';
import type { Site } from '../../../src/sim/spec/site.ts';
import { kindName } from './kinds.ts';
import { visible } from './untrusted.ts';

/** `arguments → A-stack 2`, `run stub`, `waits for an A-stack`. */
export function stepText(step: SequenceStep, site: Site | undefined): string {
  const assumed = site !== undefined && isAssumed(site) ? ` (${ASSUMED})` : '';
  return visible(rawText(step, site), 300) + assumed;
}

function rawText(step: SequenceStep, site: Site | undefined): string {
  if (step.kind === 'copy' && step.from !== null && step.to !== null) return `copy ${step.from} → ${step.to}`;
  if (step.kind === 'wait' && step.wait !== null) return `waits: ${step.wait}`;
  // The link is named above its line.
  if (step.kind === 'packet' && step.link !== null && site !== undefined) return site.text.replace(/ over [^:]*/, '');
  return (site === undefined ? kindName(step.kind) : siteText(site, step)).replaceAll('->', '→');
}

/** What the text leaves open: how much, or which domain goes on. */
export function stepNote(step: SequenceStep, lifelines: readonly Lifeline[]): string | null {
  if (step.kind === 'copy') return formatBytes(step.bytes);
  if (step.kind === 'unsplit') return 'parts not published';
  if (step.kind === 'packet') return formatBytes(step.bytes);
  const handsOver = step.kind === 'trap' || step.kind === 'control' || step.kind === 'exchange';
  return handsOver && step.toLane !== null && step.toLane !== step.lane
    ? `→ ${domainName(lifelines, step.toLane)}`
    : null;
}

/** The whole mark in words, as a screen reader says it. */
export function stepName(step: SequenceStep, site: Site | undefined, lifelines: readonly Lifeline[]): string {
  const who = domainName(lifelines, step.lane);
  const letter = step.letter === null ? '' : ` ${step.letter}`;
  const parts = [
    `${kindName(step.kind)}${letter}: ${stepText(step, site)}`,
    step.bytes > 0 ? formatBytes(step.bytes) : '',
    `by ${who}`,
    step.toLane !== null && step.kind !== 'copy' && step.toLane !== step.lane
      ? `to ${domainName(lifelines, step.toLane)}`
      : '',
    durationText(step.duration),
    `at ${formatTime(step.start)}`,
    step.onPath ? '' : 'off the path',
    step.depth > 0 ? `nested call, depth ${step.depth}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function domainName(lifelines: readonly Lifeline[], lane: number): string {
  return visible(lifelines[lane]?.domain ?? 'nobody', 80);
}

/** `35.0 µs`, `no time`. */
export function durationText(duration: number): string {
  return duration === 0 ? 'no time' : formatTime(duration);
}
