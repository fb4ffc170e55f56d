/** One call as text: everything that its diagram shows, in sentences. */
import { at } from '../base/assert.ts';
import { capitalised, formatBytes, formatMean, formatShare, formatTime, listed, plural } from '../base/format.ts';
import type { Trace } from '../sim/trace/format.ts';
import { ASSUMED, assumptionsIn, assumptionsInWords, isAssumed } from './assumptions.ts';
import { besideInWords } from './beside.ts';
import { bindingOfCall, hasEnded } from './calls.ts';
import { actor, predicate, shortName, spanInWords } from './happening.ts';
import type { PerCall } from './run-models.ts';
import { sequence } from './sequence.ts';
import type { SequenceModel, SequenceStep } from './sequence-models.ts';
import type { Narrative, NarrativeLine } from './text-models.ts';
import { allCopies, KIND_WORDS } from './words.ts';

/** The narrative of one call or binding act. Throws if there is no such call. */
export function narrative(trace: Trace, call: number): Narrative {
  const model = sequence(trace, call);
  const lines = model.steps.map((step) => lineOf(trace, model, step));
  const omitted =
    model.omitted === 0
      ? []
      : [`${plural(model.omitted, 'more step')} of this call ${model.omitted === 1 ? 'is' : 'are'} not listed.`];
  return { title: model.title, summary: [...summaryOf(trace, model), ...besideOf(model), ...omitted], lines };
}

/** Spans named in one sentence. */
const MOST_NAMED = 6;

function besideOf({ beside, lifelines }: SequenceModel): readonly string[] {
  if (beside.length === 0) return [];
  const named = beside.slice(0, MOST_NAMED).map((span) => besideInWords(span, lifelines));
  const more = beside.length > named.length ? [plural(beside.length - named.length, 'more such span')] : [];
  return [`Beside the call, ${listed([...named, ...more])}.`];
}

function summaryOf(trace: Trace, model: SequenceModel): readonly string[] {
  const { client, server } = bindingOfCall(trace, model.call);
  const [from, to] = [at(trace.spec.domains, client).name, at(trace.spec.domains, server).name];
  const took = `The call from ${from} to ${to} ${tookOf(trace, model)}.`;
  const [largest] = model.shares;
  const most =
    largest === undefined || largest.time === 0
      ? []
      : [
          `Most of the time goes to ${KIND_WORDS[largest.kind]}: ${formatTime(largest.time)}, ${formatShare(largest.time, model.latency)}.`,
        ];
  const used = new Set(model.steps.map(({ site }) => site));
  const assumed = assumptionsInWords(assumptionsIn(trace.spec.sites.filter((_, site) => used.has(site))));
  return [...(assumed === null ? [] : [assumed]), took, countsInWords(model.perCall), ...most];
}

function tookOf(trace: Trace, { call, latency, outcome }: SequenceModel): string {
  const first = "the first instruction of the client's stub";
  if (!hasEnded(trace, call)) return `did not end: when the run did, ${formatTime(latency)} had gone by since ${first}`;
  const failed = outcome === null ? '' : `; it ${outcome}`;
  return `took ${formatTime(latency)} from ${first} to its return (round trip)${failed}`;
}

/** Named only where there are some. */
const RARER = [
  ['processSwaps', 'process swap', 'process swaps'],
  ['threadSwitches', 'thread switch', 'thread switches'],
  ['exchanges', 'processor exchange', 'processor exchanges'],
  ['reallocations', 'processor reallocation', 'processor reallocations'],
  ['queueOps', 'queue operation', 'queue operations'],
  ['locks', 'lock taken', 'locks taken'],
  ['mappings', 'mapping operation', 'mapping operations'],
  ['validations', 'validation', 'validations'],
  ['packets', 'packet', 'packets'],
] as const;

/** Counts over call and return, on the path and off it, calls made by the procedure left out. */
export function countsInWords(perCall: PerCall): string {
  const copies = `${plural(allCopies(perCall), 'copy', 'copies')} (${formatMean(perCall.userCopies)} by user code, ${formatMean(perCall.kernelCopies)} by the kernel; ${formatBytes(perCall.bytesCopied)})`;
  const counts = [
    copies,
    plural(perCall.traps, 'trap'),
    plural(perCall.switches, 'address-space switch', 'address-space switches'),
  ];
  for (const [counter, one, many] of RARER) if (perCall[counter] > 0) counts.push(plural(perCall[counter], one, many));
  if (perCall.unsplit > 0) counts.push(`${formatTime(perCall.unsplit)} that the publication does not split`);
  return `Call and return together: ${listed(counts)}.`;
}

function lineOf(trace: Trace, model: SequenceModel, step: SequenceStep): NarrativeLine {
  const site = at(trace.spec.sites, step.site);
  const who = actor(site, step, model.lifelines);
  const meanwhile = step.onPath ? '' : ", beside the call's path";
  const assumed = isAssumed(site) ? `, ${ASSUMED}` : '';
  const text = `At ${formatTime(step.start)} ${who} ${predicate(site, step)} (${shortName(site, step)}, ${spanInWords(step.duration)}${assumed}${meanwhile}).`;
  return { row: step.row, site: step.site, depth: step.depth, onPath: step.onPath, text: capitalised(text) };
}
