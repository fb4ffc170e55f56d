/** Calls and threads that do not go on where they are: their domain has ended, or they are given up. */
import { at } from '../../base/assert.ts';
import { type Activity, type Frame, STOP, type Status } from '../machine/state.ts';
import type { DomainId } from '../spec/ids.ts';
import type { HandledEvent } from '../spec/path.ts';
import type { BindingSpec } from '../spec/run.ts';
import type { Parts } from './code.ts';
import { stateOf } from './disturbance.ts';
import { type Endings, goTo, LAST_WORD } from './endings.ts';

export class Cuts {
  private readonly parts: Parts;
  private readonly endings: Endings;
  /** Where the code is that cuts, and that gives up, the call that comes to it. */
  private readonly cutAt: number;
  private readonly giveUpAt: number;

  constructor(parts: Parts, endings: Endings) {
    const { code } = parts;
    this.parts = parts;
    this.endings = endings;
    this.cutAt = code.here;
    code.emit((a) => this.cut(a, stateOf(a.frame).acting));
    this.giveUpAt = code.here;
    code.emit((a) => this.giveUp(a));
  }

  isDead(domain: DomainId): boolean {
    return this.parts.world.ended.has(domain);
  }

  bindingOf({ call }: Frame): BindingSpec {
    return at(this.parts.world.spec.bindings, call.binding);
  }

  /** The domain ends: who waits in it is cut at once. */
  terminate(domain: DomainId): void {
    const { dispatcher, world } = this.parts;
    world.ended.add(domain);
    const pollers = at(world.domainMachines, domain).pollers.filter((poller) => poller.domain === domain);
    for (const poller of pollers) dispatcher.stopPolling(poller);
    for (const a of this.parts.world.activities) {
      const { acting, computing } = stateOf(a.frame);
      if (!a.alive || acting !== domain) continue;
      if (a.waiting) this.cutWait(a, this.cutAt);
      else if (computing >= 0 && computing === a.lastRow) this.cutCompute(a, computing);
    }
  }

  /** A `compute` ends where it is. */
  private cutCompute(a: Activity, row: number): void {
    const { rows, events } = this.parts.world;
    if (rows.endOf(row) <= events.now) return;
    rows.close(row, events.now - rows.startOf(row));
    events.remove(a);
    events.schedule(events.now, a);
    a.pc = this.cutAt;
  }

  /** The activity came to a domain that has ended. */
  cut(a: Activity, gone: DomainId): Status {
    const { frame } = a;
    if (a.depth === 0) return goTo(a, endOf(a));
    if (frame.call.binds) return this.endBinding(a);
    const { client, server } = this.bindingOf(frame);
    return this.handle(a, gone === client && gone !== server ? 'clientTerminated' : 'serverTerminated');
  }

  /** A binding act ends; between machines that exchange packets its client only finds out that none come. */
  private endBinding(a: Activity): Status {
    const { conversation } = a.frame.call;
    if (conversation === null || !this.endings.homeward.isAway(a)) return this.endCall(a, 'bindFailed');
    this.parts.dispatcher.leave(a, 'scheduled');
    conversation.loseServer();
    return STOP;
  }

  /** The call is still, or again, with its client: it ends at its next node, or at once if it waits. */
  abort(a: Activity): void {
    stateOf(a.frame).isAborted = true;
    if (a.waiting) this.cutWait(a, this.giveUpAt);
  }

  giveUp(a: Activity): Status {
    stateOf(a.frame).isAborted = false;
    return this.endCall(a, 'callAborted');
  }

  /** The steps of a handler come next, or what stands for them; the caller's thread acts. */
  private handle(a: Activity, event: HandledEvent): Status {
    const { begun } = stateOf(a.frame);
    if (begun.has(event)) return this.endCall(a, LAST_WORD[event]);
    begun.add(event);
    this.comeHome(a);
    return goTo(a, this.endings.handler(this.parts.world.calls.path[a.frame.call.index] ?? -1, event));
  }

  private endCall(a: Activity, outcome: string): Status {
    this.comeHome(a);
    return goTo(a, this.endings.ending(this.endings.outcome(outcome)));
  }

  /** The caller's thread acts; on another machine nobody does. */
  private comeHome(a: Activity): void {
    const { threads } = this.parts;
    threads.freeAll(a.frame.workers);
    const acting = this.endings.homeward.isAway(a) ? -1 : a.frame.caller;
    if (a.thread !== acting) threads.actAs(a, acting);
  }

  /** Who waits goes on there at once, with its client. */
  cutWait(a: Activity, pc: number): void {
    const { dispatcher, threads, code, network } = this.parts;
    if (threads.awaitsWork(a)) {
      a.pc = a.depth === 0 ? endOf(a) : pc;
      return;
    }
    network?.links.leave(a);
    stateOf(a.frame).isStaying = false;
    const { conversation } = a.frame.call;
    conversation?.leaveBehind();
    dispatcher.pull(a);
    if (a.depth === 0) {
      code.ops[endOf(a)]!(a);
      return;
    }
    const { world } = this.parts;
    const { client } = this.bindingOf(a.frame);
    // On another machine it goes on there: nobody at home knows of it yet.
    if (world.machineOf(a) === at(world.domainMachines, client)) {
      a.home = client;
      conversation?.callerLeaves();
    }
    a.pc = pc;
    a.comeback = 'stopped';
    dispatcher.makeReady(a);
  }
}

/** Where the code is that ends an activity whose own body, or work, does not go on. */
function endOf(a: Activity): number {
  return a.isWork ? a.endAt : a.endAt + 1;
}
