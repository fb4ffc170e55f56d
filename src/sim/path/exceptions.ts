/** Exceptions that a mechanism carries: the caller's handler runs while the procedure waits, which then goes on or is unwound. */
import { at } from '../../base/assert.ts';
import { type Activity, Frame, GO, type OpenTry, ROW, type Status } from '../machine/state.ts';
import type { OutcomeId, SiteId } from '../spec/ids.ts';
import type { ExceptionSteps, PathSpec } from '../spec/path.ts';
import type { Catch } from '../spec/statements.ts';
import { END, NEEDS, type Parts } from './code.ts';
import { undisturbed } from './disturbance.ts';
import type { Linker } from './linker.ts';

/** An exception on its way: what the procedure raised, who handles it, and where the procedure goes on. */
interface Raised {
  readonly outcome: OutcomeId;
  readonly site: SiteId;
  readonly resumeAt: number;
  /** The caller's try and its handler; null: nobody handles it. */
  readonly handler: { readonly open: OpenTry; readonly by: Catch } | null;
}

/** Where the code of one path's exceptions is. */
interface Entries {
  readonly raised: number;
  readonly handled: number;
  readonly resumed: number;
  readonly unwound: number;
}

export class Exceptions {
  private readonly parts: Parts;
  private readonly linker: Linker;
  private readonly entries = new Map<PathSpec, Entries>();
  private readonly raised = new Map<Frame, Raised>();

  constructor(parts: Parts, linker: Linker) {
    this.parts = parts;
    this.linker = linker;
  }

  /** Goes to the caller's handler while the procedure waits; null: this raise ends the call. `a.pc` is behind the raise. */
  raise(a: Activity, outcome: OutcomeId, site: SiteId): Status | null {
    const { world } = this.parts;
    const path = a.depth === 0 || a.frame.isHandler ? -1 : (world.calls.path[a.frame.call.index] ?? -1);
    const spec = path < 0 ? undefined : world.spec.paths[path];
    if (spec?.exceptions === undefined || tryOf(a, a.depth, outcome) !== null) return null;
    const handler = tryOf(a, a.depth - 1, outcome);
    this.raised.set(a.frame, { outcome, site, resumeAt: a.pc, handler });
    a.pc = this.entriesOf(spec, spec.exceptions).raised;
    return GO;
  }

  private entriesOf(path: PathSpec, steps: ExceptionSteps): Entries {
    const known = this.entries.get(path);
    if (known !== undefined) return known;
    const { code } = this.parts;
    const raised = code.here;
    this.linker.steps(steps.raised, path);
    code.emit((a) => this.handle(a, entries));
    const handled = code.here;
    code.emit((a) => this.afterHandler(a, entries));
    const resumed = code.here;
    this.linker.steps(steps.resumed, path);
    code.emit((a) => this.resume(a));
    const unwound = code.here;
    this.linker.steps(steps.unwound, path);
    this.emitEnd();
    const entries: Entries = { raised, handled, resumed, unwound };
    this.entries.set(path, entries);
    return entries;
  }

  /** The row of the outcome, with which the call ends in its caller. */
  private emitEnd(): void {
    const { code, world } = this.parts;
    const row = code.here + 1;
    code.emit((a) => {
      const moved = this.linker.guards?.moveHome(a) ?? null;
      if (moved === null) a.pc = row;
      return moved ?? GO;
    });
    const next = row + 1;
    code.emit((a) => {
      const { client } = at(world.spec.bindings, a.frame.call.binding);
      world.step(a, this.raisedIn(a.frame).site, 0, 0, -1, client);
      a.pc = next;
      return ROW;
    }, NEEDS);
    code.emit((a) => this.unwind(a), END);
  }

  /** The handler runs as a part of the caller's body, inside the call. */
  private handle(a: Activity, entries: Entries): Status {
    const { handler } = this.raisedIn(a.frame);
    if (handler === null) {
      a.pc = entries.unwound;
      return GO;
    }
    const outer = at(a.frames, a.depth - 1);
    const frame = new Frame();
    frame.isHandler = true;
    frame.call = a.frame.call;
    frame.values = outer.values;
    frame.domain = outer.domain;
    frame.caller = a.frame.caller;
    frame.bodyEnd = entries.handled;
    frame.bodyLoops = a.loops.length;
    frame.bodyTries = a.tries.length;
    frame.disturbance = undisturbed(outer.domain);
    a.depth += 1;
    a.frames[a.depth] = frame;
    a.frame = frame;
    a.pc = this.linker.body(handler.by.body);
    return GO;
  }

  private afterHandler(a: Activity, entries: Entries): Status {
    leaveHandler(a);
    a.pc = this.raisedIn(a.frame).handler?.by.resume === true ? entries.resumed : entries.unwound;
    return GO;
  }

  private resume(a: Activity): Status {
    a.pc = this.raisedIn(a.frame).resumeAt;
    this.raised.delete(a.frame);
    return GO;
  }

  /** The call ends; the caller goes on behind its try. */
  private unwind(a: Activity): Status {
    const { calls } = this.linker;
    const { threads } = this.parts;
    const { outcome, handler } = this.raisedIn(a.frame);
    this.raised.delete(a.frame);
    // Both ends have heard of the end: what is left of the conversation goes on as after a result.
    a.frame.call.conversation = null;
    if (handler === null) return calls.fail(a, outcome);
    calls.endFailed(a, outcome);
    for (let open = a.tries.pop(); open !== undefined && open !== handler.open; ) open = a.tries.pop();
    a.loops.length = handler.open.loops;
    a.pc = handler.open.done.pc;
    return threads.goOn(a);
  }

  private raisedIn(frame: Frame): Raised {
    const raised = this.raised.get(frame);
    if (raised === undefined) throw new Error('defect: nothing was raised');
    return raised;
  }
}

/** The innermost try of the body at that depth which handles the outcome. */
function tryOf({ tries }: Activity, depth: number, outcome: OutcomeId): Raised['handler'] {
  for (let i = tries.length - 1; i >= 0; i -= 1) {
    const open = at(tries, i);
    if (open.depth > depth) continue;
    if (open.depth < depth) return null;
    const by = open.catches.find((one) => one.outcome === outcome);
    if (by !== undefined) return { open, by };
  }
  return null;
}

/** The frame of a handler is left: the call in which it ran is the innermost one again. */
function leaveHandler(a: Activity): void {
  a.frames.length = a.depth;
  a.depth -= 1;
  a.frame = at(a.frames, a.depth);
}
