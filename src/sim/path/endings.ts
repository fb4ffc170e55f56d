/** Code to which a disturbed call goes: the steps of a handler, or the row of an outcome. */
import { assert, at } from '../../base/assert.ts';
import { type Activity, GO, ROW, type Status } from '../machine/state.ts';
import type { OutcomeId } from '../spec/ids.ts';
import type { HandledEvent } from '../spec/path.ts';
import { END, NEEDS, type Parts } from './code.ts';
import { Homeward } from './homeward.ts';
import type { Linker } from './linker.ts';

/** What a call ends with whose handler does not say it. */
export const LAST_WORD: Readonly<Record<HandledEvent, string>> = {
  serverTerminated: 'callFailed',
  clientTerminated: 'callFailed',
  threadCaptured: 'callAborted',
};

export class Endings {
  readonly homeward: Homeward;
  private readonly parts: Parts;
  private readonly linker: Linker;
  private readonly endings = new Map<OutcomeId, number>();
  private readonly handlers = new Map<string, number>();

  constructor(parts: Parts, linker: Linker) {
    this.parts = parts;
    this.linker = linker;
    this.homeward = new Homeward(parts, linker, (outcome) => this.ending(outcome));
  }

  /** The outcome of that name, which a spec with faults has. */
  outcome(name: string): OutcomeId {
    const found = this.parts.world.spec.outcomes.findIndex((outcome) => outcome.name === name);
    assert(found >= 0, `a spec with faults has the outcome ${name}`);
    return found;
  }

  /** Where the code of a handler is; it ends the call whether the path has such steps or not. */
  handler(path: number, event: HandledEvent): number {
    const key = `${path} ${event}`;
    const known = this.handlers.get(key);
    if (known !== undefined) return known;
    const last = this.ending(this.outcome(LAST_WORD[event]));
    const entry = this.emitArrival();
    this.handlers.set(key, entry);
    this.linker.emitHandler(path, event);
    this.parts.code.emit((a) => goTo(a, last));
    return entry;
  }

  /** Where the code is that ends the call that is there with the outcome; on another machine it goes home first. */
  ending(outcome: OutcomeId): number {
    const known = this.endings.get(outcome);
    if (known !== undefined) return known;
    const { code, world } = this.parts;
    const { site = 0 } = at(world.spec.outcomes, outcome);
    const entry = code.here;
    this.endings.set(outcome, entry);
    code.emit((a) => (this.homeward.isAway(a) ? this.homeward.begin(a, outcome) : goTo(a, entry + 1)));
    this.emitArrival();
    const end = code.here + 1;
    code.emit((a) => {
      world.step(a, site, 0, 0, -1, at(world.spec.bindings, a.frame.call.binding).client);
      a.pc = end;
      return ROW;
    }, NEEDS);
    code.emit((a) => this.linker.calls.fail(a, outcome), END);
    return entry;
  }

  /** The thread that acts from here on may still be busy. */
  private emitArrival(): number {
    const { code, threads } = this.parts;
    const entry = code.here;
    code.emit((a) => {
      a.pc = entry + 1;
      return threads.goOn(a);
    });
    return entry;
  }
}

export function goTo(a: Activity, pc: number): Status {
  a.pc = pc;
  return GO;
}
