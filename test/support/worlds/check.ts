/** What must hold of every random world that runs. */
import { hasEnded, latencyOfCall } from '../../../src/analysis/calls.ts';
import { overview } from '../../../src/analysis/overview.ts';
import { groupCalls, tallyOf } from '../../../src/analysis/tally.ts';
import { finish } from '../../../src/base/slices.ts';
import type { ScenarioRun } from '../../../src/sim/scenario.ts';
import type { Trace } from '../../../src/sim/trace/format.ts';
import { twinCovers } from '../../twin/covers.ts';
import { runTwin } from '../../twin/run.ts';
import { runInSlices } from '../bytes.ts';
import { difference } from '../laws/compare.ts';
import { violations } from '../laws/laws.ts';
import { plainTrace } from '../laws/plain.ts';

/** What is wrong with a run; nothing if all is well. `slice`: rows at a time in the second run. */
export function faultsOf(run: ScenarioRun, trace: Trace, slice: number): string[] {
  const plain = plainTrace(trace);
  return [
    ...violations(plain),
    ...unexplained(trace),
    ...unattributed(trace),
    ...repeated(trace, slice),
    ...(twinCovers(trace.spec) ? [difference(runTwin(trace.spec), plain) ?? []].flat() : []),
    ...unsurveyed(run, trace),
  ];
}

/** More are counted, not named. */
const MOST_NAMED = 8;

/** A deadlock says of everyone who waits what for; a run that is cut short says why. */
function* unexplained({ end }: Trace): Iterable<string> {
  if (end === null || end.reason === 'finished') return;
  if (end.message === null) yield `the run ended as ${end.reason}, and does not say why`;
  const told = end.message?.split(' waits ').length ?? 0;
  if (end.reason === 'deadlock' && told !== 1 + Math.min(MOST_NAMED, end.waiting.length))
    yield `${end.waiting.length} wait, but the message is: ${end.message}`;
}

/** The steps of a call, the waits on its path and the calls inside it take as long as the call. */
function* unattributed(trace: Trace): Iterable<string> {
  const { length } = trace.calls;
  const tally = finish(tallyOf(trace, finish(groupCalls(trace, (call) => call)), length));
  for (let call = 0; call < length; call += 1) {
    const latency = BigInt(latencyOfCall(trace, call));
    if (hasEnded(trace, call) && tally.onPathTime(call) !== latency)
      yield `call ${call} takes ${latency} ps, but its parts ${tally.onPathTime(call)}`;
  }
}

/** The same spec again, in slices: the same bytes. */
function* repeated(trace: Trace, slice: number): Iterable<string> {
  const again = runInSlices(trace.spec, [slice, 1, 3 * slice]);
  if (textOf(again) !== textOf(trace)) yield 'another trace in slices';
}

function textOf(trace: Trace): string {
  const { rows, calls, threads, places, end } = plainTrace(trace);
  return JSON.stringify([rows, calls, threads, places, end]);
}

/** The survey of the run can be made. */
function* unsurveyed(run: ScenarioRun, trace: Trace): Iterable<string> {
  const [variant] = overview(run, [trace]).variants;
  if (variant === undefined) yield 'no survey';
}
