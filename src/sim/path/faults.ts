/** The faults of a spec: when they happen, and what they do. */
import { assertNever, at } from '../../base/assert.ts';
import type { Activity, Frame } from '../machine/state.ts';
import { Watch } from '../machine/watch.ts';
import type { FaultSpec } from '../spec/faults.ts';
import type { DomainId, OutcomeId } from '../spec/ids.ts';
import type { Parts } from './code.ts';
import type { Cuts } from './cuts.ts';
import { stateOf } from './disturbance.ts';
import type { Orphans } from './orphans.ts';

/** Tells that a fault happens, in a domain. */
type Tell = (domain: DomainId) => void;

export class Faults {
  /** Of each thread of the spec: the activity that goes on for it. */
  readonly threads: Activity[] = [];
  private readonly parts: Parts;
  private readonly cuts: Cuts;
  private readonly orphans: Orphans;
  private readonly happened: boolean[];
  private readonly cutLinks = new Set<number>();

  constructor(parts: Parts, cuts: Cuts, orphans: Orphans) {
    this.parts = parts;
    this.cuts = cuts;
    this.orphans = orphans;
    this.happened = parts.world.spec.faults.map(() => false);
  }

  /** Faults at instants come before everything else of these instants. */
  start(): void {
    const { world } = this.parts;
    for (const [index, fault] of world.spec.faults.entries()) {
      const { when } = fault;
      if (when.at !== 'time') continue;
      const watch: Watch = new Watch(world, () =>
        this.strike(fault, (domain) => {
          watch.lastRow = this.tell(index, -1, domain);
        }),
      );
      world.events.schedule(when.time, watch);
    }
  }

  /** Faults that did not happen, in order. */
  get missed(): number[] {
    return this.happened.flatMap((has, index) => (has ? [] : [index]));
  }

  private strike({ what }: FaultSpec, tell: Tell): void {
    switch (what.does) {
      case 'terminate':
        return this.terminate(what.domain, tell);
      case 'capture':
        return this.capture(what.thread ?? -1, tell);
      case 'abort':
        return this.abort(what.thread, tell);
      case 'cut':
      case 'restore':
        return this.change(what.link, what.does === 'cut', tell);
      case 'refuse':
      case 'drop':
      case 'duplicate':
      case 'corrupt':
        return;
      default:
        return assertNever(what);
    }
  }

  /** The row that tells that a fault happens. */
  tell(index: number, call: number, domain: DomainId): number {
    const { rows, events, spec } = this.parts.world;
    this.happened[index] = true;
    return rows.row(events.now, 0, at(spec.faults, index).site, -1, call, 0, -1, -1, domain);
  }

  /** The first of these outcomes' faults that is meant for the call happens now: the outcome, null if there is none. */
  refusal(a: Activity, outcomes: readonly OutcomeId[]): OutcomeId | null {
    for (const [index, what] of this.meant(a.frame)) {
      if (what.does !== 'refuse' || !outcomes.includes(what.outcome)) continue;
      this.tell(index, a.call, stateOf(a.frame).acting);
      return what.outcome;
    }
    return null;
  }

  /** The outcomes with which a fault may end some call. */
  get refused(): OutcomeId[] {
    return this.parts.world.spec.faults.flatMap(({ what }) => (what.does === 'refuse' ? [what.outcome] : []));
  }

  /** When a procedure's row has been recorded. */
  atProcedure(a: Activity): void {
    for (const [index, what] of this.meant(a.frame)) {
      const tell: Tell = (domain) => this.tell(index, a.call, domain);
      if (what.does === 'capture') {
        tell(this.cuts.bindingOf(a.frame).server);
        stateOf(a.frame).isCaptured = true;
      } else if (what.does === 'terminate') this.terminate(what.domain, tell);
    }
  }

  /** Faults that are to happen to a call, and did not yet. */
  private meant({ call: { binding, number } }: Frame): [number, FaultSpec['what']][] {
    return this.parts.world.spec.faults.flatMap(({ when, what }, index): [number, FaultSpec['what']][] => {
      if (when.at !== 'call' || this.happened[index] === true) return [];
      return when.binding === binding && when.number === number ? [[index, what]] : [];
    });
  }

  private terminate(domain: DomainId, tell: Tell): void {
    if (this.cuts.isDead(domain)) return;
    tell(domain);
    this.cuts.terminate(domain);
  }

  /** What becomes of packets is the link's affair. */
  private change(link: number, isCut: boolean, tell: Tell): void {
    if (this.cutLinks.has(link) === isCut) return;
    if (isCut) this.cutLinks.add(link);
    else this.cutLinks.delete(link);
    const { links, machines } = this.parts.world.spec;
    const [first = 0] = at(links, link).machines;
    tell(at(machines, first).kernel);
  }

  private capture(thread: number, tell: Tell): void {
    const a = this.threads[thread];
    if (a?.alive !== true) return;
    const frame = a.frames.slice(1, a.depth + 1).findLast((one) => {
      const { isDone, isCaptured } = stateOf(one);
      return !one.call.binds && !isDone && !isCaptured;
    });
    if (frame === undefined) return;
    tell(at(a.frames, 0).domain);
    stateOf(frame).isCaptured = true;
  }

  private abort(thread: number, tell: Tell): void {
    const a = this.threads[thread];
    const frame = a?.frames[1];
    if (a?.alive !== true || frame === undefined || a.depth === 0 || frame.call.binds) return;
    const { isAborted, acting } = stateOf(frame);
    if (isAborted) return;
    tell(at(a.frames, 0).domain);
    if (a.depth === 1 && acting === this.cuts.bindingOf(frame).client) this.cuts.abort(a);
    else this.orphans.splitHandled(a, 1);
  }
}
