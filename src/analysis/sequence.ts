/** One call as a sequence diagram. */
import { at } from '../base/assert.ts';
import { finish } from '../base/slices.ts';
import type { Trace } from '../sim/trace/format.ts';
import { spanOfCall } from './call-rows.ts';
import { bindingOfCall, callName, latencyOfCall, numberOfCall, startOfCall } from './calls.ts';
import { earlierCuts } from './earlier-cuts.ts';
import { outcomeInWords } from './outcomes.ts';
import type { SequenceModel } from './sequence-models.ts';
import { sourceOfCall } from './source.ts';
import { standbyOf } from './standby.ts';
import { stepsOfCall } from './steps.ts';
import { groupCalls, type Tally, tallyOf } from './tally.ts';

/** A diagram shows no more steps than this. */
const MOST_STEPS = 5000;

/** The diagram of one call or binding act; `variant` is carried through. Throws if there is no such call. */
export function sequence(trace: Trace, call: number, variant = 0): SequenceModel {
  const { lanes, steps, omitted } = stepsOfCall(trace, call, MOST_STEPS);
  const groupOf = finish(groupCalls(trace, (each) => (each === call ? 0 : -1)));
  const tally = finish(tallyOf(trace, groupOf, 1, spanOfCall(trace, call)));
  return {
    variant,
    call,
    path: at(trace.calls.path, call),
    number: numberOfCall(trace, call),
    title: callTitle(trace, call),
    outcome: outcomeInWords(trace, call),
    latency: latencyOfCall(trace, call),
    start: startOfCall(trace, call),
    source: sourceOfCall(trace, call),
    lifelines: lanes.lifelines,
    steps,
    beside: [...earlierCuts(trace, call, lanes), ...standbyOf(trace, call, lanes, steps)].sort(
      (a, b) => a.start - b.start || a.row - b.row,
    ),
    omitted,
    perCall: tally.perCall(0, 1),
    shares: sharesOf(trace, tally),
  };
}

/** `win.Draw over lrpc`. */
export function callTitle(trace: Trace, call: number): string {
  return `${callName(trace, call)} over ${bindingOfCall(trace, call).via}`;
}

function sharesOf(trace: Trace, tally: Tally): SequenceModel['shares'] {
  const shares = new Map<SequenceModel['shares'][number]['kind'], { time: number; count: number }>();
  for (const entry of tally.entries(0)) {
    if (!entry.onPath) continue;
    const kind = trace.spec.sites[entry.site]?.kind ?? 'nested';
    const share = shares.get(kind) ?? { time: 0, count: 0 };
    shares.set(kind, { time: share.time + Number(entry.time), count: share.count + entry.count });
  }
  return [...shares].map(([kind, share]) => ({ kind, ...share })).sort((a, b) => b.time - a.time);
}
