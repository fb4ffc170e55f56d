/** Misses of domains, and idle processors that are steered by them. */
import { at } from '../../src/base/assert.ts';
import type { DomainId } from '../../src/sim/spec/ids.ts';
import type { MissNode } from '../../src/sim/spec/path.ts';
import type { PricedSite } from '../../src/sim/spec/price.ts';
import { activityOf, newFrame } from './frames.ts';
import { row } from './going.ts';
import { detach, freeProcessors, load, resume } from './hands.ts';
import { free } from './processors.ts';
import { endIdle, schedule } from './rows.ts';
import type { Activity, Flow, Processor, World } from './state.ts';
import { price } from './values.ts';

export function* miss(w: World, node: MissNode): Flow {
  const end = (): void => count(w, node);
  yield* row(w, { site: node.work.site, duration: price(w, w.me, node.work.price), domain: node.domain }, { end });
}

/** One miss more; the idle processor that is needed least goes there. */
function count(w: World, { target, steers }: MissNode): void {
  const { machine } = at(w.spec.domains, target);
  w.misses[target] = at(w.misses, target) + 1;
  if (at(w.spec.machines, machine).system.steer === undefined || !steers) return;
  const idle = freeProcessors(w, machine).filter((p) => p.dedicated < 0 && !p.userLevel);
  if (idle.some((p) => p.loaded === target)) return;
  const [least] = idle.toSorted((one, other) => missesOf(w, one.loaded) - missesOf(w, other.loaded));
  if (least !== undefined && missesOf(w, least.loaded) < missesOf(w, target)) send(w, least, target);
}

function missesOf(w: World, domain: DomainId): number {
  return domain < 0 ? -1 : at(w.misses, domain);
}

/** Sends a processor that has nothing to run elsewhere; false if it stays. */
export function steer(w: World, p: Processor): boolean {
  if (at(w.spec.machines, p.machine).system.steer === undefined || p.userLevel) return false;
  const goal = p.dedicated >= 0 ? p.dedicated : neediest(w, p);
  if (goal === null || goal === p.loaded) return false;
  send(w, p, goal);
  return true;
}

/** The domain with most misses in which nobody idles, if it has more than the one that is loaded. */
function neediest(w: World, p: Processor): DomainId | null {
  const others = freeProcessors(w, p.machine).filter((other) => other !== p);
  const wanting = w.spec.domains.flatMap(({ machine }, domain) =>
    machine === p.machine && at(w.misses, domain) > 0 && !others.some(({ loaded }) => loaded === domain)
      ? [domain]
      : [],
  );
  const [first] = wanting.toSorted((one, other) => missesOf(w, other) - missesOf(w, one));
  return first !== undefined && missesOf(w, first) > missesOf(w, p.loaded) ? first : null;
}

function send(w: World, p: Processor, goal: DomainId): void {
  endIdle(w, p);
  const errand = errandOf(p, goal, w.now);
  p.activity = errand;
  p.summons = null;
  errand.flows.push(go(w, p, goal));
  schedule(w, w.now, () => resume(w, errand));
}

/** What a processor does that goes elsewhere: nobody's thread, and it keeps no run alive. */
function errandOf(p: Processor, goal: DomainId, since: number): Activity {
  const frame = newFrame({ call: null, index: -1, outer: null, base: -1, values: [], depth: 0 }, -1);
  const errand = activityOf({ thread: -1, priority: 0, tail: true }, frame, goal);
  return Object.assign(errand, { alive: false, acting: -1, processor: p, stoppedOn: p.machine, since });
}

function* go(w: World, p: Processor, goal: DomainId): Flow {
  const { system, kernel } = at(w.spec.machines, p.machine);
  const step = (priced: PricedSite): Flow =>
    row(w, { site: priced.site, duration: price(w, w.me, priced.price), domain: kernel }, { whole: true });
  if (system.steer !== undefined) yield* step(system.steer.load);
  load(w, p, goal);
  if (system.steer?.refill !== undefined) yield* step(system.steer.refill);
  free(w, detach(w.me, 'stopped'));
}

/** Nobody is left: what is under way is cut. */
export function cutErrands(w: World): void {
  for (const { activity } of w.processors) {
    const last = activity?.thread === -1 ? w.rows[activity.lastRow] : undefined;
    if (last !== undefined) last.duration = Math.min(last.duration, w.now - last.start);
  }
}
