/** Reading the call table: when calls start, how long they take, what they are called. */
import { at } from '../base/assert.ts';
import { forEachIndex, type Sliced } from '../base/slices.ts';
import type { Picoseconds } from '../base/units.ts';
import type { PathId } from '../sim/spec/ids.ts';
import type { PathSpec } from '../sim/spec/path.ts';
import type { BindingSpec, RunSpec } from '../sim/spec/run.ts';
import { CHUNK_ROWS, orphanOf, type Rows, type Trace } from '../sim/trace/format.ts';

/** Start of row `index`, which must exist. */
function startOfRow(rows: Rows, index: number): Picoseconds {
  return rows.chunks[Math.floor(index / CHUNK_ROWS)]?.start[index % CHUNK_ROWS] ?? 0;
}

/** End of row `index`, which must exist; an open row ends where it starts. */
export function endOfRow(rows: Rows, index: number): Picoseconds {
  const duration = rows.chunks[Math.floor(index / CHUNK_ROWS)]?.duration[index % CHUNK_ROWS] ?? 0;
  return startOfRow(rows, index) + (duration > 0 ? duration : 0);
}

/** The call returned or failed; false while it runs. */
export function hasEnded(trace: Trace, call: number): boolean {
  return (trace.calls.outcome[call] ?? -1) >= 0;
}

/** Instant of the call's first row. */
export function startOfCall(trace: Trace, call: number): Picoseconds {
  const first = trace.calls.firstRow[call] ?? -1;
  return first < 0 ? 0 : startOfRow(trace.rows, first);
}

/** From the first row's start to the last row's end; of a call that still runs, to the end of the run. */
export function latencyOfCall(trace: Trace, call: number): Picoseconds {
  const last = trace.calls.lastRow[call] ?? -1;
  if (hasEnded(trace, call)) return last < 0 ? 0 : endOfRow(trace.rows, last) - startOfCall(trace, call);
  return Math.max(0, endOfTrace(trace) - startOfCall(trace, call));
}

/** Latencies of several calls. */
export function* latenciesOf(trace: Trace, calls: readonly number[]): Sliced<Float64Array> {
  const values = new Float64Array(calls.length);
  yield* forEachIndex(values.length, (i) => {
    values[i] = latencyOfCall(trace, calls[i] ?? -1);
  });
  return values;
}

/** Instant at which the run ended, or of the last row while it goes on. */
export function endOfTrace(trace: Trace): Picoseconds {
  if (trace.end !== null) return trace.end.time;
  return trace.rows.length === 0 ? 0 : startOfRow(trace.rows, trace.rows.length - 1);
}

/** An entry for a call that was made: no binding act, and not what ran on of a call that was given up. */
export function isMade({ calls }: Trace, call: number): boolean {
  return (calls.path[call] ?? -1) >= 0 && orphanOf(calls, call) < 0;
}

/** The calls of each path, in the order of their starts, binding acts and orphans left out. */
export function* callsByPath(trace: Trace): Sliced<ReadonlyMap<PathId, readonly number[]>> {
  const found = new Map<PathId, number[]>();
  yield* forEachIndex(trace.calls.length, (call) => {
    const path = trace.calls.path[call] ?? -1;
    if (!isMade(trace, call)) return;
    const calls = found.get(path);
    if (calls === undefined) found.set(path, [call]);
    else calls.push(call);
  });
  return found;
}

/** Those of some calls that returned or failed. */
export function* endedOf(trace: Trace, calls: readonly number[]): Sliced<readonly number[]> {
  const found: number[] = [];
  yield* forEachIndex(calls.length, (i) => {
    const call = calls[i] ?? -1;
    if (hasEnded(trace, call)) found.push(call);
  });
  return found;
}

/** The calls of one path, in the order of their starts; orphans are left out. */
export function callsOfPath(trace: Trace, path: PathId): readonly number[] {
  const found: number[] = [];
  for (let call = 0; call < trace.calls.length; call++) {
    if (trace.calls.path[call] === path && isMade(trace, call)) found.push(call);
  }
  return found;
}

/** 1-based number of a call among those of its path, or of a binding act among those of its binding; an orphan's is its call's. */
export function numberOfCall(trace: Trace, call: number): number {
  const of = orphanOf(trace.calls, call);
  if (of >= 0) return numberOfCall(trace, of);
  const path = at(trace.calls.path, call);
  let number = 1;
  for (let each = 0; each < call; each++) {
    if (trace.calls.path[each] === path && orphanOf(trace.calls, each) < 0) number += 1;
  }
  return number;
}

/** The binding that a call or a binding act belongs to. */
export function bindingOfCall(trace: Trace, call: number): BindingSpec {
  const path = at(trace.calls.path, call);
  return at(trace.spec.bindings, path < 0 ? -1 - path : at(trace.spec.paths, path).binding);
}

/** The path that a call takes; null for a binding act. */
export function pathSpecOfCall(trace: Trace, call: number): PathSpec | null {
  const path = at(trace.calls.path, call);
  return path < 0 ? null : at(trace.spec.paths, path);
}

/** `win.Draw`: how expectations, heatmaps and people name a bound procedure. */
export function procedureName(spec: RunSpec, path: PathId): string {
  const { binding, procedure } = at(spec.paths, path);
  return `${at(spec.bindings, binding).name}.${procedure}`;
}

/** `win.Draw`, or `bind win` for a binding act. */
export function callName(trace: Trace, call: number): string {
  const path = at(trace.calls.path, call);
  return path < 0 ? `bind ${bindingOfCall(trace, call).name}` : procedureName(trace.spec, path);
}

/** The name of the thread at `index`; `nobody` for none. */
export function threadName(trace: Trace, index: number): string {
  return trace.threads[index]?.name ?? 'nobody';
}

/** `Firefly 0`, or null for none. */
export function processorName(trace: Trace, index: number): string | null {
  const processor = trace.processors[index];
  return processor === undefined ? null : `${at(trace.spec.machines, processor.machine).name} ${processor.index}`;
}
