/** What one mechanism saves against another, in words. */

import type { PerCall } from '../../../src/analysis/run-models.ts';
import type { SequenceModel } from '../../../src/analysis/sequence-models.ts';
import { formatShare, formatTime, listed, plural } from '../../../src/base/format.ts';
import { kindName } from '../base/kinds.ts';

export interface Compared {
  readonly name: string;
  readonly latency: number;
  readonly perCall: PerCall;
  readonly shares: SequenceModel['shares'];
}

const COUNTS: readonly (readonly [keyof PerCall, string, string])[] = [
  ['kernelCopies', 'kernel copy', 'kernel copies'],
  ['userCopies', 'user copy', 'user copies'],
  ['traps', 'trap', 'traps'],
  ['switches', 'address-space switch', 'address-space switches'],
  ['processSwaps', 'process swap', 'process swaps'],
  ['threadSwitches', 'thread switch', 'thread switches'],
  ['exchanges', 'processor exchange', 'processor exchanges'],
  ['reallocations', 'processor reallocation', 'processor reallocations'],
  ['validations', 'validation', 'validations'],
  ['queueOps', 'queue operation', 'queue operations'],
  ['locks', 'lock', 'locks'],
  ['mappings', 'mapping operation', 'mapping operations'],
  ['packets', 'packet', 'packets'],
];

/** Sentences, the most important first. */
export function differencesInWords(one: Compared, another: Compared): readonly string[] {
  const [fast, slow] = one.latency <= another.latency ? [one, another] : [another, one];
  return [headline(fast, slow), counts(fast, slow), times(fast, slow)].filter((text) => text !== '');
}

function headline(fast: Compared, slow: Compared): string {
  const saved = slow.latency - fast.latency;
  if (saved === 0) return `${fast.name} and ${slow.name} take the same time: ${formatTime(fast.latency)}.`;
  return `${fast.name} saves ${formatTime(saved)} against ${slow.name}: ${formatTime(fast.latency)} instead of ${formatTime(slow.latency)}, ${formatShare(saved, slow.latency)} less.`;
}

function counts(fast: Compared, slow: Compared): string {
  const fewer: string[] = [];
  const more: string[] = [];
  for (const [key, one, many] of COUNTS) {
    const difference = fast.perCall[key] - slow.perCall[key];
    if (difference < 0) fewer.push(plural(-difference, one, many));
    if (difference > 0) more.push(plural(difference, one, many));
  }
  if (fewer.length + more.length === 0) return `${fast.name} does the same steps.`;
  const parts = [fewer.length === 0 ? '' : `${listed(fewer)} fewer`, more.length === 0 ? '' : `${listed(more)} more`];
  return `${fast.name} needs ${parts.filter((part) => part !== '').join('; ')}.`;
}

/** The kinds that make most of the difference. */
function times(fast: Compared, slow: Compared): string {
  const time = (compared: Compared, kind: string): number =>
    compared.shares.find((share) => share.kind === kind)?.time ?? 0;
  const kinds = [...new Set([...fast.shares, ...slow.shares].map((share) => share.kind))];
  const differences = kinds
    .map((kind) => ({ kind, difference: time(slow, kind) - time(fast, kind) }))
    .filter(({ difference }) => difference !== 0)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, 4);
  if (differences.length === 0) return '';
  const told = differences.map(
    ({ kind, difference }) => `${kindName(kind)} ${difference > 0 ? '−' : '+'}${formatTime(Math.abs(difference))}`,
  );
  return `Largest parts of the difference: ${told.join(', ')}.`;
}
