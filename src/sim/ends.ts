/** How a run ended, told to people. */
import { assertNever, at } from '../base/assert.ts';
import { PICOSECONDS_PER_MICROSECOND, type Picoseconds } from '../base/units.ts';
import type { Activity, Frame } from './machine/state.ts';
import type { Parts } from './path/code.ts';
import type { RunSpec } from './spec.ts';
import type { RunEnd } from './trace/format.ts';

/** Threads that the message of a deadlock names; the rest is counted. */
const MOST_NAMED = 8;

type Waiting = RunEnd['waiting'][number];

/** The end of a run at the present instant. */
export function endOf(parts: Parts, reason: RunEnd['reason']): RunEnd {
  const { world } = parts;
  const waiting: Waiting[] = [];
  const lines: string[] = [];
  for (const a of world.activities) {
    if (!a.waiting) continue;
    const holders = reason === 'deadlock' ? holdersOf(parts, a) : [];
    waiting.push({ thread: a.waitThread, site: a.waitSite, holder: holders[0] ?? -1 });
    if (reason === 'deadlock') lines.push(describe(parts, a, holders));
  }
  return {
    reason,
    time: world.events.now,
    message: messageOf(world.spec, reason, world, lines),
    waiting,
    uncaught: world.uncaught,
  };
}

function messageOf(
  { limits }: RunSpec,
  reason: RunEnd['reason'],
  world: Parts['world'],
  lines: readonly string[],
): string | null {
  const { now } = world.events;
  switch (reason) {
    case 'finished':
      return null;
    case 'cancelled':
      return `Cancelled at ${instant(now)}; the trace holds what was recorded until then.`;
    case 'rowLimit':
      return `Stopped at ${instant(now)}: the run reached its limit of ${limits.rows} recorded steps. Repeat less, or raise the limit.`;
    case 'timeLimit':
      return `Stopped: the run reached its time limit of ${instant(limits.time)}. Simulate a shorter span, or raise the limit.`;
    case 'stuck':
      return `Stopped at ${instant(now)}: ${world.stuck ?? 'nothing takes time'}. Give the path a step or the loop a wait that takes time.`;
    case 'deadlock':
      return deadlock(now, lines);
    default:
      return assertNever(reason);
  }
}

function deadlock(now: Picoseconds, lines: readonly string[]): string {
  const named = lines.slice(0, MOST_NAMED).join('; ');
  const rest = lines.length > MOST_NAMED ? `; and ${lines.length - MOST_NAMED} more` : '';
  return `Deadlock at ${instant(now)}: nothing can go on. ${named}${rest}.`;
}

function instant(time: Picoseconds): string {
  return `${time / PICOSECONDS_PER_MICROSECOND} us`;
}

function describe(parts: Parts, a: Activity, holders: readonly number[]): string {
  const names = holders.map((thread) => nameOf(parts, thread));
  const held = names.length === 0 ? '' : ` (held by ${[...new Set(names)].join(', ')})`;
  return `${nameOf(parts, a.own)} waits ${reasonOf(parts, a)}${held}`;
}

function nameOf({ threads }: Parts, thread: number): string {
  return at(threads.table, thread).name;
}

function reasonOf(parts: Parts, a: Activity): string {
  const { world, stores, threads } = parts;
  const domain = a.home < 0 ? 'any domain' : at(world.spec.domains, a.home).name;
  if (a.line === null) return threads.awaitedBy(a) ?? 'for the end of a thread';
  if (a.comeback === 'message' || world.lists.includes(a.line)) return `for a processor of ${domain}`;
  const store = stores.lineOf(a.line);
  if (store !== null) return `for ${at(world.spec.stores, store).kind} ${at(world.spec.stores, store).name}`;
  return threads.lineOf(a.line) ?? `for a processor (to go on in ${domain})`;
}

/** Threads whose calls hold what the activity waits for. */
function holdersOf(parts: Parts, a: Activity): number[] {
  const store = a.line === null ? null : parts.stores.lineOf(a.line);
  const holders: number[] = [];
  for (const other of parts.world.activities) {
    if (store !== null && framesOf(other).some(({ call }) => call.latest(store) >= 0)) holders.push(other.own);
    if (other.joiner === a) holders.push(other.own);
    if (
      a.line !== null &&
      store === null &&
      framesOf(other).some(({ workers }) => parts.threads.hasWorkerFor(a, workers ?? []))
    ) {
      holders.push(other.own);
    }
  }
  return [...new Set(holders)];
}

function framesOf({ frames, depth }: Activity): readonly Frame[] {
  return frames.slice(0, depth + 1);
}
