/** Calls that are to end on another machine than their client's: they come home first, as a result does. */
import { at } from '../../base/assert.ts';
import { type Activity, GO, STOP, type Status } from '../machine/state.ts';
import type { OutcomeId } from '../spec/ids.ts';
import type { BindingSpec } from '../spec/run.ts';
import { NEEDS, type Parts } from './code.ts';
import { stateOf } from './disturbance.ts';
import type { Linker } from './linker.ts';

export class Homeward {
  private readonly parts: Parts;
  private readonly linker: Linker;
  /** Where the code is that ends a call with an outcome. */
  private readonly ending: (outcome: OutcomeId) => number;
  /** By path, for a binding act by −1 − binding: where the steps `refused` begin. */
  private readonly entries = new Map<number, number>();
  /** Calls on their way home, and what they will end with. */
  private readonly outcomes = new Map<object, OutcomeId>();
  private readonly arrivedAt: number;

  constructor(parts: Parts, linker: Linker, ending: (outcome: OutcomeId) => number) {
    const { code } = parts;
    this.parts = parts;
    this.linker = linker;
    this.ending = ending;
    this.arrivedAt = code.here;
    code.emit((a) => this.arrive(a), NEEDS);
  }

  /** The innermost call is on a processor of another machine than its client's. */
  isAway(a: Activity): boolean {
    const { world } = this.parts;
    if (a.depth === 0 || a.frame.isHandler || a.processor === world.nowhere) return false;
    return a.processor.machine !== at(world.domainMachines, this.bindingOf(a).client);
  }

  /** Its end is told to its client's machine by the steps `refused`, once; without them the call only changes machines. */
  begin(a: Activity, outcome: OutcomeId): Status {
    const { begun } = stateOf(a.frame);
    this.outcomes.set(a.frame.call, outcome);
    if (begun.has('refused')) return this.arrive(a);
    begun.add('refused');
    a.pc = this.entryOf(a);
    return GO;
  }

  private entryOf({ frame: { call } }: Activity): number {
    const { world, code } = this.parts;
    const path = world.calls.path[call.index] ?? -1;
    const known = this.entries.get(path);
    if (known !== undefined) return known;
    const of = path < 0 ? at(world.spec.bindings, call.binding) : at(world.spec.paths, path);
    if (of.refused === undefined) return this.arrivedAt;
    const entry = code.here;
    this.entries.set(path, entry);
    this.linker.steps(of.refused, 'steps' in of ? of : null);
    code.emit((a) => {
      // Both ends have heard of it: what is left of the conversation goes on as after a result.
      if (!this.isAway(a)) a.frame.call.conversation = null;
      a.pc = this.arrivedAt;
      return GO;
    });
    return entry;
  }

  /** The end of the steps: a call that is still away goes on at home as after a wait. */
  private arrive(a: Activity): Status {
    const { threads } = this.parts;
    if (this.isAway(a)) return this.move(a, this.arrivedAt);
    const { call, caller } = a.frame;
    const outcome = this.outcomes.get(call) ?? 0;
    this.outcomes.delete(call);
    if (a.thread !== caller) threads.actAs(a, caller);
    a.pc = this.ending(outcome);
    return GO;
  }

  /** Leaves its processor for one of its client's machine, where it goes on at `pc`. */
  move(a: Activity, pc: number): Status {
    const { dispatcher, threads } = this.parts;
    a.pc = pc;
    const left = dispatcher.detach(a, 'stopped');
    a.home = this.bindingOf(a).client;
    threads.freeAll(a.frame.workers);
    threads.actAs(a, a.frame.caller);
    dispatcher.makeReady(a);
    if (left !== null) dispatcher.free(left);
    return STOP;
  }

  private bindingOf({ frame: { call } }: Activity): BindingSpec {
    return at(this.parts.world.spec.bindings, call.binding);
  }
}
