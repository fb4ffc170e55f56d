/** Recorded rows per second of the engine, cold and warm, each beside the bare loop in the same process. */
import { cpuUsage } from 'node:process';
import { createRun } from '../src/sim/run.ts';
import type { RunSpec } from '../src/sim/spec/run.ts';
import { ROW_BYTES } from '../src/sim/trace/format.ts';
import { bareLoop } from './bare.ts';
import { manyThreads, tightLoop } from './workloads.ts';

const SLICE = 1_000_000;
const WARM_RUNS = 3;

/** Seconds that some work took: by the clock, and of processor time, which a busy machine does not lengthen as much. */
interface Span {
  readonly wall: number;
  readonly processor: number;
}

function measure(work: () => void): Span {
  const begin = performance.now();
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return { wall: (performance.now() - begin) / 1_000, processor: (user + system) / 1e6 };
}

function runToEnd(spec: RunSpec): void {
  const run = createRun(spec);
  while (!run.advance(SLICE).done);
  const { end } = run.trace;
  if (end?.reason !== 'rowLimit') throw new Error(`the run ended early: ${end?.message ?? end?.reason}`);
}

/** The first time, and the best of some more. */
function coldAndWarm(work: () => void): { readonly cold: Span; readonly warm: Span } {
  const cold = measure(work);
  const spans = Array.from({ length: WARM_RUNS }, () => measure(work));
  const wall = Math.min(...spans.map((span) => span.wall));
  return { cold, warm: { wall, processor: Math.min(...spans.map((span) => span.processor)) } };
}

function rate(rows: number, { wall, processor }: Span): string {
  const millions = (seconds: number): string => (rows / seconds / 1e6).toFixed(1).padStart(5);
  return `${millions(wall)} M rows/s (${millions(processor)} per processor second)`;
}

/** Measures both workloads and prints a line for each. */
export function benchEngine(rows: number): void {
  const workloads = [
    { name: '1 thread, Null LRPC', spec: tightLoop(rows), activities: 1, aim: 15 },
    { name: '1,000 threads, 100 bindings, 4 processors', spec: manyThreads(rows), activities: 4, aim: 8 },
  ];
  console.log(`${rows.toLocaleString('en')} rows of ${ROW_BYTES} bytes`);
  for (const { name, spec, activities, aim } of workloads) {
    const engine = coldAndWarm(() => runToEnd(spec));
    const bare = coldAndWarm(() => bareLoop(rows, activities));
    console.log(`\n${name} (aim: ${aim} M rows/s)`);
    console.log(`  engine     cold ${rate(rows, engine.cold)}   warm ${rate(rows, engine.warm)}`);
    console.log(`  bare loop  cold ${rate(rows, bare.cold)}   warm ${rate(rows, bare.warm)}`);
  }
}
