/** What goes on beside the steps of a call, in words. */
import { assertNever } from '../base/assert.ts';
import { formatExactTime, formatTime } from '../base/format.ts';
import type { Site } from '../sim/spec/site.ts';
import { explanation } from './happening.ts';
import type { Beside, Lifeline } from './sequence-models.ts';
import type { StepDetails } from './text-models.ts';

/** `Firefly 1 polls for messages of Server from 0 to 20.0 µs`, `ethernet is cut from 5.00 ms before the call's start to 4.00 ms`. */
export function besideInWords(span: Beside, lifelines: readonly Lifeline[]): string {
  return `${whatOf(span, lifelines)} from ${instant(span.start)} to ${instant(span.start + span.duration)}`;
}

function whatOf(span: Beside, lifelines: readonly Lifeline[]): string {
  const name = lifelines[span.lane]?.domain;
  switch (span.kind) {
    case 'standby':
      return span.polls
        ? `${span.processor} polls for messages of ${name ?? 'the domain'}`
        : `${span.processor} idles with ${name ?? 'the domain'} loaded`;
    case 'cut':
      return `${name ?? 'The link'} is cut`;
    default:
      return assertNever(span);
  }
}

function instant(time: number): string {
  return time < 0 ? `${formatTime(-time)} before the call's start` : formatTime(time);
}

/** Everything about such a span, as it is told about a step. */
export function besideDetails(span: Beside, site: Site, lifelines: readonly Lifeline[]): StepDetails {
  const { start, duration } = span;
  return {
    title: titleOf(span, lifelines),
    what: `${besideInWords(span, lifelines)}. ${meaningOf(span)}`,
    facts: [
      ...(span.kind === 'standby' ? [{ name: 'Processor', value: span.processor }] : []),
      { name: span.kind === 'cut' ? 'Link' : 'Domain', value: lifelines[span.lane]?.domain ?? 'none' },
      { name: 'Starts', value: start < 0 ? instant(start) : `${formatTime(start)} after the call's start` },
      { name: 'Takes', value: `${formatTime(duration)} (${formatExactTime(duration)}), as far as the call goes` },
      {
        name: 'Share of the call',
        value: "none: it goes on beside the call's path and adds nothing to the latency",
      },
    ],
    formula: null,
    parameters: [],
    doc: site.doc,
    avoidedBy: [],
    links: site.source === null ? [] : [{ title: 'Statement in the scenario', at: site.source }],
  };
}

function titleOf(span: Beside, lifelines: readonly Lifeline[]): string {
  if (span.kind === 'cut') return `Cut: ${lifelines[span.lane]?.domain ?? 'link'}`;
  return `${span.polls ? 'Polling' : 'Standing by'}: ${span.processor}`;
}

function meaningOf(span: Beside): string {
  if (span.kind === 'cut') return explanation({ kind: 'fault', verb: 'cut' }) ?? '';
  return span.polls
    ? 'It has nothing else to run and looks again and again: what comes is found without an interrupt or a wake-up, and the processor is used up meanwhile.'
    : "It has nothing to run and keeps the domain's address space loaded: the call can go on with it, and nothing is reloaded.";
}
