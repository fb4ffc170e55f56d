/**
 * What may disturb calls from outside: domains that end, calls that are given up, checks that fail. Compiled in only where a
 * spec has faults or time limits: then each node and statement is guarded.
 */
import { at } from '../../base/assert.ts';
import { type Activity, type Disturbance, type Frame, GO, STOP, type Status } from '../machine/state.ts';
import { Watch } from '../machine/watch.ts';
import type { DomainId, OutcomeId } from '../spec/ids.ts';
import type { StepNode } from '../spec/path.ts';
import { END, type Parts } from './code.ts';
import { Cuts } from './cuts.ts';
import { stateOf, undisturbed } from './disturbance.ts';
import { Endings, goTo } from './endings.ts';
import { asFunction, wholeFormula } from './expression.ts';
import { Faults } from './faults.ts';
import type { Linker } from './linker.ts';
import { Orphans } from './orphans.ts';

export class Guards {
  readonly faults: Faults;
  readonly orphans: Orphans;
  private readonly parts: Parts;
  private readonly endings: Endings;
  private readonly cuts: Cuts;

  constructor(parts: Parts, linker: Linker) {
    const { world, code } = parts;
    this.parts = parts;
    this.endings = new Endings(parts, linker);
    this.cuts = new Cuts(parts, this.endings);
    this.orphans = new Orphans(parts, this.endings, this.cuts);
    this.faults = new Faults(parts, this.cuts, this.orphans);
    world.isDisturbed = true;
    world.ringAt = code.here;
    code.emit((a) => {
      if (a instanceof Watch) a.sound();
      return STOP;
    });
  }

  /** The activity of a thread of the spec. */
  addThread(a: Activity): void {
    const { threads } = this.faults;
    const index = threads.push(a) - 1;
    a.onHeir = (heir) => {
      threads[index] = heir;
    };
  }

  isDead(domain: DomainId): boolean {
    return this.cuts.isDead(domain);
  }

  /** The call is with its client, who waits for nothing. */
  stay(a: Activity): void {
    const { client } = this.cuts.bindingOf(a.frame);
    stateOf(a.frame).acting = client;
    stateOf(a.frame).isStaying = true;
    a.home = client;
  }

  /** Before a node that enters these domains. */
  emitNode(entered: readonly DomainId[]): void {
    const { code } = this.parts;
    const [acting = -1] = entered;
    const next = code.here + 1;
    code.emit((a) => {
      const state = stateOf(a.frame);
      state.acting = acting;
      state.computing = -1;
      a.pc = next;
      return this.reach(a, entered);
    });
  }

  private reach(a: Activity, entered: readonly DomainId[]): Status {
    const { frame } = a;
    if (!a.isWork && entered.includes(this.cuts.bindingOf(frame).client)) {
      this.orphans.disarm(frame);
      if (a.depth === a.floor) return this.orphans.drop(a);
    }
    if (stateOf(frame).isAborted) return this.cuts.giveUp(a);
    const gone = entered.find((domain) => this.cuts.isDead(domain));
    return gone === undefined ? GO : this.cuts.cut(a, gone);
  }

  /** Before a statement. */
  emitStatement(): void {
    const { code } = this.parts;
    const next = code.here + 1;
    code.emit((a) => {
      const { domain } = a.frame;
      const state = stateOf(a.frame);
      state.acting = domain;
      state.computing = -1;
      a.pc = next;
      if (state.isAborted) return this.cuts.giveUp(a);
      return this.cuts.isDead(domain) ? this.cuts.cut(a, domain) : GO;
    });
  }

  /** Behind a step that may end the call, or begins a time limit. */
  emitBehind({ outcomes = [], revoked, timer }: StepNode): void {
    const { refused } = this.faults;
    const checked = outcomes.filter((outcome) => refused.includes(outcome));
    if (checked.length === 0 && revoked === undefined && timer === undefined) return;
    const { code, world } = this.parts;
    const span = timer === undefined ? null : asFunction(wholeFormula(world, timer.time));
    const next = code.here + 1;
    code.emit((a) => {
      if (a.isWork) return goTo(a, next);
      const verdict = this.verdict(a, checked, revoked);
      if (verdict !== null) return goTo(a, this.endings.ending(verdict));
      if (timer !== undefined && span !== null) this.orphans.arm(a, span(a), timer.outcome);
      return goTo(a, next);
    }, END);
  }

  /** How the call ends behind a step that checks; null: it goes on. */
  private verdict(a: Activity, checked: readonly OutcomeId[], revoked: OutcomeId | undefined): OutcomeId | null {
    const refused = this.faults.refusal(a, checked);
    if (refused !== null || revoked === undefined) return refused;
    return this.cuts.isDead(this.cuts.bindingOf(a.frame).server) ? revoked : null;
  }

  /** Behind the body of a procedure: a captured call stays there. */
  emitReturning(): void {
    const { code, dispatcher, world } = this.parts;
    const next = code.here + 1;
    code.emit((a) => {
      const state = stateOf(a.frame);
      state.isDone = true;
      a.pc = next;
      if (!state.isCaptured) return GO;
      dispatcher.wait(a, world.machineOf(a).spec.system.waits.captured);
      return STOP;
    });
  }

  /** At the end of a path. */
  emitEnd(): void {
    const { code } = this.parts;
    const next = code.here + 1;
    code.emit((a) => {
      this.orphans.disarm(a.frame);
      a.pc = next;
      return a.depth === a.floor ? this.orphans.drop(a) : GO;
    });
  }

  /** A call begins. `calls`: entered over its binding until now. */
  enter({ call }: Frame, calls: number): Disturbance {
    call.number = call.binds ? calls + 1 : calls;
    return undisturbed(at(this.parts.world.spec.bindings, call.binding).client);
  }

  /** A call that is to end on another machine than its client's. */
  goHome(a: Activity, outcome: OutcomeId): Status | null {
    const { homeward } = this.endings;
    return homeward.isAway(a) ? homeward.begin(a, outcome) : null;
  }

  /** Where an exception ends the call: it does so at home. Null: it is there. */
  moveHome(a: Activity): Status | null {
    const { homeward } = this.endings;
    return homeward.isAway(a) ? homeward.move(a, a.pc) : null;
  }

  /** A body whose call failed may not be there any more; null: it is. `ended`: the call's entry. */
  afterFailure(a: Activity, ended: number): Status | null {
    if (a.isWork) return null;
    if (a.depth < a.floor) return this.orphans.end(a, ended);
    return this.cuts.isDead(a.frame.domain) ? this.cuts.cut(a, a.frame.domain) : null;
  }
}
