/** How calls and binding acts begin, end and fail. */
import { at } from '../../base/assert.ts';
import { CallState } from '../machine/call-state.ts';
import { type Activity, type Disturbance, Frame, GO, STOP, type Status } from '../machine/state.ts';
import type { DomainId, OutcomeId, SiteId } from '../spec/ids.ts';
import type { Parts } from './code.ts';
import type { BindingState } from './condition.ts';

/** What is known of a call where it is made: the path (−1 − binding for a binding act) and the statement (−1: none). */
interface CallMade {
  readonly path: number;
  readonly binding: number;
  readonly site: SiteId;
}

/** What faults and time limits have to say about calls that begin and fail. */
interface CallGuards {
  enter(frame: Frame, calls: number): Disturbance;
  afterFailure(a: Activity, ended: number): Status | null;
  /** The call is on another machine than its client's: it goes home before it ends. Null: it is at home. */
  goHome(a: Activity, outcome: OutcomeId): Status | null;
  readonly orphans: { disarm(frame: Frame): void };
}

/** Calls within calls beyond which a path counts as endless. */
const DEEPEST = 10_000;

export class Calls {
  readonly bindings: readonly BindingState[];
  /** Null in runs without faults and time limits. */
  guards: CallGuards | null = null;
  private readonly parts: Parts;
  private readonly clients: readonly DomainId[];

  constructor(parts: Parts) {
    this.parts = parts;
    const { bindings } = parts.world.spec;
    this.bindings = bindings.map(() => ({ calls: 0, bound: false }));
    this.clients = bindings.map(({ client }) => client);
  }

  /** The frame of the call that the activity is about to make. */
  nextFrame(a: Activity): Frame {
    const { frames } = a;
    const depth = a.depth + 1;
    if (depth === frames.length) frames.push(new Frame());
    const frame = frames[depth]!;
    if (frame.call.shared || frame.call.held.length > 0) frame.call = new CallState();
    return frame;
  }

  /** Enters a call for which {@link nextFrame} is filled; its code ends by {@link leave}. */
  enter(a: Activity, made: CallMade, returnTo: number): Status {
    const { world } = this.parts;
    const { frame, depth } = { frame: a.frames[a.depth + 1]!, depth: a.depth + 1 };
    if (depth > DEEPEST || !world.pass()) return this.stuck(depth);
    const { call } = frame;
    const state = this.bindings[made.binding]!;
    call.first = state.calls === 0;
    state.calls += 1;
    call.binds = false;
    this.begin(a, frame, made, returnTo);
    return GO;
  }

  /** Enters the binding act; the frame of the call waits for its end. */
  enterBinding(a: Activity, binding: number, returnTo: number): Status {
    this.bindings[binding]!.bound = true;
    const prepared = a.frames[a.depth + 1]!;
    const frame = new Frame();
    a.frames[a.depth + 1] = frame;
    a.frame.prepared = prepared;
    frame.call.binds = true;
    if (a.depth + 1 > DEEPEST) return this.stuck(a.depth + 1);
    this.begin(a, frame, { path: -1 - binding, binding, site: -1 }, returnTo);
    return GO;
  }

  /** The binding act is done: the call that waited for it comes next. */
  restorePrepared(a: Activity): void {
    if (a.frame.prepared === null) return;
    a.frames[a.depth + 1] = a.frame.prepared;
    a.frame.prepared = null;
  }

  private begin(a: Activity, frame: Frame, { path, binding, site }: CallMade, returnTo: number): void {
    const { calls, rows } = this.parts.world;
    const { call } = frame;
    call.index = calls.open(path, a.thread, a.call, site, rows.length);
    call.firstRow = rows.length;
    call.binding = binding;
    if (this.guards !== null) frame.disturbance = this.guards.enter(frame, at(this.bindings, binding).calls);
    frame.caller = a.thread;
    frame.isPaused = false;
    frame.returnTo = returnTo;
    frame.loops = a.loops.length;
    frame.tries = a.tries.length;
    a.frame = frame;
    a.depth += 1;
    a.call = call.index;
  }

