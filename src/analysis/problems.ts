/** What only the run could see, at the place in the scenario that it belongs to. */

import { at } from '../base/assert.ts';
import { formatTime, plural } from '../base/format.ts';
import { forEachIndex, type Sliced } from '../base/slices.ts';
import type { FaultEffect } from '../sim/spec/faults.ts';
import type { StoreId } from '../sim/spec/ids.ts';
import type { SourceRange } from '../sim/spec/site.ts';
import type { RunEnd, Trace } from '../sim/trace/format.ts';
import { callName, procedureName, threadName } from './calls.ts';
import { knownOf } from './outcomes.ts';
import { poolWaits } from './pool-waits.ts';
import type { RunProblem } from './run-models.ts';
import { eachStatement, sourceOfCall } from './source.ts';
import { domainEnds } from './untold.ts';

type Severity = RunProblem['severity'];

/** Problems of one run, the gravest first. `expected`: outcomes that the scenario says it counts on; they are no errors if nobody catches them. */
export function* problems(trace: Trace, expected: ReadonlySet<string> = new Set()): Sliced<readonly RunProblem[]> {
  const problem = (severity: Severity, code: string, message: string, source: SourceRange | null): RunProblem => ({
    severity,
    code: `ipc/${code}`,
    message,
    variant: trace.spec.variant,
    source,
  });
  return [
    ...endOfRun(trace, problem),
    ...uncaught(trace, problem, expected),
    ...(yield* exhausted(trace, problem)),
    ...(yield* neverDone(trace, problem)),
    ...missed(trace, problem),
  ];
}

type Make = (severity: Severity, code: string, message: string, source: SourceRange | null) => RunProblem;

/** The engine's message says what happened and what to do. */
function endOfRun(trace: Trace, problem: Make): readonly RunProblem[] {
  const { end } = trace;
  if (end === null || end.reason === 'finished') return [];
  const source = end.reason === 'deadlock' ? sourceOfWaiting(trace, end) : sourceOfThread(trace, 0);
  const severity = end.reason === 'cancelled' ? 'information' : 'error';
  const message = end.message ?? `The run stopped early: ${end.reason}.`;
  return [problem(severity, end.reason, `${message}${LIMITS[end.reason] ?? ''}`, source)];
}

/** Where people raise a limit. */
const LIMITS: Readonly<Partial<Record<RunEnd['reason'], string>>> = {
  rowLimit: ' The limit is the setting ipc.run.maxRows in VS Code, and --max-rows on the command line.',
  timeLimit: ' The limit is the setting ipc.run.maxTime in VS Code.',
};

function sourceOfWaiting(trace: Trace, end: RunEnd): SourceRange | null {
  return (
    end.waiting.map(({ thread }) => lastCallOf(trace, thread)).find((source) => source !== null) ??
    sourceOfThread(trace, 0)
  );
}

/** The statement of the thread's newest call that did not end. */
function lastCallOf(trace: Trace, thread: number): SourceRange | null {
  for (let call = trace.calls.length - 1; call >= 0; call--) {
    if (trace.calls.thread[call] === thread && (trace.calls.outcome[call] ?? -1) < 0) return sourceOfCall(trace, call);
  }
  return sourceOfNamed(trace, thread);
}

/** Where a thread of the trace stands in the scenario. */
function sourceOfNamed(trace: Trace, thread: number): SourceRange | null {
  return trace.spec.threads.find(({ name }) => name === trace.threads[thread]?.name)?.source ?? null;
}

function sourceOfThread(trace: Trace, thread: number): SourceRange | null {
  return trace.spec.threads[thread]?.source ?? null;
}

type Uncaught = RunEnd['uncaught'][number];

/** One problem for each outcome and place in the text, however often it happened. */
function uncaught(trace: Trace, problem: Make, expected: ReadonlySet<string>): readonly RunProblem[] {
  const found = new Map<string, { readonly first: Uncaught; readonly source: SourceRange | null; count: number }>();
  for (const each of trace.end?.uncaught ?? []) {
    const source = each.call < 0 ? sourceOfNamed(trace, each.thread) : sourceOfCall(trace, each.call);
    const key = JSON.stringify([each.outcome, source]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { first: each, source, count: 1 });
    else known.count += 1;
  }
  return [...found.values()].map(({ first, source, count }) => {
    const { name = 'an outcome' } = trace.spec.outcomes[first.outcome] ?? {};
    if (expected.has(name)) return problem('information', 'uncaught', uncaughtInWords(trace, first, count), source);
    const advice = `Catch it with "try { … } on ${name} { … }", or count it with @expect(failures(${name}) == …).`;
    return problem('error', 'uncaught', `${uncaughtInWords(trace, first, count)} ${advice}`, source);
  });
}

