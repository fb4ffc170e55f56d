/** How a run ended, told to people. */
import { assertNever, at } from '../base/assert.ts';
import { formatTime } from '../base/format.ts';
import type { Picoseconds } from '../base/units.ts';
import { type Cause, Causes } from './causes.ts';
import type { Activity } from './machine/state.ts';
import type { Parts } from './path/code.ts';
import type { RunEnd } from './trace/format.ts';

/** Threads that the message of a deadlock names; the rest is counted. */
const MOST_NAMED = 8;

type Waiting = RunEnd['waiting'][number];

/** The end of a run at the present instant. */
export function endOf(parts: Parts, reason: RunEnd['reason'], missed: readonly number[]): RunEnd {
  const { world } = parts;
  const causes = reason === 'deadlock' ? new Causes(parts) : null;
  const waiting: Waiting[] = [];
  const lines: string[] = [];
  for (const a of world.activities) {
    if (!a.waiting) continue;
    const cause = causes?.of(a);
    const [holder = -1] = cause?.holders ?? [];
    waiting.push({ thread: a.waitThread, site: a.waitSite, holder });
    if (cause !== undefined && lines.length < MOST_NAMED) lines.push(describe(parts, a, cause));
  }
  const { uncaught, events } = world;
  return {
    reason,
    time: events.now,
    message: messageOf(world, reason, lines, waiting.length),
    waiting,
    uncaught,
    missed,
  };
}

function messageOf(
  world: Parts['world'],
  reason: RunEnd['reason'],
  lines: readonly string[],
  waiting: number,
): string | null {
  const { limits } = world.spec;
  const { now } = world.events;
  switch (reason) {
    case 'finished':
      return null;
    case 'cancelled':
      return `Cancelled at ${instant(now)}; the trace holds what was recorded until then.`;
    case 'rowLimit':
      return `Stopped at ${instant(now)}: the run reached its limit of ${limits.rows} recorded steps. Repeat less, or raise the limit.`;
    case 'timeLimit':
      return `Stopped: the run reached its time limit of ${formatTime(limits.time)}. Simulate a shorter span, or raise the limit.`;
    case 'stuck':
      return `Stopped at ${instant(now)}: ${world.stuck ?? 'nothing takes time'}. Give the path a step or the loop a wait that takes time.`;
    case 'deadlock':
      return deadlock(now, lines, waiting);
    default:
      return assertNever(reason);
  }
}

function deadlock(now: Picoseconds, lines: readonly string[], waiting: number): string {
  const rest = waiting > lines.length ? `; and ${waiting - lines.length} more` : '';
  return `Deadlock at ${instant(now)}: nothing can go on. ${lines.join('; ')}${rest}.`;
}

function instant(time: Picoseconds): string {
  return time === 0 ? 'the start' : formatTime(time);
}

function describe({ threads }: Parts, a: Activity, { what, holders }: Cause): string {
  const names = new Set([...holders].map((thread) => at(threads.table, thread).name));
  const held = names.size === 0 ? '' : ` (held by ${[...names].join(', ')})`;
  return `${at(threads.table, a.own).name} waits ${what}${held}`;
}