  private stuck(depth: number): Status {
    if (depth > DEEPEST) this.parts.world.stuck = `calls are nested more than ${DEEPEST} deep`;
    return STOP;
  }

  /** The ordinary end of a call: the caller's thread acts again, once it is free to. */
  leave(a: Activity): Status {
    const { threads } = this.parts;
    const { returnTo } = a.frame;
    this.end(a, 0);
    a.pc = returnTo;
    return threads.goOn(a);
  }

  private end(a: Activity, outcome: OutcomeId): void {
    const { world, threads, dispatcher } = this.parts;
    const { frame } = a;
    const { call } = frame;
    threads.freeAll(frame.workers);
    if (call.askedDomain >= 0) dispatcher.lending.settle(call);
    world.calls.close(call.index, a.lastRow < call.firstRow ? -1 : a.lastRow, outcome);
    if (a.thread !== frame.caller) threads.actAs(a, frame.caller);
    frame.forks = null;
    a.depth -= 1;
    a.frame = a.frames[a.depth]!;
    a.call = a.frame.call.index;
  }

  /** The innermost call ends with an outcome, which goes on to the calling body. */
  fail(a: Activity, outcome: OutcomeId): Status {
    if (a.isWork && a.depth === 0) return this.endUncaught(a);
    const homeward = this.guards?.goHome(a, outcome) ?? null;
    if (homeward !== null) return homeward;
    const call = this.endFailed(a, outcome);
    return this.raise(a, outcome, call);
  }

  /** Offers an outcome to the tries of the body that runs, then ends its call, and so on. `call`: the last one that it ended. */
  raise(a: Activity, outcome: OutcomeId, call: number): Status {
    const { threads, world } = this.parts;
    for (let ended = call; ; ended = this.endFailed(a, outcome)) {
      const elsewhere = this.guards?.afterFailure(a, ended) ?? null;
      if (elsewhere !== null) return elsewhere;
      const handler = this.handlerOf(a, outcome);
      if (handler >= 0) {
        a.pc = handler;
        return threads.goOn(a);
      }
      const homeward = this.guards?.goHome(a, outcome) ?? null;
      if (homeward !== null) return homeward;
      if (a.depth > 0) continue;
      if (!a.isWork) world.uncaught.push({ thread: a.own, outcome, call: ended });
      return this.endUncaught(a);
    }
  }

  /** Where a `try` of the present body handles the outcome, −1 if none does. */
  private handlerOf(a: Activity, outcome: OutcomeId): number {
    for (let open = a.tries.at(-1); open !== undefined && open.depth === a.depth; open = a.tries.at(-1)) {
      a.tries.pop();
      a.loops.length = open.loops;
      const handler = open.handlers.get(outcome);
      if (handler !== undefined) return handler;
    }
    return -1;
  }

  /** The innermost call ends with an outcome, in whose body nothing goes on; returns the call. */
  endFailed(a: Activity, outcome: OutcomeId): number {
    const { world, stores } = this.parts;
    if (a.frame.isHandler) {
      a.depth -= 1;
      a.frame = a.frames[a.depth]!;
    }
    const { frame } = a;
    const { index, binding, binds, conversation } = frame.call;
    conversation?.abandon();
    stores.release(frame.call);
    this.guards?.orphans.disarm(frame);
    if (a.processor !== world.nowhere) world.load(a.processor, at(this.clients, binding));
    a.loops.length = frame.loops;
    a.tries.length = frame.tries;
    this.end(a, outcome);
    if (binds) {
      this.bindings[binding]!.bound = false;
      a.frame.prepared = null;
    }
    return index;
  }

  /** The code after the ordinary end of a thread is the one for an end that the quantum does not come before. */
  private endUncaught(a: Activity): Status {
    a.pc = a.isWork ? a.endAt : a.endAt + 1;
    return GO;
  }
}
