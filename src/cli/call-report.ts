/** What `run` prints of one procedure: its calls in figures, and one of them step by step. */
import { countsInWords } from '../analysis/narrative.ts';
import type { CallSummary, VariantOverview } from '../analysis/run-models.ts';
import type { SequenceModel } from '../analysis/sequence-models.ts';
import { UNVERIFIED, unverifiedIn } from '../analysis/unverified.ts';
import { KIND_WORDS } from '../analysis/words.ts';
import { assertNever } from '../base/assert.ts';
import { formatCount, formatShare, formatTime, plural, significant } from '../base/format.ts';
import type { CallSample } from './execute.ts';
import { plain } from './plain.ts';
import { stepTable } from './step-table.ts';
import type { Style } from './style.ts';
import { indented } from './table.ts';

/** Lines about the calls of a procedure; `sample` is null where `--call` means one of another procedure. */
export function callLines(
  call: CallSummary,
  variant: VariantOverview,
  sample: CallSample | null,
  style: Style,
): readonly string[] {
  const { binding, procedure, via, client, server, profile } = call;
  const title = plain(
    `${binding}.${procedure} over ${via}, ${client} to ${server}, profile ${profile}: ${countsOf(call)}`,
  );
  const steps = sample === null ? [] : sampleLines(sample, call, variant);
  return [
    style.strong(title),
    ...indented([latencyLine(call), ...apartLine(call), ...outcomesLine(call), ...steps]),
    '',
  ];
}

function countsOf({ count, failed, untold }: CallSummary): string {
  const failures = failed === untold ? '' : `, ${formatCount(failed - untold)} of them failed`;
  const others = untold === 0 ? '' : `, ${formatCount(untold)} of them with no client left`;
  return `${plural(count, 'call')}${failures}${others}`;
}

function sampleLines(sample: CallSample, call: CallSummary, variant: VariantOverview): readonly string[] {
  const { model, orphan } = sample;
  const after =
    orphan === null
      ? []
      : [
          '',
          'What ran on of this call after it had ended, without a caller:',
          '',
          ...stepTable(orphan, variant.sites, 'until it was dropped'),
        ];
  return [
    '',
    `${sampleTitle(sample, call)}, step by step:`,
    '',
    ...stepTable(model, variant.sites),
    '',
    sharesLine(model),
    countsInWords(model.perCall),
    ...unverifiedLine(model, variant),
    ...after,
  ];
}

/** `Call 3 of 10, the first that failed: it ended with timedOut (…)`. */
function sampleTitle({ model, shown }: CallSample, { binding, count, latency }: CallSummary): string {
  const { number, of, why } = shown;
  const over = of > Math.max(count, 1) ? ` over ${plain(binding)}` : '';
  const name = of > 1 ? `Call ${formatCount(number)} of ${formatCount(of)}${over}` : 'Call 1';
  const outcome = model.outcome === null ? '' : plain(model.outcome);
  if (count <= 1 && outcome !== '') return `${name}, which ${outcome}`;
  switch (why.is) {
    case 'failed':
    case 'open':
      return `${name}, the first that did not return: it ${outcome}`;
    case 'disturbed':
      return count <= 1 ? name : `${name}, the first in which ${plain(why.text)}`;
    case 'typical':
      return count <= 1 || latency.min === latency.max ? name : `${name} (its latency is the median)`;
    case 'asked':
      return `${name}${outcome === '' ? '' : `, which ${outcome}`}`;
    default:
      return assertNever(why);
  }
}

function latencyLine({ latency, count }: CallSummary): string {
  if (count === 0) return 'No call ended.';
  const one = latency.min === latency.max;
  if (one) return `Latency (round trip): ${formatTime(latency.mean)}${count > 1 ? ' for every call' : ''}`;
  const values = (['mean', 'min', 'p50', 'p95', 'p99', 'max'] as const).map(
    (name) => `${name} ${formatTime(latency[name])}`,
  );
  return `Latency (round trip): ${values.join(' · ')}`;
}

/** A refused call is soon over: what all calls take says little of those that did something. */
function apartLine({ apart }: CallSummary): readonly string[] {
  if (apart === null) return [];
  const { returned, failed } = apart;
  const rate = returned.throughput === null ? '' : `, ${significant(returned.throughput)} calls/s`;
  return [
    `Of the ${plural(returned.count, 'call')} that returned: mean ${formatTime(returned.latency.mean)}${rate}; of the ${formatCount(failed.count)} that did not: mean ${formatTime(failed.latency.mean)}`,
  ];
}

/** What the callers of those that failed know. */
function outcomesLine({ outcomes }: CallSummary): readonly string[] {
  if (outcomes.length === 0) return [];
  const ends = outcomes.map(({ outcome, ran, count }) => `${formatCount(count)} with ${plain(outcome)} (${ran})`);
  return [`Ended otherwise: ${ends.join(', ')}`];
}

function sharesLine({ shares, latency }: SequenceModel): string {
  const parts = shares
    .filter(({ time }) => time > 0)
    .map(
      ({ kind, time, count }) => `${KIND_WORDS[kind]} ${formatTime(time)} (${formatShare(time, latency)}, ${count}×)`,
    );
  return parts.length === 0 ? 'No step takes time.' : `Where the time goes: ${parts.join(', ')}`;
}

/** Prices whose source nobody has seen are named wherever they are used. */
function unverifiedLine({ steps }: SequenceModel, { sites }: VariantOverview): readonly string[] {
  const names = unverifiedIn(steps.map(({ site }) => sites[site]));
  return names.length === 0 ? [] : [`Prices ${UNVERIFIED}: ${names.map(plain).join(', ')}`];
}
