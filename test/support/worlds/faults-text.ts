/** Writes what goes wrong in a random world. */
import type { Catalogue } from './catalogue.ts';
import type { FaultPlan, WorldPlan } from './plan.ts';
import { type BindingText, linkCount, of } from './words.ts';

/** The line of a fault; null if the world has nothing that it could happen to. */
export function faultText(
  fault: FaultPlan,
  plan: WorldPlan,
  bindings: readonly BindingText[],
  { outcomes, forgeries }: Catalogue,
): string | null {
  const { what, time, number, which, target } = fault;
  const instant = `  at ${time ?? 170 * number}us`;
  const thread = `T${target % plan.threads.length}`;
  const domain = `D${target % plan.domains.length}`;
  const call = bindings.length === 0 ? null : `  at call ${number} of ${of(bindings, which).name}`;
  switch (what) {
    case 'terminate':
      return time === null && call !== null ? `${call} terminate ${domain}` : `${instant} terminate ${domain}`;
    case 'capture':
      return time === null && call !== null ? `${call} capture` : `${instant} capture ${thread}`;
    case 'abort':
      return `${instant} abort ${thread}`;
    case 'refuse':
      return call && `${call} refuse ${of(outcomes, target)}`;
    case 'forge':
      return call && `${call} ${of(forgeries, target)}`;
    default: {
      const links = linkCount(plan);
      if (links === 0) return null;
      const link = `L${which % links}`;
      if (what !== 'cut') return `  at packet ${number} on ${link} ${what}`;
      return `${instant} cut ${link}${target % 2 === 0 ? ' for 9ms' : ''}`;
    }
  }
}
