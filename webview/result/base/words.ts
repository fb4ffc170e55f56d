/** A step in a few words: beside its mark, and for a screen reader. */
import { formatBytes, formatTime } from '../../../src/analysis/format.ts';
import type { Lifeline, SequenceStep } from '../../../src/analysis/models.ts';
import type { Site } from '../../../src/sim/spec.ts';
import { letterOf, lookOf } from './kinds.ts';
import { visible } from './untrusted.ts';

/** `arguments → A-stack 2`, `run stub`, `waits for an A-stack`. */
export function stepText(step: SequenceStep, site: Site | undefined): string {
  return visible(rawText(step, site), 300);
}

function rawText(step: SequenceStep, site: Site | undefined): string {
  if (step.kind === 'copy' && step.from !== null && step.to !== null) return `copy ${step.from} → ${step.to}`;
  if (step.kind === 'wait' && step.wait !== null) return `waits: ${step.wait}`;
  return (site?.text ?? lookOf(step.kind).name).replaceAll('->', '→');
}

/** The step's kind where its text does not say it: `run stub` is work. */
export function stepNote(step: SequenceStep): string | null {
  if (step.bytes > 0) return formatBytes(step.bytes);
  return step.kind === 'unsplit' ? 'parts not published' : null;
}

/** The whole mark in words, as a screen reader says it. */
export function stepName(step: SequenceStep, site: Site | undefined, lifelines: readonly Lifeline[]): string {
  const who = domainName(lifelines, step.lane);
  const letter = step.letter === null ? '' : ` ${step.letter}`;
  const parts = [
    `${lookOf(step.kind).name}${letter}: ${stepText(step, site)}`,
    step.bytes > 0 ? formatBytes(step.bytes) : '',
    `by ${who}`,
    step.toLane !== null && step.kind !== 'copy' && step.toLane !== step.lane ? `to ${domainName(lifelines, step.toLane)}` : '',
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

/** What stands in the mark, for a person who asks what the letter means. */
export function markTitle(step: SequenceStep): string {
  return `${letterOf(step)} ${lookOf(step.kind).name}`;
}
