/** What activities wait for, in words, and which threads hold it; gathered once for all of them. */
import { at } from '../base/assert.ts';
import type { Line } from './machine/lines.ts';
import type { Activity } from './machine/state.ts';
import type { World } from './machine/world.ts';
import type { Parts } from './path/code.ts';

export interface Cause {
  /** `for lock global`. */
  readonly what: string;
  /** Threads that hold it, in the order in which they began. */
  readonly holders: Set<number>;
}

export class Causes {
  private readonly parts: Parts;
  /** Of those who stand in a line. */
  private readonly lines = new Map<Line<Activity>, Cause>();
  /** Of those who wait for the end of a thread, or of what it still does. */
  private readonly ends = new Map<Activity, Cause>();

  constructor(parts: Parts) {
    const { world, stores, threads } = parts;
    const { domains, conditions } = world.spec;
    this.parts = parts;
    for (const [domain, line] of world.lists.entries())
      this.add(line, `for a processor of ${at(domains, domain).name}`);
    for (const [domain, line] of threads.workerLines().entries()) {
      this.add(line, `for a free worker of ${at(domains, domain).name}`);
    }
    for (const [condition, line] of threads.signalLines().entries())
      this.add(line, `for signal ${at(conditions, condition)}`);
    for (const { id, waiters } of stores.all()) {
      const { kind, name } = at(world.spec.stores, id);
      this.add(waiters, `for ${kind} ${name}`);
    }
    for (const { name, waiter } of threads.table) if (waiter !== null) this.ends.set(waiter, busy(name));
    for (const a of world.activities) this.addHolder(a);
  }

  /** Why an activity waits. */
  of(a: Activity): Cause {
    const cause = a.line === null ? this.ends.get(a) : this.lines.get(a.line);
    const { domains } = this.parts.world.spec;
    const captured = capturedIn(this.parts.world, a);
    if (captured !== null) return captured;
    const domain = a.home < 0 ? 'any domain' : at(domains, a.home).name;
    return cause ?? { what: `for a processor (to go on in ${domain})`, holders: new Set() };
  }

  private add(line: Line<Activity>, what: string): void {
    this.lines.set(line, { what, holders: new Set() });
  }

  /** What the calls of an activity hold, and who waits for its end. */
  private addHolder({ own, joiner, frames, depth, floor }: Activity): void {
    const { stores, threads } = this.parts;
    for (const { call, workers } of frames.slice(floor, depth + 1)) {
      for (let i = 0; i < call.held.length; i += 2) this.holds(stores.lineOf(call.held[i]!), own);
      for (const worker of workers ?? []) if (worker >= 0) this.holds(threads.lineOf(worker), own);
    }
    if (joiner === null) return;
    this.ends.set(joiner, { what: 'for the end of a thread', holders: new Set([own]) });
  }

  private holds(line: Line<Activity> | null, thread: number): void {
    if (line !== null) this.lines.get(line)?.holders.add(thread);
  }
}

/** A call whose procedure does not come back. */
function capturedIn(world: World, a: Activity): Cause | null {
  const { bindings, paths, domains } = world.spec;
  if (a.waitSite !== world.machineOf(a).spec.system.waits.captured) return null;
  const { name, server } = at(bindings, a.frame.call.binding);
  const { procedure } = at(paths, world.calls.path[a.frame.call.index] ?? -1);
  const { isOver, name: who } = { isOver: world.ended.has(server), name: at(domains, server).name };
  const what = isOver
    ? `for ${name}.${procedure} of ${who}, which has ended`
    : `for ${name}.${procedure}, which ${who} has captured`;
  return { what, holders: new Set() };
}

function busy(name: string): Cause {
  return { what: `for ${name}, which is still busy`, holders: new Set() };
}