function uncaughtInWords(trace: Trace, { thread, outcome, call }: Uncaught, count: number): string {
  const { name = 'an outcome' } = trace.spec.outcomes[outcome] ?? {};
  const times = count === 1 ? '' : ` in ${plural(count, 'thread')}`;
  if (call < 0) return `Thread ${threadName(trace, thread)} ended with ${name}${times}, and nobody caught it.`;
  return `${callName(trace, call)} ended with ${name}${times}, and nobody caught it; ${knownOf(trace, call, domainEnds(trace))}.`;
}

function* exhausted(trace: Trace, problem: Make): Sliced<readonly RunProblem[]> {
  return (yield* poolWaits(trace)).map(({ path, store, waits, time, first }) => {
    const calls = plural(waits, 'call waited', 'calls waited');
    const message = `${procedureName(trace.spec, path)}: ${calls} because every element of ${storeTitle(trace, store)} was in use, ${formatTime(Number(time))} in all. More elements let more calls go on at once.`;
    return problem('warning', 'exhausted', message, sourceOfCall(trace, first));
  });
}

function storeTitle(trace: Trace, store: StoreId | null): string {
  return store === null ? 'a pool' : (trace.spec.stores[store]?.name ?? 'a pool');
}

/** Faults that the scenario asks for and that did not happen. A link that is still cut at the end of the run is none. */
function missed({ spec, end }: Trace, problem: Make): readonly RunProblem[] {
  if (end === null || end.reason === 'cancelled') return [];
  return end.missed.flatMap((index) => {
    const { site, when, what } = at(spec.faults, index);
    if (what.does === 'restore') return [];
    const { text, source } = at(spec.sites, site);
    const why = when.at === 'time' ? WHY_THEN[what.does] : WHY[when.at];
    return [problem('warning', 'faultMissed', `The fault "${text}" did not happen in this run: ${why}.`, source)];
  });
}

const WHY = {
  call: 'no such call came to where it can happen',
  packet: 'no such packet was sent',
} as const;

const NOTHING_LEFT = 'at that time nothing was left for it to happen to';

/** Of a fault at a time, by what it does. */
const WHY_THEN: Readonly<Record<FaultEffect['does'], string>> = {
  abort: 'at that time the thread was in no call that it could give up',
  capture: 'at that time the thread was in no procedure that could keep it',
  terminate: 'at that time the domain had ended, or the run had',
  cut: 'at that time the link was cut already, or the run had ended',
  restore: NOTHING_LEFT,
  refuse: NOTHING_LEFT,
  drop: NOTHING_LEFT,
  duplicate: NOTHING_LEFT,
  corrupt: NOTHING_LEFT,
};

/** Calls that stand in the scenario but were never made. */
function* neverDone(trace: Trace, problem: Make): Sliced<readonly RunProblem[]> {
  if (trace.end === null || trace.end.reason === 'cancelled') return [];
  const called = new Uint8Array(trace.spec.paths.length);
  yield* forEachIndex(trace.calls.length, (call) => {
    const path = trace.calls.path[call] ?? -1;
    if (path >= 0) called[path] = 1;
    else for (const [each, { binding }] of trace.spec.paths.entries()) if (binding === -1 - path) called[each] = 1;
  });
  const found: RunProblem[] = [];
  const told = new Set<number>();
  for (const { body, name } of trace.spec.threads) {
    eachStatement(body, (statement) => {
      if (statement.do !== 'call' || called[statement.path] === 1 || told.has(statement.path)) return;
      told.add(statement.path);
      const message = `${procedureName(trace.spec, statement.path)} is never called in this run: thread ${name} does not come to it.`;
      found.push(problem('warning', 'neverCalled', message, trace.spec.sites[statement.site]?.source ?? null));
    });
  }
  return found;
}
