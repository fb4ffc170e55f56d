/** The only door of the engine: a run spec goes in, a trace grows. */
import type { Picoseconds } from '../base/units.ts';
import { endOf } from './ends.ts';
import { Runner } from './kernel/runner.ts';
import { Dispatcher } from './machine/dispatcher.ts';
import { Stores } from './machine/stores.ts';
import { Threads } from './machine/threads.ts';
import { World } from './machine/world.ts';
import { Calls } from './path/calls.ts';
import { Code, type Parts } from './path/code.ts';
import { Compiler } from './path/compiler.ts';
import type { Guards } from './path/guards.ts';
import { Network } from './policy/network.ts';
import { Steering } from './policy/steering.ts';
import { checkSizes } from './sizes.ts';
import type { RunSpec } from './spec/run.ts';
import type { RunEnd, Trace } from './trace/format.ts';

/** A run of a spec: a trace that grows. */
export interface Run {
  /**
   * Goes on until the end or until about `rows` more rows are recorded; earlier if much happens that leaves no row.
   * Any slicing gives the same trace.
   */
  advance(rows: number): Progress;
  /** Ends the run as cancelled; the trace so far stays. */
  cancel(): void;
  /** Grows while the run goes on. */
  readonly trace: Trace;
}

/** How far a run has come. */
export interface Progress {
  readonly done: boolean;
  /** Rows recorded so far. */
  readonly rows: number;
  /** The instant that the run has reached. */
  readonly time: Picoseconds;
}

/** Begins a run. Throws an error for people if the spec is larger than a trace can tell. */
export function createRun(spec: RunSpec): Run {
  checkSizes(spec);
  const world = new World(spec);
  const dispatcher = new Dispatcher(world);
  const threads = new Threads(world, dispatcher);
  const stores = new Stores(world, dispatcher);
  const code = new Code();
  const network = spec.links.length === 0 ? null : new Network(world, dispatcher, threads);
  const steers = spec.machines.some(({ system }) => system.steer !== undefined);
  const steering = steers ? new Steering(world, dispatcher) : null;
  const parts: Parts = { world, dispatcher, threads, stores, code, network, steering };
  const compiler = new Compiler(parts, new Calls(parts));
  for (const { name, domain, priority, body } of spec.threads) compiler.thread(name, domain, 'user', priority, body);
  compiler.guards?.faults.start();
  dispatcher.start();
  world.settle();
  world.rows.sync();
  return new EngineRun(parts, compiler.guards);
}

class EngineRun implements Run {
  private readonly parts: Parts;
  private readonly runner: Runner;
  private readonly guards: Guards | null;
  private end: RunEnd | null = null;

  constructor(parts: Parts, guards: Guards | null) {
    this.parts = parts;
    this.guards = guards;
    this.runner = new Runner(parts);
  }

  get trace(): Trace {
    const { world, threads } = this.parts;
    const { spec, rows, calls, places, processors } = world;
    return {
      format: 'ipc-trace/1',
      spec,
      rows,
      calls,
      threads: threads.table,
      places,
      processors: processors.map(({ machine }, index) => ({
        machine: world.machines.indexOf(machine),
        index: index - (machine.processors[0]?.index ?? 0),
      })),
      end: this.end,
    };
  }

  advance(rows: number): Progress {
    const { world } = this.parts;
    if (this.end === null) {
      const halt = this.runner.run(rows);
      world.rows.sync();
      if (halt === 'timeLimit') world.events.now = world.spec.limits.time;
      if (halt !== null) this.finish(halt);
      else if (!world.isAlive) this.finish('finished');
      else if (world.events.size === 0) this.finish('deadlock');
    }
    return { done: this.end !== null, rows: world.rows.length, time: world.events.now };
  }

  cancel(): void {
    if (this.end === null) this.finish('cancelled');
  }

  /** Closes what is open: idle rows end now; waits have no end. */
  private finish(reason: RunEnd['reason']): void {
    const { world } = this.parts;
    this.guards?.orphans.finish();
    this.parts.steering?.finish();
    this.end = endOf(this.parts, reason, this.guards?.faults.missed ?? []);
    for (const processor of world.processors) world.endIdle(processor);
    for (const a of world.activities) world.firstRowIs(a, -1);
  }
}
