/** What the hover and the details pane tell of one step. */

import { capitalised, formatBytes, formatExactTime, formatShare, formatTime, listed, plural } from '../base/format.ts';
import type { Picoseconds } from '../base/units.ts';
import type { Site, SourceRange } from '../sim/spec/site.ts';
import { countersOf } from './counters.ts';
import { formulaOf, sourceInWords, valueInWords } from './formula.ts';
import { actor, explanation, predicate, stepText } from './happening.ts';
import type { Lifeline, SequenceStep } from './sequence-models.ts';
import type { StepDetails } from './text-models.ts';
import { COUNTER_WORDS, KIND_WORDS, OVERHEAD_WORDS, URPC_WORDS } from './words.ts';

/** The call that a step is part of. A sequence model is one. */
export interface StepContext {
  readonly latency: Picoseconds;
  readonly lifelines: readonly Lifeline[];
  /** How the call ended, in words; null if it returned. */
  readonly outcome: string | null;
  readonly source: SourceRange | null;
}

type Fact = StepDetails['facts'][number];

/** Everything about a step. Without a step: what holds for all steps at the site. */
export function stepDetails(site: Site, step: SequenceStep | null, context: StepContext): StepDetails {
  const who = actor(site, step, context.lifelines);
  const sentence = `${capitalised(who)} ${predicate(site, step)}.`;
  return {
    title: titleOf(site, step),
    what: [sentence, explanation(site)].filter((text) => text !== null).join(' '),
    facts: [
      ...whoAndWhere(site, step, context),
      ...consequences(site, step, context),
      ...journey(step, context),
      ...amounts(step),
      ...times(step, context),
      ...classes(site),
    ],
    formula: formulaOf(site.cost, step),
    parameters: (site.cost?.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      value: valueInWords(parameter),
      source: sourceInWords(parameter),
      facts: parameter.facts,
      at: parameter.at,
    })),
    doc: site.doc,
    avoidedBy: site.avoidedBy.map(({ mechanism, doc, at }) => ({ mechanism, how: doc, at })),
    links: links(site, context),
  };
}

/** `Copy A: copy arguments -> astack`. */
function titleOf(site: Site, step: SequenceStep | null): string {
  const kind = capitalised(KIND_WORDS[site.kind]);
  const letter = step?.letter ?? null;
  return `${letter === null ? kind : `${kind} ${letter}`}: ${stepText(site, step)}`;
}

function whoAndWhere(site: Site, step: SequenceStep | null, { lifelines }: StepContext): readonly Fact[] {
  const lane = step === null ? undefined : lifelines[step.lane];
  const to = step?.toLane == null ? undefined : lifelines[step.toLane];
  return [
    ...fact('Who', lane === undefined ? site.role : `${site.role} (${lane.domain})`),
    ...fact('From', step?.from ?? site.from),
    ...fact('To', step?.to ?? site.to),
    ...fact('Hop', site.hop === undefined ? null : `${site.hop.number} of ${site.hop.of}`),
    ...fact('Means', step?.target ?? null),
    ...fact('Control goes to', site.kind === 'copy' || site.kind === 'packet' ? null : (to?.domain ?? null)),
    ...fact('Thread', step?.thread ?? null),
    ...fact('Processor', step === null ? null : (step.processor ?? 'none')),
    ...fact('Waits for', step?.wait ?? null),
  ];
}

/** Of what goes wrong: what it means for who made the call. */
function consequences(site: Site, step: SequenceStep | null, { outcome }: StepContext): readonly Fact[] {
  if ((site.kind !== 'fault' && site.kind !== 'outcome') || step === null || step.depth > 0) return [];
  return fact('The caller knows', `the call ${outcome ?? 'returned: the procedure ran once'}`);
}

/** Of a packet: over which link, and whether it arrives. */
function journey(step: SequenceStep | null, { lifelines }: StepContext): readonly Fact[] {
  const link = step?.packet == null || step.link === null ? undefined : lifelines[step.link];
  const to = step?.toLane == null ? undefined : lifelines[step.toLane];
  if (step === null || link === undefined) return [];
  const arrival = step.isLost
    ? 'never: it is lost on the way'
    : `${formatTime(step.start + step.duration)} after the call's start, at ${to?.machine ?? 'the other machine'}`;
  return [
    ...fact('Over', link.domain),
    ...fact('Size', formatBytes(step.bytes)),
    ...fact('Sent again', step.packet === 'retransmission' ? 'yes: nobody had answered the first' : null),
    ...fact('Arrives', arrival),
  ];
}

function amounts(step: SequenceStep | null): readonly Fact[] {
  if (step === null || step.content === null) return [];
  const values = step.values === 0 ? '' : ` in ${plural(step.values, 'value')}`;
  const what = step.content === 'message' ? "the mechanism's own message" : `${step.content}${values}`;
  return fact('Handles', `${formatBytes(step.bytes)} of ${what}`);
}

function times(step: SequenceStep | null, { latency }: StepContext): readonly Fact[] {
  if (step === null) return [];
  const share = step.onPath
    ? `${formatShare(step.duration, latency)} of ${formatTime(latency)} (round trip)`
    : "none: it goes on beside the call's path and adds nothing to the latency";
  return [
    ...fact('Starts', `${formatTime(step.start)} after the call's start`),
    ...fact(
      'Takes',
      step.duration === 0 ? 'no time' : `${formatTime(step.duration)} (${formatExactTime(step.duration)})`,
    ),
    ...fact('Share of the call', share),
  ];
}

function classes(site: Site): readonly Fact[] {
  const counted = countersOf(site).map((counter) => COUNTER_WORDS[counter]);
  return [
    ...fact('Counts among', counted.length === 0 ? null : listed(counted)),
    ...fact('Overhead (LRPC)', site.overhead === 'none' ? null : OVERHEAD_WORDS[site.overhead]),
    ...fact('Part (URPC)', site.urpc === 'none' ? null : URPC_WORDS[site.urpc]),
    ...fact(
      'Mechanism',
      site.mechanism === null
        ? null
        : [site.mechanism, site.section, site.part].filter((text) => text !== null).join(', '),
    ),
  ];
}

function fact(name: string, value: string | null): readonly Fact[] {
  return value === null ? [] : [{ name, value }];
}

function links(site: Site, { source }: StepContext): StepDetails['links'] {
  const own = site.mechanism === null ? 'Statement in the scenario' : `Step in mechanism ${site.mechanism}`;
  return [
    ...(site.source === null ? [] : [{ title: own, at: site.source }]),
    ...(source === null ? [] : [{ title: 'Call in the scenario', at: source }]),
  ];
}
